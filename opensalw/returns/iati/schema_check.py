"""Checking a file against the official schema; what is wrong is said in words that name the element."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from opensalw.core.refusal import Refused

from ..text_files import refuse_size

SCHEMAS = Path(__file__).with_name("schema")
FILES = {"iati-activities": "iati-activities-schema.xsd", "iati-organisations": "iati-organisations-schema.xsd"}
EXPECTED = r"(?: Expected is(?: one of)? \( ?(.+?) ?\))?"
NOT_EXPECTED = re.compile(r"Element '([^']+)': This element is not expected\." + EXPECTED)
MISSING = re.compile(r"Element '([^']+)': Missing child element\(s\)\." + EXPECTED)
ATTRIBUTE = re.compile(r"Element '([^']+)': The attribute '([^']+)' is required but missing")
MOST = 25


@dataclass(frozen=True)
class Wrong:
    """Something that the schema forbids: the line, the element and what to do."""

    line: int
    element: str
    words: str


@cache
def schema(name: str) -> etree.XMLSchema:
    """The official schema of a kind of file; read once in each process, never from the network."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    return etree.XMLSchema(etree.parse(SCHEMAS / FILES[name], parser))


def parsed(content: bytes) -> etree._Element:
    """The file as a tree; document types and entities are refused before any parsing."""
    refuse_size(content)
    head = content.replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        words = _("The file carries a document type or entities; these are never read. Take them out.")
        raise Refused(words, "file")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        words = _("The file is not sound XML: %(why)s. Check its elements.") % {"why": str(error)[:160]}
        raise Refused(words, "file") from None
    if root.tag not in FILES:
        words = _("The file is none of IATI: its first element is %(tag)s.")
        raise Refused(words % {"tag": str(root.tag)[:60]}, "file")
    if root.get("version") != "2.03":
        words = _("The file says that it is of version %(version)s; 2.03 is read. Convert it first.")
        raise Refused(words % {"version": str(root.get("version") or "–")[:20]}, "file")
    return root


def wrongs(root: etree._Element) -> list[Wrong]:
    """Everything that the official schema finds wrong, in the order of the file."""
    checked = schema(str(root.tag))
    if checked.validate(root):
        return []
    log: Any = checked.error_log
    return [_told(entry.line, entry.message) for entry in log][:MOST]


def _told(line: int, message: str) -> Wrong:
    if found := NOT_EXPECTED.search(message):
        element, expected = found[1], found[2]
        if expected:
            words = _("Line %(line)d: <%(element)s> stands out of order. What may stand there: %(expected)s.")
            return Wrong(line, element, words % {"line": line, "element": element, "expected": expected})
        words = _("Line %(line)d: <%(element)s> stands out of order: nothing may follow there. Move it up.")
        return Wrong(line, element, words % {"line": line, "element": element})
    if found := MISSING.search(message):
        words = _("Line %(line)d: <%(element)s> lacks %(expected)s.")
        return Wrong(line, found[1], words % {"line": line, "element": found[1], "expected": found[2] or "–"})
    if found := ATTRIBUTE.search(message):
        words = _("Line %(line)d: <%(element)s> lacks its attribute %(attribute)s.")
        return Wrong(line, found[1], words % {"line": line, "element": found[1], "attribute": found[2]})
    element = re.search(r"Element '([^']+)'", message)
    return Wrong(line, element[1] if element else "", _("Line %(line)d: %(why)s") % {"line": line, "why": message})


def refuse_wrong(root: etree._Element) -> None:
    """Refuse a file that the schema forbids, with every mistake at once."""
    found = wrongs(root)
    if found:
        raise Refused(" ".join(one.words for one in found), "file")
