"""Taking an IATI file in: projects are found by their identifier, entered or brought up to date, never doubled."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.coordination.commands.money import enter_money
from opensalw.coordination.commands.project_work import keep_result
from opensalw.coordination.commands.projects import change_project, enter_project
from opensalw.coordination.models import Organisation, Project
from opensalw.coordination.queries.projects import projects
from opensalw.coordination.rules.projects import refuse_project_work
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused

from ..iati.identifiers import identifier_of
from ..iati.reading import ActivityRead, MoneyRead, Named, ResultRead, Unread, read


@dataclass
class Taken:
    """What a file brought: how much is new, how much was there, and what was not read."""

    entered: int = 0
    changed: int = 0
    same: int = 0
    money: int = 0
    results: int = 0
    unread: list[Unread] = field(default_factory=list)


class _Undone(Exception):
    """Ends a rehearsal: nothing stays."""


def import_iati(content: bytes, *, by: Person, dry_run: bool = False) -> Taken:
    """Take a file of activities in; a rehearsal says the same and keeps nothing."""
    taken = Taken()
    try:
        with transaction.atomic():
            _take(content, by, taken)
            if dry_run:
                raise _Undone
    except _Undone:
        pass
    return taken


def _take(content: bytes, by: Person, taken: Taken) -> None:
    found = read(content)
    taken.unread = found.unread
    known = {identifier_of(one): one for one in projects() if identifier_of(one)}
    organisations = list(Organisation.objects.select_related("part_of"))
    for activity in found.activities:
        try:
            with transaction.atomic():
                _activity(activity, known, organisations, by, taken)
        except Refused as refused:
            _not(taken, activity, activity.line, "iati-activity", refused.reason)


def _not(taken: Taken, activity: ActivityRead, line: int, what: str, why: str) -> None:
    taken.unread.append(Unread(line, activity.identifier, what, why))


def find_organisation(named: Named, known: list[Organisation]) -> Organisation | None:
    """The organisation that a file names: by its name, else by its identifier; a part before its whole."""
    name = named.name.replace("*", "").casefold()
    for one in known:
        if name and name in (one.name.replace("*", "").casefold(), one.short_name.casefold()):
            return one
    return next((one for one in known if named.ref and one.iati_identifier == named.ref), None)


def _activity(
    read: ActivityRead, known: dict[str, Project], organisations: list[Organisation], by: Person, taken: Taken
) -> None:
    project = known.get(read.identifier)
    if project is None:
        owner = find_organisation(read.reporting, organisations)
        if owner is None:
            words = _("The organisation %(name)s (%(ref)s) is not known here. Enter it first.")
            raise Refused(words % {"name": read.reporting.name or "–", "ref": read.reporting.ref or "–"})
        project = enter_project(
            title=read.title or read.identifier, organisation=owner, by=by, iati_identifier=read.identifier,
            **_facts(read),
        )  # fmt: skip
        known[read.identifier] = project
        taken.entered += 1
    else:
        if why := refuse_project_work(by, project.organisation):
            raise Refused(why)
        before = project.touched_at
        kept = change_project(project, by=by, reason=_("IATI file"), **_news(project, read))
        taken.changed += kept.touched_at != before
        taken.same += kept.touched_at == before
        project = kept
    _money(project, read, organisations, by, taken)
    _results(project, read, by, taken)


def _facts(read: ActivityRead) -> dict[str, Any]:
    return {
        "summary": read.summary if read.summary != read.title else "", "stage": read.stage,
        "delay": "other" if read.stage == "postponed" else "", "starts_on": read.starts_on, "ends_on": read.ends_on,
        "jurisdictions": read.jurisdictions, "goals": read.goals,
    }  # fmt: skip


def _news(project: Project, read: ActivityRead) -> dict[str, Any]:
    """What the file says and the project does not; a file never empties what stands, nor makes a stage coarser."""
    news: dict[str, Any] = {}
    for name in ("starts_on", "ends_on"):
        if getattr(read, name) is not None:
            news[name] = getattr(read, name)
    pipeline = ("requested", "developing", "under_review", "approved")
    coarser = read.stage == "approved" and project.stage in pipeline
    if read.stage != "not_known" and not coarser and read.stage != project.stage:
        news["stage"] = read.stage
        news["delay"] = project.delay or ("other" if read.stage == "postponed" else "")
    if read.jurisdictions and not project.jurisdictions:
        news["jurisdictions"] = read.jurisdictions
    if read.goals and not project.goals:
        news["goals"] = read.goals
    return news


def _money(
    project: Project, read: ActivityRead, organisations: list[Organisation], by: Person, taken: Taken
) -> None:
    standing = {
        (row.kind, row.amount, row.currency, row.donor_id, row.on if row.kind != "budget" else None, row.starts_on)
        for row in project.money.filter(withdrawn_at__isnull=True)
    }
    for row in read.money:
        donor = find_organisation(row.donor, organisations) if row.donor else None
        if row.donor and donor is None:
            words = _("The donor %(name)s is not known here. Enter it first.")
            _not(taken, read, row.line, "transaction", words % {"name": row.donor.name or row.donor.ref or "–"})
            continue
        on = row.on if row.kind != "budget" else None
        same = (row.kind, row.amount, row.currency, donor.pk if donor else None, on, row.starts_on)
        if same in standing:
            continue
        try:
            enter_money(project, by=by, **_amount(row), donor=donor)
        except Refused as refused:
            _not(taken, read, row.line, "budget" if row.kind == "budget" else "transaction", refused.reason)
            continue
        standing.add(same)
        taken.money += 1


def _amount(row: MoneyRead) -> dict[str, Any]:
    names = ("kind", "amount", "currency", "on", "starts_on", "ends_on", "reference")
    return {name: getattr(row, name) for name in names}


def _results(project: Project, read: ActivityRead, by: Person, taken: Taken) -> None:
    standing = {(row.title, row.starts_on, row.ends_on): row for row in project.results.all()}
    for row in read.results:
        known = standing.get((row.title, row.starts_on, row.ends_on)) or standing.get((row.title, None, None))
        if known and (known.target, known.actual) == (row.target, row.actual):
            continue
        if known and row.target is None and row.actual is None:
            continue
        made = keep_result(project, by=by, id=known.pk if known else None, **_result(row))
        standing[made.title, made.starts_on, made.ends_on] = made
        taken.results += 1


def _result(row: ResultRead) -> dict[str, Any]:
    measure, _dot, line = row.line.partition(".")
    return {
        "title": row.title or _("Result"), "measure": measure[:40], "line": line[:40], "target": row.target,
        "actual": row.actual, "said": row.said, "starts_on": row.starts_on, "ends_on": row.ends_on,
    }  # fmt: skip
