"""What should stand beside a figure: grades that go on, text, evidence, the split asked for, every institution."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.units import as_printed, figure

from .change import jumped
from .declared import Check, Found, Severity
from .facts import Facts

PROVABLE = Decimal(100)


def grade_down(facts: Facts) -> Iterator[Found]:
    """A grade below the last one on its ladder."""
    for measure, line, one in facts.figures():
        ladder = [grade.key for grade in line.grades if grade.on_ladder]
        graded = [past.grade for past in facts.series(measure, one) if past.grade in ladder]
        if one.cell.grade in ladder and graded and ladder.index(one.cell.grade) < ladder.index(graded[-1]):
            titles = {grade.key: grade.title for grade in line.grades}
            words = _("%(line)s: %(grade)s, and it was %(last)s.") % {
                "line": facts.title(one), "grade": titles[one.cell.grade], "last": titles[graded[-1]]
            }  # fmt: skip
            yield (one.ref,), words


def jump_without_text(facts: Facts) -> Iterator[Found]:
    """A figure that jumps under a goal of which the narrative says nothing."""
    if all(goal.number in facts.told for goal in facts.spec.goals):
        return
    found = jumped(facts)
    for measure, _line, one in facts.figures():
        if one.ref in found and not set(measure.goals) & facts.told:
            words = _("%(line)s jumps, and the narrative of %(word)s %(goal)d says nothing.") % {
                "line": facts.title(one), "word": facts.spec.goal_word.singular.lower(), "goal": measure.goals[0]
            }  # fmt: skip
            yield (one.ref,), words


def figures_without_text(facts: Facts) -> Iterator[Found]:
    """Figures above zero under a goal of which the narrative says nothing."""
    for goal in facts.spec.goals:
        held = [
            one.ref for measure, _line, one in facts.figures()
            if measure.goals[0] == goal.number and one.least is not None and one.least > 0
        ]  # fmt: skip
        if held and goal.number not in facts.told:
            words = _("%(word)s %(goal)d holds figures, and its narrative is empty.")
            yield tuple(held), words % {"word": facts.spec.goal_word.singular, "goal": goal.number}


def destruction_without_evidence(facts: Facts) -> Iterator[Found]:
    """A hundred or more destroyed, and no certificate, protocol or other file."""
    for measure in facts.measures:
        if measure.key != "destroyed" or "destroyed" in facts.proven_measures:
            continue
        held = [one for m, _line, one in facts.figures() if m is measure and (one.least or Decimal(0)) >= PROVABLE]
        if held and not set(measure.goals) & facts.proven_goals:
            held.sort(key=lambda one: (-(one.least or Decimal(0)), len(one.dims)))
            largest = held[0]
            size = as_printed(largest.least or 0, largest.cell.unit)
            words = _("%(line)s: %(size)s, and no file is evidence of it.")
            yield tuple(one.ref for one in held), words % {"line": facts.title(largest), "size": size}


def split_wanted(facts: Facts) -> Iterator[Found]:
    """A figure above zero without the split that its line is wanted by."""
    for measure, line in facts.lines:
        if not line.required_dimensions:
            continue
        rows = facts.rows(measure, line)
        whole = next((one for one in rows if not one.dims), None)
        split = any(set(line.required_dimensions) <= set(one.dims) for one in rows)
        if whole is not None and not split and whole.least is not None and whole.least > 0:
            names = ", ".join(facts.spec.dimensions[name].title.lower() for name in line.required_dimensions)
            yield (whole.ref,), _("%(line)s is wanted by %(names)s.") % {"line": line.title, "names": names}


def silent_institution(facts: Facts) -> Iterator[Found]:
    """An institution that is asked for a measure and did not deliver: its figures are partial."""
    for measure in facts.measures:
        held = [one for m, _line, one in facts.figures() if m is measure and not one.cell.is_missing]
        silent = facts.silent.get(measure.key, ())
        if held and silent:
            words = _("%(measure)s: nothing came from %(names)s, so its figures are partial.")
            yield tuple(one.ref for one in held), words % {"measure": measure.title, "names": ", ".join(silent)}


def overridden(facts: Facts) -> Iterator[Found]:
    """A figure that was taken over and then typed over: the authority says why the other one is not right."""
    for _measure, line, one in facts.figures():
        if one.taken_from is not None and one.exact is not None and one.exact != one.taken_from:
            words = {"line": line.title, "now": figure(one.exact), "taken": figure(one.taken_from)}
            yield (one.ref,), _("%(line)s: %(now)s stands over %(taken)s, which was taken over.") % words


FIGURE = gettext_lazy("the figure")

SUPPORT = (
    Check(
        "grade_down", Severity.WARNING, gettext_lazy("A grade goes down"),
        gettext_lazy("A grade stands lower on its ladder than the last one that the seat gave."),
        gettext_lazy("the grade"), gettext_lazy("Correct the grade, or say what was lost."), grade_down,
    ),
    Check(
        "jump_without_text", Severity.WARNING, gettext_lazy("A jump without a word"),
        gettext_lazy("A figure jumps, and the narrative of its goal is empty."),
        FIGURE, gettext_lazy("Write what happened under the goal, or explain the figure."), jump_without_text,
    ),
    Check(
        "destruction_without_evidence", Severity.WARNING, gettext_lazy("Destruction without evidence"),
        gettext_lazy("A hundred or more pieces, rounds or kilograms were destroyed, and no file supports it."),
        gettext_lazy("the figures of destruction, the largest first"),
        gettext_lazy("Add the protocol or certificate to the goal or the measure, or say where it is kept."),
        destruction_without_evidence,
    ),
    Check(
        "overridden", Severity.WARNING, gettext_lazy("A figure that was taken over is typed over"),
        gettext_lazy("Another figure stands where one was taken over from an earlier period, a report or our records."),
        FIGURE, gettext_lazy("Say why the figure that was taken over is not right, or take it over again."),
        overridden,
    ),
    Check(
        "silent_institution", Severity.NOTE, gettext_lazy("An institution is silent"),
        gettext_lazy("An institution to which a measure is handed did not deliver, and its figures are partial."),
        gettext_lazy("the figures of the measure"), gettext_lazy("Wait for it, or fill for it and say why."),
        silent_institution,
    ),
    Check(
        "split_wanted", Severity.NOTE, gettext_lazy("A split is wanted"),
        gettext_lazy("A figure above zero comes without the split that its line is wanted by."),
        FIGURE, gettext_lazy("Split the figure where you can."), split_wanted,
    ),
    Check(
        "figures_without_text", Severity.NOTE, gettext_lazy("Figures without text"),
        gettext_lazy("A goal holds figures above zero, and its narrative is empty."),
        gettext_lazy("the figures of the goal"), gettext_lazy("Write a point of progress or a challenge."),
        figures_without_text,
    ),
)  # fmt: skip
