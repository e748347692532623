"""What the head of a column (or, transposed, the label of a row) says of the numbers under it: its role."""

from __future__ import annotations

import re

from pipelines.reading.table.abroad import role_abroad

Role = str
_ROLES: tuple[tuple[Role, str], ...] = (
    (
        "part",
        (
            r"\b(?:evm|postal|absent(?:ee)?|early|mail(?:ed|-in)?|elect(?:ion)? day|polling day|in[- ]person|proxy|"
            r"provisional|advance|pre[- ]?poll|online|electronic|(?:special|ordinary|declaration) votes?)\b"
            r"(?!.*\btotal)"
        ),
    ),
    ("stage", r"^\W*(?:stages?|rounds?|counts?|ballot)(?: no\.?| number)?\W*$"),
    (
        "ignore",
        (
            r"^\W*(?:candidates?|names?|party|wards?|areas?|districts?|options?|choice|years?|"
            r"elections?|dates?|term)\W*$|\b(?:seats?|rank|pos(?:ition)?\.?|needed|quota|"
            r"transfers?|surplus|exclusion|exhausted|booths?|age|spent|spending|expenditure|date|declared|"
            r"time|no\.|incumbent|lead over|assent\w*|odds|betting|signatures?|signatories|seconders?|deposits?|born|"
            r"order|position)\b"
        ),
    ),
    (
        "ignore",
        (
            r"^\W*no\.?\W*$|^\W*(?:(?:votes? )?against|no(?! of\b|\.)|"
            r"nays?|opposed|dissent\w*|abst\w*|withheld|spoilt votes)\b"
        ),
    ),
    ("votes", r"^\W*(?:for|yes|ayes?|in favou?r)\W*$"),
    (
        "change",
        (
            r"±|\+\s?/\s?[-−–]|[-−–]\s?/\s?\+|\bchange|\bchg\b|\bswing\b|Δ|\bgain\b|\bincrease\b|"
            r"[▲▼]|percentage points|difference|^\W*(?:since|vs\.?|compared (?:to|with)) (?:\w+ )?(?:19|20)\d\d\W*$"
        ),
    ),
    ("turnout", r"turn[\s-]?out"),
    ("majority", r"majority|margin|lead\b"),
    (
        "electorate_share",
        r"(?:%|\bper\s?cent|\bshare\b).{0,12}\b(?:electorate|electors|roll|registered|eligible|entitled)\b",
    ),
    ("share", r"%|\bper\s?cent|\bpercent|\bshare\b|\bpct\b|\bpc\b"),
    ("members", r"^\W*(?:members|membership)\W*$"),
    (
        "electorate",
        (
            r"electorate|registered|\breg(?:\.|['’]d)? voters|electors|eligible|enrolled|\bballoted\b|\bentitled\b|"
            r"\bon (?:the )?roll\b"
        ),
    ),
    ("cast", r"^\W*(?:(?:total|papers|ballots|ballot papers|envelopes) )?(?:returned|received back)\W*$"),
    ("rejected", r"reject|spoil|invalid|informal"),
    ("valid", r"\bvalid\b(?! ?%)|\bformal\b"),
    ("issued", r"issued|d[ei]spatched|distributed|\bsent\b|\bmailed\b"),
    ("nominations", r"nominat"),
    ("votes", r"votes?\b|polled|^#$|number|\bcount\b|\bpref|total|\btally|\bballots?\b|round|stage|stimmen|\bv\b"),
)
TWO_PARTY = re.compile(r"(?i)\b2[cp]p\b|two[- ](?:party|candidate)")


def role_of(words: str) -> Role | None:
    """What a head says of the numbers under it (or beside it)."""
    if not words or len(words) > 80:
        return None
    if TWO_PARTY.search(words):
        return "share" if "%" in words or not re.search(r"(?i)votes", words) else "votes"
    for role, pattern in _ROLES:
        if re.search(pattern, words, re.IGNORECASE):
            return role
    return role_abroad(words)
