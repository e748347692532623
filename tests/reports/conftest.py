"""A small warehouse about real votes, in our own words: the facts are public, the sites are invented.

Pages are written with their figures marked, `[[measure candidate|printed|qualifier]]`, and go through the real BatchWriter,
loader and publication; what the checks would find is put into the tables by hand.
"""

# ruff: noqa: E501, ISC004, TC003 - pages read better in long lines than cut up; fixtures are evaluated

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.model import (
    OPEN_END,
    UNIT_OF,
    Candidate,
    Capture,
    Contest,
    Figure,
    Page,
    Passage,
    Reading,
    Source,
    SourceOutcome,
    content_id,
)
from reports.write import write_report
from warehouse.batch import BatchWriter
from warehouse.db import open_working, publish
from warehouse.load import finish_run, load_batch, load_contests, load_outcomes, start_run

FIRST, SECOND = "20261120T021500Z", "20261121T021500Z"
_MARKED = re.compile(r"\[\[(\w+) ([\w-]*)\|([^|\]]+)(?:\|(\w+))?\]\]")


@dataclass
class Site:
    """A page of a source: `passages` are (kind, marked text, author)."""

    source_id: str
    url: str
    title: str
    published: str
    passages: list[tuple[str, str, str | None]]


@dataclass
class Found:
    """A finding as the checks would put it: figures named by (source_id, printed)."""

    contest_id: str
    candidate_id: str | None
    measure: str
    explanation: str
    certainty: str
    severity: int
    text: str
    odd: list[str]
    against: list[str] = field(default_factory=list)
    first_run: str = FIRST
    closed_run: str | None = None
    why: str | None = None
    also: tuple[str, ...] = ()

    @property
    def discrepancy_id(self) -> str:
        return content_id(self.contest_id, self.candidate_id, self.measure, *self.odd)


def marked_figures(marked: str, ordinal: int, block: str, contest_id: str) -> tuple[str, list[Figure]]:
    """The text without marks, and the figures that were marked in it."""
    text, figures, at = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        measure, candidate, printed, qualifier = match.groups()
        start = len(text)
        text += printed
        at = match.end()
        low, value, high, granularity = bounds(printed, qualifier or "exact")
        figures.append(
            (measure, candidate or None, printed, qualifier or "exact", start, low, value, high, granularity)
        )
    text += marked[at:]
    made = [
        Figure(
            contest_id=contest_id,
            candidate_id=candidate,
            measure=measure,
            value=value,
            low=low,
            high=high,
            granularity=granularity,
            printed=printed,
            unit=UNIT_OF[measure],
            qualifier=qualifier,
            stance="asserted",
            round=None,
            base=None,
            status=None,
            ordinal=ordinal,
            block=block,
            quote=text[max(0, start - 60) : start + len(printed) + 30],
            start=max(0, start - 60),
            end=min(len(text), start + len(printed) + 30),
            printed_start=start,
            printed_end=start + len(printed),
            rule="fixture",
        )
        for measure, candidate, printed, qualifier, start, low, value, high, granularity in figures
    ]
    return text, made


def bounds(printed: str, qualifier: str) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """low, value, high and granularity of a printed count or percentage, by nearest rounding."""
    digits = re.sub(r"[^\d.]", "", printed)
    value = Decimal(digits)
    if "%" in printed or "." in digits:
        step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    else:
        zeros = len(digits) - len(digits.rstrip("0"))
        step = Decimal(10) ** zeros if zeros >= 2 else Decimal(1)
    if qualifier == "more_than":
        return value, value, OPEN_END, step
    if qualifier == "less_than":
        return Decimal(0), value, value, step
    half = step / 2 if step != 1 or "%" in printed else Decimal(0)
    return value - half, value, value + half, step


