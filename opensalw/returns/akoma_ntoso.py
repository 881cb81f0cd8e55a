"""Akoma Ntoso 3.0: the tree of an act's provisions written as a skeleton without text, and read leniently.

The text of an act is neither written nor kept. What a file holds beyond numbers and headings is counted and told.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from opensalw.core.refusal import Refused
from opensalw.legislation.commands.acts import Part
from opensalw.legislation.models import ActVersion, Provision

from .text_files import refuse_size

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
MEDIA_TYPE = "application/akn+xml"
SOURCE = "#opensalw"
SHORT = {"article": "art", "paragraph": "para", "point": "point", "chapter": "chp", "section": "sec", "title": "title",
         "part": "part", "hcontainer": "hcontainer"}  # fmt: skip
TAKEN = frozenset({
    "article", "paragraph", "point", "chapter", "section", "title", "part", "hcontainer", "subsection", "subparagraph",
    "book", "tome", "list", "indent", "alinea", "clause", "subclause", "rule", "subchapter", "division",
    "subdivision", "subpart", "subtitle", "sublist", "transitional", "proviso", "level",
})  # fmt: skip
BESIDE = frozenset({"preamble", "conclusions", "attachments", "components", "quotedStructure"})
WORDS = (("art", "article"), ("chapter", "chapter"), ("section", "section"), ("title", "title"), ("part", "part"))


@dataclass(frozen=True)
class ReadAct:
    """What was read of a file: the provisions, how the act is known, and what was not read, with how often."""

    parts: tuple[Part, ...]
    title: str
    celex: str
    eli: str
    valid_from: date | None
    not_read: tuple[tuple[str, int], ...]


def as_akoma_ntoso(version: ActVersion) -> bytes:
    """The skeleton of a version; Refused where its day is not known, because the format demands one."""
    if version.valid_from is None:
        words = _("%(version)s has no day from which it is valid, and Akoma Ntoso demands one. Enter it first.")
        raise Refused(words % {"version": version.label}, "version")
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    act = _add(root, "act", name="act", contains="originalVersion" if version.number == 1 else "singleVersion")
    _meta(_add(act, "meta"), version)
    _add(_add(_add(_add(act, "preface"), "longTitle"), "p"), "docTitle").text = version.act.title
    body = _add(act, "body")
    places: dict[object, etree._Element] = {}
    taken: set[str] = set()
    held = list(version.provisions.select_related("parent"))
    with_parts = {one.parent_id for one in held}
    for one in held:
        inside = places.get(one.parent_id)
        places[one.pk] = _provision(body if inside is None else inside, one, taken, leaf=one.pk not in with_parts)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def _meta(meta: etree._Element, version: ActVersion) -> None:
    act, day = version.act, version.valid_from
    first = act.versions.order_by("number").first()
    begun = (first and first.valid_from) or day
    place = (act.jurisdiction or act.framework).lower()
    work = f"/akn/{place}/act/{begun}/{act.key}"
    uris = (("FRBRWork", work, begun), ("FRBRExpression", f"{work}/eng@{day}", day),
            ("FRBRManifestation", f"{work}/eng@{day}.xml", day))  # fmt: skip
    identification = _add(meta, "identification", source=SOURCE)
    for level, uri, on in uris:
        found = _add(identification, level)
        _add(found, "FRBRthis", value=f"{uri}/!main" if level != "FRBRManifestation" else uri)
        _add(found, "FRBRuri", value=uri)
        if level == "FRBRWork":
            for name, value in (("CELEX", act.celex), ("ELI", act.eli)):
                if value:
                    _add(found, "FRBRalias", name=name, value=value)
        _add(found, "FRBRdate", date=str(on), name="validity")
        _add(found, "FRBRauthor", href=SOURCE)
        if level == "FRBRWork":
            _add(found, "FRBRcountry", value=place)
        elif level == "FRBRExpression":
            _add(found, "FRBRlanguage", language="eng")
        else:
            _add(found, "FRBRformat", value=MEDIA_TYPE)
    references = _add(meta, "references", source=SOURCE)
    _add(references, "TLCOrganization", eId="opensalw", href="/akn/ontology/organization/opensalw", showAs="OpenSALW")


def _provision(inside: etree._Element, one: Provision, taken: set[str], *, leaf: bool) -> etree._Element:
    above = etree.QName(inside).localname
    name = {"article": "paragraph", "paragraph": "point", "point": "point"}.get(above) or next(
        (element for word, element in WORDS if one.number.lower().startswith(word)), "hcontainer"
    )
    own = one.number.removeprefix(one.parent.number) if one.parent else one.number
    slug = re.sub(r"[^0-9A-Za-z]+", "-", re.sub(r"^[A-Za-z]+\.?\s+", "", own)).strip("-") or str(one.position)
    start = f"{inside.get('eId')}__" if inside.get("eId") else ""
    identity = f"{start}{SHORT[name]}_{slug}"
    if identity in taken:
        identity += f"-{one.position}"
    taken.add(identity)
    made = _add(inside, name, eId=identity)
    if name == "hcontainer":
        made.set("name", "provision")
    _add(made, "num").text = one.number
    if one.title:
        _add(made, "heading").text = one.title
    if leaf:
        _add(_add(made, "content"), "p")
    return made


def read_akoma_ntoso(content: bytes) -> ReadAct:
    """The provisions of an act in a file; Refused when it is no such file, or could do harm."""
    root = _root(content)
    act = next((one for one in _elements(root) if _name(one) in ("act", "bill", "doc")), None)
    body = next((one for one in _elements(root) if _name(one) in ("body", "mainBody")), None)
    if act is None or body is None:
        raise Refused(_("The file holds no act of Akoma Ntoso: akomaNtoso, act, body."), "file")
    parts, not_read = _parts(body)
    not_read.update(_("element %(name)s") % {"name": _name(one)} for one in act if _name(one) in BESIDE)
    if not parts:
        raise Refused(_("The body of the act holds no provision with a number."), "file")
    alias = {one.get("name", "").upper(): one.get("value", "") for one in _elements(root) if _name(one) == "FRBRalias"}
    title = next((_said(one) for one in _elements(root) if _name(one) == "docTitle"), "")
    return ReadAct(tuple(parts), title, alias.get("CELEX", ""), alias.get("ELI", ""), _day(root),
                   tuple(sorted(not_read.items())))  # fmt: skip


def _root(content: bytes) -> etree._Element:
    refuse_size(content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    refused = _("The file carries a document type or entities; these are never read. Take them out.")
    if b"<!ENTITY" in content.replace(b"\x00", b"").upper():
        raise Refused(refused, "file")
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        words = _("The file is not sound XML: %(why)s. Check its elements.") % {"why": str(error)[:160]}
        raise Refused(words, "file") from None
    about: Any = root.getroottree().docinfo
    if about.doctype:
        raise Refused(refused, "file")
    return root


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    return (one for one in root.iter() if isinstance(one.tag, str))


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _said(element: etree._Element) -> str:
    return " ".join("".join(str(word) for word in element.itertext()).split())


def _child(element: etree._Element, name: str) -> str:
    return next((_said(one) for one in element if _name(one) == name), "")


def _day(root: etree._Element) -> date | None:
    for level in ("FRBRExpression", "FRBRWork"):
        for one in _elements(root):
            above = one.getparent()
            if _name(one) == "FRBRdate" and above is not None and _name(above) == level:
                try:
                    return date.fromisoformat(one.get("date", "")[:10])
                except ValueError:
                    continue
    return None


def _parts(body: etree._Element) -> tuple[list[Part], Counter[str]]:
    parts: list[Part] = []
    numbers: dict[etree._Element, str] = {}
    not_read: Counter[str] = Counter()
    seen: set[str] = set()
    for one in _elements(body):
        name = _name(one)
        if name == "content" and _said(one):
            not_read[_("text of a provision; texts are not kept")] += 1
        elif name in BESIDE:
            not_read[_("element %(name)s") % {"name": name}] += 1
        if name not in TAKEN:
            continue
        above = next((numbers[up] for up in one.iterancestors() if up in numbers), "")
        number = _number(_child(one, "num"), above)
        if not number:
            not_read[_("element %(name)s without a number") % {"name": name}] += 1
        elif number in seen or any(_name(up) in BESIDE for up in one.iterancestors()):
            words = _("%(number)s, which stands twice") if number in seen else _("%(number)s, which is quoted")
            not_read[words % {"number": number}] += 1
        else:
            seen.add(number)
            numbers[one] = number
            parts.append(Part(number, _child(one, "heading")[:250], above))
    return parts, not_read


def _number(said: str, above: str) -> str:
    """The number of a provision with that of the one above it: (2) within Art. 3 is Art. 3(2)."""
    number = re.sub(r"^article\s+", "Art. ", said, flags=re.IGNORECASE).rstrip(" .")
    if not number or number.startswith(above) or not above or number.lower().startswith(("art.", "annex")):
        return number[:60]
    inner = number if number.startswith("(") else f"({number.rstrip(')')})"
    is_article = above.lower().startswith(("art", "annex"))
    return (f"{above}{inner}" if is_article else f"{above}, {number}")[:60]
