"""Every case of tests/checks: figures given, findings expected, and no other."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml

from pipelines.model import Candidate, Contest
from warehouse.check import check_figures

FOLDER = Path(__file__).parents[1] / "checks"
SCALES = {"m": 10**6, "k": 10**3, "bn": 10**9}
LEVELS = ("turnout_threshold", "support_threshold", "rejected_ceiling")


@cache
def _cases():
    """(contest id, name, case). All are checked in one go, each as a contest of its own with pages of its own."""
    told = [(file.stem, yaml.safe_load(file.read_text(encoding="utf-8"))) for file in sorted(FOLDER.glob("*.yml"))]
    cases = [(f"{stem}: {case['name']}", case) for stem, file in told for case in file["cases"]]
    return [(f"case-{n}", name, case) for n, (name, case) in enumerate(cases)]


def _value(printed: str) -> str:
    text = printed.replace(",", "").removesuffix("%").strip()
    for suffix, scale in SCALES.items():
        if text.endswith(suffix):
            return str(Decimal(text.removesuffix(suffix)) * scale)
    return text


def _contest(contest_id: str, told: dict) -> Contest:
    stood = [(c.removeprefix("-"), c.startswith("-")) for c in told.get("candidates", [])]
    return Contest(
        contest_id=contest_id,
        title=contest_id,
        declared=str(told["declared"]) if "declared" in told else None,
        number_elected=told.get("number_elected", 1),
        multi_round=told.get("multi_round", False),
        previous_contest=f"{contest_id}-{told['previous_contest']}" if "previous_contest" in told else None,
        candidates=tuple(Candidate(name, name.title(), withdrawn=gone) for name, gone in stood),
        **{key: Decimal(str(told[key])) for key in LEVELS if key in told},
    )


def _contests(contest_id: str, case: dict):
    yield _contest(contest_id, case["contest"])
    for name, told in case.get("others", {}).items():
        yield _contest(f"{contest_id}-{name}", told)


def _rows(contest_id: str, case: dict):
    for number, told in enumerate(case["given"]):
        other = told.get("contest_id")
        yield {
            **told,
            "id": f"{contest_id}/{number}",
            "contest_id": f"{contest_id}-{other}" if other else contest_id,
            "candidate_id": told.get("candidate"),
            "source": f"{contest_id}:{told['source']}",
            "published_at": str(told["said"]) if "said" in told else None,
            "value": told.get("value", _value(told["printed"])),
        }


@cache
def _found():
    rows = [row for contest_id, _, case in _cases() for row in _rows(contest_id, case)]
    printed = {row["id"]: row["printed"] for row in rows}
    contests = [contest for contest_id, _, case in _cases() for contest in _contests(contest_id, case)]
    by_case = defaultdict(list)
    for d in check_figures(rows, contests):
        told = {
            name: getattr(d, name) for name in ("check", "measure", "explanation", "certainty", "severity", "round")
        }
        told |= {"candidate": d.candidate_id, "odd": printed[d.figures[0]], "text": d.text}
        by_case["-".join(d.contest_id.split("-")[:2])].append(told)
    return by_case


@pytest.mark.parametrize(("contest_id", "case"), [pytest.param(c, case, id=name) for c, name, case in _cases()])
def test_case(contest_id, case):
    left = list(_found()[contest_id])
    for expected in case["expect"]:
        wanted = {"candidate": None, **expected}
        says = wanted.pop("says", "")
        match = next((f for f in left if all(f[k] == v for k, v in wanted.items()) and says in f["text"]), None)
        assert match is not None, f"expected {expected}, found {_found()[contest_id]}"
        left.remove(match)
    assert not left, f"found beyond what was expected: {left}"
