"""The number scanner: every number of a text, with its printed token, value, kind, granularity and hedge.

Digits first: a search for the next digit, then one match at that place (a whole-number pattern searched through the
text is seventeen times slower). Number words are found by their own, rarer, first words. What a comma or a point
means is
decided for a whole text at once (`style_of`), because "10.251" alone says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pipelines.reading.scan.hedges import hedge_at
from pipelines.reading.scan.intervals import SCALES, granularity_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.model import Qualifier

Kind = Literal["count", "percent", "points", "fraction"]

MAX_DIGITS = 15
"""A longer run of digits is an account or a bar code; no vote comes near it (and OPEN_END stays the largest number)."""

MAX_PLACES = 6
"""Most decimal places of a number that counts votes or gives a share."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number: text[start:end] == printed, sign, scale word and percent sign included.

    kind: a bare number is a count. A fraction ("two thirds", "1 in 6") has its value in percent. sign is "" where
    none is
    printed; value carries it only for shares and points, since "votes -6647" is a dash. is_ranged marks both ends of
    "10-11%".
    """

    start: int
    end: int
    printed: str
    value: Decimal
    granularity: Decimal
    kind: Kind
    qualifier: Qualifier = "exact"
    sign: Literal["", "+", "-"] = ""
    is_word: bool = False
    is_decimal: bool = False
    is_ranged: bool = False
    hedge_start: int = -1
    hedge_end: int = -1

    @property
    def left(self) -> int:
        """Where the number with its hedge begins."""
        return min(self.start, self.hedge_start) if self.hedge_start >= 0 else self.start

    @property
    def right(self) -> int:
        """Where the number with its hedge ends."""
        return max(self.end, self.hedge_end)


@dataclass(frozen=True, slots=True)
class Style:
    """How a page writes numbers: its decimal mark, and whether plain spaces part thousands."""

    decimal_comma: bool = False
    space_groups: bool = False


_GAP = "\u00a0\u2009\u202f\u2007"
_RUN = re.compile(
    rf"\d+(?:(?:[.,'’·٫٬]|[{_GAP}](?=\d{{3}}(?!\d))|[ ](?=\d{{3}}(?!\d))|,[ {_GAP}](?=\d{{2,3}}(?!\d))|"
    rf"\.[ ](?=\d{{1,2}}\s?(?:%|per)))\d+)*"
)
_PART = re.compile(r"\d+|[^\d]+")
_SCALE = re.compile(
    r"(?i)(?:(?:m|mn|bn|k)|[ \u00a0]?-?hundred(?! and)|[ \u00a0]?-?(?:million|billion|thousand|"
    r"lakhs?|crores?)|[ \u00a0](?:mn|m|bn)(?= (?:votes|members|people)))(?![a-z])"
)
_UNIT = re.compile(
    r"(?i)(?P<loose>[ \u00a0]?-?(?:ish|odd)(?=[ \u00a0-]))?(?:[ \u00a0]{0,2}|-)"
    r"(?:%[ -]?points?\b|%age[ -]points?\b|percentage[ -]points?\b|"
    r"per\s?-?\s?cent(?:age)?[ -]points?\b|-?\s?points?\b(?! of)|[ \u00a0](?:puntos|punkte[n]?|punti|pontos|punts)\b|"
    r"pts?\b|pp\b|p\.p\.|(?P<percent>\+?%(?:age)?|per\s?-?\s?cent(?:age)?\b|percent\b|pct\b|pc\b|p\.c\.|"
    r"prozent\b|por ?ciento\b|pour cent\b|per cento\b|por cento\b))"
)
_BEFORE_DIGIT = re.compile(r"[\w@#/\\]$")
_ORDINAL = re.compile(r"(?i)(?:st|nd|rd|th)\b|[½¼¾⅓⅔]")
_ADDRESS = re.compile(r"(?i)\b(?:https?://|www\.)\S+|\S+@\S+\.\S+|\b[\w-]+\.(?:com|org|co\.uk|net|be|ie)/\S*")
_SIGN_BEFORE = re.compile(r"(?:^|[\s(\[;,/|%:])([+\-−–‐‑﹣－▲▼↑↓])\s?$")

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: value for value, word in enumerate(_SMALL.split())}
_TENS = {word: 10 * value for value, word in enumerate(_ROUND.split(), start=2)}
_WORD = "|".join([*_ONES, *_TENS])
_WORDS = re.compile(
    rf"(?i)(?<![\w-])(?:(?:{_WORD})|(?:half an?|an?) (?=(?:hundred|thousand|million|dozen|lakh|crore)\b)|hundred(?=\b))"
    rf"(?:(?:[\s-]+(?:and[\s-]+)?|(?<=\sa\s)|(?<=^a\s)|(?<=an\s))(?:{_WORD}|hundred|thousand|million|dozen|lakh|crore)\b)*(?![\w])"
)
_FRACTION = re.compile(
    rf"(?i)\b(?:(?P<part>\d+(?:\.\d+)?|{_WORD}) (?:in|out of)(?: every)? (?P<whole>1?\d|20|100|{_WORD})\b(?![,.]?\d)|"
    r"(?P<of>(?:(?P<many>one|two|three|a|just a|1|2|3)[ -])?(?P<name>thirds?|quarters?|fifths?))\b)"
)
_NAMED = {"third": 3, "quarter": 4, "fifth": 5}


def scan_numbers(text: str, style: Style | None = None) -> list[Number]:
    """Every number of the text in order, none overlapping another. style: the whole page's; by default the text's
    own."""
    style = style or style_of(text)
    masked = [found.span() for found in _ADDRESS.finditer(text)] if "/" in text or "@" in text else []
    fractions = list(_fractions(text))
    taken = masked + [(number.start, number.end) for number in fractions]
    words = [number for number in _words(text) if not _overlaps(number, taken)]
    taken += [(number.start, number.end) for number in words]
    digits = [number for number in _digits(text, style) if not _overlaps(number, taken)]
    numbers = sorted(digits + words + fractions, key=lambda number: number.start)
    return _pairs(text, [_hedged(text, number) for number in numbers])


_WORDS_BETWEEN = re.compile(r"(\D{4})\D+(\D{4})")
"""A run without digits, of which nothing is asked but its first and last characters."""


_MOST = 3
"""So many numbers parted by spaces outvote one that is written otherwise, as a counter of hits is."""


def style_of(text: str) -> Style:
    """A vote of the text's own unambiguous numbers on its decimal mark, and on spaces that part thousands."""
    text = _WORDS_BETWEEN.sub(r"\1\2", text)
    comma = len(
        re.findall(r"(?<![\d,.])\d{1,3}(?:\.\d{3})*,\d{1,2}(?!\d|,\d)(?=\s?%|\s*(?:$|\n|\t|\)|\s[A-Za-z(]))", text)
    )
    dotted = len(re.findall(r"(?<![\d,.])\d{1,3}(?:\.\d{3})+(?![\d.])", text))
    point = len(re.findall(r"(?<![\d.,])\d+(?:,\d{3})*\.\d{1,2}(?!\d|\.\d)", text))
    grouped = len(re.findall(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])", text))
    spaced = len(re.findall(rf"(?<![\d,.] )(?<![\d,.])[1-9]\d{{0,2}}(?:[ {_GAP}]\d{{3}})+(?![\d,])", text))
    plain = len(re.findall(r"(?<![\d,.'])\d{5,}(?![\d,.'])", text))
    decimal_comma = comma > 0 and comma + dotted > point + grouped
    otherwise = grouped + plain + (0 if decimal_comma else dotted)
    return Style(decimal_comma, space_groups=spaced > _MOST * otherwise)