CONTESTS = (
    Contest(
        contest_id="unite-gs-2010",
        title="Unite General Secretary 2010",
        organisation="Unite the Union",
        office="General Secretary",
        date="2010-11-19",
        declared="2010-11-24",
        candidates=(
            Candidate("len-mccluskey", "Len McCluskey"),
            Candidate("jerry-hicks", "Jerry Hicks"),
            Candidate("les-bayliss", "Les Bayliss"),
            Candidate("gail-cartmail", "Gail Cartmail"),
        ),
        sources=(
            Source("branch-diary", "Branch Diary", "http://branch-diary.example/", "feed", "supporter", "blog"),
            Source("hicks-campaign", "Jerry Hicks’s campaign", "http://hicks.example/", "pages", "candidate", "blog"),
            Source("dock-road", "Dock Road Dispatch", "http://dock-road.example/", "feed", "news", "news"),
            Source("left-notes", "Left Notes", "http://left-notes.example/", "feed", "supporter", "blog"),
        ),
    ),
    Contest(
        contest_id="unite-gs-2017",
        title="Unite General Secretary 2017",
        organisation="Unite the Union",
        office="General Secretary",
        date="2017-04-19",
        declared="2017-04-28",
        candidates=(
            Candidate("len-mccluskey", "Len McCluskey"),
            Candidate("gerard-coyne", "Gerard Coyne"),
            Candidate("ian-allinson", "Ian Allinson"),
        ),
        sources=(
            Source(
                "allinson-campaign", "Ian Allinson’s campaign", "http://allinson.example/", "pages", "candidate", "blog"
            ),
            Source("city-paper", "City Paper", "http://city-paper.example/", "feed", "news", "news"),
            Source("dock-road", "Dock Road Dispatch", "http://dock-road.example/", "feed", "news", "news"),
        ),
    ),
    Contest(
        contest_id="quiet-2007",
        title="Quiet contest 2007",
        candidates=(Candidate("yes", "Yes"), Candidate("no", "No")),
    ),
)

PAGES_2010 = [
    Site(
        "branch-diary",
        "http://branch-diary.example/2010/11/result.html",
        "The count is in",
        "2010-11-21T13:00:00",
        [
            (
                "body",
                "Figures so far, all of them approximate: McCluskey [[votes len-mccluskey|101,000|about]] ([[vote_share len-mccluskey|42%]]), "
                "Hicks [[votes jerry-hicks|52,000|about]] ([[vote_share jerry-hicks|22%]]), Bayliss [[votes les-bayliss|46,000|about]] "
                "([[vote_share les-bayliss|19%]]), Cartmail [[votes gail-cartmail|39,000|about]] ([[vote_share gail-cartmail|16%]]). "
                "Turnout was [[turnout |15.8%]].",
                "The diarist",
            ),
            ("comment", "Nonsense, Len had [[vote_share len-mccluskey|45%]] of it, easily.", "docker62"),
            ("comment", "I only came for the biscuits.", "passer-by"),
        ],
    ),
    Site(
        "hicks-campaign",
        "http://hicks.example/thank-you",
        "Thank you",
        "2010-11-23",
        [
            (
                "body",
                "The scrutineer’s figures: McCluskey [[votes len-mccluskey|101,194]], Hicks [[votes jerry-hicks|52,527]], "
                "Bayliss [[votes les-bayliss|46,786]], Cartmail [[votes gail-cartmail|39,363]].",
                "Jerry Hicks",
            )
        ],
    ),
    Site(
        "left-notes",
        "http://left-notes.example/unite",
        "Shares of the vote",
        "2010-11-21",
        [
            (
                "table",
                "McCluskey\t[[vote_share len-mccluskey|42.4%]]\nHicks\t[[vote_share jerry-hicks|21.8%]]\n"
                "Bayliss\t[[vote_share les-bayliss|19.3%]]\nCartmail\t[[vote_share gail-cartmail|16.4%]]",
                None,
            )
        ],
    ),
    Site(
        "dock-road",
        "http://dock-road.example/unite-2010",
        "McCluskey to lead Unite",
        "2010-11-21T18:20:00Z",
        [
            (
                "body",
                "He took [[votes len-mccluskey|101,000]] votes, Mr Hicks [[votes jerry-hicks|53,000]], on a turnout of [[turnout |16%]].",
                "Staff",
            )
        ],
    ),
]

