from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model import OPEN_END
from reports import plots, svg

numbers = st.decimals(min_value=0, max_value=10**9, places=2)


def span(low, high, label="x"):
    return plots.Span(label, "1 origin", Decimal(low), Decimal(high), "same")


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20), st.none() | numbers)
def test_bars_stay_within_the_frame_and_are_seen(pairs, reference):
    spans = [span(min(pair), max(pair)) for pair in pairs]
    plot = plots.interval_plot("p", "t", spans, reference, "votes", "said")
    for bar in plot.bars:
        assert bar.width >= 3
        assert plots.LEFT <= bar.x <= bar.x + bar.width <= plots.WIDTH - plots.RIGHT + 0.1
    assert len(plot.bars) + plot.left_out == len(spans)
    ET.fromstring(str(svg.intervals_svg(plot)))


def test_order_on_the_axis_is_order_of_values():
    plot = plots.interval_plot("p", "t", [span(51500, 52500), span(52527, 52527)], Decimal(52527), "votes", "said")
    assert plot.bars[0].x < plot.bars[1].x
    assert plot.bars[0].x + plot.bars[0].width < plot.reference.x
    assert [tick.label for tick in plot.ticks] == sorted(tick.label for tick in plot.ticks)


def test_an_open_end_runs_to_the_edge_with_an_arrow():
    plot = plots.interval_plot("p", "t", [span(5000, OPEN_END), span(4863, 4863)], None, "majority", "said")
    assert plot.bars[0].is_open_right
    assert not plot.bars[1].is_open_right
    assert "<path" in svg.intervals_svg(plot)


def test_hostile_labels_are_text_in_the_picture():
    plot = plots.interval_plot("p", "</title><script>alert(1)</script>", [span(1, 2, "<b>&")], None, "votes", '"><img>')
    tree = ET.fromstring(str(svg.intervals_svg(plot)))
    assert {element.tag for element in tree.iter()} <= {"svg", "title", "desc", "g", "text", "rect", "line", "path"}


def test_days_are_columns_and_long_gaps_are_marked():
    line = plots.timeline(
        [
            ("2010-11-21T13:00", "published", "a", "A"),
            ("2010-11-23", "published", "b", "B"),
            ("2017-04-21", "edited", "a", "A"),
        ],
        "2010-11-24",
        [("a", "A"), ("b", "B")],
    )
    assert [column.label for column in line.columns] == ["2010-11-21", "2010-11-23", "2010-11-24", "2017-04-21"]
    assert len(line.gaps) == 1
    assert line.declared.label == "2010-11-24"
    ET.fromstring(str(svg.timeline_svg(line)))


def test_times_that_are_none_make_no_timeline():
    assert plots.timeline([("last week", "seen", "a", "A")], None, [("a", "A")]) is None
