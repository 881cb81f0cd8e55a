"""Law as documents: the matrix of acts, a table of concordance both ways, a statement of compliance."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.periods import Period
from opensalw.legislation.models import Act, ActVersion, Row, Stand
from opensalw.legislation.queries.acts import Place
from opensalw.legislation.queries.past import from_own, rows_on

from ..blocks import Block, Column, Document, Heading, Note, Paragraph, Table, words
from ..blocks import Row as Line

HEADS = ("Provision", "Title", "Grade", "Own provisions", "Evidence", "Deadline", "State")


def matrix_document(places: Mapping[Act, Mapping[str, Place]], on: date) -> Document:
    """Act by jurisdiction with grade, day and the own acts for it."""
    seats = list(next(iter(places.values()), {}))
    columns = (Column(_("Act"), width=2.4), *(Column(label(seat), width=1.6) for seat in seats))
    rows = [
        Line((words(f"{act} ({act.celex})" if act.celex else str(act)), *(words(_told(place[seat])) for seat in seats)))
        for act, place in places.items()
    ]
    day = Period(on, on).label
    note = _("Not known means that nobody stated or confirmed a grade here; it is not none.")
    table = Table(columns, tuple(rows), notes=(note,), orientation="landscape")
    blocks: list[Block] = [Heading(1, _("Grades")), table]
    return _document(_("Acts and how far they are carried out"), day, blocks, on, f"legal-matrix-{on}")


def _told(place: Place) -> str:
    parts = [place.words]
    if place.on:
        parts.append(Period(place.on, place.on).label)
    if place.is_open:
        parts.append(_("%(count)d provisions re-opened") % {"count": place.waiting})
    parts += [f"{act}: {status.get_step_display()}" for act, status in place.own if status]
    return "; ".join(parts)


def concordance_document(version: ActVersion, jurisdiction: str, on: date) -> Document:
    """A table of concordance at the end of a day, both ways; a replaced one as it stood at last."""
    rows = rows_on(version, jurisdiction, on)
    columns = tuple(Column(_(title), width=width) for title, width in zip(HEADS, (1, 2, 1, 2, 2, 1, 1.2), strict=True))
    body = [
        Line((
            words(row.provision.number), words(row.provision.title), words(row.grade),
            words("; ".join(f"{act.key}: {number}" for act, number in row.named)), words(row.evidence),
            words(row.deadline.isoformat() if row.deadline else ""), words(str(row.get_state_display())),
        ))
        for row in rows
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading(1, _("From the act to the own law")), Table(columns, tuple(body), orientation="landscape")
    ]  # fmt: skip
    back = []
    for act, numbers in from_own(rows):
        for number, held in numbers:
            found = "; ".join(f"{row.provision.number} ({row.get_grade_display()})" for row in held)
            back.append(Line((words(str(act)), words(number), words(found))))
    if back:
        heads = (Column(_("Own act"), width=2), Column(_("Own provision")), Column(_("Carries out"), width=3))
        blocks += [Heading(1, _("From the own law to the act")), Table(heads, tuple(back), orientation="portrait")]
    title = _("Table of concordance: %(act)s, %(seat)s") % {"act": version.label, "seat": label(jurisdiction)}
    return _document(title, Period(on, on).label, blocks, on, f"concordance-{version.pk}-{jurisdiction}")


def compliance_document(version: ActVersion, jurisdiction: str, on: date) -> Document:
    """A statement of compliance at the end of a day: the counts, what is in conflict or missing, and what waits."""
    rows = rows_on(version, jurisdiction, on)
    counts = Counter(row.grade for row in rows)
    firm = [row for row in rows if row.state == Row.State.REVIEWED]
    figures = [Line((words(str(grade.label)), words(str(counts[grade.value])))) for grade in Row.Grade]
    blocks: list[Block] = []
    if len(firm) < len(rows):
        blocks.append(Note(_("%(open)d of %(all)d provisions are not confirmed, so this is no final statement.")
                           % {"open": len(rows) - len(firm), "all": len(rows)}))  # fmt: skip
    columns = (Column(_("Grade"), width=3), Column(_("Provisions"), align="right"))
    blocks += [Heading(1, _("Summary")), Table(columns, tuple(figures), orientation="portrait")]
    for title, chosen in (
        (_("In conflict"), [row for row in rows if row.grade == Row.Grade.CONFLICT]),
        (_("Not carried out"), [row for row in rows if row.grade == Row.Grade.NONE]),
        (_("Carried out in part"), [row for row in rows if row.grade == Row.Grade.PARTIAL]),
        (_("Re-opened or not graded"), [row for row in rows if not row.grade]),
    ):
        blocks += _listed(title, chosen)
    title = _("Statement of compliance: %(act)s, %(seat)s") % {"act": version.label, "seat": label(jurisdiction)}
    return _document(title, Period(on, on).label, blocks, on, f"compliance-{version.pk}-{jurisdiction}")


def _listed(title: str, rows: Sequence[Stand]) -> list[Block]:
    if not rows:
        return []
    columns = (Column(_("Provision")), Column(_("What is said"), width=4), Column(_("Deadline")))
    body = [
        Line((
            words(f"{row.provision.number} {row.provision.title}".strip()), words(row.evidence or row.because or "–"),
            words(Period(row.deadline, row.deadline).label if row.deadline else _("none")),
        ))
        for row in rows
    ]  # fmt: skip
    return [Heading(1, title), Table(columns, tuple(body), orientation="portrait")]


def _document(title: str, subtitle: str, blocks: list[Block], on: date, identifier: str) -> Document:
    blocks = blocks or [Paragraph(_("There is nothing to show."))]
    meta = {"author": "OpenSALW", "subject": title, "category": _("legislation"), "identifier": identifier}
    return Document(title, tuple(blocks), subtitle=subtitle, date=on, meta=meta)
