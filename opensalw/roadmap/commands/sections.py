"""Sections of a part handed to institutions: handed out, delivered, given back, taken over."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event

from .. import rules, section_events
from ..models import Assignment, Submission
from ..queries.sections import Pair, sections_of, suppliers
from ..reach import own_institutions

Rows = list[Assignment]


def _opened(submission: Submission) -> Submission:
    return Submission.objects.select_for_update(of=("self",)).select_related("round__framework").get(pk=submission.pk)


def _shared(submission: Submission, by: Person) -> Submission:
    part = _opened(submission)
    require(rules.refuse_sharing(part, by))
    return part


def _chosen(part: Submission, pairs: Iterable[Pair]) -> Rows:
    wanted = set(pairs)
    rows = [one for one in part.handed if (one.institution_id, one.section) in wanted]
    require(None if rows else _("Choose at least one section that was handed out."))
    return rows


def _append(part: Submission, rows: Iterable[Assignment], event: type[Event], by: Person, reason: str = "") -> None:
    """One entry for each institution."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in rows:
        found[one.institution_id].append(one.section)
    for institution, sections in sorted(found.items()):
        happened = event(institution=institution, sections=", ".join(sorted(sections)))  # type: ignore[call-arg]
        append(
            happened, subject=part.pk, jurisdiction=part.jurisdiction, by=by.id, on=timezone.localdate(), reason=reason
        )  # fmt: skip


@transaction.atomic
def hand_out(submission: Submission, pairs: Iterable[Pair], *, due_on: date | None, by: Person) -> Rows:
    """Ask institutions for sections by a day; who has a section already gets the new day."""
    part = _shared(submission, by)
    wanted = list(dict.fromkeys(pairs))
    require(None if wanted else _("Choose at least one section and institution."))
    _check_day(part, due_on)
    known, offered = {one.pk for one in suppliers(part)}, {key for key, *_rest in sections_of(part)}
    held = {(one.institution_id, one.section): one for one in part.handed}
    new, moved, now = [], [], timezone.now()
    for institution, section in wanted:
        if institution not in known:
            raise Refused(_("%(key)s is not an institution that supplies this part.") % {"key": institution})
        if section not in offered:
            raise Refused(_("%(key)s is not a section of this part.") % {"key": section})
        row = held.get((institution, section))
        if row is None:
            facts = {"institution_id": institution, "section": section, "due_on": due_on}
            new.append(Assignment(submission=part, **facts, handed_by=by.id, handed_at=now))
        elif row.taken_over_at or (row.due_on != due_on and row.is_waited_for):
            row.due_on, row.taken_over_at, row.taken_over_by, row.taken_over_why = due_on, None, "", ""
            moved.append(row)
    Assignment.objects.bulk_create(new)
    Assignment.objects.bulk_update(moved, ["due_on", "taken_over_at", "taken_over_by", "taken_over_why"])
    _append(part, [*new, *moved], section_events.SectionsHanded, by)
    return [*new, *moved]


def _check_day(part: Submission, due_on: date | None) -> None:
    """A section is due before the part is, so that the Commission has time to look at it."""
    due = rules.due_on(part)
    late = due_on is not None and due is not None and due_on > due
    require(_("The part is due on %(day)s. Ask for its sections earlier.") % {"day": due} if late else None, "due_on")


@transaction.atomic
def withdraw(submission: Submission, pairs: Iterable[Pair], *, by: Person) -> int:
    """Ask institutions no longer for sections; what they filled stays in the draft."""
    part = _shared(submission, by)
    rows = _chosen(part, pairs)
    _append(part, rows, section_events.SectionsWithdrawn, by)
    Assignment.objects.filter(pk__in=[one.pk for one in rows]).delete()
    return len(rows)


@transaction.atomic
def take_over(submission: Submission, pairs: Iterable[Pair], *, why: str, by: Person) -> int:
    """The Commission fills sections itself, for institutions that do not deliver; it says why."""
    part = _shared(submission, by)
    require(None if why.strip() else _("Say why the Commission takes the section over."), "words")
    rows = [one for one in _chosen(part, pairs) if not one.taken_over_at]
    for one in rows:
        one.taken_over_at, one.taken_over_by, one.taken_over_why = timezone.now(), by.id, why.strip()
    Assignment.objects.bulk_update(rows, ["taken_over_at", "taken_over_by", "taken_over_why"])
    _append(part, rows, section_events.SectionsWithdrawn, by, reason=why.strip())
    return len(rows)


@transaction.atomic
def give_back(submission: Submission, pairs: Iterable[Pair], *, words: str, by: Person) -> int:
    """The Commission gives delivered sections back to their institutions, and says what to mend."""
    part = _shared(submission, by)
    require(None if words.strip() else _("Say what the institution is to mend."), "words")
    rows = [one for one in _chosen(part, pairs) if one.delivered_at and not one.taken_over_at]
    require(None if rows else _("Only a delivered section is given back."))
    for one in rows:
        one.delivered_at, one.delivered_by = None, ""
        one.returned_at, one.returned_by, one.returned_words = timezone.now(), by.id, words.strip()
    names = ["delivered_at", "delivered_by", "returned_at", "returned_by", "returned_words"]
    Assignment.objects.bulk_update(rows, names)
    _append(part, rows, section_events.SectionsGivenBack, by, reason=words.strip())
    return len(rows)


@transaction.atomic
def deliver(submission: Submission, sections: Iterable[str], *, by: Person) -> int:
    """An institution says that its sections are as it wants them; they are not changed after that."""
    part, rows = _own(submission, sections, by)
    waiting = [one for one in rows if one.is_waited_for]
    for one in waiting:
        one.delivered_at, one.delivered_by = timezone.now(), by.id
    Assignment.objects.bulk_update(waiting, ["delivered_at", "delivered_by"])
    _append(part, waiting, section_events.SectionsDelivered, by)
    return len(waiting)


@transaction.atomic
def take_back(submission: Submission, sections: Iterable[str], *, by: Person) -> int:
    """An institution takes delivered sections back to change them, before the part is cleared."""
    part, rows = _own(submission, sections, by)
    delivered = [one for one in rows if one.delivered_at and not one.taken_over_at]
    for one in delivered:
        one.delivered_at, one.delivered_by = None, ""
    Assignment.objects.bulk_update(delivered, ["delivered_at", "delivered_by"])
    _append(part, delivered, section_events.SectionsGivenBack, by)
    return len(delivered)


def _own(submission: Submission, sections: Iterable[str], by: Person) -> tuple[Submission, Rows]:
    """The part, and those of the person's own institutions' sections that are named."""
    part = _opened(submission)
    require(rules.refuse_editing(part))
    own, wanted = own_institutions(part, by), set(sections)
    rows = [one for one in part.handed if one.institution_id in own and one.section in wanted]
    require(None if rows else _("This section was not handed to your institution."))
    return part, rows
