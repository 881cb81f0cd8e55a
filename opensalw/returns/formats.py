"""The formats that figures travel in: declared once, for pages, API and command line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.refusal import Refused
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.incoming import Trouble
from opensalw.roadmap.rules import dims_key

from . import dhis2, long_form
from .adx import as_adx, read_adx
from .figure import Figure, Reading
from .long_form.reading import Default
from .mapping import Codes, MappingSpec, own_mapping

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Frame:
    """What a file is read and written against: whose lines it names, and what a row means that does not say."""

    spec: FrameworkSpec
    default: Default = Default()
    mapping: MappingSpec | None = None

    @cached_property
    def codes(self) -> Codes:
        """The codes of the system that the file is of or for; our own where none is named."""
        return Codes(self.mapping or own_mapping(self.spec), self.spec)


@dataclass(frozen=True)
class Format:
    """A format: how its files are called, written and read."""

    key: str
    title: "StrOrPromise"
    media_type: str
    ending: str
    write: Callable[[Iterable[Figure], Frame], bytes]
    read: Callable[[bytes, Frame], Reading]
    is_coded: bool = False


FORMATS: Mapping[str, Format] = {
    one.key: one
    for one in (
        Format(
            "csv", gettext_lazy("CSV, one row for each figure"), "text/csv; charset=utf-8; header=present", ".csv",
            lambda figures, frame: long_form.as_csv(figures),
            lambda content, frame: long_form.read_csv(content, frame.spec, frame.default),
        ),
        Format(
            "json", gettext_lazy("JSON, one object for each figure"), "application/json", ".json",
            lambda figures, frame: long_form.as_json(figures),
            lambda content, frame: long_form.read_json(content, frame.spec, frame.default),
        ),
        Format(
            "dhis2-json", gettext_lazy("DHIS2 dataValueSet, JSON"), "application/json", ".json",
            lambda figures, frame: dhis2.as_json(figures, frame.codes),
            lambda content, frame: dhis2.read_json(content, frame.codes), is_coded=True,
        ),
        Format(
            "dhis2-csv", gettext_lazy("DHIS2 dataValueSet, CSV"), "application/csv", ".csv",
            lambda figures, frame: dhis2.as_csv(figures, frame.codes),
            lambda content, frame: dhis2.read_csv(content, frame.codes), is_coded=True,
        ),
        Format(
            "adx", gettext_lazy("ADX, Aggregate Data Exchange (IHE)"), "application/adx+xml", ".xml",
            lambda figures, frame: as_adx(figures, frame.codes),
            lambda content, frame: read_adx(content, frame.codes), is_coded=True,
        ),
    )
}  # fmt: skip


def format_named(key: str) -> Format:
    """The format called ``key``; Refused names the known ones."""
    found = FORMATS.get(key.lower())
    if found is None:
        known = {"key": key[:40], "known": ", ".join(FORMATS)}
        raise Refused(_("There is no format %(key)s. Known: %(known)s.") % known, "format")
    return found


def format_of(content: bytes) -> Format:
    """The format that a file is in, by what it holds; its name may say anything."""
    head = content[:20_000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head[:1] == b"<":
        return FORMATS["adx"]
    if head[:1] in (b"{", b"["):
        return FORMATS["dhis2-json" if b'"dataElement"' in head or b'"dataValues"' in head else "json"]
    heading = head.split(b"\n", 1)[0].lower()
    return FORMATS["dhis2-csv" if b"dataelement" in heading and b"orgunit" in heading else "csv"]


def written(format: Format, figures: Iterable[Figure], frame: Frame) -> tuple[bytes, list[Trouble]]:
    """The file, and the figures that the mapping or the format has no code for; these are left out of it."""
    every = list(figures)
    try:
        return format.write(every, frame), []
    except Refused:
        good, left_out = [], []
    for figure in every:
        try:
            format.write([figure], frame)
            good.append(figure)
        except Refused as refused:
            stands = f"{figure.reference} {dims_key(figure.dims)}".strip()
            left_out.append(Trouble(figure.jurisdiction, refused.reason, "", stands, figure.reference, "mapping"))
    return format.write(good, frame), left_out