PAGES_2017 = [
    Site(
        "allinson-campaign",
        "http://allinson.example/after",
        "After the vote",
        "2017-04-21",
        [
            (
                "table",
                "McCluskey\t[[votes len-mccluskey|59067]]\t[[vote_share len-mccluskey|45.4%]]\nCoyne\t[[votes gerard-coyne|53544]]\t"
                "[[vote_share gerard-coyne|41.2%]]\nAllinson\t[[votes ian-allinson|17143]]\t[[vote_share ian-allinson|13.2%]]\n"
                "Spoilt\t[[ballots_rejected |317]]\nTotal\t[[ballots_cast |130071]]\nSent out\t[[ballots_issued |1062049]]\nTurnout\t[[turnout |12.2%]]",
                None,
            )
        ],
    ),
    Site(
        "city-paper",
        "http://city-paper.example/unite-2017",
        "Union chief clings on",
        "2017-04-21T19:05:00+01:00",
        [
            (
                "body",
                "McCluskey had [[votes len-mccluskey|59,067]] votes ([[vote_share len-mccluskey|45.4%]]), Coyne [[votes gerard-coyne|53,544]] "
                "([[vote_share gerard-coyne|41.5%]]) and Allinson [[votes ian-allinson|17,143]] ([[vote_share ian-allinson|13.1%]]). Turnout was [[turnout |12%]].",
                "A reporter",
            )
        ],
    ),
    Site(
        "dock-road",
        "http://dock-road.example/unite-2017",
        "McCluskey returned",
        "2017-04-21",
        [("body", "He won by [[majority len-mccluskey|5,500]] votes.", None)],
    ),
]

CONSENSUS = [
    ("unite-gs-2010", "votes", "len-mccluskey", 101194, 101000, 101194, 4, 4),
    ("unite-gs-2010", "votes", "jerry-hicks", 52527, 52000, 53000, 3, 2),
    ("unite-gs-2010", "votes", "les-bayliss", 46786, 46000, 46786, 2, 1),
    ("unite-gs-2010", "votes", "gail-cartmail", 39363, 39000, 39363, 2, 2),
    ("unite-gs-2010", "vote_share", "len-mccluskey", "42.187", 42, 45, 3, 1),
    ("unite-gs-2010", "vote_share", "jerry-hicks", "21.898", "21.8", 22, 2, 1),
    ("unite-gs-2017", "votes", "len-mccluskey", 59067, 59067, 59067, 2, 2),
    ("unite-gs-2017", "votes", "gerard-coyne", 53544, 53544, 53544, 2, 2),
    ("unite-gs-2017", "votes", "ian-allinson", 17143, 17143, 17143, 2, 2),
    ("unite-gs-2017", "vote_share", "gerard-coyne", "41.266", "41.2", "41.5", 2, 1),
    ("unite-gs-2017", "vote_share", "len-mccluskey", "45.522", "45.4", "45.4", 2, 2),
]

FINDINGS = [
    Found(
        "unite-gs-2010", "jerry-hicks", "votes", "cut_off", "certain", 1,
        "52,000 keeps whole thousands only; 52,527 rounds to 53,000.",
        ["branch-diary 52,000"], ["hicks-campaign 52,527", "dock-road 53,000"], why="52,527 lies in 52,000 to 52,999.",
    ),
    Found(
        "unite-gs-2010", "len-mccluskey", "vote_share", "derived_from_rounded", "certain", 1,
        "42.4% cannot be right as printed: 101,194 of 239,870 is 42.19%.",
        ["left-notes 42.4%"], ["hicks-campaign 101,194"], first_run=SECOND, why="101,000 of 238,000 is 42.44%.",
    ),
    Found(
        "unite-gs-2010", "len-mccluskey", "vote_share", "loose_talk", "open", 2,
        "45% is said in a comment; no base gives it.", ["branch-diary 45%"], ["hicks-campaign 101,194"],
    ),
    Found(
        "unite-gs-2010", None, "turnout", "stage", "likely", 1, "15.7% was printed before the count.", ["branch-diary 15.8%"],
        closed_run=SECOND,
    ),
    Found(
        "unite-gs-2017", "gerard-coyne", "vote_share", "arithmetic_slip", "certain", 2,
        "41.5% cannot be right as printed: 53,544 of 129,754 is 41.27%, of all 130,071 papers 41.17%.",
        ["city-paper 41.5%"], ["city-paper 53,544", "allinson-campaign 130071"], also=("cut_off",), first_run=SECOND,
    ),
    Found(
        "unite-gs-2017", "len-mccluskey", "vote_share", "base", "certain", 1,
        "45.4% is a share of all 130,071 papers; of the 129,754 valid votes it is 45.52%.",
        ["allinson-campaign 45.4%", "city-paper 45.4%"], ["allinson-campaign 59067", "allinson-campaign 130071"],
    ),
]  # fmt: skip


