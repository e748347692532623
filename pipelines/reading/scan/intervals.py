"""What a printed number allows: its granularity, the interval of its words, and when two intervals agree.

"59067" is one vote exactly; "45.4%" is anything that rounds to it; "101,000" was rounded to thousands; "more than 1.4m"
has no upper end. Everything is Decimal: shares are compared to the last printed digit, and a float cannot hold 45.4.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipelines.model import OPEN_END, Qualifier

if TYPE_CHECKING:
    from collections.abc import Iterable

SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "k": Decimal(1000),
    "lakh": Decimal(100_000),
    "m": Decimal(1_000_000),
    "mn": Decimal(1_000_000),
    "million": Decimal(1_000_000),
    "crore": Decimal(10_000_000),
    "bn": Decimal(1_000_000_000),
    "billion": Decimal(1_000_000_000),
}

_SCALE = re.compile(r"(?i)\d\s?(hundred|thousand|lakh|million|mn|m|crore|billion|bn|k)s?(?![a-z])")
_PERCENT = re.compile(r"(?i)%|per\s?-?cent|\bpc\b|pct|points?|\bpp\b|\bpts?\b")
_DIGITS = re.compile(r"\d")


def granularity_of(
    printed: str, value: Decimal | None = None, *, is_share: bool | None = None, is_hedged: bool = False
) -> Decimal:
    """The unit of the last meaningful digit of a printed number.

    "45.40%" -> 0.01, "1.4m" -> 100000, "52,000" -> 1000, "300" -> 10, "59067" -> 1. A count with two or more trailing
    zeros was rounded, but never to more than a tenth of itself; with a hedge one zero is enough ("about 350" -> 10).
    is_share says that the number is a share even where no sign of percent stands beside it (a cell of a table).
    """
    amount = abs(value) if value is not None else _plain_value(printed)
    decimals = _decimals(printed, amount)
    scale = _SCALE.search(printed)
    if scale is not None and not _is_full(printed, amount) and amount >= SCALES[scale[1].lower()]:
        return SCALES[scale[1].lower()] / Decimal(10) ** decimals
    if is_share or (is_share is None and _PERCENT.search(printed)) or decimals:
        return Decimal(1) / Decimal(10) ** decimals
    return _count_granularity(amount, is_hedged=is_hedged)


def interval(
    value: Decimal, granularity: Decimal, qualifier: Qualifier, *, is_share: bool = False
) -> tuple[Decimal, Decimal]:
    """The lowest and highest number that the words allow, by the nearest reading.

    Counts exact to one are points; a share printed without decimals is anything that rounds to it. about: within the
    granularity or 2%, whichever is wider. more_than and less_than run from the printed number outwards (OPEN_END, or
    0); for a negative number, a loss, outwards means further down.
    """
    is_point = granularity == 1 and value == value.to_integral_value() and not is_share
    half = Decimal(0) if is_point else granularity / 2
    match qualifier:
        case "exact":
            return value - half, value + half
        case "about":
            spread = max(granularity, abs(value) / 50)
            return value - spread, value + spread
        case "more_than":
            return (value, OPEN_END) if value >= 0 else (-OPEN_END, value)
        case "less_than":
            return (Decimal(0), value) if value >= 0 else (value, Decimal(0))


def agree(a: tuple[Decimal, Decimal], b: tuple[Decimal, Decimal]) -> bool:
    """Two intervals agree when they share more than an end point, or when one is a point lying within the other.

    Otherwise 52,000 and 53,000, rounded to thousands, would "agree" at 52,500.
    """
    low, high = max(a[0], b[0]), min(a[1], b[1])
    if a[0] == a[1] or b[0] == b[1]:
        return low <= high
    return low < high


def list_granularity(values: Iterable[Decimal]) -> Decimal | None:
    """The common rounding of a list of counts: the power of ten (100 or more) that divides them all, or None.

    Whoever prints 101,000, 52,000, 46,000 and 9,000 in one list has rounded the last one to thousands too.
    """
    counts = [abs(value) for value in values]
    if len(counts) < 2 or any(count == 0 or count != count.to_integral_value() for count in counts):
        return None
    zeros = min(_trailing_zeros(count) for count in counts)
    return Decimal(10) ** zeros if zeros >= 2 else None


def _count_granularity(amount: Decimal, *, is_hedged: bool) -> Decimal:
    if amount == 0 or amount != amount.to_integral_value():
        return Decimal(1)
    zeros = _trailing_zeros(amount)
    if zeros == 0 or (zeros == 1 and not is_hedged):
        return Decimal(1)
    granularity = Decimal(10) ** zeros
    while granularity > amount / 10 and granularity > 1:
        granularity /= 10
    return granularity


def _trailing_zeros(count: Decimal) -> int:
    digits = str(int(count))
    return len(digits) - len(digits.rstrip("0"))


def _decimals(printed: str, amount: Decimal) -> int:
    """How many decimals the token shows: read from its digits, since "61.80" and its value 61.8 say different
    things."""
    found = re.search(r"(\d+)[.,·](\d+)(?!.*\d)", printed)
    if found is None:
        return 0
    scale = _SCALE.search(printed)
    shown = (
        amount / SCALES[scale[1].lower()]
        if scale and not _is_full(printed, amount) and amount >= SCALES[scale[1].lower()]
        else amount
    )
    digits = "".join(_DIGITS.findall(printed))
    is_whole = len(digits) <= 40 and shown == Decimal(digits or "0") and shown != 0
    return 0 if is_whole else len(found[2])


def _is_full(printed: str, amount: Decimal) -> bool:
    """Do the digits alone make the number, so that a scale word behind them is superfluous ("31,088,020 million")?"""
    digits = "".join(_DIGITS.findall(printed))
    return bool(digits) and len(digits) <= 40 and Decimal(digits) == amount


def _plain_value(printed: str) -> Decimal:
    """The value of a token whose commas group and whose point is decimal, for callers that have no value at hand."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", printed)
    number = Decimal(found[0].replace(",", "")) if found else Decimal(0)
    scale = _SCALE.search(printed)
    return number * SCALES[scale[1].lower()] if scale else number
