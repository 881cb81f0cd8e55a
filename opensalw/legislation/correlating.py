"""What a correlation table does to the rows of a table of concordance. Pure: no database.

None is lost, and none stays full unless the table says that its provision is unchanged; even then somebody confirms it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

Kind = Literal["unchanged", "changed", "new", "deleted"]
KINDS: tuple[Kind, ...] = ("unchanged", "changed", "new", "deleted")


@dataclass(frozen=True)
class Line:
    """One line: from a provision of the old version to one of the new; a split or merger has several lines."""

    old: str
    new: str
    kind: Kind
    number: int = 0


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a line, and how to mend it."""

    line: int
    words: str
    mend: str


@dataclass(frozen=True)
class Step:
    """What becomes of the provisions: the rows at ``old`` are followed by one at ``new``; empty means none.

    ``carried`` says that the grade comes along, to be confirmed; otherwise the new row is open.
    """

    old: tuple[str, ...]
    new: str
    carried: bool
    because: str


def troubles(lines: Sequence[Line], old: Iterable[str], new: Iterable[str]) -> list[Trouble]:
    """Everything that is wrong with a table; all at once."""
    olds, news = set(old), set(new)
    found = [one for line in lines for one in _wrong_with(line, olds, news)]
    found += _twice(lines)
    named_old, named_new = {line.old for line in lines if line.old}, {line.new for line in lines if line.new}
    for number in sorted(olds - named_old):
        found.append(Trouble(0, _("%(number)s of the old act is on no line.") % {"number": number},
                             _("Add a line that says what it became, or that it was deleted.")))  # fmt: skip
    for number in sorted(news - named_new):
        found.append(Trouble(0, _("%(number)s of the new act is on no line.") % {"number": number},
                             _("Add a line that says where it comes from, or that it is new.")))  # fmt: skip
    return found


def _wrong_with(line: Line, olds: set[str], news: set[str]) -> list[Trouble]:
    if line.kind not in KINDS:
        return [Trouble(line.number, _("%(kind)s is not a kind of line.") % {"kind": line.kind or _("Nothing")},
                        _("Write unchanged, changed, new or deleted."))]  # fmt: skip
    found = []
    needs_old, needs_new = line.kind != "new", line.kind != "deleted"
    for needs, number, known, which in (
        (needs_old, line.old, olds, _("old")), (needs_new, line.new, news, _("new")),
    ):  # fmt: skip
        if needs and not number:
            found.append(Trouble(line.number, _("The %(which)s provision is missing.") % {"which": which},
                                 _("Give its number.")))  # fmt: skip
        elif not needs and number:
            found.append(Trouble(line.number, _("A line of the kind %(kind)s has no %(which)s provision.")
                                 % {"kind": line.kind, "which": which}, _("Leave it empty, or choose another kind.")))
        elif number and number not in known:
            found.append(Trouble(line.number, _("The %(which)s act has no provision %(number)s.")
                                 % {"which": which, "number": number}, _("Check the number against the act.")))
    return found


def _twice(lines: Sequence[Line]) -> list[Trouble]:
    found = []
    seen: dict[tuple[str, str], Line] = {}
    fates: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if (line.old, line.new) in seen:
            found.append(Trouble(line.number, _("%(old)s to %(new)s stands twice.")
                                 % {"old": line.old or "–", "new": line.new or "–"}, _("Take one of them out.")))
        seen[line.old, line.new] = line
        fates[line.old].add("deleted" if line.kind == "deleted" else "kept")
    for number, fate in fates.items():
        if number and len(fate) > 1:
            found.append(Trouble(0, _("%(number)s is deleted on one line and kept on another.") % {"number": number},
                                 _("Decide for one.")))  # fmt: skip
    return found


def plan(lines: Sequence[Line]) -> list[Step]:
    """The steps of a table that has no troubles, in its order; each new provision and each deletion has one."""
    into: dict[str, list[Line]] = defaultdict(list)
    out_of: dict[str, list[Line]] = defaultdict(list)
    order: list[str] = []
    steps = []
    for line in lines:
        if line.kind == "deleted":
            steps.append(Step((line.old,), "", False, _("The provision was deleted.")))
            continue
        if line.new not in into:
            order.append(line.new)
        into[line.new].append(line)
        if line.old:
            out_of[line.old].append(line)
    return [_step(new, into[new], out_of) for new in order] + steps


def _step(new: str, lines: list[Line], out_of: Mapping[str, list[Line]]) -> Step:
    olds = tuple(line.old for line in lines if line.old)
    if not olds:
        return Step((), new, False, _("The provision is new."))
    if len(olds) > 1:
        return Step(olds, new, False, _("Several provisions were merged: %(olds)s.") % {"olds": ", ".join(olds)})
    if len(out_of[olds[0]]) > 1:
        others = ", ".join(line.new for line in out_of[olds[0]])
        return Step(olds, new, False, _("%(old)s was split into %(news)s.") % {"old": olds[0], "news": others})
    if lines[0].kind == "unchanged":
        return Step(olds, new, True, _("Carried over from %(old)s, which is unchanged.") % {"old": olds[0]})
    return Step(olds, new, False, _("%(old)s was changed.") % {"old": olds[0]})
