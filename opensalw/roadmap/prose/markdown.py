"""Markdown and plain text as passages: marks are taken off, the place of every sign is kept."""

import html
import re
from collections.abc import Iterator

from .passages import Kind, Passage, joined

_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+")
_ITEM = re.compile(r"[ \t]*(?:[-*+\u2022\u2013\u2014\u25cf\u25aa]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+")
_RULE = re.compile(r"[ \t]*(?:(?:[-*_=][ \t]*){3,}|\\?_[\\_/ \t]*)$")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_ROW_RULE = re.compile(r"[ \t]*\|?[ \t:|-]+\|?[ \t]*$")
_BOLD_LEAD = re.compile(
    r"[ \t>]*\*\*(.{4,300}?)\*\*|[^*\n]{4,120}?\*\*((?:Mr|Mrs|Ms|Dr|H\.\s?E|Prof)\b.{4,300}?)\*\*", re.DOTALL
)
_HEADING_LINE = re.compile(
    r"(?:\*\*|__)(?!(?:Mr|Mrs|Ms|Dr|H\.\s?E|Prof)\b)[^*\n.;]{3,80}(?:\*\*|__)\s*:?|(?=[^\n]{4,70}$)(?=.*[A-Z]{4})[^a-zа-яà-ž.;\n|]+"
)
_PSEUDO = 5
_MARK = re.compile(
    r"(?P<tag></?[A-Za-z][^<>\n]{0,200}>)"
    r"|(?P<link>!?\[(?P<words>[^\[\]\n]*)\]\([^()\s]*\))"
    r"|\\(?P<escaped>[^\w\s])"
    r"|(?P<entity>&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|\w{2,31});)"
    r"|(?P<emphasis>\*{1,3}|(?<![^\W_])_{1,3}(?=\w)|(?<=\w)_{1,3}(?![^\W_])|`+)"
    r"|(?P<invisible>[\u00ad\u200b\u2060\ufeff])"
)


def markdown_passages(text: str) -> list[Passage]:
    """The passages of a Markdown text; plain text is Markdown without marks."""
    found = []
    for kind, level, lines in _blocks(text):
        signs, places = _shown(text, lines)
        if "".join(signs).strip():
            block = text[lines[0][0] : lines[-1][1]]
            lead = _BOLD_LEAD.match(block) if kind != "row" else None
            if kind == "paragraph" and _HEADING_LINE.fullmatch(block.strip()):
                kind, level, lead = "heading", _PSEUDO, None
            found.append(_trimmed(signs, places, kind, level, _plain(lead[1] or lead[2]) if lead else ""))
    return joined(found)


def _blocks(text: str) -> Iterator[tuple[Kind, int, list[tuple[int, int]]]]:
    """Kind, level and lines of each block, a line as its span without the mark that opens it."""
    kind: Kind = "paragraph"
    level, lines = 0, []  # type: int, list[tuple[int, int]]
    for begin, end in _lines(text):
        line = text[begin:end]
        opened = _opened(line)
        if opened and opened[0] is None and len(lines) == 1 and kind == "paragraph" and set(line.strip()) <= set("-="):
            kind, level = "heading", 1 if "=" in line else 2
        if lines and (opened or not line.strip() or kind in ("heading", "row")):
            yield kind, level, lines
            lines, kind, level = [], "paragraph", 0
        if opened and opened[0] is None:
            continue
        if opened:
            kind, level, skipped = opened[0] or "paragraph", opened[1], opened[2]
            lines = [(begin + skipped, end)]
        elif line.strip():
            lines.append((begin, end))
    if lines:
        yield kind, level, lines


def _opened(line: str) -> tuple[Kind | None, int, int] | None:
    """The block that a line opens and how long its mark is; a rule opens none."""
    if _RULE.match(line) or (_ROW_RULE.match(line) and "-" in line):
        return None, 0, 0
    if heading := _HEADING.match(line):
        return "heading", len(heading[1]), heading.end()
    if item := _ITEM.match(line):
        return "item", 0, item.end()
    return ("row", 0, 0) if _ROW.match(line) or line.count("\t") > 1 else None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for line in text.splitlines(keepends=True):
        yield begin, begin + len(line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
        begin += len(line)


def _shown(text: str, lines: list[tuple[int, int]]) -> tuple[list[str], list[int]]:
    """The signs that a reader sees and where each stands; a line's end is kept as one."""
    signs: list[str] = []
    places: list[int] = []
    for begin, end in lines:
        if signs:
            signs.append("\n")
            places.append(begin - 1)
        at = begin
        for mark in _MARK.finditer(text, begin, end):
            _take(text, at, mark.start(), signs, places)
            if mark["link"]:
                _take(text, *mark.span("words"), signs, places)
            elif mark["escaped"]:
                _take(text, *mark.span("escaped"), signs, places)
            elif mark["entity"]:
                signs.extend(html.unescape(mark[0])[:1])
                places.append(mark.start())
            at = mark.end()
        _take(text, at, end, signs, places)
    return signs, places


def _take(text: str, start: int, end: int, signs: list[str], places: list[int]) -> None:
    signs.extend(text[start:end])
    places.extend(range(start, end))


def _trimmed(signs: list[str], places: list[int], kind: Kind, level: int, lead: str) -> Passage:
    """The passage without blanks at its ends; the marks of a table's row count as cells."""
    first = next(number for number, sign in enumerate(signs) if not sign.isspace())
    last = max(number for number, sign in enumerate(signs) if not sign.isspace()) + 1
    kept = places[first:last]
    return Passage("".join(signs[first:last]), (*kept, kept[-1] + 1), kind, level, lead)


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[*\\]", "", words).split())
