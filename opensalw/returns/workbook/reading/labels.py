"""Which line a row is for: by its id, checked against its label; by its label alone where the id is gone."""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.roadmap.framework.spec import FrameworkSpec, Line, Measure

from ..form import read_id
from ..rows import split_words
from .columns import words_of
from .figures import look_alikes, member_of

REFERENCE = re.compile(r"\[([a-z0-9_]+\.[a-z0-9_]+)\]\s*$")


@dataclass(frozen=True)
class Aim:
    """The line and the split that a row is for."""

    measure: Measure
    line: Line
    dims: dict[str, str] = field(default_factory=dict)


@dataclass
class Labels:
    """The labels of a framework version: what a row of it must be called."""

    spec: FrameworkSpec
    by_title: dict[str, list[Aim]] = field(default_factory=dict)
    by_reference: dict[str, Aim] = field(default_factory=dict)
    named: dict[tuple[tuple[str, str], ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for measure in self.spec.measures:
            for line in measure.lines:
                self.by_title.setdefault(_plain(line.title), []).append(Aim(measure, line))
                self.by_reference[f"{measure.key}.{line.key}"] = Aim(measure, line)

    def aim_of(self, id: str) -> Aim:
        """What an id is for; KeyError when this version has no such line."""
        found = read_id(id)
        if found is None:
            raise KeyError(id)
        measure, line, dims = found
        aim = self.by_reference[f"{measure}.{line}"]
        return Aim(aim.measure, aim.line, dims)

    def split_name(self, dims: dict[str, str]) -> str:
        """A split in words, for comparing; each is put together once."""
        key = tuple(dims.items())
        if key not in self.named:
            self.named[key] = split_words(self.spec, dims)
        return self.named[key]

    def refuse_label(self, aim: Aim, title: str, split: str) -> str | None:
        """Why the label does not fit the id: the hidden cells were moved without the row, or the row without them."""
        expected = self.split_name(aim.dims) if aim.dims else ""
        if title == aim.line.title and split == expected:
            return None
        same_line = _plain(title) == _plain(aim.line.title)
        if same_line and _plain(split) == _plain(expected):
            return None
        if not same_line and _plain(title) not in self.by_title:
            return None
        words = {"id": f"{aim.line.title} {expected}".strip(), "label": f"{title} {split}".strip()}
        says = _(
            "The row is labelled “%(label)s”, its hidden id stands for “%(id)s”: a part of the row was moved. "
            "Sort whole rows, or take a new workbook and copy the figures into it."
        )
        return says % words

    def aim_of_label(self, measure: str, title: str, split: str) -> Aim:
        """What a label alone is for; Refused when it is not certain."""
        found = self.by_title.get(_plain(title), [])
        if measure and len(found) > 1:
            found = [aim for aim in found if _plain(aim.measure.title) == _plain(measure.split(" (")[0])] or found
        if len(found) != 1:
            words = _("The hidden id of this row is gone, and “%(title)s” does not say for certain which line it is.")
            raise Refused(words % {"title": title} + " " + _("Take a new workbook and copy the figure into it."))
        return Aim(found[0].measure, found[0].line, self.split_of(found[0].line, split.split(", ") if split else []))

    def line_of_choice(self, text: str) -> Aim:
        """The line that a choice of the list “More splits” names."""
        found = REFERENCE.search(look_alikes(text))
        try:
            if found:
                return self.aim_of(found[1])
        except KeyError:
            pass
        return self.aim_of_label("", text, "")

    def split_of(self, line: Line, members: list[str]) -> dict[str, str]:
        """The split that these words name, in the order of the line's dimensions where they bear no title."""
        dims: dict[str, str] = {}
        order = [*line.required_dimensions, *(key for key in line.dimensions if key not in line.required_dimensions)]
        for words in members:
            name, member = self._member(line, words, [key for key in order if key not in dims])
            if name in dims:
                raise Refused(_("“%(words)s”: this split stands twice in the row. Keep one.") % {"words": words})
            dims[name] = member
        return dims

    def _member(self, line: Line, words: str, left: list[str]) -> tuple[str, str]:
        title, colon, member = words.partition(":")
        for name in line.dimensions:
            declared = self.spec.dimensions[name]
            titles = (_plain(declared.title), _plain(name))
            if colon and _plain(title) in titles:
                found = member_of(member.strip(), declared.members)
                if found or (declared.open and member.strip()):
                    return name, found or member.strip()
        for name in left:
            if found := member_of(words.strip(), self.spec.dimensions[name].members):
                return name, found
        offered = ", ".join(self.spec.dimensions[name].title for name in line.dimensions) or _("nothing")
        says = _("“%(words)s” does not split “%(line)s”. It may be split by: %(offered)s.")
        raise Refused(says % {"words": words, "line": line.title, "offered": offered})


def _plain(text: str) -> str:
    return words_of(text).casefold()


def doubled(ids: list[str]) -> set[str]:
    """The ids that stand more than once."""
    return {id for id, count in Counter(ids).items() if count > 1}
