"""Questions about restatements: what is in force, what waits for a decision, who should be told."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from opensalw.core.models import Institution
from opensalw.core.permissions import Person

from ..models import Observation, Restatement, Round, Statement

JOINED = ("old__framework", "new__framework", "round")


def in_force(framework: str = "") -> QuerySet[Restatement]:
    """The accepted restatements of figures that are public, the latest first."""
    found = Restatement.objects.filter(_public(), state=Restatement.State.ACCEPTED).select_related(*JOINED)
    if framework:
        found = found.filter(Q(old__framework__key=framework) | Q(new__framework__key=framework))
    return found.prefetch_related("notices").order_by("-decided_at", "measure", "line", "id")


def _public() -> Q:
    """Both figures are public, as far as there are two; a withheld one is not given away by its correction."""
    now = timezone.now()
    new = Q(new__isnull=True) | Q(new__public_from__lte=now)
    return new & (Q(old__isnull=True) | Q(old__public_from__lte=now))


def of_figure(row: Observation) -> list[Restatement]:
    """What restated this figure, and what this figure restated: the latest first."""
    touching = Q(new=row) | Q(old=row)
    found = Restatement.objects.filter(_public(), touching, state=Restatement.State.ACCEPTED)
    return list(found.select_related(*JOINED).order_by("-decided_at"))


def since(round: Round, moment: datetime) -> list[Restatement]:
    """The restatements that a document of this round has to own up to: of its time and before, after ``moment``."""
    ended = Q(old__end__lte=round.figures_end) | Q(old__isnull=True, new__end__lte=round.figures_end)
    found = in_force(round.framework.key).filter(ended | Q(old__end__isnull=True, old__isnull=False))
    return list(found.filter(decided_at__gt=moment).order_by("decided_at", "measure", "line", "jurisdiction", "id"))


def proposals(by: Person) -> QuerySet[Restatement]:
    """The restatements that wait for a decision and that this person may see, the oldest first."""
    found = Restatement.objects.filter(state=Restatement.State.PROPOSED).select_related(*JOINED)
    if not by.is_secretariat:
        found = found.filter(jurisdiction__in=by.jurisdictions)
    return found.order_by("proposed_at")


def decided(by: Person) -> QuerySet[Restatement]:
    """The restatements that were decided and that this person may see, the latest first."""
    found = Restatement.objects.exclude(state=Restatement.State.PROPOSED).select_related(*JOINED)
    if not by.is_secretariat:
        found = found.filter(jurisdiction__in=by.jurisdictions)
    return found.order_by("-decided_at")


def to_be_told(restatement: Restatement) -> list[str]:
    """Who should hear of it and has not been told: organisations that spoke in its round, and donors."""
    spoke = Statement.objects.filter(round=restatement.round).values_list("organisation", flat=True)
    donors = Institution.objects.filter(type="donor").values_list("name", flat=True)
    told = {notice.who for notice in restatement.notices.all()}
    return sorted({*(spoke if restatement.round_id else ()), *donors} - told)
