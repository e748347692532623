"""The gate of the cross-check: contests with known discrepancies, in our own words, against pinned floors.

crosscheck/*.yml were written, figures and expected findings, before the cross-check was run on any of them; facts are
real where the first line says so. `set: worked` may be looked at while rules are mended; `set: kept` is only scored, so
that one of the two numbers stays honest. Floors are in floors.json and are never lowered to let a change through.

A figure is `id: measure candidate printed`, then its qualifier where it is not exact, and `name=value` for the rest.
An item of `expect` is met by a finding whose odd figure is one of its `odd`; `or` names classes that the figures cannot
rule out. Lines about `free` figures may be there or not, as long as they accuse nobody.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from pipelines.contests import parse_contests
from warehouse.check import check_figures

if TYPE_CHECKING:
    from pipelines.model import Discrepancy

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["crosscheck"]
FILES = sorted((HERE / "crosscheck").glob("*.yml"))
HARMLESS = {"cut_off", "base", "label", "scope", "stage"}
SCALES = {"m": 1_000_000, "k": 1_000}


def opened(path: Path) -> dict[str, Any]:
    whole: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return whole


def figure(contest_id: str, source: str, about: dict[str, Any], name: str, line: str) -> dict[str, Any]:
    measure, candidate, printed, *rest = line.split()
    number = re.fullmatch(r"([\d.,]+)([mk]?)%?", printed)
    assert number is not None, f"{source} {name}: {printed}"
    value = float(number[1].replace(",", "")) * SCALES.get(number[2], 1)
    said = dict(word.split("=", 1) if "=" in word else ("qualifier", word) for word in rest)
    return {
        "id": name,
        "source": source,
        "contest_id": contest_id,
        "candidate_id": None if candidate == "-" else candidate,
        "measure": measure,
        "printed": printed,
        "value": round(value, 6),
        "kind": about["kind"],
        "published_at": about.get("published"),
        "derived_from": about.get("derived_from"),
        **said,
    }


def findings(whole: dict[str, Any]) -> list[Discrepancy]:
    ids = whole["candidates"]
    named = [{"candidate_id": one, "name": one.replace("-", " ").title()} for one in ids]
    contests = parse_contests(json.dumps([{**whole["contest"], "candidates": named}]), "gate")
    rows = [
        figure(contests[0].contest_id, source, about, name, line)
        for source, about in whole["sources"].items()
        for name, line in about["figures"].items()
    ]
    return check_figures(rows, contests)


def scored(whole: dict[str, Any]) -> tuple[Counter[str], list[str]]:
    """What was met of one contest, and a line for each thing that was not as expected."""
    count: Counter[str] = Counter()
    notes = []
    left = findings(whole)
    title = whole["contest"]["contest_id"]
    for wanted in whole.get("expect", []):
        classes = {wanted["says"], *wanted.get("or", [])}
        mine = [line for line in left if line.figures[0] in wanted["odd"].split()]
        mine.sort(key=lambda line: line.explanation not in classes)
        count["items"] += 1
        if not mine:
            notes.append(f"missed   {title} {wanted['odd']}: {wanted['says']}")
            continue
        best = mine[0]
        count["raised"] += 1
        count["right"] += best.explanation in classes
        count["repeated"] += len(mine) - 1
        left = [line for line in left if line not in mine]
        if best.explanation not in classes:
            notes.append(f"misread  {title} {wanted['odd']}: {wanted['says']} expected, {best.explanation} said")
        if "severity" in wanted:
            count["graded"] += 1
            count["severity"] += best.severity == int(wanted["severity"])
            if best.severity != int(wanted["severity"]):
                notes.append(f"severity {title} {wanted['odd']}: {wanted['severity']} expected, {best.severity} given")
    free = set(whole.get("free", "").split())
    for line in left:
        harmless = line.explanation in HARMLESS
        if not (harmless and line.figures[0] in free):
            count["beyond" if harmless else "accused"] += 1
            notes.append(f"beyond   {title} {line.figures}: {line.explanation}, {line.text}")
    return count, notes


@pytest.mark.parametrize("part", ["worked", "kept"])
def test_contests_with_known_discrepancies_reach_their_floors(part: str) -> None:
    count: Counter[str] = Counter()
    notes: list[str] = []
    for whole in map(opened, FILES):
        if whole["set"] == part:
            more, said = scored(whole)
            count += more
            notes += said
    floors = FLOORS[part]
    rates = {"raised": count["raised"] / count["items"], "right": count["right"] / count["items"]}
    rates["severity"] = count["severity"] / count["graded"]
    found = f"{dict(count)}\n" + "\n".join(notes)
    for name, rate in rates.items():
        assert rate >= floors[name], f"{name} is {rate:.3f}, its floor {floors[name]}: {found}"
    assert count["beyond"] <= floors["beyond"], found
    assert count["accused"] <= floors["accused"], found


@pytest.mark.parametrize("path", [p for p in FILES if p.stem.startswith("control-")], ids=lambda path: path.stem)
def test_true_figures_that_look_different_accuse_nobody(path: Path) -> None:
    assert [line.text for line in findings(opened(path)) if line.explanation not in HARMLESS] == []
