"""Charts: declared with Altair, drawn as SVG and PNG, each with its table and its finding."""

from opensalw.documents.charts.bars import Bar, bars_by_jurisdiction
from opensalw.documents.charts.drawing import png, size, svg
from opensalw.documents.charts.panels import Point, Series, small_multiples
from opensalw.documents.charts.tiles import Tile, status_tiles

__all__ = [
    "Bar",
    "Point",
    "Series",
    "Tile",
    "bars_by_jurisdiction",
    "png",
    "size",
    "small_multiples",
    "status_tiles",
    "svg",
]
