"""The visible text of HTML and SVG, and the attributes that are read aloud or shown as tooltips."""

from collections.abc import Iterator
from html.parser import HTMLParser

from .passage import Passage

_HIDDEN = frozenset({"script", "style", "template", "code", "kbd", "samp"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "mark",
        "q",
        "s",
        "small",
    ]
    + ["span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr"]
)
_READ_ATTRIBUTES = frozenset(
    ["alt", "title", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext"]
    + ["placeholder", "summary", "label"]
)
_META_NAMES = frozenset(
    ["description", "title", "author", "keywords", "citation_title", "twitter:title", "twitter:description"]
    + ["og:title", "og:description", "og:site_name", "og:image:alt"]
)
_VALUE_TYPES = frozenset({"text", "search", "submit", "button", "reset"})


def html_passages(text: str) -> Iterator[Passage]:
    """The passages of an HTML page or an SVG drawing."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_passage()
    yield from reader.passages


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self._pieces: list[str] = []
        self._starts: list[tuple[int, int, int]] = []
        self._hidden: list[str] = []

    def end_passage(self) -> None:
        """Close the passage that is being read."""
        text = "".join(self._pieces)
        if text.strip():
            self.passages.append(Passage(text, tuple(self._starts)))
        self._pieces, self._starts = [], []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read the tag's attributes; a block ends the passage before it."""
        self._read_attributes(tag, dict(attrs))
        if tag in _HIDDEN:
            self._hidden.append(tag)
        self._break_at(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read the attributes of an empty element."""
        self._read_attributes(tag, dict(attrs))
        self._break_at(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave a hidden element; a block ends its passage."""
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        self._break_at(tag)

    def handle_data(self, data: str) -> None:
        """Take visible text."""
        if not self._hidden:
            line, column = self.getpos()
            self._add(data, line, column + 1)

    def _break_at(self, tag: str) -> None:
        if tag == "br" or tag in _HIDDEN:
            self._add("\n" if tag == "br" else " ", *self.getpos())
        elif tag not in _INLINE:
            self.end_passage()

    def _add(self, data: str, line: int, column: int) -> None:
        self._starts.append((sum(map(len, self._pieces)), line, column))
        self._pieces.append(data)

    def _read_attributes(self, tag: str, attributes: dict[str, str | None]) -> None:
        line, column = self.getpos()
        for name, value in attributes.items():
            if value and (name in _READ_ATTRIBUTES or _is_shown(tag, name, attributes)):
                self.passages.append(Passage(value, ((0, line, column + 1),), place=f"{tag} {name}"))


def _is_shown(tag: str, name: str, attributes: dict[str, str | None]) -> bool:
    if tag == "meta" and name == "content":
        return (attributes.get("name") or attributes.get("property") or "").lower() in _META_NAMES
    return tag == "input" and name == "value" and (attributes.get("type") or "text").lower() in _VALUE_TYPES
