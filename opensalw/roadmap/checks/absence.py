"""What is missing, and whether that can be: unanswered lines, lost figures, figures counted elsewhere."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..cells import MISSING
from .declared import Check, Found, Ref, Severity
from .facts import Facts

SILENT = ("not_reported", "not_collected", "not_applicable")


def unanswered(facts: Facts) -> Iterator[Found]:
    """Lines with neither a figure nor a reason; supplementary measures are optional."""
    for measure in facts.measures:
        if measure.supplementary:
            continue
        empty = [line for line in measure.lines if not line.derived and not facts.rows(measure, line)]
        if empty:
            words = ngettext(
                "%(measure)s: %(count)d line has neither a figure nor a reason: %(lines)s.",
                "%(measure)s: %(count)d lines have neither a figure nor a reason: %(lines)s.",
                len(empty),
            ) % {"measure": measure.title, "count": len(empty), "lines": "; ".join(line.title for line in empty)}
            yield tuple(Ref(measure.key, line.key) for line in empty), words


def figure_lost(facts: Facts) -> Iterator[Found]:
    """No figure where the seat gave one for the period before."""
    for measure, _line, one in facts.figures():
        last = facts.last(measure, one)
        if one.cell.reason in SILENT and last is not None and last.kind in ("amount", "range", "grade"):
            words = _("%(line)s: %(reason)s, and the period before has a figure.") % {
                "line": facts.title(one), "reason": MISSING[one.cell.reason].shown
            }  # fmt: skip
            yield (one.ref,), words


def counted_nowhere(facts: Facts) -> Iterator[Found]:
    """Counted elsewhere, and the measure holds no figure."""
    for measure, _line, one in facts.figures():
        others = [other for line in measure.lines for other in facts.rows(measure, line) if not other.cell.is_missing]
        if one.cell.reason == "included_elsewhere" and not others:
            words = _("%(line)s is counted elsewhere, but “%(measure)s” holds no figure.")
            yield (one.ref,), words % {"line": facts.title(one), "measure": measure.title}


def nothing_given(facts: Facts) -> Iterator[Found]:
    """A part in which every line is missing."""
    cells = [one for _measure, _line, one in facts.figures()]
    if cells and all(one.cell.is_missing for one in cells):
        yield tuple(one.ref for one in cells), _("No line of this part holds a figure.")


def definition_changed(facts: Facts) -> Iterator[Found]:
    """The measure counts otherwise than when the last figure was given."""
    for measure, _line, one in facts.figures():
        start = facts.period.start
        past = [
            past for past in facts.earlier.get(one.ref, ()) if past.kind != "missing" and past.end and past.end < start
        ]
        if not one.cell.is_missing and past and past[-1].version != measure.version:
            words = _("%(line)s: the definition changed since the last figure, so the two are not compared.")
            yield (one.ref,), words % {"line": facts.title(one)}


ABSENCE = (
    Check(
        "unanswered", Severity.BLOCKER, gettext_lazy("Lines without an answer"),
        gettext_lazy("A line that is asked has neither a figure nor the reason why there is none."),
        gettext_lazy("the lines of a measure"), gettext_lazy("Give a figure, or the reason why there is none."),
        unanswered,
    ),
    Check(
        "figure_lost", Severity.WARNING, gettext_lazy("A figure is lost"),
        gettext_lazy("Not reported, collected or applicable, where the seat gave a figure for the period before."),
        gettext_lazy("the missing figure"), gettext_lazy("Give the figure, or say why it is not there any more."),
        figure_lost,
    ),
    Check(
        "counted_nowhere", Severity.WARNING, gettext_lazy("Counted elsewhere, but nowhere"),
        gettext_lazy("A line is said to be counted under another, and no line of the measure holds a figure."),
        gettext_lazy("the missing figure"), gettext_lazy("Give the other figure, or say where it is counted."),
        counted_nowhere,
    ),
    Check(
        "nothing_given", Severity.NOTE, gettext_lazy("No figure at all"),
        gettext_lazy("Every line of the part bears a reason and none a figure."),
        gettext_lazy("every line"), gettext_lazy("Give the figures that you have."), nothing_given,
    ),
    Check(
        "definition_changed", Severity.NOTE, gettext_lazy("The definition changed"),
        gettext_lazy("The last figure was given under another version of the measure. The series has a break."),
        gettext_lazy("the figure"), gettext_lazy("Read the definition; count by the new one."), definition_changed,
    ),
)  # fmt: skip
