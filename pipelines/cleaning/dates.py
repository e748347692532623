"""Dates of pages and comments, to ISO 8601, as precise as what is printed."""

# ruff: noqa: E501 - lists of words and patterns read better in long lines

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janeiro januar enero ene gennaio",
            "february feb fevrier fevereiro février februar febrero febbraio",
            "march mar mars março märz marzo",
            "april apr avril abril aprile",
            "may mai maio mayo maggio",
            "june jun juin junho juni junio giugno",
            "july jul juillet julho juli julio luglio",
            "august aug août aout agosto ago",
            "september sep setembro sept septembre septiembre settembre",
            "october oct outubro octobre oktober okt octubre ottobre",
            "november nov novembre novembro noviembre",
            "december dec décembre dezembro dezember dez diciembre dicembre",
        ),
        1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(
    r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ]?\s*(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.)?\s*(?:of\s+|de\s+)?[\s/-]?({_NAMES})\b\.?,?(?:\s+de\b)?[\s/-]*((?:19|20)\d\d|'?\d\d\b)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b({_NAMES})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b,?\s+((?:19|20)\d\d|['’]\d\d\b)", re.IGNORECASE
)
_YEAR_FIRST = re.compile(rf"\b((?:19|20)\d\d)\s+({_NAMES})\b\.?\s+(\d{{1,2}})\b", re.IGNORECASE)
_SLASHED = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)?\d\d)\b")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?\s*([ap])?\.?(?:m\b)?", re.IGNORECASE)
_HOUR = re.compile(r"\b(\d{1,2})\s*([ap])\.?m\b", re.IGNORECASE)


def read_date(text: str, *, is_month_first: bool = False) -> str | None:
    """The first date in `text` as ISO 8601, with the time of day where it is printed; None without a date.

    is_month_first: 3/4/2017 is the fourth of March; otherwise it is the third of April, unless one of the two is no month.
    """
    if not _DIGIT.search(text):
        return None
    found = _ISO.search(text)
    if found:
        return _iso(found)
    for pattern, order in ((_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1)), (_YEAR_FIRST, (0, 1, 2))):
        found = pattern.search(text)
        if found:
            year, month, day = (found[index + 1] for index in order)
            return _with_time(_year(year), _MONTHS[month.lower()], int(day), text, found)
    found = _SLASHED.search(text)
    if found is None:
        return None
    day_number, month_number = int(found[1]), int(found[2])
    if month_number > 12 or (is_month_first and day_number <= 12):
        day_number, month_number = month_number, day_number
    return _with_time(_year(found[3]), month_number, day_number, text, found)


def is_american(texts: Iterable[str], others: Iterable[str] = ()) -> bool:
    """Whether a page prints the month first: it has dates such as 4/23/2017 and none such as 23/4/2017.

    texts: where dates stand. Where those could all be read either way (4/3/2017), the page's `others` are asked.
    """
    is_asked, lead = _month_votes(texts)
    return lead > 0 or (is_asked and lead == 0 and _month_votes(others)[1] > 0)


def _month_votes(texts: Iterable[str]) -> tuple[bool, int]:
    """Whether there is any such date, and by how many more have the month first than the day."""
    is_any, lead = False, 0
    for text in texts:
        for found in _SLASHED.finditer(text):
            is_any = True
            lead += (int(found[2]) > 12) - (int(found[1]) > 12)
    return is_any, lead


_WORD = re.compile(r"[^\W\d_]+|\d+")
_DATE_WORDS = frozenset(
    [
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "am",
        "pm",
        "a",
        "p",
        "m",
        "gmt",
        "bst",
        "utc",
        "est",
        "edt",
        "cst",
        "cdt",
        "mst",
        "mdt",
        "pst",
        "pdt",
        "ist",
        "cet",
        "cest",
        "hkt",
        "aest",
        "aedt",
        "sgt",
        "wat",
        "eat",
        "sast",
        "z",
        "t",
        "h",
        "st",
        "nd",
        "rd",
        "th",
        "um",
        "uhr",
        "le",
        "à",
        "updated",
        "update",
        "published",
        "publish",
        "posted",
        "post",
        "last",
        "modified",
        "first",
        "created",
        "edited",
        "date",
        "time",
        "on",
        "at",
        "the",
        "of",
        "and",
        "by",
        "in",
        "min",
        "mins",
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "week",
        "weeks",
        "ago",
        "read",
        "publié",
        "mis",
        "jour",
        "de",
        "às",
        "segunda",
        "terça",
        "quarta",
        "quinta",
        "sexta",
        "feira",
        "sábado",
        "domingo",
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "veröffentlicht",
        "aktualisiert",
        "publiziert",
        "am",
        "stand",
        "von",
        "par",
    ]
) | frozenset(_MONTHS)


def is_dateline(text: str) -> bool:
    """Whether a short line says only who wrote and when: "By A Writer, 3 May 2018, 10:15 GMT", "Updated 12 minutes ago".

    Besides words of dates at most four capitalised words (a name) may stand in it, and a whole date or "ago" must.
    """
    if len(text) > 120 or "%" in text or not _DIGIT.search(text):
        return False
    if not (
        _ISO.search(text)
        or _DAY_FIRST.search(text)
        or _MONTH_FIRST.search(text)
        or _SLASHED.search(text)
        or _AGO.search(text)
        or _UPDATED.search(text)
    ):
        return False
    others = [word for word in _WORD.findall(text) if not word.isdigit() and word.lower() not in _DATE_WORDS]
    return (
        len(others) <= 4
        and not any(word[0].islower() for word in others)
        and len(others) * 2 <= len(_WORD.findall(text))
    )


_UPDATED = re.compile(r"\b(?:updated|posted|published)\b.{0,12}\b\d{1,2}[:.]\d\d", re.IGNORECASE)
_AGO = re.compile(r"\b\d+\s+(?:min\w*|hours?|days?|weeks?|months?)\s+ago\b", re.IGNORECASE)


def _year(text: str) -> int:
    digits = text.lstrip("'’")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) > 69 else 2000)


def _iso(found: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = found.groups()
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    date = f"{year}-{month}-{day}"
    if hour is None or int(hour) > 24:
        return date
    zone = {"UTC": "Z", "GMT": "Z"}.get(zone or "", zone or "")
    if zone not in ("", "Z") and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{date}T{hour}:{minute}" + (f":{second}" if second else "") + zone


def _with_time(year: int, month: int, day: int, text: str, found: re.Match[str]) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    date = f"{year:04d}-{month:02d}-{day:02d}"
    rest = text[found.end() : found.end() + 30]
    clock = _CLOCK.search(rest) or _CLOCK.search(text[max(0, found.start() - 25) : found.start()])
    if clock is not None:
        hour, minute, half = int(clock[1]), int(clock[2]), (clock[4] or "").lower()
    else:
        clock = _HOUR.search(rest)
        if clock is None:
            return date
        hour, minute, half = int(clock[1]), 0, clock[2].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{date}T{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else date
