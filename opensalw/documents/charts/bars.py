"""One bar for each jurisdiction, the figure at its end, a word where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from django.utils.translation.trans_null import gettext_noop

from opensalw.documents.blocks import Amount, Cell, Chart, Column, Table, between, missing, number, words
from opensalw.documents.charts.findings import comparison
from opensalw.documents.charts.look import GREY, LIGHT, MAIN
from opensalw.documents.wording import say, shown

JURISDICTION = gettext_noop("Jurisdiction")
NOT_REPORTED = gettext_noop("not reported")
BREAK = gettext_noop("break")


@dataclass(frozen=True)
class Bar:
    """A bar: its figure, or ``low`` to ``value`` for a range, or the word that stands for it."""

    label: str
    value: Amount | None = None
    word: str = ""
    low: Amount | None = None
    qualifier: str = ""
    provisional: bool = False
    highlighted: bool = False
    breaks: bool = False


def bars_by_jurisdiction(rows: Sequence[Bar], unit: str, title: str, language: str = "en") -> Chart:
    """Horizontal bars in the given order; all are blue, or only those highlighted if any is."""
    cells = [_cell(row, language) for row in rows]
    some = any(row.highlighted for row in rows)
    values = [
        {
            "label": row.label,
            "value": None if row.value is None else float(row.value),
            "shown": shown(cell, language),
            "kind": "missing" if row.value is None else "provisional" if row.provisional else "firm",
            "tone": MAIN if row.highlighted or not some else LIGHT,
            "said": f"{row.label}: {shown(cell, language)}" + (f", {unit}" if row.value is not None else ""),
        }
        for row, cell in zip(rows, cells, strict=True)
    ]
    table = Table(
        (Column(say(language, JURISDICTION)), Column(title, unit, "right")),
        tuple((words(row.label), cell) for row, cell in zip(rows, cells, strict=True)),
        caption=title,
    )
    figures = [(row.label, row.value, row.word or say(language, NOT_REPORTED)) for row in rows]
    heading = f"{title}, {unit}" if unit else title
    return Chart(_declared(values), f"{heading}. {comparison(figures, language)}", heading, table)


def _cell(row: Bar, language: str) -> Cell:
    if row.value is None:
        return missing(row.word or say(language, NOT_REPORTED))
    if row.low is not None:
        return between(row.low, row.value)
    told = (row.qualifier, say(language, BREAK) if row.breaks else "")
    return number(row.value, qualifier=", ".join(one for one in told if one))


def _declared(values: list[dict[str, Any]]) -> dict[str, Any]:
    """Bars from zero, hollow when provisional, without an axis: the figures stand at the bars."""
    order = list(dict.fromkeys(row["label"] for row in values))
    names = alt.Axis(ticks=False, domain=False, labelPadding=8)
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("label:N", scale=alt.Scale(domain=order), sort=order, title=None, axis=names)
    )
    top = max((row["value"] or 0 for row in values), default=0) or 1
    scale = alt.Scale(domain=[min(0, *(row["value"] or 0 for row in values), 0), top * 1.18], nice=False)
    bars = base.mark_bar(height=13, strokeWidth=1).encode(
        x=alt.X("value:Q", scale=scale, axis=None),
        fill=alt.condition("datum.kind == 'provisional'", alt.value("#ffffff"), alt.Fill("tone:N", scale=None)),
        stroke=alt.Stroke("tone:N", scale=None),
        description="said:N",
    )
    figures = base.transform_filter("datum.kind != 'missing'").mark_text(align="left", dx=5)
    absent = base.transform_filter("datum.kind == 'missing'").mark_text(align="left", dx=5, fontStyle="italic")
    zero = base.mark_rule(strokeWidth=0.5).encode(x=alt.datum(0), color=alt.value(GREY))
    layers = alt.layer(
        bars.transform_filter("datum.kind != 'missing'"),
        zero,
        figures.encode(x=alt.X("value:Q", scale=scale), text="shown:N"),
        absent.encode(x=alt.datum(0), text="shown:N", color=alt.value(GREY)),
    )
    return dict(layers.properties(width=360, height=alt.Step(23)).to_dict())
