"""Made contests with honest sources and single errors: what is caught, what is flagged for nothing, how fast it is.

    python benchmarks/crosscheck_synthetic.py [--contests 10000] [--sources 10] [--seed 1] [--show 5] [--sensitive]

Every source is honest in its own way: exact, rounded or cut off; shares of valid votes or of all papers, with none, one
or two decimals; "more than" and "about". Three contests in ten hold one error: a digit mistyped, two exchanged, one
dropped, or a slip in a percentage. Prints errors caught, clean contests flagged, and the time of a full check and of
one contest in a hundred alone, beside the time DuckDB needs merely to group the same rows: seconds, and seconds of
processor time, which other work disturbs less. benchmarks/crosscheck_night.py does the same in a warehouse.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import tempfile
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from warehouse.crosscheck import stages
from warehouse.crosscheck.findings import findings
from warehouse.crosscheck.wording import HARMLESS

ERRORS = ("digit", "exchange", "drop", "slip")
SHARES = ("vote_share", "turnout", "majority_share")


def contest(rng: random.Random) -> dict:
    """The truth of one contest."""
    candidates = rng.randint(2, 6)
    valid = int(10 ** rng.uniform(3.3, 5.5))
    cuts = sorted(rng.uniform(0.05, 0.95) for _ in range(candidates - 1))
    parts = [b - a for a, b in zip([0.0, *cuts], [*cuts, 1.0], strict=True)]
    votes = [int(part * valid) + 1 for part in parts]
    rejected = int(sum(votes) * rng.choice((0, 0.002, 0.005, 0.015)))
    cast = sum(votes) + rejected
    return {
        "votes": votes,
        "valid_votes": sum(votes),
        "ballots_rejected": rejected,
        "ballots_cast": cast,
        "ballots_issued": int(cast / rng.uniform(0.08, 0.75)) + 1,
    }


def count_as_printed(rng: random.Random, habit: str, number: int, unit: int) -> tuple[int, int, str]:
    """(value, granularity, qualifier) of a count in a source's habit."""
    if habit == "exact" or number < 10 * unit:
        return number, 1, "exact"
    value = number // unit * unit if habit == "cut" else (number + unit // 2) // unit * unit
    if habit == "cut" and rng.random() < 0.2:
        return value, unit, "more_than" if value < number else "exact"
    return value, unit, "about" if rng.random() < 0.15 else "exact"