def _digits(text: str, style: Style) -> Iterator[Number]:
    place = 0
    while (first := _DIGIT.search(text, place)) is not None:
        start = first.start()
        run = _RUN.match(text, start)
        assert run is not None
        number, place = _read_run(text, start, run[0], style)
        if number is not None:
            yield number


_DIGIT = re.compile(r"\d")


def _read_run(text: str, start: int, run: str, style: Style) -> tuple[Number | None, int]:
    """The number that a run of digits and marks begins with, and where to go on looking."""
    glued = _GLUED.match(text, start)
    run = glued[0] if glued is not None else run
    parts = _PART.findall(run)
    groups, marks = parts[0::2], parts[1::2]
    if _is_dotted_code(groups, marks):
        return None, start + len(run)
    for size in range(len(groups), 0, -1):
        length = sum(map(len, parts[: 2 * size - 1]))
        tail = text[start + length : start + length + 8]
        value = _value(groups[:size], marks[: size - 1], tail, style)
        if value is not None:
            return _finish(text, start, start + length, value), start + length
    return None, start + len(groups[0])


_GLUED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?=\d{1,2}\.\d{1,2}\s?%)")
"""Votes that run into their share: "9,00455.1%", where two columns were set side by side without a blank."""


def _is_glued(text: str, start: int) -> bool:
    before = re.search(r"(?<![\d.,])\d{1,3}(?:,\d{3})+$", text[max(0, start - 16) : start])
    return before is not None and re.match(r"\d{1,2}\.\d{1,2}\s?%", text[start : start + 8]) is not None


