"""Every case of tests/checks: figures given, findings expected, and no other."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from pipelines.model import Candidate, Contest
from warehouse.check import check_figures

FOLDER = Path(__file__).parents[1] / "checks"
SCALES = {"m": 10**6, "k": 10**3, "bn": 10**9}


def _cases():
    for file in sorted(FOLDER.glob("*.yml")):
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        for case in told["cases"]:
            yield pytest.param(case, id=f"{file.stem}: {case['name']}")


def _value(printed: str) -> str:
    text = printed.replace(",", "").removesuffix("%").strip()
    for suffix, scale in SCALES.items():
        if text.endswith(suffix):
            return str(Decimal(text.removesuffix(suffix)) * scale)
    return text


def _contest(told: dict, contest_id: str = "made") -> Contest:
    stood = told.get("candidates", [])
    extra = {
        k: Decimal(str(told[k])) for k in ("turnout_threshold", "support_threshold", "rejected_ceiling") if k in told
    }
    return Contest(
        contest_id=contest_id,
        title=contest_id,
        date=str(told["date"]) if "date" in told else None,
        declared=str(told["declared"]) if "declared" in told else None,
        number_elected=told.get("number_elected", 1),
        multi_round=told.get("multi_round", False),
        previous_contest=told.get("previous_contest"),
        candidates=tuple(
            Candidate(c.removeprefix("-"), c.removeprefix("-").title(), withdrawn=c.startswith("-")) for c in stood
        ),
        **extra,
    )


def _row(told: dict, number: int) -> dict:
    row = {
        "contest_id": "made",
        "candidate_id": told.get("candidate"),
        "published_at": str(told["said"]) if "said" in told else None,
        **told,
        "id": f"f{number}",
    }
    return row | {"value": told.get("value", _value(told["printed"]))}


def _outcome(case: dict) -> list[dict]:
    contests = [_contest(case["contest"]), *(_contest(c, name) for name, c in case.get("others", {}).items())]
    rows = [_row(told, n) for n, told in enumerate(case["given"])]
    printed = {row["id"]: row["printed"] for row in rows}
    return [
        {
            "check": d.check,
            "candidate": d.candidate_id,
            "measure": d.measure,
            "odd": printed[d.figures[0]],
            "explanation": d.explanation,
            "certainty": d.certainty,
            "severity": d.severity,
            "round": d.round,
            "text": d.text,
            "contest": d.contest_id,
            "explanations": list(d.explanations),
        }
        for d in check_figures(rows, contests)
    ]


@pytest.mark.parametrize("case", _cases())
def test_case(case):
    found = _outcome(case)
    left = list(found)
    for expected in case["expect"]:
        wanted = {"candidate": None, **expected}
        says = wanted.pop("says", "")
        match = next((f for f in left if all(f[k] == v for k, v in wanted.items()) and says in f["text"]), None)
        assert match is not None, f"expected {expected}, found {found}"
        left.remove(match)
    assert not left, f"found beyond what was expected: {left}"
