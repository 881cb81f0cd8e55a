"""Rounds: open, change dates, close; statements of third parties."""

from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.periods import Period
from opensalw.core.permissions import Person, refuse_secretariat_work, refuse_stating
from opensalw.core.refusal import require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append

from ..events import RoundChanged, RoundClosed, RoundOpened, StatementMade
from ..models import FrameworkVersion, Round, Source, Statement, Submission
from ..states import State
from .subjects import subject

DATES = ("opens_on", "deadline", "locks_on", "meeting_on", "publication_on")


@transaction.atomic
def open_round(
    *,
    key: str,
    framework: FrameworkVersion,
    narrative: Period,
    figures: Period,
    by: Person,
    reconstructed: bool = False,
    **facts: object,
) -> Round:
    """Open a round with its parts: one for each jurisdiction of the framework and the regional one.

    ``facts`` are the dates of DATES, ``note`` and ``period_inferred``.
    """
    require(refuse_secretariat_work(by))
    published = framework.status == FrameworkVersion.Status.PUBLISHED
    require(None if published else _("Only a published framework version can be used."), field="framework")
    opened = Round(
        key=key,
        framework=framework,
        narrative_start=narrative.start,
        narrative_end=narrative.end,
        figures_start=figures.start,
        figures_end=figures.end,
        state=Round.State.RECONSTRUCTED if reconstructed else Round.State.OPEN,
        **facts,
    )
    opened.full_clean()
    opened.save(force_insert=True)
    parts = [*framework.spec.jurisdictions, *([REGIONAL] if framework.spec.regional_part else [])]
    state = State.RECONSTRUCTED if reconstructed else State.DRAFT
    Submission.objects.bulk_create(
        Submission(id=subject("submission", f"{key}:{jid}"), round=opened, jurisdiction=jid, state=state)
        for jid in parts
    )
    event = RoundOpened(
        round=key,
        framework=str(framework),
        narrative_period=narrative.code,
        figures_period=figures.code,
        reconstructed=reconstructed,
    )
    append(event, subject=subject("round", key), jurisdiction=REGIONAL, by=by.id, on=timezone.localdate())
    return opened


@transaction.atomic
def change_dates(round: Round, *, by: Person, reason: str, **dates: date | None) -> Round:
    """Change dates of a round that is not closed."""
    require(refuse_secretariat_work(by))
    require(None if round.state == Round.State.OPEN else _("Only an open round changes its dates."))
    require(None if reason.strip() else _("Say why the dates change."), field="reason")
    changed = [name for name in DATES if name in dates and getattr(round, name) != dates[name]]
    for name in changed:
        setattr(round, name, dates[name])
    round.full_clean()
    round.save()
    if changed:
        what = ", ".join(f"{name} {dates[name] or '-'}" for name in changed)
        event = RoundChanged(round=round.key, what=what)
        append(
            event, subject=subject("round", round.key), jurisdiction=REGIONAL, by=by.id,
            on=timezone.localdate(), reason=reason,
        )  # fmt: skip
    return round


@transaction.atomic
def close_round(round: Round, *, by: Person) -> Round:
    """Close a round when every part is released."""
    require(refuse_secretariat_work(by))
    require(None if round.state == Round.State.OPEN else _("This round is not open."))
    waiting = round.submissions.exclude(state=State.RELEASED).count()
    require(_("%(count)d parts are not released yet.") % {"count": waiting} if waiting else None)
    round.state = Round.State.CLOSED
    round.save()
    append(
        RoundClosed(round=round.key), subject=subject("round", round.key), jurisdiction=REGIONAL,
        by=by.id, on=timezone.localdate(),
    )  # fmt: skip
    return round


@transaction.atomic
def write_synthesis(round: Round, *, goal: int, text: str, by: Person) -> Round:
    """Keep the secretariat's own regional text for a goal."""
    require(refuse_secretariat_work(by))
    require(_("A closed round is not edited.") if round.state == Round.State.CLOSED else None)
    round.synthesis = {**round.synthesis, str(goal): text.strip()}
    round.save()
    return round


@transaction.atomic
def make_statement(
    round: Round,
    *,
    jurisdiction: str,
    organisation: str,
    text: str,
    by: Person,
    goal: int | None = None,
    source: Source | None = None,
    locator: str = "",
    position: int = 0,
    id: object = None,
) -> Statement:
    """Attach what an organisation says to a jurisdiction's part; the part itself is never edited."""
    require(refuse_stating(by))
    require(None if text.strip() else _("Write the statement."), field="text")
    require(None if organisation.strip() else _("Say which organisation speaks."), field="organisation")
    made = Statement(
        round=round, jurisdiction=jurisdiction, organisation=organisation, text=text.strip(), goal=goal,
        source=source, locator=locator, position=position, made_by=by.id, **({"id": id} if id else {}),
    )  # fmt: skip
    made.save(force_insert=True)
    event = StatementMade(round=round.key, organisation=organisation, sha256=sha256(text.encode()).hexdigest())
    with acting_for(jurisdiction):
        append(event, subject=made.pk, jurisdiction=jurisdiction, by=by.id, on=timezone.localdate())
    return made
