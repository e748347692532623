"""The reader: a cleaned page and the contests that a user follows, to the vote figures that the page itself reports.

Passage by passage: tokens (`numbers`, `names`, `measures`), then rules that place each number (`attach` for sentences
and list lines, `grid` for tables), then what the page says about it as a whole: which contest (`belonging`, `scope`,
`earlier`), which count (`rounds`), how sure (`hedges`, `intervals`), who says so (`stance`), how far the count had come
(`status`). A number that no rule could place and that stands beside a name or a counting word is kept as an Unread,
with the reason. The rules are in `pipelines.reading`, a file for each subject; here they are put in order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.model import Reading
from pipelines.reading.impossible import impossible
from pipelines.reading.prose import read_sentence
from pipelines.reading.quoted import within_cuts
from pipelines.reading.reader import begin_passage, reader_of
from pipelines.reading.scan.measures import find_cues
from pipelines.reading.scan.numbers import scan_numbers
from pipelines.reading.scan.people import called_by_first_name, pronouns
from pipelines.reading.scan.sentences import sentences_of
from pipelines.reading.table.cards import cards_of, read_card
from pipelines.reading.table.labelled import labelled_pairs, read_labelled, span_of
from pipelines.reading.table.pre import aligned_spans, read_aligned
from pipelines.reading.tables import read_cells, settle_cell, settle_cells
from pipelines.reading.tokens import Tokens
from pipelines.reading.trail import remember
from pipelines.reading.whole import given_once, leads_with_their_rounds, rounded_together

if TYPE_CHECKING:
    from pipelines.model import Page, Passage
    from pipelines.reading.reader import Reader
    from pipelines.reading.scan.names import Key, Registry
    from pipelines.reading.table.cells import CellFigure

_HAS_A_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|hundred|thousand|million|zero)\b",
    re.IGNORECASE,
)


def read_figures(page: Page, registry: Registry) -> Reading:
    """Every vote figure that the page's own content reports for the registry's contests, and what could not be placed.

    Never raises: whatever the page holds, offsets match quotes.
    """
    if not registry.contests or not any(passage.text for passage in page.passages):
        return Reading((), ())
    reader = reader_of(page, registry)
    if not reader.scope.page_contests:
        return Reading((), ())
    for passage in page.passages:
        begin_passage(reader, passage)
        _read_passage(reader, passage)
    figures, unread = impossible(given_once(leads_with_their_rounds(rounded_together(reader.figures))))
    quoted = (within_cuts(figure, page.passages[figure.ordinal]) for figure in figures)
    return Reading(tuple(quoted), (*reader.unread, *unread))


def _read_passage(reader: Reader, passage: Passage) -> None:
    if not _HAS_A_NUMBER.search(passage.text):
        _take_note(reader, passage)
        return
    tokens = _lay_out(reader, passage)
    spans = aligned_spans(passage)
    if passage.cells and not spans:
        read_cells(reader, tokens)
        return
    for start, end in spans:
        settle_cells(reader, tokens, read_aligned(passage, (start, end), tokens.numbers, tokens.mentions), start)
    runs = _labelled_runs(tokens)
    spans += [(start, end) for start, (end, _) in runs.items()]
    for sentence in tokens.sentences:
        if sentence.start in runs:
            for cell in runs[sentence.start][1]:
                settle_cell(reader, tokens, cell)
        if not any(start <= sentence.start < end for start, end in spans):
            read_sentence(reader, tokens, sentence)


def _labelled_runs(tokens: Tokens) -> dict[int, tuple[int, list[CellFigure]]]:
    """Cards, and lists of labels and values: where each begins, where it ends, and the figures of its lines."""
    passage, numbers, mentions = tokens.passage, tokens.numbers, tokens.mentions
    runs = {
        card.name[0]: (card.end, read_card(passage, card, numbers, mentions)) for card in cards_of(passage, mentions)
    }
    taken = [(start, end) for start, (end, _) in runs.items()]
    for run in labelled_pairs(passage, mentions):
        first, last = span_of(run)
        if not any(first < end and start < last for start, end in taken):
            runs[first] = (last, read_labelled(passage, run, numbers, mentions))
    return runs


def _lay_out(reader: Reader, passage: Passage) -> Tokens:
    mentions = reader.registry.find(passage.text)
    if passage.kind == "comment":
        called = called_by_first_name(passage.text, mentions, reader.first_names)
        mentions = sorted([*mentions, *called], key=lambda m: m.start)
    mentions = sorted(
        [*mentions, *pronouns(passage.text, mentions, _winners_here(reader), reader.registry)], key=lambda m: m.start
    )
    sentences = sentences_of(passage)
    paragraphs: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        first, _ = paragraphs.get(sentence.paragraph, (sentence.start, 0))
        paragraphs[sentence.paragraph] = (first, sentence.end)
    numbers = scan_numbers(passage.text, reader.style)
    return Tokens(passage, numbers, mentions, find_cues(passage.text), sentences, paragraphs)


def _winners_here(reader: Reader) -> dict[str, frozenset[Key]]:
    """The winner of the contest that the passage is likeliest about."""
    contests = reader.scope.contests_at(0, None)[:1] or list(reader.scope.page_contests[:1])
    return {contest: reader.winners[contest] for contest in contests if contest in reader.winners}


def _take_note(reader: Reader, passage: Passage) -> None:
    """A passage without numbers may still open a section or name whom the next is about."""
    mentions = reader.registry.find(passage.text)
    for sentence in sentences_of(passage):
        inside = [m for m in mentions if sentence.start <= m.start < sentence.end]
        reader.scope.enter(passage.text, sentence, inside, has_numbers=False)
        remember(reader.trail, passage.text[sentence.start : sentence.end], sentence, inside, ())