class Newsroom:
    """Builds a warehouse night by night and publishes it."""

    def __init__(self, folder: Path, contests: tuple[Contest, ...] = CONTESTS) -> None:
        self.folder = folder
        self.snapshot = folder / "warehouse.duckdb"
        self.contests = contests
        self.con = open_working(folder / "working.duckdb")
        load_contests(self.con, contests)

    def night(self, run_id: str, sites: list[tuple[str, Site]]) -> None:
        """Captures and reads these (contest_id, page) in one run."""
        started = f"{run_id[:4]}-{run_id[4:6]}-{run_id[6:8]}T{run_id[9:11]}:{run_id[11:13]}:00Z"
        start_run(self.con, run_id, started_at=started, reader_version="1", software="0.1.0")
        folder = self.folder / f"batch-{run_id}"
        with BatchWriter(
            folder, run_id=run_id, reader_version="1", pseudonym=lambda name: f"reader {content_id(name)[:4]}"
        ) as batch:
            for number, (contest_id, site) in enumerate(sites):
                batch.page(_capture(run_id, started, number, site), *_read(contest_id, site))
        load_batch(self.con, folder)
        load_outcomes(
            self.con,
            [
                SourceOutcome(
                    run_id, source_id, "collected", f"{source_id}: all pages came.", started, started, 3, 2, 1, 2
                )
                for source_id in sorted({site.source_id for _, site in sites})
            ],
        )
        finish_run(self.con, run_id, ended_at=started.replace(":00Z", ":40Z"))

    def judge(self, findings: list[Found], consensus: list[tuple] = CONSENSUS) -> None:
        """Fills the tables that the checks fill."""
        for table in ("discrepancies", "discrepancy_figures", "explanations", "consensus"):
            self.con.execute(f"DELETE FROM {table}")
        ids = self.figure_ids()
        for one in findings:
            self._found(one, ids)
        for contest_id, measure, candidate_id, value, low, high, origins, backing in consensus:
            self.con.execute(
                "INSERT INTO consensus BY NAME SELECT $1 AS contest_id, $2 AS measure, $3 AS candidate_id, $4::DECIMAL(28, 6) AS value,"
                " $5::DECIMAL(28, 6) AS printed_low, $6::DECIMAL(28, 6) AS printed_high, $7 AS origins, $8 AS backing",
                [contest_id, measure, candidate_id, str(value), str(low), str(high), origins, backing],
            )

    def figure_ids(self) -> dict[tuple[str, str], list[str]]:
        """(contest_id, "source printed") -> ids, in a steady order."""
        ids: dict[tuple[str, str], list[str]] = {}
        found = self.con.execute(
            "SELECT f.contest_id, v.source_id || ' ' || f.printed, f.figure_id FROM figures f JOIN page_versions v USING (version_id) ORDER BY v.number, f.figure_id"
        ).fetchall()
        for contest_id, name, figure_id in found:
            ids.setdefault((contest_id, name), []).append(figure_id)
        return ids

    def publish(self) -> Path:
        publish(self.con, self.snapshot)
        return self.snapshot

    def _found(self, one: Found, ids: dict[tuple[str, str], list[str]]) -> None:
        self.con.execute(
            "INSERT INTO discrepancies BY NAME SELECT $1 AS discrepancy_id, 'cell' AS check_name, $2 AS contest_id, $3 AS candidate_id,"
            " $4 AS measure, $5 AS explanation, $6 AS certainty, $7 AS severity, 0.21 AS apart, $8 AS text, $9 AS first_run,"
            " coalesce($10, '20261121T021500Z') AS last_run, $10 AS closed_run",
            [one.discrepancy_id, one.contest_id, one.candidate_id, one.measure, one.explanation, one.certainty, one.severity,
             one.text, one.first_run, one.closed_run],
        )  # fmt: skip
        sides = [(name, "odd") for name in one.odd] + [(name, "against") for name in one.against]
        for ordinal, (name, role) in enumerate(sides, 1):
            figure_id = ids[one.contest_id, name][-1]
            self.con.execute(
                "INSERT INTO discrepancy_figures VALUES (?, ?, ?, ?)", [one.discrepancy_id, ordinal, figure_id, role]
            )
        for rank, name in enumerate((one.explanation, *one.also), 1):
            why = one.why if rank == 1 else None
            self.con.execute("INSERT INTO explanations VALUES (?, ?, ?, ?)", [one.discrepancy_id, rank, name, why])


