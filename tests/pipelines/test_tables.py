"""Grids by the WHATWG algorithm; header cells; layout tables."""

# ruff: noqa: E501 - mark-up stands as engines write it

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.clean import PageRefused, read_page
from pipelines.cleaning.tables import form_grid, is_layout
from pipelines.cleaning.tree import Element, parse


def table_of(markup: str) -> Element:
    tree = parse(markup.encode(), "test")
    return next(element for element in tree.elements if element.tag == "table")


def grid_of(markup: str) -> list[list[str]]:
    return form_grid(table_of(markup)).matrix()


CASES = {
    "implied end tags": (
        "<table><tr><td>Ash<td>59,067<tr><td>Birch<td>53,544</table>",
        [["Ash", "59,067"], ["Birch", "53,544"]],
    ),
    "rowspan": (
        "<table><tr><td rowspan=2>North</td><td>Ash</td></tr><tr><td>Birch</td></tr></table>",
        [["North", "Ash"], ["North", "Birch"]],
    ),
    "colspan with two header rows": (
        "<table><tr><th rowspan=2>Ward<th colspan=2>2017<tr><th>Votes<th>%<tr><td>East<td>120<td>54.1</table>",
        [["Ward", "2017", "2017"], ["Ward", "Votes", "%"], ["East", "120", "54.1"]],
    ),
    "block span": (
        "<table><tr><td rowspan=2 colspan=2>A<td>1<tr><td>2<tr><td>x<td>y<td>3</table>",
        [["A", "A", "1"], ["A", "A", "2"], ["x", "y", "3"]],
    ),
    "rowspan past the end": (
        "<table><tr><td rowspan=9>Ash<td>1<tr><td>2</table>",
        [["Ash", "1"], ["Ash", "2"]],
    ),
    "rowspan 0 reaches the end of its row group": (
        "<table><tbody><tr><td rowspan=0>Ash<td>1<tr><td>2</tbody><tbody><tr><td>Birch<td>3</tbody></table>",
        [["Ash", "1"], ["Ash", "2"], ["Birch", "3"]],
    ),
    "transposed": (
        "<table><tr><th>Candidate<td>Ash<td>Birch<tr><th>Votes<td>12<td>9</table>",
        [["Candidate", "Ash", "Birch"], ["Votes", "12", "9"]],
    ),
    "tfoot before tbody": (
        "<table><tfoot><tr><td>Total<td>21</tfoot><tbody><tr><td>Ash<td>12<tr><td>Birch<td>9</tbody></table>",
        [["Ash", "12"], ["Birch", "9"], ["Total", "21"]],
    ),
    "br in a cell": (
        "<table><tr><td>Rowan<br>Ash<td>12<tr><td>Silver<br>Birch<td>9</table>",
        [["Rowan Ash", "12"], ["Silver Birch", "9"]],
    ),
    "short rows": (
        "<table><tr><td>Ash<td>12<td>54%<tr><td>Birch</table>",
        [["Ash", "12", "54%"], ["Birch", "", ""]],
    ),
    "leading zeros": (
        "<table><tr><td>Box<td>007<tr><td>Votes<td>0,120</table>",
        [["Box", "007"], ["Votes", "0,120"]],
    ),
}


@pytest.mark.parametrize(("markup", "expected"), CASES.values(), ids=CASES.keys())
def test_grid_is_what_a_browser_lays_out(markup: str, expected: list[list[str]]) -> None:
    assert grid_of(markup) == expected


def test_a_layout_table_is_read_as_blocks_and_the_table_in_it_as_a_grid() -> None:
    page = read_page(
        b"<table><tr><td><p>The count ended at four.</p><table><tr><td>Ash<td>12<tr><td>Birch<td>9</table></td></tr></table>"
    )
    assert [(passage.kind, passage.text) for passage in page.passages] == [
        ("body", "The count ended at four."),
        ("table", "Ash\t12\nBirch\t9"),
    ]


