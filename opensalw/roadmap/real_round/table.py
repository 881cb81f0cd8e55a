"""The manual's table: every figure of the meeting record and where it stands in the product."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from opensalw.core.designations import Footnotes
from opensalw.core.jurisdictions import jurisdiction, seats
from opensalw.core.periods import Period
from opensalw.roadmap.cells import shown
from opensalw.roadmap.framework.loading import builtin_spec
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.real_round.reading import ObservationRecord, coordination_facts, reconstructed_round
from opensalw.roadmap.real_round.schema import FactData

KINDS = {"N": "number", "D": "direction", "G": "grade", "A": "agreement", "M": "missing"}
AUDIENCE = "un"
HEAD = ("Seat", "Record", "Figure", "Kind", "Line", "Split", "Period", "Fit", "Status")


def figures_table() -> str:
    """Markdown: the observations by seat, then the figures that belong to coordination."""
    round_ = reconstructed_round()
    spec = builtin_spec(round_.round.framework)
    lines = [
        "# " + _("Each figure of the meeting record and where it stands"),
        "",
        _("Generated from the data that `opensalw demo load` loads. All of it is external, from the record."),
        "",
        *_table(HEAD, (_row(one, spec) for one in _by_seat(round_.observations))),
        "",
        _count_sentence(round_.observations),
        "",
        "## " + _("Figures of coordination"),
        "",
        _("These are listed on the round's page; they are not observations and are never combined."),
        "",
        *_table(
            ("Figure", "Value", "Unit", "Organisation", "Record"),
            (
                (fact.title, _value(fact.value, fact.qualifier), fact.unit, fact.organisation, _place(fact))
                for fact in coordination_facts()
            ),
        ),
    ]
    return "\n".join([*lines, *_footnotes("\n".join(lines))]) + "\n"


def gold_counts(observations: Iterable[ObservationRecord]) -> dict[str, int]:
    """How many figures of each kind the record gives; two lines may stand for one figure."""
    rows = {one.gold for one in observations if one.gold}
    return {name: sum(gold[4] == letter for gold in rows) for letter, name in KINDS.items()}


def _by_seat(observations: Iterable[ObservationRecord]) -> Iterator[ObservationRecord]:
    for seat in seats():
        yield from (one for one in observations if one.jurisdiction == seat.id)


def _row(one: ObservationRecord, spec: FrameworkSpec) -> tuple[str, ...]:
    line = spec.line(one.reference)
    grade = line.grade(one.cell.grade) if one.cell.grade else None
    return (
        jurisdiction(one.jurisdiction).seat,
        one.locator,
        shown(one.cell, grade_title=grade.title if grade else ""),
        KINDS[one.gold[4]],
        f"`{one.reference}`",
        ", ".join(f"{name}: {member}".replace("_", " ") for name, member in one.dims.items()),
        _period(one),
        one.fit.replace("_", " "),
        one.obs_status,
    )


def _period(one: ObservationRecord) -> str:
    if one.start and one.end:
        return Period(one.start, one.end).code
    return one.end.isoformat() if one.end else _("not given")


def _count_sentence(observations: Iterable[ObservationRecord]) -> str:
    counts = gold_counts(observations)
    return (
        _(
            "%(number)s numbers, %(direction)s directions, %(grade)s grades and %(agreement)s agreements; and "
            "%(missing)s figure that is missing. One number stands on two lines: requests received and answered."
        )
        % counts
    )


def _value(value: Decimal, qualifier: str) -> str:
    words = {"about": _("about %(figure)s"), "at_least": _("at least %(figure)s")}
    return words.get(qualifier, "%(figure)s") % {"figure": f"{value:,}"}


def _place(fact: FactData) -> str:
    return f"{fact.place}, {fact.at}"


def _footnotes(text: str) -> list[str]:
    notes = Footnotes(AUDIENCE)
    notes.scan(text)
    return [line for note in notes.owed() for line in ("", f"\\{note.mark} {note.text}")]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
