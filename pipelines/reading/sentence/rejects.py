"""Numbers that are no vote figures whatever stands beside them: dates, times, ages, money, telephones, labels, other
things.

Each rule is a name, which becomes the reason in an Unread, and a test of the words on one side or both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.reading.scan.numbers import Number

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"

BEFORE: tuple[tuple[str, str], ...] = (
    (
        "a part of the papers",
        r"\b(?:sack|box|bag|pile|bundle|batch|stack|tray|parcel)(?:ful)? of (?:some |about |around )?$",
    ),
    ("money", r"(?:[£$€₦₹¥]|\b(?:rs|ngn|usd|gbp|eur|rmb|kes|ksh)\.?|\bN)\s?$"),
    ("date", rf"\b{_MONTH}\.?\s+(?:the\s+)?$|\b{_DAY},?\s+$|\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+$|\d[/.-]$"),
    (
        "age",
        (
            r"\b(?:died|dies|dead|retired|retires|retire|birthday|turned)\b[^.]{0,14}\s(?:at\s+)?$|"
            r"\bwho(?:\s+is|['’]s)\s+$|\baged?\s+(?:of\s+|to\s+|from\s+|about\s+|over\s+|"
            r"under\s+)?$"
        ),
    ),
    (
        "votes that were needed",
        (
            r"\b(?:need(?:s|ed|ing)?|require[sd]?|want(?:s|ed)|short of|threshold of|quota "
            r"of)\s+(?:another\s+|a\s+|at least\s+)?$"
        ),
    ),
    (
        "telephone",
        r"(?:\b(?:tel|telephone|phone|call|fax|mobile|freephone|text|ring|dial)\b[^.\n]{0,24}|\+\d*|\(0\d+\)\s?)$",
    ),
    (
        "label",
        (
            r"(?:\bnos?\.\s?|\b(?:number|rule|section|page|pages|chapter|clause|unit|local|"
            r"district|branch|article|part|phase|stage|round|count|"
            r"day|week|step|version|volume|vol|issue|room|route|flight|paragraph|item|grade|"
            r"year|class|group|platform|channel|top|update|table|"
            r"figure|fig|appendix|protocol|division|lot|room|bus|motion|resolution|proposition|"
            r"measure|question|ward|booth|precinct|phase)\.?\s+|#\s?)$"
        ),
    ),
    (
        "a lead that changed",
        (
            r"\b(?:cut|cutting|slash\w*|reduc\w+|increas\w+|rais\w+|widen\w*|narrow\w*|trimm\w+|extend\w*)\s+"
            r"(?:the |his |her |its |their |labour['’]s |\w+['’]s )?(?:\w+ )?(?:majority|lead|margin)\s+by\s+$"
        ),
    ),
    (
        "a price or a wage",
        (
            r"\b(?:claims? (?:for|of)|offers?|offered|(?:pay|wage) (?:rise|raise|deal|cut)|award|settlement|inflation|"
            r"interest|rpi|cpi|vat|bonus)(?:\s+(?:for|of|at|was|is|a|the|just|only|about|now|rate|rates))*\s*$"
        ),
    ),
    (
        "attendance",
        (
            r"\b(?:launch|rally|meetings?|event|march|crowd|hustings|demo|vigil|picnic|conference)\b[^.;]{0,24}\b"
            r"(?:drew|attracted|brought|pulled in|of|had|saw)\s+(?:in |out )?$|"
            r"\b(?:spoke|speaking|talked|written) to\s+$|"
            r"\b(?:address(?:ed|ing)|greeted|joined by|in front of|watched by)\s+$"
        ),
    ),
    (
        "papers of one kind",
        r"\b(?:postal|absentee|proxy|mail-in|early) (?:votes|ballots),?\s+(?:of which\s+|all\s+)?$",
    ),
    ("transfers", r"\bdistribution of\s+(?:the\s+)?$"),
    (
        "a change in votes",
        (
            r"\b(?:put on|added|adding|down|up|lost|losing|shed|another|a further|an extra|"
            r"dropp(?:ed|ing)|drop of|fall of|rise of|increase of|loss of|gain of)\s+(?:by\s+|"
            r"a\s+)?$"
        ),
    ),
)
AFTER: tuple[tuple[str, str], ...] = (
    ("time", r"\s?(?:a\.?m\b|p\.?m\b|o['’]clock|hrs?\b|noon\b|:\d\d)"),
    ("date", rf"\s+(?:of\s+)?{_MONTH}\b(?! (?:have|be))|/\d"),
    (
        "money",
        (
            r"\s?(?:p\b|pence\b|pounds?\b|dollars?\b|euros?\b|cents?\b|naira\b|rupees\b|bucks\b|"
            r"quid\b|(?:million|billion|m|bn) (?:pounds|dollars))"
        ),
    ),
    ("age", r"[\s-]years?[\s-]olds?\b"),
    (
        "time span",
        (
            r"[\s-](?:(?:(?!and |or |to )\w+ )?(?:years?|yrs?|months?|weeks?|days?|hours?|minutes?|mins?|"
            r"seconds?|decades?|centur(?:y|ies)|terms?|generations?)\b)(?! votes)"
        ),
    ),
    ("mixed words", r"\s(?:hundred|thousand|million)\b(?! votes| members| people)"),
    ("number of times", r"\s+times\b|x\b"),
    ("size", r"\s?(?:km|miles?|metres?|meters?|feet|ft|acres?|sq\b|tonnes?|litres?|degrees?|°)"),
    (
        "other things",
        (
            r"\s+(?:(?!(?:votes?|members?|people|voters?|ballots?|papers?|of|took|to|for|"
            r"ahead|behind|clear|after|before|short|in|and|the|more|or|electors|per|were|was|against|with|on|"
            r"from|mp|at|a|that|"
            r"who|by|had|as)\b)[\w'’-]+\s+){0,2}?(?:comments?|replies|posts?|likes?|shares|"
            r"views?|visitors?|hits|tweets?|followers|fans|subscribers|reads|retweets|"
            r"candidates?|contenders|contestants|hopefuls|parties|people in the room|jobs|"
            r"branches|workplaces?|regions?|counties|areas|countries|offices|meetings|hustings|"
            r"ships|homes|customers|families|schools|hospitals|commissioners|judges|signatures|"
            r"names(?! on the)|entries|protests|complaints|emails|letters|delegates|"
            r"seats?|councillors|mps|ms(?:p|s)|wards?|constituencies|districts|divisions|"
            r"boroughs|councils|booths?|precincts?|polling|stations|boxes|"
            r"vacanc(?:y|ies)|by-elections?|elections?|ballots? ago|states|provinces|ridings?|"
            r"electorates(?! of)|rounds?|counts|recounts?|stages?|preferences? each|"
            r"pages|words|questions|reasons|points? (?:plan|in)|parts?|sides?|ways?|things|"
            r"others?|of us(?! (?:said|voted|backed))|of you(?! (?:said|voted|backed))|million (?:pounds|"
            r"dollars)|scanners|slots|places|posts|"
            r"tellers|observers|officials|officers|staff at|goals?|wins|losses)\b"
        ),
    ),
    (
        "other things",
        r"\s+(?:of|out of|des|de|von|di) (?:the |los |las |der )?\d+ (?:seats|si[èe]ges|escaños|sitzen?|seggi)\b",
    ),
    (
        "share of the count",
        (
            r"\s+(?:of (?:the )?)?(?:precincts|booths|boxes|polling (?:stations|places)|divisions|"
            r"areas|wards|count(?:ed|ing)?|(?:the )?votes? (?:in|counted)(?=\W*$|[.,;)]| (?:and|,|with|"
            r"so)))\b"
            r"|\s+of (?:the )?(?:(?:(?:first |second )?preferences?|ballots|papers) (?:\w+-)?|"
            r"votes \w+-)(?:counted|processed|scanned)\b"
            r"|\s+(?:reporting|counted|declared)\b|\s+in\b(?=\s*(?:[,.;:)]|and\b|with\b|now\b|so\b|$))"
        ),
    ),
    (
        "a share of other things",
        (
            r"\s+of (?:that|this|the|his|her|their|my|our|your|its|all)?\s?(?:\w+ )?(?:hall|room|audience|crowd|"
            r"delegates|budget|money|time|cost|costs|price|profits?|income|wages?|salar(?:y|ies)|gdp|tax(?:es)?|"
            r"schools|homes|stations|shops|factories|stock|land|blame|credit|work|day|year|story|problem|world)\b"
        ),
    ),
    ("a share of other things", r"\s+of (?:his|her|its|their) (?:own |\d{4} )?(?:votes?|support)\b"),
    (
        "a price or a wage",
        (
            r"\s+(?:(?:pay|wage|salary|real-terms|annual)\s+)?(?:pay|wages?|rise|raise|increase|offer|deal|cut|"
            r"inflation|"
            r"interest|discount|vat|tax|bonus)\b(?! in (?:his|her|their|its|the) (?:vote|share|majority))"
        ),
    ),
    ("a turnout in general", r"\s+turnouts\b"),
    (
        "a price or a size that changed",
        r"\s+(?:in|over) (?:the (?:last|past) )?(?:\w+ )?(?:years|months|weeks|decades?|a year)\b",
    ),
    (
        "papers that were never counted",
        (
            r"\s+(?:\w+ )?(?:papers|ballots|votes)\b[^.;]{0,40}\b(?:never|not|n['’]t) (?:got |been |be |were )?"
            r"(?:counted|opened)\b"
        ),
    ),
    ("votes that were needed", r"\s+votes?(?: or so)? (?:more|needed|required)\b(?! than)"),
    (
        "transfers",
        r"\s+votes?\b[^.;]{0,25}\b(?:to pass|transferred|(?:re)?distributed|to share out|pass(?:ed)? (?:on|to))\b",
    ),
    ("threshold", r"\s+turnouts\b"),
    (
        "threshold",
        (
            r"[^.;,\d]{0,40}?\b(?:must\b|(?:is|are|was|were|to be) (?:needed|required)|has "
            r"to\b|have to\b)|[\s-](?:threshold|rule|hurdle|barrier|mark|needed|required|"
            r"requirement)\b|\s+(?:you|they|we|is) need(?:ed|s)?\b"
        ),
    ),
)
_BEFORE = tuple((name, re.compile(f"(?i){words}")) for name, words in BEFORE)
_AFTER = tuple((name, re.compile(f"(?i){words}")) for name, words in AFTER)
_YEAR_BEFORE = re.compile(
    r"(?i)\b(?:in|since|of|by|until|till|from|to|for|after|before|during|early|late|"
    r"mid|circa|the|summer|winter|spring|autumn|election|elections|©|copyright|"
    r"and|last|next|back|than|[12]\d{3}|at the)\s*[-–]?\s*$|[(\[’'/–-]\s*$|^\s*$|"
    r"(?:points?|pts|%|per cent|\d\.\d) (?:up |down )?on\s*$"
)
_SHARE_BEFORE = re.compile(
    r"(?i)(?:threshold|hurdle|(?:wants?|demands?|law says) (?=[a-z ]{0,12}$)|need(?:s|"
    r"ed|ing)?|require[sd]?|requirement|must (?:get|reach|have|win)|swing)\s*(?:of\s+|"
    r"to\s+|be\s+|at least\s+|a\s+|over\s+|more than\s+|from \w+ to \w+ (?:of\s+)?|to \w+ (?:was |is |of )|"
    r"was\s+|is\s+|stood at\s+)*$"
)
_PRICES = re.compile(
    r"(?i)\b(?:rates?|prices?|costs?|rents?|wages|pay|crime|taxes|bills?|fees?|fares?|dues|subs|sales|inflation|"
    r"profits?|"
    r"spending|salaries|premiums?|footfall|production|output|revenues?|exports?|unemployment)\s"
    r"(?:(?:had|has|have|is|are|was|were|went|going|goes|would|will)\s)*(?:up|down|rose|rises?|risen|fell|"
    r"fallen|falls?|"
    r"dropped|increased|climbed|jumped|gone up|go up|stays?|stood)\s(?:by |at |some |about |over |nearly )*$"
)
_RAISE = re.compile(
    r"(?i)[ -](?:pay |wage |price |rent |real |annual |general )?(?:raises?|rise|increase|pay cut|discount|"
    r"interest|levy|bonus|"
    r"deposit|mortgage)\b(?! (?:in|of) (?:the |its |his |her )?(?:vote|share|turnout|poll))"
)
"""What goes up and down besides shares of a vote."""
_IS_UP_BY = re.compile(
    r"(?i)\b(?:you|he|she|they|we|i|who)(?:\s+(?:was|were|is|are)|['’]re|['’]s)\s+(?:up|down)\s+by\s+$"
)
"""A lead, where "up by" with another verb is a gain."""
_EPITHET_OF_A_VOTE = re.compile(
    r"(?i)\s+(?:\w+ )?(?:turn-?out|votes?|share|majority|margin|lead|poll|participation|support|yes|no|mark|"
    r"mandate|win|victory)\b"
)
"""What a hyphenated share ("a 61-percent turnout") must stand before: "100-percent sure" is no share of anything."""
_ADULT = range(16, 110)


def reject(text: str, number: Number, line_start: int, line_end: int) -> str | None:
    """Why the number at its place is no vote figure, or None. The line's bounds keep other lines' words out of it."""
    before = text[max(line_start, number.left - 40) : number.left]
    after = text[number.right : min(line_end, number.right + 48)]
    if number.kind == "fraction":
        return "a fraction is no exact number"
    if _is_telephone(text, number, line_start, line_end):
        return "telephone"
    if number.kind == "count" and is_year(text, number, line_start, line_end):
        return "year"
    for name, pattern in _AFTER:
        if pattern.match(after) and _applies(name, number):
            return name
    for name, pattern in _BEFORE:
        if pattern.search(before) and _applies(name, number) and not _IS_UP_BY.search(before):
            return name
    if number.kind == "percent" and (_PRICES.search(before) or _RAISE.match(after)):
        return "other things"
    if number.kind == "percent" and "-p" in number.printed and not _EPITHET_OF_A_VOTE.match(after):
        return "an epithet"
    if number.kind != "count" and _SHARE_BEFORE.search(before):
        return "threshold or swing"
    return "age" if _is_age(before, after, number) else None


def _applies(name: str, number: Number) -> bool:
    """Rules about things counted say nothing of percentages; a percentage is never a date, a time or a label."""
    if name == "a price or a size that changed":
        return number.kind != "count"
    if name == "a price or a wage":
        return number.kind == "percent"
    if name in ("share of the count", "threshold", "a share of other things", "a turnout in general"):
        return number.kind != "count"
    if number.kind != "count":
        return name in ("money", "time span") and number.kind == "percent" and False
    if name == "a change in votes":
        return number.kind == "count" and not number.is_decimal and not number.sign
    if name == "age":
        return number.value in _ADULT
    if name == "label":
        return number.value < 1000 and not number.is_word
    if name == "date":
        return (number.value <= 31 or 1800 <= number.value <= 2100) and not number.is_decimal
    return True


def is_year(text: str, number: Number, line_start: int, line_end: int) -> bool:
    """Is this plain four-digit number a year? Years of 1800-2099, unless a word of votes follows or a label
    precedes."""
    if not re.fullmatch(r"(?:1[89]|20)\d\d", number.printed) or number.is_word:
        return False
    after = text[number.end : min(line_end, number.end + 30)]
    if (
        re.search(
            r"(?i)\b(?:in|since|"
            r"until)\s$",
            text[max(line_start, number.start - 8) : number.start],
        )
        and after[:2] == " ("
    ):
        return True  # "more than she won with in 2018 (1,850)"
    if re.match(
        r"(?i)\s+(?:[\w-]+\s+)?(?:votes|ballots|papers|members|voters|electors|people)\b|\s?[(\[]\s?\d|\s*\t", after
    ):
        return False
    before = text[max(line_start, number.start - 24) : number.start]
    if number.printed.startswith("18"):
        return bool(re.search(r"(?i)\b(?:in|since|of|from|until|year|the)\s+$", before))
    return bool(_YEAR_BEFORE.search(before)) or bool(
        re.match(r"(?i)\s*(?:elections?|general|[-–/]\s?\d\d|result|local|by-election|:)", after)
    )


def _is_age(before: str, after: str, number: Number) -> bool:
    """ "McCluskey, 61, has" and "his age (61)"."""
    if (
        number.kind != "count"
        or number.value not in _ADULT
        or number.printed != number.printed.strip()
        or number.is_word
    ):
        return False
    if re.search(r"[A-Za-z’')]\s?,\s$", before) and re.match(r",\s", after):
        return bool(re.search(r"[A-Z][\w’'-]+,\s$", before))
    if re.search(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+ \($", before) and re.match(
        r"\),? (?!vs?\b|and\b|"
        r"to\b)[a-zà-ÿ]{2,}",
        after,
    ):
        return True  # "Katrin Wendlinger (46) has won"
    return bool(re.search(r"(?i)\bage[ds]?\b[^.]{0,12}\(\s?$", before))


def _is_telephone(text: str, number: Number, line_start: int, line_end: int) -> bool:
    if number.kind != "count" or number.is_word:
        return False
    if re.match(r"0\d{2,}", number.printed) or (
        number.printed.startswith("0") and len(number.printed) > 1 and not number.is_decimal
    ):
        return True
    around = text[max(line_start, number.start - 8) : min(line_end, number.end + 6)]
    return bool(re.search(r"\b0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}|\b\d{3}-\d{3}-\d{4}|\b\d{3}-\d{4}\b", around))