def _is_dotted_code(groups: list[str], marks: list[str]) -> bool:
    """A date, a version or an address: 12.02.2023, 128.0.0.1."""
    return len(marks) > 1 and set(marks) == {"."} and not all(len(group) == 3 for group in groups[1:])


def _value(groups: list[str], marks: list[str], tail: str, style: Style) -> Decimal | None:
    """What groups of digits between marks amount to, or None when they are no single number."""
    if sum(map(len, groups)) > MAX_DIGITS:
        return None
    if not marks:
        return Decimal(groups[0])
    *firsts, last = groups
    head = "".join(firsts)
    if marks == [". "]:
        return _decimal(head, last)
    kinds = set(marks)
    is_share = _SHARE_TAIL.match(tail) is not None
    if kinds <= set(_GAP) or kinds == {" "}:
        return _spaced(groups, kinds, style)
    if marks[-1] in "·٫" and len(kinds) <= 2:
        return _decimal(head, last)
    if kinds <= {"'", "’", "٬"}:
        return _joined(groups) if _threes(groups) else None
    if len(marks) == 1 and marks[0] in ".,":
        return _one_mark(head, last, marks[0], is_share=is_share, style=style)
    if kinds <= {",", ", ", ",\u00a0"}:
        return _commas(groups, marks)
    if kinds == {"."}:
        return _joined(groups) if _threes(groups) else None
    if marks[-1] in ".," and len(set(marks[:-1])) == 1 and marks[-1] != marks[0] and marks[0] != ", ":
        return _decimal(head, last) if _threes(firsts) or _indian(firsts) else None
    return None


_SHARE_TAIL = re.compile(r"(?i)\s?(?:%|per|pc|prozent|por c|pour c|m\b|mn\b|bn\b|million|billion|lakh|crore|points?)")


def _one_mark(head: str, last: str, mark: str, *, is_share: bool, style: Style) -> Decimal | None:
    groups = len(last) == 3 and 0 < len(head) <= 3 and not head.startswith("0")
    is_decimal_mark = (mark == ",") == style.decimal_comma
    if mark == "," and groups and not (style.decimal_comma and is_share):
        return Decimal(head + last)
    if mark == "." and groups and not is_share and (style.decimal_comma or last == "000"):
        return Decimal(head + last)
    if mark == "." or is_decimal_mark or (is_share and len(last) <= 2):
        return _decimal(head, last)
    return None


def _spaced(groups: list[str], marks: set[str], style: Style) -> Decimal | None:
    is_allowed = style.space_groups if marks == {" "} else True
    return _joined(groups) if is_allowed and _threes(groups) else None


