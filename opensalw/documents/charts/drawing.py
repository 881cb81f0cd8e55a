"""From a declaration to a picture: SVG for pages and PDF, PNG for DOCX and XLSX."""

import hashlib
import json
import re
from functools import cache, lru_cache
from html import escape
from typing import Any

import vl_convert

from opensalw.documents.blocks import Chart
from opensalw.documents.characters import FONT_DIRECTORY, clean, drawable
from opensalw.documents.charts.look import CONFIG, PAPER
from opensalw.documents.walking import vega_lite

PNG_SCALE = 3
_NAMED = re.compile(r'(id="|url\(#|xlink:href="#|href="#)([A-Za-z][\w-]*)')
_LABELLED = re.compile(r'<(path|rect|circle|line)( aria-label="([^"]*)"[^>]*?)(?:/>|></\1>)')
_OUTSIDE = re.compile(r'\b(?:xlink:)?href="(?!#|data:)[^"]*"')


@cache
def _fonts() -> None:
    """Register the packaged font once in this process."""
    vl_convert.register_font_directory(FONT_DIRECTORY)


def svg(chart: Chart) -> str:
    """The chart as SVG on no ground of its own: text in the packaged font, nothing fetched from outside."""
    return _svg(_canonical(chart.spec), clean(chart.alt))


def png(chart: Chart, scale: float = PNG_SCALE) -> bytes:
    """The chart as PNG on white, ``scale`` pixels to the point."""
    return _png(_canonical(chart.spec), scale)


def size(chart: Chart) -> tuple[float, float]:
    """Width and height of the chart, in points of its SVG."""
    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg(chart))
    return (float(found[1]), float(found[2])) if found else (400.0, 200.0)


def _canonical(spec: Any) -> str:
    """The declaration as one text: characters that the font lacks replaced, outside data refused."""
    declared = dict(vega_lite(spec))
    declared["config"] = {**declared.get("config", {}), **CONFIG}
    return json.dumps(_drawable(declared), ensure_ascii=False, sort_keys=True)


def _drawable(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: value if key == "$schema" else _drawable(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_drawable(value) for value in part]
    return drawable(clean(part)) if isinstance(part, str) else part


@lru_cache(maxsize=256)
def _svg(declared: str, alt: str) -> str:
    _fonts()
    drawn = vl_convert.vegalite_to_svg(declared, allowed_base_urls=[])
    prefix = "c" + hashlib.sha256((declared + alt).encode()).hexdigest()[:10]
    drawn = _NAMED.sub(rf"\g<1>{prefix}-\g<2>", drawn)
    drawn = _OUTSIDE.sub("", drawn)
    drawn = _LABELLED.sub(r"<\1\2><title>\3</title></\1>", drawn)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1)


@lru_cache(maxsize=256)
def _png(declared: str, scale: float) -> bytes:
    _fonts()
    on_paper = json.loads(declared)
    on_paper["config"]["background"] = PAPER
    drawn = vl_convert.vegalite_to_svg(json.dumps(on_paper, ensure_ascii=False), allowed_base_urls=[])
    return bytes(vl_convert.svg_to_png(drawn, scale=scale))
