"""The seats as equal tiles in order: a neutral view of the region, without borders of territories."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from django.utils.translation.trans_null import gettext_noop

from opensalw.documents.blocks import Chart, Column, Table, words
from opensalw.documents.charts.bars import JURISDICTION
from opensalw.documents.charts.look import GREY, HAIR, INK, STATES
from opensalw.documents.wording import say

STATE = gettext_noop("State")
DETAIL = gettext_noop("Detail")
SHAPES = {
    "good": "circle",
    "warn": "triangle-up",
    "bad": "diamond",
    "query": "square",
    "none": "cross",
    "main": "circle",
}
WIDTH, HEIGHT = 168, 66


@dataclass(frozen=True)
class Tile:
    """A seat's tile: a state (a key of SHAPES) that always has its word, and a line of detail."""

    label: str
    word: str
    state: str = "none"
    detail: str = ""


def status_tiles(tiles: Sequence[Tile], title: str, language: str = "en", columns: int = 3) -> Chart:
    """Tiles in reading order, ``columns`` to a row; colour is never alone, a shape and a word go with it."""
    values = [
        {
            "column": index % columns,
            "row": index // columns,
            "label": tile.label,
            "word": tile.word,
            "detail": tile.detail,
            "tone": STATES.get(tile.state, STATES["none"]),
            "shape": SHAPES.get(tile.state, "cross"),
            "said": f"{tile.label}: {tile.word}" + (f", {tile.detail}" if tile.detail else ""),
        }
        for index, tile in enumerate(tiles)
    ]
    table = Table(
        (Column(say(language, JURISDICTION)), Column(say(language, STATE)), Column(say(language, DETAIL))),
        tuple((words(tile.label), words(tile.word), words(tile.detail)) for tile in tiles),
        caption=title,
    )
    said = "; ".join(str(value["said"]) for value in values)
    return Chart(_declared(values, columns), f"{title}. {said}.", title, table)


def _declared(values: list[dict[str, Any]], columns: int) -> dict[str, Any]:
    rows = max((value["row"] for value in values), default=0) + 1
    x = alt.X("column:Q", scale=alt.Scale(domain=[0, columns], nice=False), axis=None)
    y = alt.Y("row:Q", scale=alt.Scale(domain=[0, rows], nice=False, reverse=True), axis=None)
    base = alt.Chart(alt.Data(values=values)).encode(x=x, y=y)
    frame = base.transform_calculate(right="datum.column + 0.95", bottom="datum.row + 0.9")
    tones = alt.Color("tone:N", scale=None)
    layers = alt.layer(
        frame.mark_rect(fillOpacity=0, stroke=HAIR, strokeWidth=1, cornerRadius=2).encode(
            x2="right:Q", y2="bottom:Q", description="said:N"
        ),
        frame.transform_calculate(edge="datum.column + 0.02")
        .mark_rect()
        .encode(x2="edge:Q", y2="bottom:Q", color=tones),
        base.mark_text(align="left", xOffset=14, yOffset=15, fontSize=12, fontWeight="bold", color=INK).encode(
            text="label:N"
        ),
        base.mark_point(filled=True, size=48, xOffset=19, yOffset=32, opacity=1).encode(
            color=tones, shape=alt.Shape("shape:N", scale=None)
        ),
        base.mark_text(align="left", xOffset=28, yOffset=32, fontSize=11, color=INK, baseline="middle").encode(
            text="word:N"
        ),
        base.mark_text(align="left", xOffset=14, yOffset=48, fontSize=10, color=GREY, baseline="middle").encode(
            text="detail:N"
        ),
    )
    return dict(layers.properties(width=WIDTH * columns, height=HEIGHT * rows).to_dict())