def share_as_printed(number: float, decimals: int, *, is_cut: bool) -> Decimal:
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(repr(number))
    return (exact // step * step) if is_cut else (exact / step).quantize(Decimal(1)) * step


def source_rows(rng: random.Random, truth: dict, source: str) -> list[dict]:
    """What one honest source prints."""
    rows: list[dict] = []
    habit = rng.choices(("exact", "rounded", "cut"), (0.5, 0.3, 0.2))[0]
    unit = 1000 if truth["valid_votes"] > 20000 else 100
    decimals, is_cut = rng.choice((0, 1, 1, 2)), rng.random() < 0.12
    base = truth["ballots_cast"] if rng.random() < 0.25 else truth["valid_votes"]

    def count(measure: str, number: int, candidate: int | None = None, *, how: str | None = None) -> None:
        value, granularity, qualifier = count_as_printed(rng, how or habit, number, unit)
        rows.append(row(source, measure, candidate, value, granularity, qualifier))

    def share(measure: str, number: float, candidate: int | None = None) -> None:
        value = share_as_printed(number, decimals, is_cut=is_cut)
        rows.append(row(source, measure, candidate, value, Decimal(1).scaleb(-decimals), "exact"))

    if rng.random() < 0.8:
        unlisted = [habit] * len(truth["votes"])
        for n, votes in enumerate(truth["votes"]):
            count("votes", votes, n, how=unlisted[n])
    if rng.random() < 0.7:
        for n, votes in enumerate(truth["votes"]):
            share("vote_share", 100 * votes / base, n)
    if rng.random() < 0.6:
        share("turnout", 100 * truth["ballots_cast"] / truth["ballots_issued"])
    for measure, chance in (
        ("ballots_cast", 0.3),
        ("valid_votes", 0.2),
        ("ballots_rejected", 0.15),
        ("ballots_issued", 0.2),
    ):
        if rng.random() < chance:
            count(measure, truth[measure], how="exact" if measure == "ballots_rejected" else None)
    if rng.random() < 0.15:
        first, second = sorted(truth["votes"], reverse=True)[:2]
        count("majority", first - second)
    return rows


def row(
    source: str, measure: str, candidate: int | None, value: Decimal | int, granularity: Decimal | int, qualifier: str
) -> dict:
    return {
        "candidate": "" if candidate is None else f"c{candidate}",
        "measure": measure,
        "round": 0,
        "value": str(value),
        "granularity": str(granularity),
        "printed": str(value),
        "qualifier": qualifier,
        "stance": "asserted",
        "status": None,
        "base": "",
        "page": source,
        "block": "body",
        "origin": source,
        "standing": 2,
        "said_from": None,
        "said_to": None,
        "is_superseded": False,
    }


def spoil(rng: random.Random, rows: list[dict]) -> tuple[dict, str] | None:
    """One error that shows: the new value lies outside what the printed precision allowed."""
    kind = rng.choice(ERRORS)
    fitting = [
        r
        for r in rows
        if r["qualifier"] == "exact"
        and (r["measure"] in SHARES if kind == "slip" else len(r["value"].replace(".", "")) > 2)
    ]
    if not fitting:
        return None
    spoiled = rng.choice(fitting)
    old = Decimal(spoiled["value"])
    if kind == "slip":
        new = old + Decimal(rng.choice((-1, 1))) * max(
            Decimal(spoiled["granularity"]) * rng.randint(2, 9), Decimal("0.3")
        ).quantize(Decimal(spoiled["granularity"]))
    else:
        new = Decimal(mistype(rng, kind, spoiled["value"]))
    if new < 0 or abs(new - old) <= Decimal(spoiled["granularity"]) or (spoiled["measure"] in SHARES and new > 100):
        return None
    spoiled["value"] = spoiled["printed"] = str(new)
    return spoiled, kind


def mistype(rng: random.Random, kind: str, text: str) -> str:
    places = [n for n, sign in enumerate(text) if sign.isdigit()]
    if Decimal(text) % 10 == 0:  # the digits of a rounded number that mean something
        places = [n for n in places if text[n:].strip("0")]
    if kind == "digit":
        n = rng.choice(places)
        return text[:n] + rng.choice([d for d in "0123456789" if d != text[n]]) + text[n + 1 :]
    if kind == "drop":
        n = rng.choice(places)
        return text[:n] + text[n + 1 :] or "0"
    pairs = [n for n in places if n + 1 in places]
    if not pairs:
        return text
    n = rng.choice(pairs)
    return text[:n] + text[n + 1] + text[n] + text[n + 2 :]


def made(contests: int, sources: int, seed: int, folder: Path) -> dict[str, tuple[str, str] | None]:
    """Writes figures.jsonl, contests.jsonl, candidates.jsonl; returns, of each contest, the spoiled figure and how."""
    rng = random.Random(seed)
    errors: dict[str, tuple[str, str] | None] = {}
    with (
        (folder / "figures.jsonl").open("w") as out,
        (folder / "contests.jsonl").open("w") as registry,
        (folder / "candidates.jsonl").open("w") as stood,
    ):
        for n in range(contests):
            name, truth = f"contest-{n:05d}", contest(rng)
            rows = [r for s in range(sources) for r in source_rows(rng, truth, f"source-{s}")]
            error = spoil(rng, rows) if rng.random() < 0.3 else None
            for k, line in enumerate(rows):
                line |= {"figure_id": f"{name}/{k}", "contest_id": name}
                out.write(json.dumps(line) + "\n")
            errors[name] = (error[0]["figure_id"], f"{error[1]} in {error[0]['measure']}") if error else None
            registry.write(
                json.dumps({"contest_id": name, "number_elected": 1, "multi_round": False, "rejected_ceiling": 5.0})
                + "\n"
            )
            for k in range(len(truth["votes"])):
                stood.write(
                    json.dumps({"contest_id": name, "candidate": f"c{k}", "name": f"C{k}", "withdrawn": False}) + "\n"
                )
    return errors


def load(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    stages.tables(con)
    for table, file in (
        ("checked_contest", "contests"),
        ("checked_candidate", "candidates"),
        ("checked_figure", "figures"),
    ):
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM read_json('{folder}/{file}.jsonl', sample_size = -1)")


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of processor time on all cores."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.2f} s ({self.processor:.2f} s of processor)"

    def over(self, other: Taken) -> str:
        return f"{self.clock / other.clock:.1f} ({self.processor / other.processor:.1f})"

    def part_of(self, other: Taken) -> str:
        return f"{self.clock / other.clock:.1%} ({self.processor / other.processor:.1%})"


def timed(work, *arguments) -> tuple[Taken, object]:
    clock, processor = time.perf_counter(), time.process_time()
    result = work(*arguments)
    return Taken(time.perf_counter() - clock, time.process_time() - processor), result


def grouped(con: duckdb.DuckDBPyConnection) -> list:
    """The least that anybody would do: equal figures of a cell once, with how many print them."""
    return con.execute(
        "SELECT contest_id, round, measure, candidate, value, granularity, qualifier, count(*), "
        "count(DISTINCT origin) FROM checked_figure GROUP BY ALL"
    ).fetchall()


def checked(con: duckdb.DuckDBPyConnection, is_sensitive: bool) -> list:
    stages.run(con, sensitive=is_sensitive)
    return findings(con, {}, {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--contests", type=int, default=10_000)
    parser.add_argument("--sources", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--sensitive", action="store_true", help="with the weaker findings of `check --sensitive`")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        errors = made(told.contests, told.sources, told.seed, folder)
        con = duckdb.connect()
        load(con, folder)
        rows = con.execute("SELECT count(*) FROM checked_figure").fetchall()[0][0]
        grouping, _ = timed(grouped, con)
        full, found = timed(checked, con, told.sensitive)
        report(errors, found, rows, told.show)
        keep_only(con, told.contests // 100)
        some, again = timed(checked, con, told.sensitive)
        ids = {one.discrepancy.discrepancy_id for one in found}
        assert {one.discrepancy.discrepancy_id for one in again} <= ids, "what is odd alone is odd among the others"
        print(f"grouping        {grouping}")
        print(f"full check      {full} = {full.over(grouping)} times grouping the rows")
        print(f"1 in 100 alone  {some} = {some.part_of(full)} of a full check")


def keep_only(con: duckdb.DuckDBPyConnection, contests: int) -> None:
    """Leaves the first so many contests, as a night finds them in which the others stayed as they were."""
    for table in ("checked_contest", "checked_candidate", "checked_figure"):
        con.execute(f"CREATE TEMP TABLE few AS SELECT * FROM {table} WHERE contest_id < 'contest-{contests:05d}'")
        con.execute(f"DROP TABLE {table}")
        con.execute(f"ALTER TABLE few RENAME TO {table}")


def report(errors: dict[str, tuple[str, str] | None], found: list, rows: int, show: int) -> None:
    lines = collections.defaultdict(list)
    for one in found:
        lines[one.discrepancy.contest_id].append(one)
    clean = [name for name, error in errors.items() if error is None]
    flagged = [n for n in clean if any(one.discrepancy.explanation not in HARMLESS for one in lines[n])]
    spoiled = {n: e for n, e in errors.items() if e is not None}
    named = {
        n
        for n, e in spoiled.items()
        if any(e[0] in (s.figure_id for s in one.sides if s.role == "odd") for one in lines[n])
    }
    accused = {
        n
        for n, e in spoiled.items()
        if any(
            e[0] in (s.figure_id for s in one.sides if s.role == "odd") and one.discrepancy.explanation not in HARMLESS
            for one in lines[n]
        )
    }
    raised = {n for n in spoiled if any(one.discrepancy.explanation not in HARMLESS for one in lines[n])}

    def share(found: set) -> str:
        return f"{100 * len(found) / len(spoiled):.1f}%"

    print(f"figures         {rows:,} in {len(errors):,} contests")
    print(
        f"clean contests  {len(clean):,}, flagged {len(flagged)}; "
        f"harmless lines in {sum(bool(lines[n]) for n in clean):,}"
    )
    print(
        f"errors          {len(spoiled):,}: contest flagged {share(raised)}, figure named odd {share(named)}, "
        f"and accused {share(accused)}; flagged or named {share(raised | named)}"
    )
    missed = collections.Counter(e[1] for n, e in spoiled.items() if n not in raised | named)
    print(f"missed          {dict(missed.most_common(12))}")
    for name in flagged[:show]:
        for one in lines[name]:
            print("  flagged", name, one.discrepancy.explanations, one.discrepancy.text)
    for name in [n for n in spoiled if n not in raised | named][:show]:
        print("  missed", name, spoiled[name])


if __name__ == "__main__":
    main()