def _commas(groups: list[str], marks: list[str]) -> Decimal | None:
    """Thousands, Indian groups, and the usual slips: "59, 067", "12, 25,429", "31,3,309", "14,800,4508"."""
    loose = [mark for mark in marks if mark != ","]
    if loose and (not (_threes(groups) or _indian(groups)) or (len(loose) > 1 and len(loose) < len(marks))):
        return None
    if _threes(groups) or _indian(groups):
        return _joined(groups)
    is_slip = len(groups) > 2 and any(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    return _joined(groups) if is_slip and all(len(group) <= 4 for group in groups) else None


def _threes(groups: list[str]) -> bool:
    return (
        0 < len(groups[0]) <= 3
        and all(len(group) == 3 for group in groups[1:])
        and not (len(groups) > 1 and groups[0][0] == "0")
    )


def _indian(groups: list[str]) -> bool:
    return (
        len(groups) > 2
        and len(groups[0]) <= 2
        and len(groups[-1]) == 3
        and all(len(group) == 2 for group in groups[1:-1])
    )


def _joined(groups: list[str]) -> Decimal:
    return Decimal("".join(groups))


def _decimal(head: str, last: str) -> Decimal | None:
    """Votes passed on by value are printed with as many as five places ("1,322.94190"), shares with fewer."""
    return Decimal(f"{head}.{last}") if len(last) <= MAX_PLACES else None


def _finish(text: str, start: int, end: int, value: Decimal) -> Number | None:
    """The number with what belongs to it on both sides, or None when it is a part of a word or an ordinal."""
    if start and _BEFORE_DIGIT.match(text[start - 1]) and not _is_glued(text, start):
        return None
    if _ORDINAL.match(text, end):
        return None
    is_decimal = value != value.to_integral_value() or bool(re.search(r"[.·]\d{1,2}$|,\d{1,2}$", text[start:end]))
    plain_end = end
    end, value = _scaled(text, end, value)
    is_decimal = is_decimal and end == plain_end
    unit = _UNIT.match(text, end)
    kind: Kind = "count"
    if unit is not None:
        kind = "percent" if unit["percent"] else "points"
        end = unit.end()
    elif end < len(text) and (text[end].isalpha() or text[end] == "_"):
        return None
    sign, sign_start = _sign(text, start, is_after_share=kind == "percent")
    if sign and (kind != "count" or is_decimal or sign == "+" or _in_brackets(text, start)):
        value, start = (-value if sign == "-" else value), sign_start
    printed = text[start:end]
    return Number(start, end, printed, value, granularity_of(printed, value), kind, sign=sign, is_decimal=is_decimal)


def _scaled(text: str, end: int, value: Decimal) -> tuple[int, Decimal]:
    found = _SCALE.match(text, end)
    if found is None:
        return end, value
    scale = SCALES[found[0].strip(" \u00a0-").lower().removesuffix("s")]
    # "31,088,020 million": the scale word is superfluous after a full number
    return found.end(), value if value >= scale else value * scale


def _sign(text: str, start: int, *, is_after_share: bool) -> tuple[Literal["", "+", "-"], int]:
    found = _SIGN_BEFORE.search(text, max(0, start - 3), start)
    if found is None:
        return "", start
    if found[1] in "-−–‐‑﹣－" and found.end() > found.end(1):
        before = text[max(0, found.start(1) - 3) : found.start(1)].rstrip()
        if not (is_after_share and before.endswith((")", "%", "]"))):
            return "", start  # a dash with a space behind it parts words, but for "(4.5%) - 1.2%"
    return ("+" if found[1] in "+▲↑" else "-"), found.start(1)


def _in_brackets(text: str, start: int) -> bool:
    before = text[max(0, start - 20) : start]
    return max(before.rfind("("), before.rfind("[")) > max(before.rfind(")"), before.rfind("]"))


# --- words and fractions ------------------------------------------------------------------------------------------


_FEW = re.compile(r"(?i)\b(?:few|several|couple of|many) $")
"""Before a word that is no number then: "a few hundred"."""


def _words(text: str) -> Iterator[Number]:
    for found in _WORDS.finditer(text):
        value = word_value(found[0])
        if value is None or _FEW.search(text, max(0, found.start() - 12), found.start()):
            continue
        end = found.end()
        typing_slip = re.compile(r",(\d{3})(?!\d)").match(text, end)
        if typing_slip is not None:
            value, end = value * 1000 + int(typing_slip[1]), typing_slip.end()
        number = _finish(text, found.start(), end, Decimal(value))
        if number is not None:
            yield replace(
                number, is_word=True, sign="", granularity=Decimal(1) if number.value < 100 else number.granularity
            )


def word_value(words: str) -> Decimal | None:
    """The number that words say ("two hundred and six", "half a million"), or None when they are not one number."""
    total, current, last = Decimal(0), Decimal(0), 1000
    tokens = [word for word in re.split(r"[\s-]+", words.lower()) if word not in ("and", "")]
    for word in tokens:
        if word == "half":
            current = Decimal("0.5")
        elif word in ("a", "an"):
            current = current or Decimal(1)
        elif word in _ONES or word in _TENS:
            value = _ONES.get(word, 0) or _TENS.get(word, 0)
            if last <= 19 or (word in _TENS and last < 100):
                return None
            current, last = current + value, value or 1
        elif word == "hundred":
            current, last = max(current, Decimal(1)) * 100, 100
        elif word == "dozen":
            current, last = max(current, Decimal(1)) * 12, 1000
        else:
            total, current, last = (
                total + max(current, Decimal("0.5") if "half" in tokens else Decimal(1)) * SCALES[word],
                Decimal(0),
                1000,
            )
    return total + current


def _fractions(text: str) -> Iterator[Number]:
    for found in _FRACTION.finditer(text):
        if found["of"]:
            many = {"two": 2, "three": 3, "2": 2, "3": 3}.get((found["many"] or "").lower(), 1)
            value = Decimal(100 * many) / _NAMED[found["name"].lower().removesuffix("s")]
            is_fraction = found["many"] is not None
        else:
            part, whole = _small(found["part"]), _small(found["whole"])
            value = 100 * part / whole if whole else Decimal(0)
            is_fraction = 0 < part < whole
        if is_fraction:
            yield Number(found.start(), found.end(), found[0], value, Decimal(1), "fraction", is_word=True)


def _small(word: str) -> Decimal:
    return Decimal(word) if word[0].isdigit() else Decimal(word_value(word) or 0)


# --- what stands round a number -----------------------------------------------------------------------------------


_LOOSE = re.compile(r"(?i)(?:ish|odd)[ \u00a0-]")


def _hedged(text: str, number: Number) -> Number:
    is_precise = number.kind == "count" and number.granularity == 1
    hedge = hedge_at(text, number.start, number.end, is_precise=is_precise)
    if hedge is None and "+" in number.printed[1:]:  # "7+%": the sign stands inside the token
        return replace(number, qualifier="more_than")
    if hedge is None and _LOOSE.search(number.printed):  # "80-ish per cent"
        return replace(number, qualifier="about")
    if hedge is None:
        return number
    granularity = (
        granularity_of(number.printed, number.value, is_hedged=True) if not number.is_word else number.granularity
    )
    return replace(
        number, qualifier=hedge.qualifier, hedge_start=hedge.start, hedge_end=hedge.end, granularity=granularity
    )


_DASH = re.compile(r"\s?[-–—]\s?$|\s?(?:to|and)\s$")
_OR = re.compile(r"\s?or\s$")


def _pairs(text: str, numbers: list[Number]) -> list[Number]:
    """Ranges ("10-11%", "between 8 and 9 per cent", "11 or 12"), and a unit printed once for two numbers ("57 to
    43%")."""
    numbers = list(numbers)
    for place in range(len(numbers) - 1):
        first, second = numbers[place], numbers[place + 1]
        gap = text[first.end : second.start]
        if len(gap) > 5 or "fraction" in (first.kind, second.kind):
            continue
        if first.kind == "count" and second.kind != "count" and _shares_unit(text, first, second, gap):
            first = replace(
                first, kind=second.kind, granularity=granularity_of(first.printed, first.value, is_share=True)
            )
            numbers[place] = first
        if first.kind == "percent" and second.kind == "count" and _makes_a_hundred(first, second, gap):
            second = replace(
                second, kind="percent", granularity=granularity_of(second.printed, second.value, is_share=True)
            )
            numbers[place + 1] = second
        if _is_range(text, first, second, gap):
            both = _range_ends(first, second, gap)
            numbers[place], numbers[place + 1] = both
    return numbers


def _makes_a_hundred(first: Number, second: Number, gap: str) -> bool:
    """ "54.7% to 45.3": the second of two shares that make a hundred leaves its sign to the first."""
    is_pair = re.fullmatch(r",?\s?(?:[-–—/]|to|v|against)\s?", gap) is not None
    return is_pair and not second.is_word and abs(first.value + second.value - 100) <= 1


def _shares_unit(text: str, first: Number, second: Number, gap: str) -> bool:
    if abs(first.value) > 100 or first.is_word != second.is_word:
        return False
    if re.fullmatch(r",?\s?(?:[-–—/]|to|or|v|against)\s?", gap):
        return True
    after = text[second.end : second.end + 40]
    return gap.strip() in ("and", ", and") and (
        first.is_decimal or "respectively" in after or "between" in text[max(0, first.start - 12) : first.start]
    )


def _is_range(text: str, first: Number, second: Number, gap: str) -> bool:
    a, b = first.value, second.value
    if first.kind != second.kind or not 0 < a < b <= 3 * a or a + b == 100 or second.sign == "+":
        return False
    if _OR.fullmatch(gap):
        return first.kind != "count" or a >= 10
    before = text[max(0, first.left - 12) : first.left].lower()
    if gap.strip() in ("to", "and"):
        return bool(re.search(r"between\s+$", before)) or (
            gap.strip() == "to"
            and first.kind == "percent"
            and b <= a * 2
            and b - a <= 5
            and not before.rstrip().endswith("from")
        )
    is_dash = bool(_DASH.fullmatch(gap)) and gap.strip() not in ("to", "and")
    return is_dash and (first.kind == "percent" or (a >= 100 and a == a.to_integral_value() and not first.is_decimal))


def _range_ends(first: Number, second: Number, gap: str) -> tuple[Number, Number]:
    if _OR.fullmatch(gap) or "about" in (first.qualifier, second.qualifier):
        return replace(first, qualifier="about", is_ranged=True), replace(second, qualifier="about", is_ranged=True)
    return replace(first, qualifier="more_than", is_ranged=True), replace(second, qualifier="less_than", is_ranged=True)


def _overlaps(number: Number, spans: list[tuple[int, int]]) -> bool:
    return any(number.start < end and start < number.end for start, end in spans)
