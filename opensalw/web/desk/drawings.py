"""Drawings of the desk as SVG: what a weapon is linked with, and from where arms came to where they were seized."""

from collections.abc import Sequence
from html import escape

from django.utils.translation import gettext as _

from opensalw.tracing.queries.flows import Flow
from opensalw.tracing.queries.linking import INCIDENT, MARK, PART, PLACE, REQUEST, WEAPON, Chart

WIDTH, ROW, BOX = 960, 44, 216
COLUMNS = {MARK: 0, PART: 0, WEAPON: 1, INCIDENT: 2, REQUEST: 2, PLACE: 3}
LETTERS = 23
SHOWN = 12


def link_chart(chart: Chart) -> str:
    """The chart in four columns: marks, the weapon, incidents and requests, places."""
    columns: dict[int, list[str]] = {0: [], 1: [], 2: [], 3: []}
    for node in chart.nodes.values():
        columns[COLUMNS[node.kind]].append(node.key)
    rows = max(len(keys) for keys in columns.values())
    height = rows * ROW + 16
    places: dict[str, tuple[int, int]] = {}
    for column, keys in columns.items():
        top = (height - len(keys) * ROW) // 2
        for row, key in enumerate(keys):
            places[key] = (column * (WIDTH - BOX) // 3, top + row * ROW)
    parts = [_line(places[one.start], places[one.end]) for one in chart.links]
    for key, (x, y) in places.items():
        node = chart.nodes[key]
        weight = ' font-weight="600"' if node.kind == WEAPON else ""
        parts.append(
            f'<rect x="{x}" y="{y}" width="{BOX}" height="{ROW - 12}" rx="3" fill="var(--paper)" stroke="currentColor"'
            f' stroke-width="{2 if node.kind == WEAPON else 1}"/>'
            f'<text x="{x + 8}" y="{y + 21}" font-size="13" fill="currentColor"{weight}>'
            f"<title>{escape(node.words)}</title>{escape(_cut(node.words, LETTERS))}</text>"
        )
    said = _("The weapon and %(count)s things that it is linked with. The table below says the same.")
    return _svg(height, said % {"count": len(chart.nodes) - 1}, parts)


def flow_chart(flows: Sequence[Flow]) -> str:
    """Origins at the left, places of seizure at the right; the thickness of a line is the number of arms."""
    shown = flows[:SHOWN]
    origins, ends = _ordered(one.origin for one in shown), _ordered(one.place for one in shown)
    height = max(len(origins), len(ends)) * ROW + 16
    most = max(one.arms for one in shown)
    parts = []
    for one in shown:
        y, z = (at.index(name) * ROW + 28 for at, name in ((origins, one.origin), (ends, one.place)))
        thick = max(1, round(14 * one.arms / most))
        parts.append(
            f'<path d="M{BOX},{y} C{WIDTH // 2},{y} {WIDTH // 2},{z} {WIDTH - BOX},{z}" fill="none"'
            f' stroke="currentColor" stroke-opacity="0.45" stroke-width="{thick}">'
            f"<title>{escape(one.origin)} – {escape(one.place)}: {one.arms.normalize():f}</title></path>"
        )
    parts += [
        f'<text x="{BOX - 10}" y="{row * ROW + 32}" font-size="13" fill="currentColor" text-anchor="end">'
        f"{escape(_cut(name, LETTERS))}</text>"
        for row, name in enumerate(origins)
    ]
    parts += [
        f'<text x="{WIDTH - BOX + 10}" y="{row * ROW + 32}" font-size="13" fill="currentColor">'
        f"{escape(_cut(name, LETTERS))}</text>"
        for row, name in enumerate(ends)
    ]
    first = shown[0]
    said = _("Most seized firearms came from %(origin)s to %(place)s: %(arms)s.") % {
        "origin": first.origin, "place": first.place, "arms": f"{first.arms.normalize():f}",
    }  # fmt: skip
    return _svg(height, said, parts)


def _ordered(names) -> list[str]:  # type: ignore[no-untyped-def]
    return list(dict.fromkeys(names))


def _line(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x, y), (u, v) = (start, end) if start[0] <= end[0] else (end, start)
    a, b = (x + BOX, y + 16), (u, v + 16)
    middle = (a[0] + b[0]) // 2
    return (
        f'<path d="M{a[0]},{a[1]} C{middle},{a[1]} {middle},{b[1]} {b[0]},{b[1]}" fill="none" stroke="currentColor"'
        ' stroke-opacity="0.5"/>'
    )


def _cut(words: str, letters: int) -> str:
    return words if len(words) <= letters else f"{words[: letters - 1]}…"


def _svg(height: int, said: str, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-label="{escape(said)}" font-family="inherit">{"".join(parts)}</svg>'
    )
