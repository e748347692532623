"""Words that say what a number counts: the table of measure words, and where they stand in a text.

Each family of words gives a measure to the counts and to the percentages bound to it. A family with no measure at all
("seats", "swing") is as telling: the number beside it is no vote figure, and the word is the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.reading.scan.tongues import ABROAD

if TYPE_CHECKING:
    from pipelines.model import Base, Measure

_PAPERS = r"(?:ballots?(?: papers?)?|(?:ballot )?envelopes|voting papers?|papers|postal votes?|votes?)"
_BE = r"(?:would be|will be|to be|was|were|are|is|been|being|had been|have been|that were|which were|went|gone)"

FAMILIES: tuple[tuple[str, str], ...] = (
    # --- no vote figures at all
    ("swing", r"swings?\b(?! state| voter)|swung"),
    ("quota", r"quotas?"),
    ("threshold", r"thresholds?|needed (?:to|for)|required|requirement"),
    (
        "seats",
        (
            r"(?:working|overall|parliamentary|commons) majority(?! of the votes?)|"
            r"seats?|councillors|wards? (?:of|out of)|constituencies|booths?|precincts?|polling "
            r"(?:stations?|places?)|boxes"
        ),
    ),
    ("transfers", r"transfers?|transferred|non[- ]?transferable|surplus|second preference votes from|exhausted"),
    ("abstained", r"abst(?:entions?|ained|aining)|did not vote|didn['’]t vote|stayed (?:at )?home|non[- ]?voters"),
    ("accredited", r"accredited(?! (?:and \w+ |voters |lawyers |members )?\d)|\bregister(?:ed)? supporters"),
    (
        "outstanding",
        (
            r"(?:outstanding|uncounted|challenged|provisional|cancelled|canceled|unopened|"
            r"late|affidavit|still to be counted)(?: (?:ballots?|votes?|papers?))?"
        ),
    ),
    # --- papers
    ("nominations", r"(?:valid |total |branch |official )*nominations?|nominated(?= by)"),
    (
        "rejected",
        (
            rf"(?:total |number of )*(?:ballot papers? (?:found to be|ruled|deemed) )?\b(?:spoil(?:t|"
            rf"ed)|reject(?:ed)?|invalid(?:ated)?|void(?:ed)?|informal|"
            rf"blank|disallowed|unvalid|null|informals)\b(?: or (?:otherwise )?(?:spoil(?:t|ed)|blank|void|"
            rf"invalid))?(?: (?:and|or) blank)?(?: (?:ballot|voting))?(?: {_PAPERS}(?: returned)?)?|spoils"
        ),
    ),
    ("money", r"rateable value|aggregate value"),
    (
        "valid",
        (
            r"(?:total |number of )*votes? cast[^.\n]{0,30}exclud\w+[^.\n]{0,40}reject\w*|"
            r"(?:returned |sent back |cast )?(?:total )?(?:number of )?(?:total )?(?:valid|"
            r"formal)(?: (?:votes?|ballots?|papers?|poll|voting papers?))?(?: (?:cast|polled|"
            r"received|counted))?\b"
        ),
    ),
    (
        "issued",
        (
            rf"{_PAPERS} (?:{_BE} )?(?:issued|sent|mailed|posted|distributed|despatched|dispatched|"
            rf"out|went out|handed out)(?: out)?\b(?! back| of)|"
            r"(?:were|was|been|had) (?:issued|sent|mailed|posted|despatched|dispatched) (?:out "
            r")?(?:(?:with )?(?:a )?(?:ballots?|voting|papers)\b)?|"
            r"(?:mailed|posted|despatched|dispatched|issued)(?: out)?|papers? (?:sent|issued)|papers went to|"
            r"sent out(?= [\d.,]+ (?:ballot|voting|papers))"
        ),
    ),
    (
        "cast",
        (
            rf"(?:total |overall |number of |all )*{_PAPERS} (?:{_BE} )?(?:cast|counted|received|"
            rf"returned|polled|tallied|collected|verified|came back|in total|in all|in the boxes?)\b|"
            r"total (?:number of )?(?:votes?|ballots?|poll|papers|valid)\b(?: (?:cast|polled|"
            r"received|counted))?|total poll(?:ed)?|overall votes|"
            r"(?:votes|ballots) (?:in|went in)\b(?! (?:it|the|a|this|that|his|her|all|front|"
            r"\d|[A-Z]))|votes? totall?ed|(?:verified|total) (?:ballot papers|votes)|(?:came|"
            r"sent) back|returned papers|returned ballots|verified|returned(?=:?\s\d)|"
            r"(?<=\d )back(?=[,.;]| with\b| by\b)|(?:were |was )returned(?! with|"
            r" as| by| to)"
        ),
    ),
    # --- people
    (
        "turnout",
        (
            r"turn[\s-]?outs?\b|(?:response|return) rate\b|t/o\b|participation(?: rate)?|percentage poll\b|"
            r"poll percentage|polling was|"
            r"poll (?:of|was)(?= \d)"
        ),
    ),
    (
        "took_part",
        (
            r"turned out|turning out|taking part|had (?:a|their) say|did\b(?=[,.]| so\b| by\b)|took part|taken part|"
            r"went to the polls|"
            r"turned up|cast (?:a |their |its )?(?:ballots?|votes?|papers?)|participated|"
            r"filled in|(?<=\d )(?:replied|responded)\b(?=[.,;]| to the (?:ballot|vote))|"
            r"(?:voters|people|members) (?:who )?(?:voted|voting|turned out)\b(?! (?:for|"
            r"to|yes|no|against|in favou?r))|of (?:them|those|these) (?:had |who )?voted|"
            r"(?:had|have) voted\b(?! (?:by|for|to|yes|no|against|in favou?r|with))|"
            r"of (?:us|you) (?:even )?(?:bothered|turned out|voted)"
            r"(?! (?:for|to|yes|no|against))|bothered to (?:vote|post|return|fill|send|tick)"
        ),
    ),
    ("voted", r"vot(?:ed|ing)\b(?! papers?)|did vote|votes? (?:yes|no)\b"),
    (
        "electorate",
        (
            r"electorates?|electors?|(?:registered|enrolled|eligible|qualified|accredited(?: "
            r"and \w+)?)(?: (?:voters?|electors|to vote|members|people|lawyers|businesses))?\b|"
            r"voting (?:members|population)|entitled(?: to vote)?|electoral (?:roll|register)|"
            r"(?:on|from) the (?:electoral )?(?:roll|register)|"
            r"(?:of )?the (?:whole|entire|full) (?:roll|register)|"
            r"the (?:roll|register)(?= (?:stood|was|is|had|has|held|of|ran)\b)|"
            r"enrol(?:led|ment)|had (?:a|the) (?:vote|chance)|(?:could|able to|can) (?:have "
            r")?vote|(?:of )?those balloted|balloted|eligible|voters on|(?:was |is "
            r"|ballot )?open to|those registered|electoral roll|on (?:the|its) books|"
            r"names on the (?:\w+ )?(?:register|roll)|"
            r"on the (?:voters?['’]?|voting|electoral|eligibility) lists?|"
            r"registered"
        ),
    ),
    ("balloted", r"members? (?:who )?(?:were|was|are|being|have been|had been) balloted"),
    ("members", r"members?\b|(?:total |entire |whole )?membership|-?\s?strong\b|membership of"),
    ("voters", r"voters?|people|citizens|residents|lawyers|workers|employees|staff|teachers|students|crew|businesses"),
    # --- leads
    (
        "majority",
        (
            r"(?:votes )?in it(?=\W*(?:$|[.,;:!?)]|at\b|between\b))|votes in it\b|majorit(?:y|ies)|maj\b\.?|"
            r"margins?|\bleads?\b|\blead of|"
            r"ahead\b(?! of (?:the |this |next |last )(?:(?!in |at |on )[\w’'-]+ ){0,3}"
            r"(?:election|by-election|referendum|run-?off|contest|polling day|ballot)\b)|in front|"
            r"votes? (?:win|victory|triumph|defeat|loss|edge|cushion|advantage|deficit)\b|deficit|"
            r"clear(?= of\b|[.,;]|$)|clear\b|behind\b|short\b|adrift|in arrears|"
            r"votes? (?:down|up|separat\w+|apart|between|in it|to spare|in hand|away)\b|down "
            r"on|(?<=points) up on|gap of|(?:a |the )gap|to spare|edged|"
            r"more votes than|fewer votes than|off (?:the )?(?:winning|lead)|votes? off|"
            r"separated?|separating|difference"
        ),
    ),
    # --- shares and votes
    ("change", r"(?:percentage )?points? (?:up|down)|increase|decrease|change"),
    (
        "share",
        (
            r"(?<!total )(?<!number )(?:of|in) (?:the |all |those |its |all the )?(?:total "
            r"|valid |popular |overall |eligible |final |national |first[- ]preferences? "
            r"|first[- ]round |formal |members[’']? |number of )*"
            r"(?:votes?|poll|polling|ballots?(?: papers?)?|those (?:who )?(?:vot\w+|cast)|"
            r"votes? cast|preferences|party votes?)\b(?: (?:cast|counted|polled))?|of the total\b(?! \w)|"
            r"(?:vote[- ]shares?|shares? of (?:the )?(?:\w+ )?vote|share)\b|of (?:those|the ones|them|"
            r"the people|people) (?:who )?(?:vot\w+|cast)|of members (?:who (?:vot\w+|cast)|voting)|"
            r"those (?:who )?vot\w+|voting "
            r"(?:for|yes|no)\b"
        ),
    ),
    (
        "votes",
        (
            r"(?:first[- ]preference|primary|personal|popular|final|party|postal|actual|election) "
            r"votes?|votes?\b|first[- ]preferences?|1st prefs?|preferences"
        ),
    ),
    ("papers", r"ballots?|ballot papers?|voting papers|papers"),
    ("total", r"total|in all|altogether"),
)
"""(family, words). At one place the first family that fits wins, so the wordier stand above the plainer."""

COUNT_MEASURE: dict[str, Measure] = {
    "turnout": "ballots_cast",
    "took_part": "ballots_cast",
    "voted": "ballots_cast",
    "cast": "ballots_cast",
    "papers": "ballots_cast",
    "total": "ballots_cast",
    "valid": "valid_votes",
    "rejected": "ballots_rejected",
    "issued": "ballots_issued",
    "electorate": "electorate",
    "balloted": "electorate",
    "members": "membership",
    "majority": "majority",
    "nominations": "nominations",
    "votes": "votes",
}
SHARE_MEASURE: dict[str, Measure] = {
    "turnout": "turnout",
    "took_part": "turnout",
    "majority": "majority_share",
    "share": "vote_share",
    "votes": "vote_share",
    "voted": "vote_share",
}
NO_FIGURE = frozenset(
    {"money", "accredited", "swing", "quota", "threshold", "seats", "transfers", "abstained", "outstanding"}
)
GENERIC = frozenset({"papers", "votes", "total", "voted", "voters", "share", "members", "change"})
"""Families that give way to a more telling word on the other side of the number ("majority of 2,362 votes")."""
NEEDS_SUBJECT = frozenset({"votes", "vote_share", "vote_share_change", "electorate_share", "nominations"})
TOTALS = frozenset(
    {"turnout", "electorate", "membership", "ballots_issued", "ballots_cast", "ballots_rejected", "valid_votes"}
)
"""Figures of the whole contest."""

_BASES: tuple[tuple[Base, str], ...] = (
    ("valid_votes", r"valid|formal"),
    ("electorate", r"electorate|electors|registered|eligible|entitled|electoral roll|enrolled|able to vote"),
    ("ballots_issued", r"issued|sent out|despatched|dispatched|distributed|mailed|balloted"),
    ("membership", r"members|membership"),
    ("ballots_cast", r"cast|those (?:who )?vot|of the poll|ballots|papers returned|who voted"),
)
_CUE = re.compile(
    r"(?:(?<!\w)|(?=\W))(?:"
    + "|".join(
        rf"(?P<{family}>(?:{words}{'|' + ABROAD[family] if family in ABROAD else ''})(?!\w))"
        for family, words in FAMILIES
    )
    + ")"
)
"""For text in small letters: a pattern that need not think of both takes less than half the time."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A measure word: text[start:end] belongs to the family."""

    start: int
    end: int
    family: str


def find_cues(text: str) -> list[Cue]:
    """All measure words of the text, in order, none overlapping another."""
    small = text.lower()
    if len(small) != len(text):  # a Turkish capital I is two characters when it is small
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return [Cue(found.start(), found.end(), found.lastgroup) for found in _CUE.finditer(small) if found.lastgroup]


def base_in(words: str) -> Base | None:
    """Of what a share is a share, where the words about it say so ("of valid votes", "of the electorate")."""
    return next((base for base, pattern in _BASES if re.search(rf"(?i)\b(?:{pattern})", words)), None)
