"""What there is to ask: every table, view, macro and column with its comment, as the warehouse itself has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.statements import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    comment: str


@dataclass(frozen=True, slots=True)
class Relation:
    """kind: view, table or macro. A macro's columns are its blanks, without types and comments."""

    kind: str
    name: str
    comment: str
    columns: tuple[Column, ...]


def relations(con: DuckDBPyConnection) -> list[Relation]:
    """Views first, then macros, then tables, each by name."""
    columns: dict[str, list[Column]] = {}
    for owner, name, kind, comment in con.execute(statement("dictionary/columns.sql")).fetchall():
        columns.setdefault(owner, []).append(Column(name, kind, comment))
    found = con.execute(statement("dictionary/relations.sql")).fetchall()
    return [
        Relation(kind, name, comment, tuple(columns.get(name, [Column(blank, "", "") for blank in blanks or ()])))
        for kind, name, comment, blanks in found
    ]


def as_text(found: list[Relation]) -> str:
    """For a terminal: a heading and an indented line a column."""
    lines: list[str] = []
    for relation in found:
        blanks = f"({', '.join(c.name for c in relation.columns)})" if relation.kind == "macro" else ""
        lines += [f"{relation.kind} {relation.name}{blanks}", f"    {relation.comment}"]
        if relation.kind != "macro":
            width = max((len(c.name) for c in relation.columns), default=0)
            lines += [f"      {c.name:<{width}}  {c.type:<14} {c.comment}" for c in relation.columns]
        lines.append("")
    return "\n".join(lines)


def as_markdown(found: list[Relation]) -> str:
    """For docs/warehouse.md and the data dictionary of an export."""
    lines: list[str] = []
    for relation in found:
        if relation.kind == "macro":
            blanks = ", ".join(column.name for column in relation.columns)
            lines += [f"### {relation.name}({blanks})", "", f"{relation.comment}.", ""]
            continue
        lines += [f"### {relation.name}", "", f"{relation.comment}.", "", "| column | type | |", "|---|---|---|"]
        lines += [f"| {c.name} | {c.type} | {c.comment.replace('|', chr(92) + '|')} |" for c in relation.columns]
        lines.append("")
    return "\n".join(lines)
