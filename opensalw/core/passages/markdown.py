"""The text of Markdown as it is shown: emphasis is not an asterisk, an escaped asterisk is one."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .html import html_passages
from .passage import Passage

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def markdown_passages(text: str) -> Iterator[Passage]:
    """The passages of a Markdown text; code is left out."""
    line = 1
    for token in _PARSER.parse(text):
        if token.map:
            line = token.map[0] + 1
        if token.type == "inline":
            shown = "".join(_shown(part) for part in token.children or [])
            yield Passage(shown, ((0, line, 1),))
            yield from _tooltips(token.children or [], line)
        elif token.type == "html_block":
            for passage in html_passages(token.content):
                starts = tuple((offset, line - 1 + own, column) for offset, own, column in passage.starts)
                yield Passage(passage.text, starts, passage.place)


def _shown(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "code_inline":
        return " "
    if token.type == "image":
        return "".join(_shown(part) for part in token.children or [])
    return token.content if token.type == "text" else ""


def _tooltips(tokens: list[Token], line: int) -> Iterator[Passage]:
    for token in tokens:
        if title := token.attrGet("title"):
            yield Passage(str(title), ((0, line, 1),), place="title")
        yield from _tooltips(token.children or [], line)
