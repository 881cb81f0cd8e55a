"""Which characters a document may hold, and what is printed for one that no packaged font has."""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

import font_roboto

FONT_DIRECTORY = font_roboto.font_directory
FONT = "Roboto"
DRAWN_BESIDES = frozenset("↑↓→▲▼")

_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SELECTORS = re.compile("[\ufe00-\ufe0f\u200d]")


def clean(text: str) -> str:
    """The text without the characters that no XML file may hold; every line end becomes one newline."""
    return _LINE_ENDS.sub("\n", _ILLEGAL.sub("", text)).replace("\t", " ")


def visible(text: str) -> bool:
    """Whether a reader sees anything of the text."""
    return any(unicodedata.category(char)[0] in "LNPS" for char in text)


@cache
def covered() -> frozenset[int]:
    """The code points that the packaged font draws, read from its character map."""
    data = (Path(FONT_DIRECTORY) / f"{FONT}-Regular.ttf").read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    directory = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    start = directory[b"cmap"]
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for index in range(count):
        (offset,) = struct.unpack_from(">I", data, start + 8 + 8 * index)
        found.update(_mapped(data, start + offset))
    return frozenset(found)


def _mapped(data: bytes, at: int) -> set[int]:
    """The code points of one subtable of formats 4 and 12; others hold nothing that these lack."""
    (layout,) = struct.unpack_from(">H", data, at)
    found: set[int] = set()
    if layout == 12:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        for group in range(groups):
            first, last = struct.unpack_from(">II", data, at + 16 + 12 * group)
            found.update(range(first, last + 1))
    elif layout == 4:
        segments = struct.unpack_from(">H", data, at + 6)[0] // 2
        ends = struct.unpack_from(f">{segments}H", data, at + 14)
        starts = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * segments)
        for first, last in zip(starts, ends, strict=True):
            found.update(range(first, last + 1))
    return found - {0xFFFF}


def drawable(text: str) -> str:
    """The text with each character that the packaged font lacks written as its code, such as [U+1F600]."""
    known = covered()
    return "".join(
        char if ord(char) in known or char in DRAWN_BESIDES or char == "\n" else f"[U+{ord(char):04X}]"
        for char in _SELECTORS.sub("", text)
    )
