"""Needs and how they are served: one bar for each jurisdiction, a piece for each state, its number in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from opensalw.coordination.gaps import Support
from opensalw.documents.blocks import Chart, Column, Table, number, words
from opensalw.documents.charts.look import INK, LIGHT, MAIN, PAPER, STATES

TONES = {
    Support.NONE: (STATES["bad"], PAPER),
    Support.UNFUNDED: (STATES["warn"], INK),
    Support.NOT_KNOWN: (LIGHT, INK),
    Support.PARTLY: ("#56b4e9", INK),
    Support.FUNDED: (MAIN, PAPER),
}


def needs_by_support(counts: Mapping[str, Sequence[str]], title: str) -> Chart:
    """Bars of needs by jurisdiction; the states stand in their order, from no project to funded."""
    found = {place: Counter(Support(state) for state in states) for place, states in counts.items()}
    used = [state for state in Support if any(found[place][state] for place in found)]
    values = [
        {
            "place": place, "state": state.label, "rank": at, "count": found[place][state],
            "from": sum(found[place][one] for one in used[:at]), "ink": TONES[state][1],
            "middle": sum(found[place][one] for one in used[:at]) + found[place][state] / 2,
            "said": f"{place}: {found[place][state]} {state.label}",
        }
        for place in found for at, state in enumerate(used) if found[place][state]
    ]  # fmt: skip
    table = Table(
        (Column(_("Jurisdiction")), *(Column(state.label, align="right") for state in Support)),
        tuple((words(place), *(number(found[place][state]) for state in Support)) for place in found),
        caption=title,
    )
    none = sum(found[place][Support.NONE] for place in found)
    total = sum(sum(found[place].values()) for place in found)
    finding = _("%(none)d of %(total)d needs have no project.") % {"none": none, "total": total}
    return Chart(_declared(values, list(found), used), f"{title}. {finding}", title, table)


def _declared(values: list[dict[str, Any]], places: list[str], used: list[Support]) -> dict[str, Any]:
    y = alt.Y("place:N", sort=places, title=None, scale=alt.Scale(domain=places),
              axis=alt.Axis(ticks=False, domain=False, labelPadding=8))  # fmt: skip
    tones = alt.Scale(domain=[state.label for state in used], range=[TONES[state][0] for state in used])
    legend = alt.Legend(orient="top", title=None, symbolType="square", labelFontSize=11)
    base = alt.Chart(alt.Data(values=values)).encode(y=y)
    bars = base.transform_calculate(end="datum.from + datum.count").mark_bar(height=16).encode(
        x=alt.X("from:Q", axis=None), x2="end:Q", color=alt.Color("state:N", scale=tones, legend=legend),
        description="said:N",
    )  # fmt: skip
    figures = base.mark_text(fontSize=11).encode(
        x=alt.X("middle:Q", axis=None), text="count:Q", color=alt.Color("ink:N", scale=None)
    )
    layers = alt.layer(bars, figures).resolve_scale(color="independent")
    return dict(layers.properties(width=420, height=24 * max(len(places), 1)).to_dict())
