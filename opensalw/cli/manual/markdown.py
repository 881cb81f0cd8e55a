"""Markdown for the reference: pages with the footnotes they owe, tables, and escaped words."""

from collections.abc import Iterable, Iterator

from opensalw.core.designations import Footnotes, star

AUDIENCE = "un"
_SIGNS = str.maketrans(
    {"\\": "\\\\", "*": "\\*", "_": "\\_", "`": "\\`", "<": "&lt;", "[": "\\[", "|": "\\|", "\n": " "}
)


def said(words: object) -> str:
    """Words of a declaration as Markdown shows them unchanged, with the asterisk where one is owed."""
    return star(str(words), AUDIENCE).translate(_SIGNS)


def formatted(words: str) -> str:
    """Words that are Markdown already, fit for a cell, with the asterisk where one is owed."""
    return " ".join(star(words, AUDIENCE).replace("|", "\\|").split())


def code(word: object) -> str:
    """A key or a file name in the type of code."""
    return f"`{word}`" if str(word) else ""


def codes(words: Iterable[object]) -> str:
    """Keys with commas, in the type of code."""
    return ", ".join(code(word) for word in words)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a table; its cells are Markdown already."""
    yield ""
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def page(title: str, lead: str, *lines: str) -> str:
    """A page: its title, a lead of a sentence or two, its lines, and the footnotes that it owes."""
    text = "\n".join([f"# {title}", "", lead, *lines]).rstrip()
    notes = Footnotes(AUDIENCE)
    notes.scan(text.replace("\\*", "*"))
    for note in notes.owed():
        text += f"\n\n\\{note.mark} {note.text}"
    return _single_blanks(text) + "\n"


def _single_blanks(text: str) -> str:
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text
