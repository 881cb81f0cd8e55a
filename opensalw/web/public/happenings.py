"""What changed in public: frameworks published, rounds opened, parts and figures released, figures restated."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Now, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opensalw.core.designations import label
from opensalw.roadmap.models import FrameworkVersion, Observation, Round
from opensalw.roadmap.queries.restatements import in_force

from . import reading
from .doors import words_of
from .frame import Frame

SHOWN = 8


@dataclass(frozen=True)
class Happening:
    """Something that changed in public: its day, a sentence, and the page that shows it."""

    day: datetime.date
    text: str
    url: str


def latest(frame: Frame, limit: int = SHOWN) -> list[Happening]:
    """The latest changes, newest first."""
    found = [*_frameworks(frame), *_rounds(frame), *_parts(), *_figures(), *_restated(frame)]
    return sorted(found, key=lambda one: one.day, reverse=True)[:limit]


def day_of(moment: datetime.datetime | None) -> datetime.date:
    """The day of a moment that the query asked to be there."""
    assert moment is not None
    return timezone.localdate(moment)


def _frameworks(frame: Frame) -> Iterator[Happening]:
    versions = FrameworkVersion.objects.filter(key=frame.spec.key, published_at__isnull=False).defer(
        "text", "canonical"
    )
    for version in versions[:SHOWN]:
        url = reverse("framework_version", args=[version.key, version.number])
        words = _("%(title)s: version %(number)d came into force") % {
            "title": frame.spec.title,
            "number": version.number,
        }
        yield Happening(day_of(version.published_at), words, url)


def _rounds(frame: Frame) -> Iterator[Happening]:
    for round in Round.objects.filter(framework__key=frame.spec.key, opens_on__isnull=False)[:SHOWN]:
        if round.opens_on and round.opens_on <= timezone.localdate():
            words = _("Round %(period)s opened") % {"period": round.figures_period.code}
            yield Happening(round.opens_on, words, reverse("round", args=[round.key]))


def _parts() -> Iterator[Happening]:
    released = reading.public_parts(public_from__isnull=False).select_related("round")
    for part in released.order_by("-public_from")[:SHOWN]:
        facts = {"seat": label(part.jurisdiction), "period": part.round.figures_period.code}
        words = _("%(seat)s: part of %(period)s released") % facts
        yield Happening(day_of(part.public_from), words, reverse("jurisdiction", args=[part.jurisdiction]))


def _figures() -> Iterator[Happening]:
    """Figures from publications, by the day on which they came in."""
    found = Observation.objects.filter(origin="external", public_from__lte=Now(), replaces__isnull=True)
    days = found.order_by().annotate(day=TruncDate("public_from")).values("day", "round").annotate(count=Count("id"))
    for row in days.order_by("-day")[:SHOWN]:
        facts = {"count": row["count"], "round": row["round"]}
        if row["round"]:
            words = ngettext(
                "%(count)d figure of round %(round)s added from its record",
                "%(count)d figures of round %(round)s added from its record", row["count"],
            ) % facts  # fmt: skip
            yield Happening(row["day"], words, reverse("round", args=[row["round"]]))
        else:
            words = ngettext(
                "%(count)d figure of another publication added", "%(count)d figures of other publications added",
                row["count"],
            ) % facts  # fmt: skip
            yield Happening(row["day"], words, reverse("data"))


def _restated(frame: Frame) -> Iterator[Happening]:
    for one in in_force(frame.spec.key)[:SHOWN]:
        try:
            line = frame.spec.line(f"{one.measure}.{one.line}")
        except KeyError:
            continue
        words = _("Restated: %(line)s, %(seat)s: %(new)s, was %(old)s") % {
            "line": line.title, "seat": label(one.jurisdiction),
            "new": words_of(one.new, line) if one.new else _("withdrawn"),
            "old": words_of(one.old, line) if one.old else _("no figure"),
        }  # fmt: skip
        yield Happening(day_of(one.decided_at), words, f"{reverse('restatements')}#r-{one.pk}")