def _capture(run_id: str, started: str, number: int, site: Site) -> Capture:
    digest = f"sha1:{content_id(str(site.passages)).upper()}"
    return Capture(
        capture_id=content_id(run_id, site.url),
        url=site.url,
        captured_at=started.replace(":00Z", f":{number:02d}.000000Z"),
        status=200,
        mime="text/html",
        payload_digest=digest,
        file=f"{run_id}-{site.source_id}.warc.gz",
        offset=1000 * number,
        length=900,
        source_id=site.source_id,
        run_id=run_id,
    )


def _read(contest_id: str, site: Site) -> tuple[Page, Reading]:
    passages, figures, comments = [], [], 0
    for ordinal, (kind, marked, author) in enumerate(site.passages):
        comments += kind == "comment"
        block = f"comment:{comments}" if kind == "comment" else kind
        text, found = marked_figures(marked, ordinal, block, contest_id)
        passages.append(Passage(ordinal, kind, text, comment=comments if kind == "comment" else None, author=author))
        figures.extend(found)
    page = Page(site.url, site.title, tuple(passages), published_at=site.published)
    return page, Reading(tuple(figures), ())


def make_two_nights(folder: Path) -> Newsroom:
    """Night one: the first page still without Bayliss's figure. Night two: all as above."""
    room = Newsroom(folder)
    early = replace(PAGES_2010[0])
    kind, marked, author = early.passages[0]
    early.passages = [
        (kind, marked.replace("[[votes les-bayliss|46,000|about]]", "[[votes les-bayliss|47,000|about]]"), author)
    ]
    rest = [("unite-gs-2010", site) for site in PAGES_2010[1:]] + [("unite-gs-2017", site) for site in PAGES_2017]
    room.night(FIRST, [("unite-gs-2010", early), *rest])
    room.night(SECOND, [("unite-gs-2010", PAGES_2010[0]), *rest])
    room.judge(FINDINGS)
    return room


@pytest.fixture(scope="session")
def two_nights() -> Callable[[Path], Newsroom]:
    """Makes a newsroom with two nights in a folder."""
    return make_two_nights


def make_hostile_newsroom(folder: Path, evil: str, markup: str) -> tuple[Newsroom, str]:
    """A contest in which every word that anybody may write is hostile; and the id of its finding."""
    contest = Contest(
        contest_id="hostile",
        title=evil,
        organisation=evil,
        office=evil,
        date="2026-05-07",
        candidates=(Candidate("a", evil + markup, party=evil), Candidate("b", markup)),
        sources=(
            Source("evil-one", evil, "javascript:window.hacked=1", "pages"),
            Source("evil-two", evil + markup, "http://evil-two.example/", "pages"),
        ),
    )
    room = Newsroom(folder, (contest,))
    flood = "A flood of words. " * 30_000
    sites = [
        Site("evil-one", "javascript:window.hacked=1//x", evil, evil, [("body", f"{evil} [[votes a|52,000]] {evil}", evil)]),
        Site("evil-two", "http://evil-two.example/?'\"><script>", markup, "2026", [("body", f"{flood}[[votes a|52,000]]{flood}", markup)]),
        Site("evil-two", "http://evil-two.example/c", evil, "2026", [("comment", f"{markup}[[votes a|53,000]]{evil}", evil)]),
        Site("evil-two", "http://evil-two.example/f", evil, "2026", [("body", f"=1+1 [[votes b|7]] {evil}", evil)]),
    ]  # fmt: skip
    room.night(SECOND, [("hostile", site) for site in sites])
    room.con.execute(
        "UPDATE figures SET quote = (SELECT text FROM passages p WHERE p.passage_id = figures.passage_id), quote_start = 0"
    )
    found = Found(
        "hostile",
        "a",
        "votes",
        "digit",
        "certain",
        4,
        evil + markup,
        ["evil-one 52,000"],
        ["evil-two 53,000"],
        SECOND,
        why=evil,
    )
    room.judge([found], [("hostile", "votes", "a", 52000, 52000, 53000, 2, 1)])
    return room, found.discrepancy_id


@pytest.fixture(scope="session")
def hostile_newsroom() -> Callable[[Path, str, str], tuple[Newsroom, str]]:
    return make_hostile_newsroom


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    return make_two_nights(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture(scope="session")
def snapshot(newsroom: Newsroom) -> Path:
    return newsroom.publish()


@pytest.fixture(scope="session")
def report(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report on the two nights."""
    out = tmp_path_factory.mktemp("report")
    write_report(snapshot, out)
    return out
