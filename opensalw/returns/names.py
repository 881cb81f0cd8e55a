"""Words of a file find what they name: jurisdictions by any usual name, lines and splits by key or title."""

import difflib
import re
from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import declared, fold
from opensalw.core.refusal import Refused
from opensalw.roadmap.framework.spec import NOT_STATED, FrameworkSpec, Line, Measure
from opensalw.roadmap.rules import dims_key

WHOLE = frozenset({"", "total", "whole", "all", "default"})
BETWEEN = re.compile(r"\s*[;,\n](?=\s*[^=:|;,]+[=:])\s*")
MEMBER = re.compile(r"[^|=\s][^|=]{0,59}")


def jurisdiction_named(text: str) -> str:
    """The id of the jurisdiction that ``text`` names: its id, seat, a code or a name in any language of the region."""
    found = _jurisdictions().get(text) or _jurisdictions().get(fold(text))
    if found is None:
        known = ", ".join(f"{one.id} ({one.seat})" for one in declared())
        words = _("“%(text)s” is no jurisdiction here. Write an id or a seat: %(known)s.")
        raise Refused(words % {"text": text[:80], "known": known}, "jurisdiction")
    return found


@cache
def _jurisdictions() -> Mapping[str, str]:
    names: dict[str, str] = {one.id: one.id for one in declared()}
    for one in declared():
        for word in (one.id, one.seat, *one.codes.values(), *one.search_words):
            names.setdefault(fold(word), one.id)
    return names


class Names:
    """The lines and splits of a framework by everything that they are called."""

    def __init__(self, spec: FrameworkSpec) -> None:
        self.spec = spec
        self.measures = {fold(word): one for one in reversed(spec.measures) for word in (one.title, one.key)}
        self._lines: dict[tuple[str, str], tuple[Measure, Line]] = {}
        self._members: dict[str, dict[str, str]] = {}
        self._splits: dict[tuple[tuple[str, ...], str], dict[str, str]] = {}

    def line(self, indicator: str, line: str) -> tuple[Measure, Line]:
        """The line that two words name; either may hold the whole name, ``destroyed.firearm``."""
        known = self._lines.get((indicator, line))
        if known is None:
            known = self._lines[indicator, line] = self._line(indicator, line)
        return known

    def _line(self, indicator: str, line: str) -> tuple[Measure, Line]:
        measure_word, line_word = indicator.strip(), line.strip()
        for whole in (line_word, measure_word):
            first, dot, second = whole.partition(".")
            if dot and fold(first) in self.measures:
                measure_word, line_word = first, second
                break
        measure = self.measures.get(fold(measure_word))
        if measure is None:
            raise Refused(_unknown(_("indicator"), measure_word, [one.key for one in self.spec.measures]), "indicator")
        lines = {fold(word): one for one in self.spec.lines_of(measure) for word in (one.title, one.key)}
        found = lines.get(fold(line_word))
        if found is None and not line_word and len({one.key for one in lines.values()}) == 1:
            found = next(iter(lines.values()))
        if found is None:
            raise Refused(_unknown(_("line"), line_word, [one.key for one in self.spec.lines_of(measure)]), "line")
        if found.derived:
            parts = {"line": found.title, "parts": ", ".join(filter(None, (found.numerator, found.denominator)))}
            words = _("%(line)s is worked out here and never given. Give what it is made of: %(parts)s.")
            raise Refused(words % parts, "line")
        return measure, found

    def split(self, line: Line, text: str) -> dict[str, str]:
        """The split that ``origin=surplus|owner=defence`` names, by keys or titles; a blank is the whole."""
        key = (line.dimensions, text)
        if key not in self._splits:
            self._splits[key] = self._split(line, text)
        return self._splits[key]

    def _split(self, line: Line, text: str) -> dict[str, str]:
        if len(text) < 10 and fold(text) in WHOLE:
            return {}
        pieces = text.split("|") if "|" in text else BETWEEN.split(text)
        given: dict[str, str] = {}
        for piece in filter(str.strip, pieces):
            sign = next((sign for sign in piece if sign in "=:"), "")
            if not sign:
                words = _("“%(text)s” is no split. Write it as origin=surplus|owner=defence, or leave it blank.")
                raise Refused(words % {"text": text[:80]}, "disaggregation")
            name, _sign, member = piece.partition(sign)
            if name.strip() in given:
                raise Refused(_("%(name)s stands twice in the split.") % {"name": name.strip()}, "disaggregation")
            given[name.strip()] = member.strip()
        return self.members(line, given)

    def members(self, line: Line, given: Mapping[str, str]) -> dict[str, str]:
        """The split whose names and members may be keys or titles."""
        found: dict[str, str] = {}
        for word, member in given.items():
            name = self._dimension(line, word)
            if name in found:
                raise Refused(_("%(name)s stands twice in the split.") % {"name": name}, "disaggregation")
            found[name] = self._member(name, member)
        if len(dims_key(found)) > 300:
            raise Refused(_("The names in the split are too long. Shorten them."), "disaggregation")
        return found

    def _dimension(self, line: Line, word: str) -> str:
        if word in line.dimensions:
            return word
        for name in line.dimensions:
            if fold(word) in (fold(name), fold(self.spec.dimensions[name].title)):
                return name
        offered = ", ".join(line.dimensions) or _("nothing")
        words = _("%(line)s is not split by “%(word)s”. Offered: %(offered)s.")
        raise Refused(words % {"line": line.title, "word": word[:60], "offered": offered}, "disaggregation")

    def _member(self, name: str, word: str) -> str:
        known = self._known_members(name)
        found = known.get(word) or known.get(fold(word))
        if found:
            return found
        dimension = self.spec.dimensions[name]
        if dimension.open and MEMBER.fullmatch(word):
            return word
        keys = ", ".join(member.key for member in dimension.members) or _("a short name without | and =")
        words = _("“%(word)s” is not a member of %(name)s. Known: %(known)s.")
        raise Refused(words % {"word": word[:60], "name": name, "known": keys}, "disaggregation")

    def _known_members(self, name: str) -> dict[str, str]:
        """The members of a dimension by key, and by key and title without capitals and accents."""
        if name not in self._members:
            members = self.spec.dimensions[name].members
            found = {fold(word): one.key for one in members for word in (one.title, one.key)}
            found |= {fold(NOT_STATED): NOT_STATED, "not stated": NOT_STATED} | {one.key: one.key for one in members}
            self._members[name] = found
        return self._members[name]


def _unknown(what: str, word: str, keys: list[str]) -> str:
    if not word:
        return _("The %(what)s is missing. Known: %(keys)s.") % {"what": what, "keys": ", ".join(keys)}
    near = difflib.get_close_matches(word[:60], keys, 1, 0.6)
    if near:
        return _("There is no %(what)s “%(word)s”. Do you mean %(near)s?") % {
            "what": what, "word": word[:60], "near": near[0]
        }  # fmt: skip
    return _("There is no %(what)s “%(word)s”. Known: %(keys)s.") % {
        "what": what, "word": word[:60], "keys": ", ".join(keys)
    }  # fmt: skip
