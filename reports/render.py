"""Templates to text. Autoescape is on for all of them and none says `safe`; what comes ready-made is in svg.py and
cells.py.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports import svg, text, words
from reports.cells import figure_row, marked
from reports.paths import file_name


@cache
def environment() -> Environment:
    """The one environment, with the filters that templates use."""
    made = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        lstrip_blocks=False,
        auto_reload=False,
    )
    made.filters.update(
        hard=text.one_line,
        file=file_name,
        number=words.number,
        amount=words.amount,
        count=words.count,
        difference=words.difference,
        when=words.when,
        dated=words.dated,
        row=figure_row,
        marked=marked,
        intervals=svg.intervals_svg,
        timeline=svg.timeline_svg,
        stance=lambda name: words.STANCES.get(name, ""),
        status=lambda name: words.STATUSES.get(name or "", ""),
        state=lambda name: words.STATES.get(name, name),
        standing=lambda name: words.STANDINGS.get(name or "", ""),
        certainty=lambda name: words.CERTAINTIES.get(name, ""),
        stake=words.stake,
        measure=words.measure,
        link=text.safe_link,
        shell=text.shell_word,
        explanation_title=lambda name: words.explanation(name).title,
        explanation_sentence=lambda name: words.explanation(name).sentence,
    )
    made.globals["marks"] = words.MARKS
    return made


class Frame(NamedTuple):
    """What stands around the title, what a page adds to its head, and the content of every page of a folder."""

    start: str
    head: str
    body: str
    foot: str


def render(template: str, **values: Any) -> str:
    """A page, or a whole file where the template is not a page's.

    The frame is the same for all pages of a folder and is rendered once; of the rest only the blocks `title`,
    `head` and `content`. A page that goes through three templates' generators takes half as long again.
    """
    page = environment().get_template(template)
    if "content" not in page.blocks:
        return page.render(**values)
    context = page.new_context(values)
    title, head, content = (
        "".join(page.blocks[name](context)) if name in page.blocks else "" for name in ("title", "head", "content")
    )
    frame = _frame(values["root"])
    return f"{frame.start}{title}{frame.head}{head}{frame.body}{content}{frame.foot}"


@cache
def _frame(root: str) -> Frame:
    """base.html around three marks that no template has."""
    marked = environment().from_string(
        '{% extends "base.html" %}{% block title %}\x00{% endblock %}{% block head %}\x00{% endblock %}'
        "{% block content %}\x00{% endblock %}"
    )
    return Frame(*marked.render(root=root).split("\x00"))
