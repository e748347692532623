"""Numbers in the order of the contests named before: "7.2% and 9.8% respectively", "in the former", "in the other"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Placed, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.reading.scan.sentences import Sentence

_RESPECTIVELY = re.compile(r"(?i)\b(?:respectively|in that order)\b")
_JOINED = re.compile(r"(?i)\s*(?:%|per ?cent|percent|points?|votes?)?\s*(?:,|,? and|,? &)\s+(?:of |by |to )?")
_NEAR = 25
"""Characters between the word "respectively" and the numbers that it shares out."""
_ONE = re.compile(r"(?i)\bthe (?:former|one|first-named)\b")
_OTHER = re.compile(r"(?i)\bthe (?:latter|other|second-named)\b")


def in_order(
    text: str, sentence: Sentence, results: list[Placed | Refused], named: Sequence[str]
) -> list[Placed | Refused]:
    """The results with the contests that their order gives them. named: those last named together, in order."""
    if len(named) < 2:
        return results
    words = text[sentence.start : sentence.end]
    if _RESPECTIVELY.search(words):
        return _respectively(text, sentence, results, named)
    if len(named) == 2 and _ONE.search(words) and _OTHER.search(words):
        return [_by_the_word(text, sentence, result, results, named) for result in results]
    return results


def _respectively(
    text: str, sentence: Sentence, results: list[Placed | Refused], named: Sequence[str]
) -> list[Placed | Refused]:
    shared = list(results)
    for series in _series(text, results):
        numbers = [results[place].number for place in series]
        around = text[max(sentence.start, numbers[0].start - _NEAR) : min(sentence.end, numbers[-1].end + _NEAR)]
        placed = [result for place in series if isinstance(result := results[place], Placed)]
        if len(series) != len(named) or not placed or not _RESPECTIVELY.search(around):
            continue
        first = placed[0]
        for place, contest in zip(series, named, strict=True):
            own = results[place]
            one = own if isinstance(own, Placed) else replace(first, number=own.number)
            if not one.keys or any(key[0] == contest for key in one.keys):
                number = one.number
                shared[place] = replace(one, contest=contest, start=number.left, end=number.right)
    return shared


def _series(text: str, results: list[Placed | Refused]) -> list[list[int]]:
    """The places of numbers of one kind that only commas and "and" part."""
    found: list[list[int]] = []
    for place, result in enumerate(results):
        last = results[place - 1].number if place else None
        if (
            last is not None
            and last.kind == result.number.kind
            and _JOINED.fullmatch(text[last.end : result.number.start])
        ):
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _by_the_word(
    text: str,
    sentence: Sentence,
    result: Placed | Refused,
    results: list[Placed | Refused],
    named: Sequence[str],
) -> Placed | Refused:
    """ "2,147 in the former and 2,620 in the latter": the word right behind the number, before the next one."""
    number = result.number
    others = [r.number for r in results if not r.number.is_word]  # "the one" is no number here
    stop = min((other.start for other in others if other.start > number.start), default=sentence.end)
    start = max((other.end for other in others if other.end < number.end), default=sentence.start)
    told = result if isinstance(result, Placed) else _like_the_other(result, results)
    if told is None:
        return result
    for words in (text[number.end : stop], text[start : number.start]):
        one, other = _ONE.search(words), _OTHER.search(words)
        if (one is None) != (other is None):
            contest = named[0] if one is not None else named[1]
            is_own = not told.keys or any(key[0] == contest for key in told.keys)
            return replace(told, contest=contest) if is_own else result
    return result


def _like_the_other(refused: Refused, results: list[Placed | Refused]) -> Placed | None:
    """The number read as the other of its kind, whose measure word stands for both."""
    number = refused.number
    alike = next((r for r in results if isinstance(r, Placed) and r.number.kind == number.kind), None)
    if alike is None or number.is_word:
        return None
    return replace(alike, number=number, start=number.left, end=number.right)
