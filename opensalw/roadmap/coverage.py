"""Which institutions stand behind a figure, of those that were asked for it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Coverage:
    """Which institutions were to supply a figure, and which of them did."""

    given: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    taken_over: tuple[str, ...] = ()

    @property
    def asked(self) -> int:
        """How many institutions were to supply it."""
        return len(self.given) + len(self.silent) + len(self.taken_over)

    @property
    def is_partial(self) -> bool:
        """Whether somebody who was asked is silent."""
        return bool(self.silent)

    @property
    def words(self) -> str:
        """``2 of 3 institutions; Customs did not report``; empty when everybody delivered or nobody was asked."""
        if not self.silent:
            return ""
        return _("%(given)d of %(asked)d institutions; %(silent)s did not report") % {
            "given": self.asked - len(self.silent), "asked": self.asked, "silent": ", ".join(self.silent)
        }  # fmt: skip


def coverage_from(facts: Iterable[Mapping[str, Any]]) -> Coverage:
    """The coverage that a snapshot or an observation holds."""
    named: dict[str, list[str]] = defaultdict(list)
    for one in facts:
        named[one["state"]].append(one["name"])
    return Coverage(tuple(named["delivered"]), tuple(named["silent"]), tuple(named["taken_over"]))
