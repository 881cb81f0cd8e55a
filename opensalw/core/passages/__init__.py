"""What a reader sees of a file, as passages that know where they stand."""

from collections.abc import Callable, Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from ..refusal import Refused
from .html import html_passages
from .markdown import markdown_passages
from .office import docx_passages, xlsx_passages
from .passage import Passage, json_passages, text_passages

__all__ = ["Passage", "read_passages", "suffixes", "text_passages"]

_TEXT_READERS: dict[str, Callable[[str], Iterable[Passage]]] = {
    ".html": html_passages,
    ".htm": html_passages,
    ".svg": html_passages,
    ".xml": html_passages,
    ".md": markdown_passages,
    ".csv": text_passages,
    ".tsv": text_passages,
    ".txt": text_passages,
    ".json": json_passages,
}
_BYTES_READERS: dict[str, Callable[[Path], Iterable[Passage]]] = {
    ".docx": docx_passages,
    ".xlsx": xlsx_passages,
}


def suffixes() -> tuple[str, ...]:
    """The endings of the files that can be read."""
    return (*_TEXT_READERS, *_BYTES_READERS)


def read_passages(path: Path) -> list[Passage]:
    """The passages of a file, by its ending; an ending that is not known is refused by name."""
    ending = path.suffix.lower()
    if ending in _BYTES_READERS:
        return list(_BYTES_READERS[ending](path))
    if ending not in _TEXT_READERS:
        words = _("%(file)s: files of this type cannot be checked. The types are: %(types)s.")
        raise Refused(words % {"file": path.name, "types": ", ".join(suffixes())}, "file")
    try:
        text = path.read_text(encoding="utf-8-sig")
        return list(_TEXT_READERS[ending](text))
    except ValueError as problem:
        words = _("%(file)s cannot be read: %(problem)s. Save it as UTF-8 text.")
        raise Refused(words % {"file": path.name, "problem": problem}, "file") from None
