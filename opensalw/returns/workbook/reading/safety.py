"""What kind of file it is, and whether it is safe to open; everything here happens before a sheet is read."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRIES = 2000
UNPACKED = 400 * 2**20
RATIO = 250
SMALL = 2 * 2**20
OLD_LIMIT = 5 * 2**20
CHUNK = 2**20
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"


@dataclass(frozen=True)
class Kind:
    """What a file is: ``xlsx``, ``ods`` or ``xls``; and what in it is left alone, in words."""

    name: str
    notes: tuple[str, ...] = ()


def inspect(content: bytes) -> Kind:
    """The kind of a file that may be opened; Refused says why it is not, and the mend."""
    if not content:
        raise Refused(_("The file is empty. Save the workbook again and send that file."), "file")
    if len(content) > settings.UPLOAD_LIMIT:
        words = {"limit": settings.UPLOAD_LIMIT // 2**20}
        raise Refused(_("The file is larger than %(limit)d MB. Send the workbook without pictures.") % words, "file")
    if content.startswith(OLE):
        return _old_office(content)
    if content.startswith(b"PK"):
        return _zipped(content)
    raise Refused(_what_else(content), "file")


def _old_office(content: bytes) -> Kind:
    if _wide("EncryptedPackage") in content or _wide("EncryptionInfo") in content:
        raise _locked()
    if _wide("Workbook") not in content and _wide("Book") not in content:
        raise Refused(_("This is an old Office file, but no workbook. Save it as .xlsx from Excel."), "file")
    if len(content) > OLD_LIMIT:
        raise Refused(_("This .xls file is too large. Save it as .xlsx and send that."), "file")
    macros = _wide("_VBA_PROJECT") in content
    return Kind("xls", (_macros(),) if macros else ())


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _locked() -> Refused:
    return Refused(_("The workbook is protected by a password. Save it without one, and send that."), "file")


def _macros() -> str:
    return _("The workbook has macros. They were neither run nor kept; its figures were read.")


def _what_else(content: bytes) -> str:
    """What a file is that is no workbook, as far as its first bytes tell."""
    beginning = content[:4096]
    if beginning.lstrip().lower().startswith((b"<!doctype html", b"<html", b"<table")):
        return _("This is a web page that was saved as a workbook. Open it in Excel and save it as .xlsx.")
    if beginning.startswith(b"%PDF"):
        return _("This is a PDF. Send the workbook itself.")
    try:
        text = beginning.decode("utf-8-sig", errors="strict" if len(content) < 4096 else "ignore")
    except UnicodeDecodeError:
        text = beginning.decode("latin-1")
    if text.isprintable() or any(mark in text for mark in (",", ";", "\t")) and "\x00" not in text:
        return _(
            "This is a text file such as CSV, not a workbook. Send the workbook itself as .xlsx; "
            "figures in a CSV go in by the long form, which has a column for each fact."
        )
    return _("This is not a workbook, or it is damaged. Take a new workbook from the page and fill that.")


def _zipped(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, len(content))
            names = {one.filename for one in entries}
            total = 0
            for entry in entries:
                if entry.flag_bits & 1:
                    raise _locked()
                for _part in _checked(archive, entry):
                    total += len(_part)
                    if total > UNPACKED:
                        raise _too_much()
            return _office(archive, names)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, KeyError, ValueError) as error:
        words = _("The file is damaged or not complete. Save the workbook again, and send that file.")
        raise Refused(words, "file") from error


def _refuse_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(one.file_size for one in entries)
    large = any(one.file_size > SMALL and one.file_size > RATIO * max(1, one.compress_size) for one in entries)
    if len(entries) > ENTRIES or unpacked > UNPACKED or large or unpacked > max(SMALL, RATIO * size):
        raise _too_much()


def _too_much() -> Refused:
    words = _("The file unpacks to far more than a workbook holds, so it was not opened. Save it again as .xlsx.")
    return Refused(words, "file")


def _checked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The pieces of an entry as they really unpack; XML that declares a document type is refused."""
    is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    tail = b""
    with archive.open(entry) as unpacked:
        while piece := unpacked.read(CHUNK):
            if is_xml:
                looked = (tail + piece).replace(b"\x00", b"")
                if b"<!DOCTYPE" in looked or b"<!ENTITY" in looked:
                    raise Refused(
                        _("The file declares XML entities, which no workbook needs, so it was not opened. "
                          "Save it again from Excel as .xlsx."), "file",
                    )  # fmt: skip
                tail = piece[-32:]
            yield piece


def _office(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    """Which office format a sound archive is."""
    if "mimetype" in names:
        if archive.read("mimetype").strip() != OPEN_DOCUMENT:
            raise Refused(_("This is an OpenDocument file, but no workbook. Send the workbook."), "file")
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise _locked()
        return Kind("ods")
    if "[Content_Types].xml" not in names:
        raise Refused(_("This is an archive, not a workbook. Take the workbook out of it and send that."), "file")
    types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    if "xl/workbook.bin" in names:
        raise Refused(_("A workbook saved as .xlsb is not read. Save it as .xlsx and send that."), "file")
    if not any(kind in types for kind in (MAIN, MACROS, TEMPLATE)):
        raise Refused(_("This is an Office file, but no workbook. Send the workbook as .xlsx."), "file")
    notes = []
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        notes.append(_macros())
    if any(name.startswith(("xl/externalLinks/", "xl/connections")) for name in names):
        notes.append(_("The workbook has links to other files. They were not followed; formulas that need them fail."))
    return Kind("xlsx", tuple(notes))
