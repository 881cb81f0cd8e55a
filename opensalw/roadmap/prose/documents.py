"""A narrative or meeting notes, read: its text, its passages, and the hash that says which file it was."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.refusal import Refused, require

from .markdown import markdown_passages
from .passages import Passage
from .word_files import read_docx

ENDINGS = (".md", ".markdown", ".txt", ".docx")
SIZE_LIMIT = 5 * 2**20
LENGTH_LIMIT = 400_000
NUMBER_LIMIT = 5_000
_WORD = b"PK\x03\x04"
_OTHERS = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": gettext_lazy("an old Word or Excel file, or one with a password"),
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}


@dataclass(frozen=True)
class Document:
    """What was read; ``span`` of a figure counts the signs of ``text``."""

    name: str
    text: str
    sha256: str
    passages: tuple[Passage, ...]


def read_document(path: Path) -> Document:
    """The document in a file; a file that cannot be read is refused with the mend."""
    require(refuse_ending(path.name), field="file")
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise Refused(_too_large(path.name), "file")
        content = path.read_bytes()
    except OSError as error:
        words = _("%(file)s cannot be read: %(problem)s.") % {"file": path.name, "problem": error.strerror or error}
        raise Refused(words, "file") from None
    return read_content(path.name, content)


def read_content(name: str, content: bytes) -> Document:
    """The document in these bytes, told apart by what they are and not by the name."""
    if len(content) > SIZE_LIMIT:
        raise Refused(_too_large(name), "file")
    other = next((kind for beginning, kind in _OTHERS.items() if content.startswith(beginning)), None)
    if other:
        words = _("%(file)s is %(kind)s by its content. Save it as DOCX, Markdown or plain text, or paste its text.")
        raise Refused(words % {"file": name, "kind": other}, "file")
    if content.startswith(_WORD):
        text, passages = read_docx(content, name)
    else:
        text = _decoded(name, content)
        passages = markdown_passages(text)
    return _document(name, text, sha256(content).hexdigest(), passages)


def read_text(text: str, name: str = "") -> Document:
    """The document in a text that was pasted."""
    shown = name or _("Pasted text")
    require(refuse_text(text), field="text")
    return _document(shown, text, sha256(text.encode()).hexdigest(), markdown_passages(text))


def refuse_ending(name: str) -> str | None:
    """Why a file of this name is not read, or None."""
    if Path(name).suffix.lower() in ENDINGS:
        return None
    words = _("%(file)s: files of this type are not read. The types are: %(types)s.")
    return words % {"file": name, "types": ", ".join(ENDINGS)}


def refuse_text(text: str) -> str | None:
    """Why a text is not read, or None."""
    if not text.strip():
        return _("There is no text. Paste it, or choose a file.")
    if len(text) > LENGTH_LIMIT:
        return _("The text is longer than %(limit)d signs. Divide it.") % {"limit": LENGTH_LIMIT}
    if "\x00" in text:
        return _("The text holds signs that are no text. Save it again as UTF-8.")
    if sum(1 for _number in re.finditer(r"\d+", text)) > NUMBER_LIMIT:
        return _("The text holds more than %(limit)d numbers: it is a table. Send it as a workbook.") % {
            "limit": NUMBER_LIMIT
        }
    return None


def _document(name: str, text: str, digest: str, passages: list[Passage]) -> Document:
    if not passages:
        raise Refused(_("%(file)s holds no text.") % {"file": name}, "file")
    require(refuse_text(text), field="file")
    return Document(name, text, digest, tuple(passages))


def _decoded(name: str, content: bytes) -> str:
    """The text of bytes; only what is surely text is taken."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as problem:
        words = _("%(file)s is not UTF-8 text (byte %(byte)d). Save it as UTF-8.")
        raise Refused(words % {"file": name, "byte": problem.start + 1}, "file") from None
    require(refuse_text(text), field="file")
    return text


def _too_large(name: str) -> str:
    return _("%(file)s is larger than %(limit)d MB.") % {"file": name, "limit": SIZE_LIMIT // 2**20}
