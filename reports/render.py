"""Templates to text. Autoescape is on for all of them and none says `safe`; what comes ready-made is in svg.py and
cells.py.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports import svg, text, words
from reports.cells import figure_row
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
        row=figure_row,
        intervals=svg.intervals_svg,
        timeline=svg.timeline_svg,
        stance=lambda name: words.STANCES.get(name, ""),
        status=lambda name: words.STATUSES.get(name or "", ""),
        state=lambda name: words.STATES.get(name, name),
        standing=lambda name: words.STANDINGS.get(name or "", ""),
        certainty=lambda name: words.CERTAINTIES.get(name, ""),
        severity=lambda rank: words.SEVERITIES.get(rank, ""),
        measure=words.measure,
        link=text.safe_link,
        shell=text.shell_word,
        explanation_title=lambda name: words.explanation(name).title,
        explanation_sentence=lambda name: words.explanation(name).sentence,
    )
    made.globals["marks"] = words.MARKS
    return made


def render(template: str, **values: Any) -> str:
    return environment().get_template(template).render(**values)