def test_cells_point_at_their_text_and_their_slots() -> None:
    page = read_page(
        b"<table><tr><th rowspan=2>Ward<th colspan=2>2017<tr><th>Votes<th>%<tr><td>East<td>120<td>54.1</table>"
    )
    (table,) = page.passages
    assert table.text == "Ward\t2017\n\tVotes\t%\nEast\t120\t54.1"
    assert [(c.row, c.column, c.rows, c.columns, c.is_header, table.text[c.start : c.end]) for c in table.cells] == [
        (0, 0, 2, 1, True, "Ward"),
        (0, 1, 1, 2, True, "2017"),
        (1, 1, 1, 1, True, "Votes"),
        (1, 2, 1, 1, True, "%"),
        (2, 0, 1, 1, False, "East"),
        (2, 1, 1, 1, False, "120"),
        (2, 2, 1, 1, False, "54.1"),
    ]


@pytest.mark.parametrize(
    ("markup", "headers"),
    [
        ("<table><tr><td>Name<td>Votes<tr><td>Ash<td>12<tr><td>Birch<td>9</table>", {"Name", "Votes", "Ash", "Birch"}),
        ("<table><tr><td>Name<td>Ash<td>Birch<tr><td>Votes<td>12<td>9</table>", {"Name", "Ash", "Birch", "Votes"}),
        (
            "<table><tr><td>Party<td>2017<td>2012<tr><td>Green<td>12.5<td>9.0</table>",
            {"Party", "2017", "2012", "Green"},
        ),
        ("<table><tr><td>12<td>9<tr><td>3<td>4</table>", set()),
        ("<table><tr><th>Name<th>Votes<tr><td>Ash<td>12</table>", {"Name", "Votes"}),
    ],
)
def test_headers_are_found_where_the_page_marks_none(markup: str, headers: set[str]) -> None:
    grid = form_grid(table_of(markup))
    assert {slot.text for slot in grid.slots if slot.is_header} == headers


@pytest.mark.parametrize(
    "markup",
    [
        "<table role=presentation><tr><td>Ash<td>12</table>",
        "<table><tr><td>One cell that holds it all.</table>",
        "<table><tr><td>Home<td>News</table>",
    ],
)
def test_tables_that_only_arrange_are_layout(markup: str) -> None:
    assert is_layout(table_of(markup))


@pytest.mark.parametrize("span", ["colspan=1000000000", "rowspan=1000000000", "colspan=99999999999999999999"])
def test_an_absurd_span_is_refused_with_the_attribute_and_the_limit(span: str) -> None:
    with pytest.raises(PageRefused, match=rf"{span[:17]}.*expected at most.*Correct the table"):
        read_page(f"<table><tr><td {span}>Ash<td>1<tr><td>Birch<td>2</table>".encode())


def test_a_grid_of_too_many_slots_is_refused() -> None:
    row = "<tr>" + "<td colspan=1000>1" * 5
    with pytest.raises(PageRefused, match="slots"):
        read_page(f"<table>{row * 400}</table>".encode())


spans = st.integers(min_value=0, max_value=4)


@given(st.lists(st.lists(st.tuples(spans, spans), min_size=1, max_size=5), min_size=1, max_size=6))
def test_every_slot_lies_in_the_grid_and_rows_keep_their_cells(rows: list[list[tuple[int, int]]]) -> None:
    markup = "<table>" + "".join(
        "<tr>" + "".join(f"<td rowspan={r} colspan={c}>{n}" for n, (r, c) in enumerate(row)) for row in rows
    )
    grid = form_grid(table_of(markup + "</table>"))
    assert grid.height == len(rows)
    for slot in grid.slots:
        assert slot.row + slot.rows <= grid.height
        assert slot.column + slot.columns <= grid.width
    for number, row in enumerate(rows):
        assert [slot.text for slot in grid.slots if slot.row == number] == [str(n) for n in range(len(row))]
