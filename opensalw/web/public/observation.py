"""The page behind a figure: where it comes from, what it is worth, what was held before."""

from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.models import Institution
from opensalw.ledger.chain import GENESIS, seal_of
from opensalw.ledger.models import Entry
from opensalw.ledger.queries import history
from opensalw.roadmap.cells import OBS_STATUS
from opensalw.roadmap.framework.spec import FrameworkSpec, Line, Measure
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.observations import earlier_values
from opensalw.roadmap.queries.prefill import published_taken_over
from opensalw.roadmap.queries.restatements import of_figure
from opensalw.roadmap.restating import refuse_restating

from . import reading
from .doors import door, split_words, stated, when, words_of
from .frame import Frame, answer, public_page, spec_of
from .outlines import ordered
from .restatements import told

SIBLINGS = 24
SEALED = ("id", "jurisdiction", "stream", "subject", "seq", "name", "happened_on", "recorded_at", "by", "reason",
          "payload", "corrects", "batch")  # fmt: skip


@public_page
def observation(request: HttpRequest, id: UUID) -> HttpResponse:
    """One figure with everything needed to judge it; also a side panel."""
    row = reading.ever_public(id)
    if row is None:
        raise Http404(_("There is no released figure at this address."))
    spec = spec_of(row.framework)
    measure = spec.measure(row.measure)
    line = measure.line(row.line)
    earlier = [one for one in earlier_values(row) if one.public_from and one.public_from <= timezone.now()]
    context = {
        "row": row, "measure": measure, "line": line, "goal": spec.goal(measure.goals[0]),
        "value": words_of(row, line, with_unit=row.unit != "grade"), "when": when(row),
        "status": OBS_STATUS[row.obs_status], "splits": split_words(spec, row.dims), "actor": actor_words(row.actor),
        "earlier": [(one, door(one, line, with_unit=True)) for one in earlier],
        "later": row.replaced_by.filter(public_from__lte=Now()).first() if row.known_until else None,
        "may_restate": may_restate(request, row),
        "told": told(Frame(row.framework, spec), of_figure(row)),
        "same_period": siblings(spec, measure, row, seat=False), "same_seat": siblings(spec, measure, row, seat=True),
        "taken_over": published_taken_over(row.provenance), "ledger": ledger_facts(row),
        "views": views_of(spec, measure),
    }  # fmt: skip
    return answer(request, "observation", Frame(row.framework, spec), context)


def may_restate(request: HttpRequest, row: Observation) -> bool:
    """Whether whoever reads may propose to correct the figure."""
    person = getattr(request, "person", None)
    return person is not None and person.signed_in and refuse_restating(row, person) is None


def views_of(spec: FrameworkSpec, measure: Measure) -> list[Measure]:
    """The indicators that are views of the measure."""
    return [one for one in spec.measures if one.view_of and one.view_of.measure == measure.key]


def actor_words(actor: str) -> str:
    """Who said it: an institution by its type and seat; an organisation by its own key."""
    place, _slash, key = actor.partition("/")
    if not key:
        return actor
    titles = {
        **dict(Institution.Type.choices),
        "interior": _("Ministry of interior"),
        "justice": _("Ministry of justice"),
    }
    word = str(titles.get(key, key.replace("-", " ").replace("_", " ")))
    return word.upper() if place == "ORG" and len(word) <= 6 else word[:1].upper() + word[1:]


def siblings(spec: FrameworkSpec, measure: Measure, row: Observation, *, seat: bool) -> list:
    """Figures beside this one: the same line elsewhere in its period or round, or the seat's others of the measure."""
    if seat:
        found = reading.figures(spec, measure=measure.key, jurisdiction=row.jurisdiction)
    else:
        same = Q(start=row.start, end=row.end) | (Q(round=row.round_id) if row.round_id else Q())
        found = reading.figures(spec, measure=measure.key, line=row.line).filter(same)
        found = found.exclude(jurisdiction=row.jurisdiction)
    rows = ordered(found.exclude(pk=row.pk)[:SIBLINGS])
    lines: dict[str, Line] = {line.key: line for line in measure.lines}
    return [
        (one, lines[one.line], door(one, lines[one.line], with_unit=True), when(one), stated(spec, one.dims))
        for one in rows
    ]


def ledger_facts(row: Observation) -> dict:
    """The entry behind the figure; its date and seal only for those who may read the ledger."""
    entries = history(row.pk, jurisdiction=row.jurisdiction)
    own = next((one for one in entries if one.pk == row.entry), None)
    if own is None:
        return {"number": row.entry}
    return {"number": own.pk, "on": own.recorded_at, "seal": bytes(own.seal).hex()[:16], "holds": chain_holds(entries)}


def chain_holds(entries: list[Entry]) -> bool:
    """Whether each seal of a subject's chain follows from its content and the seal before it."""
    previous = GENESIS
    for entry in entries:
        facts = {name: getattr(entry, name) for name in SEALED}
        digest = bytes(entry.personal_digest) if entry.personal_digest else None
        if seal_of(previous, personal_digest=digest, **facts) != bytes(entry.seal):
            return False
        previous = bytes(entry.seal)
    return True
