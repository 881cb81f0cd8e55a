"""ADX, the Aggregate Data Exchange profile of IHE: written strictly, read leniently, never a way in for entities.

A value is always a number there. What is none (a grade, a range, a missing figure) stands in the annotation of a text
element: the graded line's own, or for a counted line one whose code ends with ``TEXT``. So no reader takes a missing
figure for the zero that ADX asks for beside a text.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree

from opensalw.core.refusal import Refused
from opensalw.roadmap.cells import Cell
from opensalw.roadmap.framework.spec import Line
from opensalw.roadmap.incoming import Trouble

from .coded import Coded, CodedValues
from .figure import Figure, Reading, period_of
from .mapping import Codes
from .text_files import refuse_size, text_of
from .value_and_comment import split_of

NAMESPACE = "urn:ihe:qrph:adx:2015"
TEXT = ".text"
DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*?\?>""")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ENCODINGS = frozenset(
    {"utf-8", "us-ascii", "windows-1250", "windows-1251", "windows-1252", "iso-8859-1", "iso-8859-2", "iso-8859-5"}
)
OWN = frozenset({"dataelement", "value"})
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_adx(figures: Iterable[Figure], codes: Codes, exported: datetime | None = None) -> bytes:
    """The figures as ADX, a group for each jurisdiction and period; Refused where the mapping has no code."""
    root = etree.Element(f"{{{NAMESPACE}}}adx", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    root.set("exported", (exported or timezone.now()).isoformat(timespec="seconds"))
    groups: dict[tuple[str, str], etree._Element] = {}
    for figure in figures:
        if figure.cell is None:
            continue
        key = (codes.org_unit_of(figure.jurisdiction), period_of(figure).iso)
        if key not in groups:
            groups[key] = etree.SubElement(root, f"{{{NAMESPACE}}}group")
            groups[key].attrib.update({"orgUnit": key[0], "period": key[1], "dataSet": codes.data_set_code})
        _write(groups[key], figure, figure.cell, codes)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _write(group: etree._Element, figure: Figure, cell: Cell, codes: Codes) -> None:
    element, rest = codes.element_of(figure.reference, figure.dims)
    value, comment = split_of(cell, figure.comment)
    number, annotation = value, comment
    if cell.kind == "grade":
        number, annotation = "0", f"{value}\n{comment}".strip()
    elif not value:
        number = "0"
        element += "" if figure.unit == "grade" else TEXT
    written = etree.SubElement(group, f"{{{NAMESPACE}}}dataValue")
    for name, held in {"dataElement": element, **codes.attributes_of(rest), "value": number}.items():
        written.set(name, held)
    if annotation:
        etree.SubElement(written, f"{{{NAMESPACE}}}annotation").text = UNPRINTABLE.sub("\ufffd", annotation)


def read_adx(content: bytes, codes: Codes) -> Reading:
    """The values of an ADX file; Refused when it is no such file, or carries definitions that could do harm."""
    text, notes = _text(content)
    work = CodedValues(codes)
    work.reading.notes += notes
    number = 0
    try:
        for group, value in _values(text):
            number += 1
            work.take(_coded(number, group, value, codes))
    except etree.XMLSyntaxError as error:
        words = _("The file is not sound XML: %(why)s. Check its elements.") % {"why": str(error.msg)[:160]}
        raise Refused(words, "file") from None
    if not number:
        raise Refused(_("The file holds no ADX values: adx, group, dataValue."), "file")
    return work.reading


def _text(content: bytes) -> tuple[bytes, list[Trouble]]:
    """The file as UTF-8 without its XML declaration; document types and entities are refused before any parsing."""
    refuse_size(content)
    notes: list[Trouble] = []
    named = DECLARED.search(content[:400].replace(b"\x00", b"").decode("ascii", "replace"))
    encoding = named[1].lower() if named else ""
    if encoding in ENCODINGS and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.removeprefix(b"\xef\xbb\xbf").decode(encoding)
        except UnicodeDecodeError:
            words = _("The file says that it is in %(encoding)s, and is not. Save it as UTF-8.")
            raise Refused(words % {"encoding": encoding}, "file") from None
    elif encoding in ("", "utf-16", "utf-16le", "utf-16be"):
        text, notes = text_of(content)
    else:
        words = _("The writing system %(encoding)s is not read. Save the file as UTF-8.")
        raise Refused(words % {"encoding": encoding[:40]}, "file")
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        words = _("The file carries a document type or entities; these are never read. Take them out.")
        raise Refused(words, "file")
    return DECLARATION.sub("", text, count=1).strip().encode("utf-8", "replace"), notes


def _values(text: bytes) -> Iterator[tuple[dict[str, str], etree._Element]]:
    """Each value with what its group says, one after the other, so that a large file needs little memory."""
    group: dict[str, str] = {}
    events = etree.iterparse(
        io.BytesIO(text), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    for event, element in events:
        name = etree.QName(element).localname.lower()
        if event == "start" and name == "group":
            group = {str(key): str(held) for key, held in element.attrib.items()}
        elif event == "end" and name == "datavalue":
            yield group, element
            element.clear()
        elif event == "end" and name == "group":
            element.clear()
            group = {}


def _coded(number: int, group: dict[str, str], value: etree._Element, codes: Codes) -> Coded:
    said = {etree.QName(key).localname: str(held).strip() for key, held in value.attrib.items()}
    common = {etree.QName(key).localname.lower(): held.strip() for key, held in group.items()}
    plain = {name.lower(): held for name, held in said.items() if name.lower() in OWN}
    element, given = plain.get("dataelement", ""), plain.get("value", "")
    annotation = "".join(
        str(child.text or "") for child in value if etree.QName(child).localname.lower() == "annotation"
    ).strip()
    is_text = False
    if element.endswith(TEXT) and element not in codes:
        element, is_text = element.removesuffix(TEXT), True
    line = codes.line_or_none(element)
    if line is not None and line.kind == "grade":
        given, annotation = _graded(line, given, annotation)
    elif is_text:
        given = ""
    return Coded(
        _("value %(number)d") % {"number": number}, common.get("orgunit", ""), common.get("period", ""), element, given,
        annotation, attributes={name: held for name, held in said.items() if name.lower() not in OWN},
    )  # fmt: skip


def _graded(line: Line, given: str, annotation: str) -> tuple[str, str]:
    """The grade and the comment of a text value: its first line is the grade unless it begins with a bracket."""
    if annotation.startswith("[missing"):
        return "", annotation
    first, _newline, rest = annotation.partition("\n")
    return (first.strip(), rest.strip()) if first else ("" if given == "0" else given, "")
