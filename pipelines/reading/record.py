"""What becomes of a number in the end: a figure with all that is known of it, or an unread number with the reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.model import UNIT_OF, Figure, Unread
from pipelines.reading.belonging import is_before
from pipelines.reading.scan.intervals import granularity_of, interval
from pipelines.reading.scan.measures import NEEDS_SUBJECT, base_in
from pipelines.reading.scan.sentences import Sentence
from pipelines.reading.stance import stance_of
from pipelines.reading.status import status_in
from pipelines.reading.tokens import within

if TYPE_CHECKING:
    from pipelines.model import Passage
    from pipelines.reading.reader import Reader
    from pipelines.reading.scan.layout import Placed, Refused
    from pipelines.reading.scan.measures import Cue
    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.tokens import Tokens


NEAR = 40
"""Characters between a name and a number that stands beside it."""


def add_figure(
    reader: Reader,
    passage: Passage,
    placed: Placed,
    contest_id: str,
    turn: int | None,
    words: str,
    before: str,
    at: int = -1,
) -> None:
    number = placed.number
    start, end = _plain_quote(passage.text, placed)
    candidates = sorted({candidate for contest, candidate in placed.keys if contest == contest_id})
    candidate = candidates[0] if len(candidates) == 1 else None
    if candidate is None and placed.measure in NEEDS_SUBJECT:
        reader.unread.append(_unread(passage, number, "the name fits several candidates", contest_id))
        return
    contest = reader.registry.by_id[contest_id]
    is_ahead = is_before(contest.date, passage.published_at or reader.page.published_at, days=1)
    is_share = UNIT_OF[placed.measure] in ("percent", "points")
    granularity = granularity_of(number.printed, number.value, is_share=is_share, is_hedged=number.qualifier != "exact")
    low, high = interval(number.value, granularity, number.qualifier, is_share=is_share)
    reader.figures.append(
        Figure(
            contest_id=contest_id,
            candidate_id=candidate,
            measure=placed.measure,
            value=number.value,
            low=low,
            high=high,
            granularity=granularity,
            printed=number.printed,
            unit="points" if number.kind == "points" else UNIT_OF[placed.measure],
            qualifier=number.qualifier,
            stance=stance_of(
                words, said_at=number.start - at if at >= 0 else -1, before=before, kind=passage.kind, is_ahead=is_ahead
            ),
            round=turn,
            base=base_in(_words_of_share(passage.text, number))
            if placed.measure in ("vote_share", "turnout", "electorate_share")
            else None,
            status=status_in(words) or status_in(before) or reader.trail.status,
            ordinal=passage.ordinal,
            block=passage.block,
            quote=passage.text[start:end],
            start=start,
            end=end,
            printed_start=number.start,
            printed_end=number.end,
            rule=placed.rule,
            cues=placed.cues,
        )
    )


def _plain_quote(text: str, placed: Placed) -> tuple[int, int]:
    """The quote, cut at the number where a dash or another letter than ASCII stands between: such marks differ from
    one copy
    of a page to the next (and with the charset that a reader assumes), and a quote must be found again in all of
    them."""
    number = placed.number
    start = placed.start if text[placed.start : number.start].isascii() else number.start
    end = placed.end if text[number.end : placed.end].isascii() else number.end
    return start, end


def _words_of_share(text: str, number: Number) -> str:
    """The words right behind a share, up to the next number or stop: "of the votes cast"."""
    after = text[number.right : number.right + 60]
    stop = re.search(r"[\d.;:\n)]", after)
    return after[: stop.start()] if stop else after


def _gap(number: Number, token: Mention | Cue) -> int:
    return min(abs(token.start - number.end), abs(number.start - token.end))


def keep_unread(reader: Reader, tokens: Tokens, refused: Refused, start: int, end: int) -> None:
    """Numbers beside a name or a counting word are kept; a date in the small print is not."""
    number = refused.number
    around = Sentence(max(start, number.start - 120), min(end, number.end + 40), "paragraph", 0, 0)
    beside = any(_gap(number, m) < NEAR for m in within(tokens.mentions, around))
    counted = any(_gap(number, c) < NEAR / 2 for c in within(tokens.cues, around))
    if beside or counted:
        contests = reader.scope.contests_at(number.start, None)
        reader.unread.append(_unread(tokens.passage, number, refused.reason, contests[0] if contests else None))


def _unread(passage: Passage, number: Number, reason: str, contest_id: str | None) -> Unread:
    return Unread(passage.ordinal, passage.block, number.printed, number.start, number.end, reason, contest_id)
