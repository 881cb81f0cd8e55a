"""A weapon in the words of NIEM 6.0: ``j:Firearm`` as XML and JSON.

The element names follow the property list of NIEM's release 6.0 for ``j:FirearmType`` and the item that it
extends. The schema beside this module is our own, made for these elements alone; the whole model of NIEM
was not at hand, so that a receiver still validates against its own exchange schema.
"""

from functools import cache
from pathlib import Path

import orjson
from lxml import etree

from opensalw.tracing.models import TraceRequest

NC = "https://docs.oasis-open.org/niemopen/ns/model/niem-core/6.0/"
J = "https://docs.oasis-open.org/niemopen/ns/model/domains/justice/6.0/"
SCHEMA = Path(__file__).parent / "niem_firearm.xsd"
NAMES = {"nc": NC, "j": J}
ELEMENTS = (
    (NC, "ItemDescriptionText", "looks"), (NC, "ItemMakeName", "make"), (NC, "ItemModelName", "model"),
    (NC, "ItemSerialIdentification", "serial"), (J, "FirearmBoreSizeText", "calibre"),
    (J, "FirearmCategoryDescriptionText", "type"), (J, "FirearmMakeText", "make"),
)  # fmt: skip


def as_xml(trace: TraceRequest) -> bytes:
    """The weapon of a request as ``j:Firearm``; what is not known is left out."""
    root = etree.Element(etree.QName(J, "Firearm"), nsmap=NAMES)
    for space, name, key in ELEMENTS:
        if text := trace.sheet.get(key, ""):
            element = etree.SubElement(root, etree.QName(space, name))
            if name == "ItemSerialIdentification":
                element = etree.SubElement(element, etree.QName(NC, "IdentificationID"))
            element.text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def as_json(trace: TraceRequest) -> bytes:
    """The same as NIEM JSON-LD."""
    held: dict[str, object] = {}
    for space, name, key in ELEMENTS:
        if text := trace.sheet.get(key, ""):
            prefix = "nc" if space == NC else "j"
            serial = name == "ItemSerialIdentification"
            held[f"{prefix}:{name}"] = {"nc:IdentificationID": text} if serial else text
    context = {name: f"{space}#" for name, space in NAMES.items()}
    return orjson.dumps({"@context": context, "j:Firearm": held}, option=orjson.OPT_INDENT_2)


@cache
def schema() -> etree.XMLSchema:
    """Our schema of these elements."""
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def refuse_niem(xml: bytes) -> str | None:
    """Why an XML file is no weapon in these elements, in the schema's words, or None."""
    try:
        read = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as wrong:
        return str(wrong)
    if schema().validate(read):
        return None
    return "; ".join(f"{one.line}: {one.message}" for one in schema().error_log)  # type: ignore[attr-defined]
