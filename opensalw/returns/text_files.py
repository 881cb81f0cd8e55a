"""Bytes of unknown make become text: which writing system they are in, and whether that was certain.

UTF-8 and UTF-16 are recognised by what they are. Of the older one-byte tables only the two of the region are
tried: Windows-1250 (Latin letters) and Windows-1251 (Cyrillic ones); the sender is told.
"""

import codecs

from django.conf import settings
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.roadmap.incoming import Trouble

LONGEST_LINE = 100_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = {
    b"PK\x03\x04": ("XLSX, ODS, ZIP"),
    b"\xd0\xcf\x11\xe0": ("XLS, DOC"),
    b"%PDF": ("PDF"),
}


def text_of(content: bytes) -> tuple[str, list[Trouble]]:
    """The text of a file and what its sender should know about how it was read; Refused says why it cannot be."""
    refuse_size(content)
    for signature, name in SIGNATURES.items():
        if content.startswith(signature):
            words = _("This is not a text file (it looks like %(kind)s). Save it as CSV UTF-8, or send the workbook.")
            raise Refused(words % {"kind": name}, "file")
    text, notes = _decoded(content)
    if "\x00" in text:
        raise Refused(_("The file holds NUL signs; it is not a text file. Save it as CSV UTF-8."), "file")
    return text, notes


def refuse_size(content: bytes) -> None:
    """Refuse a file that is empty or over the limit for uploads."""
    if not content.strip():
        raise Refused(_("The file is empty."), "file")
    if len(content) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 1024 // 1024
        raise Refused(_("The file is over the limit of %(limit)d MB. Send it in parts.") % {"limit": limit}, "file")


def _decoded(content: bytes) -> tuple[str, list[Trouble]]:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding), []
    if guessed := _unmarked_utf16(content):
        return _strictly(content, guessed), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        return _one_byte(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        words = _("The file begins as %(encoding)s but byte %(place)d does not fit it. Save it again as CSV UTF-8.")
        raise Refused(words % {"encoding": encoding, "place": error.start}, "file") from None


def _unmarked_utf16(content: bytes) -> str:
    """UTF-16 without its mark shows by the zero bytes beside Latin letters and separators."""
    head = content[:2000]
    if len(head) < 4 or b"\x00" not in head:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 5 and even <= odd // 10:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 5 and odd <= even // 10 else ""


def _one_byte(content: bytes) -> tuple[str, list[Trouble]]:
    """Windows-1251 where most letters beyond ASCII follow each other as in Cyrillic words, else Windows-1250."""
    foreign = sum(byte > 127 for byte in content)
    beside = sum(first >= 0xC0 and second >= 0xC0 for first, second in zip(content, content[1:], strict=False))
    encoding, name = ("cp1251", "Windows-1251") if beside * 2 > foreign else ("cp1250", "Windows-1250")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        words = _("Byte %(place)d of the file fits no known writing system. Save it again as CSV UTF-8.")
        raise Refused(words % {"place": error.start}, "file") from None
    said = _("The file is not in UTF-8; it was read as %(encoding)s.") % {"encoding": name}
    return text, [Trouble("file", said, _("If letters look wrong, save it again as CSV UTF-8."), code="encoding")]
