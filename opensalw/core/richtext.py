"""The little Markdown that a text may use: bold, italic, lists, links to http and https. Nothing else is markup.

Pages take ``html_of``, documents ``stretches``, lists and tables ``plain_of``: one reading for all of them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
SCHEMES = {"http", "https"}
_NUMBER = re.compile(r"^(\s*)(\d{1,9})([.)])(?=\s|$)")
_PLUS = re.compile(r"^(\s*)\+(?=\s|$)")


@dataclass(frozen=True)
class Stretch:
    """Words of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 12})
    parser.enable(["emphasis", "list", "link", "autolink", "escape", "newline"])
    parser.validateLink = lambda url: url.lower().startswith(("http://", "https://"))  # type: ignore[method-assign]
    return parser


_PARSER = _parser()


def html_of(text: str, change: Callable[[str], str] = str) -> str:
    """The text as HTML that holds nothing but TAGS; ``change`` is applied to its words."""
    tokens = _PARSER.parse(_guarded(text))
    for token in tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = change(child.content)
    made = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return nh3.clean(
        made, tags=TAGS, attributes={"*": set(), "a": {"href"}, "ol": {"start"}}, url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )  # fmt: skip


def stretches(text: str) -> list[Stretch]:
    """The text as stretches of one look; an item of a list begins on a line of its own with its mark."""
    found: list[Stretch] = []
    lists: list[int | None] = []
    mark = ""
    for token in _PARSER.parse(_guarded(text)):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            number = lists[-1]
            mark = "  " * (len(lists) - 1) + ("\u2022 " if number is None else f"{number}. ")
            lists[-1] = None if number is None else number + 1
        elif token.type == "inline":
            before = ("\n" if found else "") + mark
            found += [Stretch(before)] * bool(before) + list(_inline(token))
            mark = ""
    return _merged(found)


def plain_of(text: str) -> str:
    """The words alone, for lists and tables."""
    return "".join(stretch.text for stretch in stretches(text))


def _inline(token: Token) -> Iterator[Stretch]:
    look = Stretch("")
    for child in token.children or ():
        match child.type:
            case "strong_open" | "strong_close":
                look = replace(look, bold=child.nesting > 0)
            case "em_open" | "em_close":
                look = replace(look, italic=child.nesting > 0)
            case "link_open" | "link_close":
                look = replace(look, link=str(child.attrs.get("href", "")))
            case "softbreak" | "hardbreak":
                yield replace(look, text="\n")
            case _:
                yield replace(look, text=child.content)


def _merged(found: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for stretch in found:
        if merged and replace(merged[-1], text="") == replace(stretch, text=""):
            merged[-1] = replace(stretch, text=merged[-1].text + stretch.text)
        elif stretch.text:
            merged.append(stretch)
    return merged


def _guarded(text: str) -> str:
    """The text with the marks escaped that are no list: "12. marta" begins with a date, "+ 5" with a figure."""
    lines, last = [], 0
    for line in text.replace("\r\n", "\n").split("\n"):
        numbered = _NUMBER.match(line)
        if numbered and int(numbered[2]) not in (1, last + 1):
            line = _NUMBER.sub(r"\1\2\\\3", line)
        if line.strip():
            last = (
                int(numbered[2]) if numbered and int(numbered[2]) in (1, last + 1) else last if line[:1] == " " else 0
            )
        lines.append(_PLUS.sub(r"\1\\+", line))
    return "\n".join(lines)
