"""`tallysheet ui` opens the query screen where there is one, and says how to get it where there is none."""

from __future__ import annotations

import importlib.util
import os

import pytest
from click.testing import CliRunner

from flows.cli import main
from warehouse import db


@pytest.fixture
def published(con, tmp_path):
    db.publish(con, tmp_path / "warehouse.duckdb")
    return tmp_path


def test_without_the_screen_it_says_how_to_get_it(published, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    result = CliRunner().invoke(main, ["ui", "--data", str(published)])
    assert result.exit_code == 1
    assert "pip install harlequin" in result.output
    assert "tallysheet sql" in result.output


def test_with_the_screen_it_opens_the_snapshot_read_only(published, monkeypatch):
    opened = []
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())
    monkeypatch.setattr(os, "execv", lambda program, words: opened.append((program, words)))
    result = CliRunner().invoke(main, ["ui", "--data", str(published)])
    assert result.exit_code == 0, result.output
    [(program, words)] = opened
    assert words[0] == program
    assert "--read-only" in words
    assert words[-1] == str(published / "warehouse.duckdb")


def test_without_a_warehouse_it_says_what_to_do(tmp_path):
    result = CliRunner().invoke(main, ["ui", "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "tallysheet nightly" in result.output
