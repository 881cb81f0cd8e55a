"""What every document of a round has in common: its facts, date and properties."""

import datetime

from django.utils.translation import gettext as _

from opensalw.core.periods import Period
from opensalw.roadmap.models import Round, Submission

from ..blocks import Block, Document


def date_of(round: Round) -> datetime.date:
    """The date that a round's documents bear: never the day of printing.

    Its publication, else the last release of a part, else the meeting, else the end of the period.
    """
    released = Submission.objects.filter(round=round, public_from__isnull=False).order_by("-public_from").first()
    if round.publication_on:
        return round.publication_on
    if released and released.public_from:
        return released.public_from.date()
    return round.meeting_on or round.figures_end


def document(round: Round, title: str, subtitle: str, blocks: list[Block], *, identifier: str) -> Document:
    """A document of a round with its facts and properties."""
    spec = round.framework.spec
    facts = [
        (_("Framework"), f"{spec.title}, {_('version')} {round.framework.number}"),
        (_("Round"), round.key),
        (_("Period of the narrative"), round.narrative_period.label),
        (_("Period of the figures"), round.figures_period.label),
        (_("Meeting"), Period(round.meeting_on, round.meeting_on).label if round.meeting_on else _("date not known")),
        (_("Status"), str(Round.State(round.state).label)),
    ]
    meta = {
        "author": _("Roadmap secretariat"),
        "subject": f"{spec.title}, {round.figures_period.label}",
        "keywords": ", ".join([spec.key, round.key]),
        "category": _("report"),
        "identifier": identifier,
        "status": str(round.state),
    }
    return Document(
        title, tuple(blocks), subtitle=subtitle, date=date_of(round), meta=meta, facts=tuple(facts),
        audience=spec.audience,
    )  # fmt: skip
