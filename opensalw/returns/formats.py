"""The formats that figures travel in: declared once, for pages, API and command line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.refusal import Refused
from opensalw.roadmap.framework.spec import FrameworkSpec

from . import long_form
from .figure import Figure, Reading
from .long_form.reading import Default

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Frame:
    """What a file is read and written against: whose lines it names, and what a row means that does not say."""

    spec: FrameworkSpec
    default: Default = Default()


@dataclass(frozen=True)
class Format:
    """A format: how its files are called, written and read."""

    key: str
    title: "StrOrPromise"
    media_type: str
    ending: str
    write: Callable[[Iterable[Figure], Frame], bytes]
    read: Callable[[bytes, Frame], Reading]


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
    head = content[:4000].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return FORMATS["json"] if head[:1] in (b"{", b"[") else FORMATS["csv"]
