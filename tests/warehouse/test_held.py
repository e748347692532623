"""A night whose result is not sound ends with the reasons; what was published before stays."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import pytest

from flows import steps
from flows.folders import DataFolder
from flows.steps import Night
from tests.warehouse.conftest import CONTEST
from warehouse import db
from warehouse.errors import WarehouseError

AT = datetime(2010, 11, 23, 2, tzinfo=UTC)
LATER = datetime(2010, 11, 23, 3, tzinfo=UTC)


def night(data, number):
    return Night(f"20101123T02000{number}Z", AT.replace(second=number), data, (CONTEST,))


def damage(data):
    with closing(db.open_working(data.warehouse)) as con:
        con.execute("INSERT INTO discrepancies (discrepancy_id, severity) VALUES ('d', 4)")


def test_reasons_are_given_and_the_snapshot_stays(tmp_path):
    data = DataFolder(tmp_path)
    assert steps.publish(night(data, 1), LATER) == ()
    published = data.snapshot.read_bytes()
    damage(data)
    [reason] = steps.publish(night(data, 2), LATER)
    assert "discrepancies_have_figures" in reason
    assert data.snapshot.read_bytes() == published


def test_with_nothing_published_yet_there_is_nothing_to_go_on_with(tmp_path):
    data = DataFolder(tmp_path)
    with steps.working(night(data, 1)):
        pass
    damage(data)
    with pytest.raises(WarehouseError, match="expected none"):
        steps.publish(night(data, 1), LATER)
