"""Files as other programs, accidents and attackers make them."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Edit = Callable[[bytes], bytes]


def repacked(content: bytes, edits: dict[str, Edit] | None = None, more: dict[str, bytes] | None = None) -> bytes:
    """The archive with some of its parts edited and others added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in archive.namelist():
            written.writestr(name, (edits or {}).get(name, lambda same: same)(archive.read(name)))
        for name, added in (more or {}).items():
            written.writestr(name, added)
    return buffer.getvalue()


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The archive with one text replaced in one part."""

    def edit(text: bytes) -> bytes:
        assert old in text
        return text.replace(old, new, 1)

    return repacked(content, {name: edit})


def only(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return buffer.getvalue()


def not_ours() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Goal", "Figure", "Comment"])
    book.active.append(["Destroyed", 1234, "of January"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_ods(content: bytes) -> bytes:
    """The values of a workbook as an OpenDocument file, as plainly as any program may write one."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    tables = "".join(
        f'<table:table table:name="{escape(sheet.title)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in sheet.values)
        + "</table:table>"
        for sheet in book.worksheets
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return only(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": body.encode(),
        }
    )


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    words = escape(str(value))
    return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


def saved_by_libreoffice(content: bytes, ending: str, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it; skips where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed here.")
    (folder / "in.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = [program, profile, "--headless", "--convert-to", ending, "--outdir", str(folder / "out"), "in.xlsx"]
    subprocess.run(words, cwd=folder, capture_output=True, timeout=120, check=True)
    return (folder / "out" / f"in.{ending}").read_bytes()


def entity_bomb(content: bytes) -> bytes:
    """The workbook with a sheet that blows up when its entities are resolved."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return repacked(content, {"xl/worksheets/sheet1.xml": lambda text: bomb + text.partition(b"?>")[2] or bomb + text})


def zip_bomb(content: bytes) -> bytes:
    """The workbook with a part that is 30 MB of nothing."""
    return repacked(content, more={"xl/media/image1.png": b"\0" * (30 * 2**20)})


def lying_bomb(content: bytes) -> bytes:
    """The same, and its directory says that the part is small."""
    size = 16 * 2**20
    bomb = only({"xl/media/image1.png": b"\0" * size})
    return bomb.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
