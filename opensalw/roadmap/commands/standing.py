"""What stands while an accepted part is changed: kept apart at the unlocking, put back when nothing came of it."""

from datetime import datetime
from uuid import uuid4

from django.db.models import Q

from opensalw.core.permissions import Person

from .. import snapshots
from ..history import cell_facts, cell_key, text_facts
from ..models import Activity, ActivityReport, DraftCell, Submission, TextItem
from ..queries.accepted import accepted_cells, accepted_receipt, content_of
from .drafting.changes import Change, note

APART = ("id", "stands_for", "revision", "touched_at")


def keep_texts(part: Submission) -> None:
    """Keep the accepted words apart, so that they stay public while the items are changed."""
    TextItem.everything.bulk_create(
        TextItem(id=uuid4(), stands_for=item.pk, **_facts(item)) for item in TextItem.objects.filter(submission=part)
    )


def drop_kept_texts(part: Submission) -> None:
    """The items in work are what was accepted now; the copies are no longer needed."""
    TextItem.everything.filter(submission=part, stands_for__isnull=False).delete()


def fall_back(part: Submission, *, since: datetime, by: Person, why: str) -> bytes | None:
    """Put the part back to what was accepted; returns what was in work when it differs from that."""
    held = accepted_receipt(part)
    was = snapshots.canonical(snapshots.content(part))
    changes = [*_cells_back(part), *_texts_back(part)]
    _files_back(part, since)
    if held is not None:
        _activities_back(part, content_of(held)["activities"], by)
    note(part, changes, by=by, via="form", why=why)
    return was if was != snapshots.canonical(snapshots.content(part)) else None


def _facts(item: TextItem) -> dict:
    return {f.attname: getattr(item, f.attname) for f in TextItem._meta.concrete_fields if f.name not in APART}


def _cells_back(part: Submission) -> list[Change]:
    held = {(row.measure, row.line, row.dims_key): row for row in part.cells.all()}
    changes = []
    for row in accepted_cells(part):
        before = held.pop((row.measure, row.line, row.dims_key), None)
        was = cell_facts(before) if before else None
        if was == cell_facts(row):
            continue
        if before:
            row.pk, row.revision = before.pk, before.revision + 1
        row.touched_by = part.sent_by
        row.save()
        changes.append(Change("figure", cell_key(row), was, cell_facts(row)))
    changes += [Change("figure", cell_key(row), cell_facts(row), None) for row in held.values()]
    DraftCell.objects.filter(pk__in=[row.pk for row in held.values()]).delete()
    return changes


def _texts_back(part: Submission) -> list[Change]:
    held = {item.pk: item for item in TextItem.objects.filter(submission=part)}
    changes = []
    for kept in TextItem.everything.filter(submission=part, stands_for__isnull=False):
        assert kept.stands_for is not None
        before = held.pop(kept.stands_for, None)
        was = text_facts(before) if before else None
        if was == text_facts(kept):
            continue
        back = TextItem(id=kept.stands_for, revision=before.revision + 1 if before else 1, **_facts(kept))
        back.save(force_update=before is not None, force_insert=before is None)
        changes.append(Change("text", str(back.pk), was, text_facts(back)))
    changes += [Change("text", str(item.pk), text_facts(item), None) for item in held.values()]
    TextItem.objects.filter(pk__in=list(held)).delete()
    drop_kept_texts(part)
    return changes


def _files_back(part: Submission, since: datetime) -> None:
    part.evidence.filter(added_at__gte=since, removed_at__isnull=True).update(removed_at=since)
    part.evidence.filter(Q(removed_at__gte=since) & Q(added_at__lt=since)).update(removed_at=None)


def _activities_back(part: Submission, reports: list[dict], by: Person) -> None:
    kept = []
    for facts in reports:
        activity = _activity(part, facts["code"])
        if activity is None:
            continue
        values = {name: facts[name] for name in ("status", "delay", "share_done", "text")}
        ActivityReport.objects.update_or_create(
            submission=part, activity=activity, defaults={**values, "touched_by": by.id}
        )
        kept.append(activity.pk)
    part.activity_reports.exclude(activity__in=kept).delete()


def _activity(part: Submission, code: str) -> Activity | None:
    """The activity of this code that the part reports on, else of the latest plan of its jurisdiction."""
    found = part.activity_reports.filter(activity__code=code).select_related("activity").first()
    if found is not None:
        return found.activity
    plans = Activity.objects.filter(plan__jurisdiction=part.jurisdiction, code=code)
    return plans.filter(plan__framework_key=part.round.framework.key).order_by("-plan__version").first()
