"""The pages of a framework, its versions and its goals."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import order
from opensalw.roadmap.framework.loading import builtin, builtin_spec
from opensalw.roadmap.framework.spec import FrameworkSpec, Measure
from opensalw.roadmap.models import Activity, FrameworkVersion, Observation
from opensalw.roadmap.queries.rounds import arranged, visible_texts

from . import method, reading
from .frame import Frame, answer, current, framed, public_page, published_versions, spec_of
from .headlines import headlines_of
from .narrative import by_seat
from .outlines import parted

UNKNOWN = "content unknown"


@public_page
def roadmap(request: HttpRequest) -> HttpResponse:
    """The framework in use, and the others that are known."""
    return _framework(request, current())


@public_page
def framework(request: HttpRequest, key: str) -> HttpResponse:
    """A framework in force; of one that is not, what is known of it."""
    if key not in {version.key for version in published_versions()}:
        return _unpublished(request, key)
    return _framework(request, framed(key))


@public_page
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A version of a framework as it was in force."""
    found = (
        FrameworkVersion.objects.filter(key=key, number=number).exclude(status=FrameworkVersion.Status.DRAFT).first()
    )
    if found is None:
        raise Http404(_("There is no version of a framework at this address."))
    return _framework(request, Frame(found, spec_of(found)))


@public_page
def goal(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A goal: measures, narrative of the latest round by seat and kind, statements, activities."""
    frame = framed(key)
    try:
        found = frame.spec.goal(number)
    except KeyError:
        raise Http404(_("There is no goal at this address.")) from None
    round = frame.round
    figures = list(reading.figures(frame.spec, round=round)) if round else []
    texts = visible_texts().filter(submission__round=round, goal=number) if round else ()
    measures = frame.spec.measures_of_goal(number)
    context = {
        "goal": found, "round": round, "headlines": headlines_of(frame, found, figures),
        "measures": [(one, method.number_words(one), seats_with(frame, one, figures)) for one in measures],
        "narrative": by_seat(arranged(texts).get(number, {}), frame),
        "statements": reading.public_statements(round=round, goal=number) if round else (),
        "activities": activities(frame, number),
        "other_goals": frame.spec.goals, "asked": len(frame.seats),
    }  # fmt: skip
    return answer(request, "goal", frame, context)


def activities(frame: Frame, number: int) -> list[Activity]:
    """The activities of the action plans under a goal, by seat."""
    found = Activity.objects.filter(plan__framework_key=frame.spec.key, goal=number).select_related("plan")
    return sorted(found, key=lambda one: (order(one.plan.jurisdiction), one.code))


def seats_with(frame: Frame, measure: Measure, figures: Sequence[Observation]) -> int:
    """How many seats have a figure of a measure in the round; of a view, one that it counts."""
    own = [row for row in figures if row.measure == frame.spec.source_measure(measure).key and row.kind != "missing"]
    counted, _undecided = parted(measure, own)
    return len({row.jurisdiction for row in counted})


def _framework(request: HttpRequest, frame: Frame) -> HttpResponse:
    versions = FrameworkVersion.objects.filter(key=frame.spec.key).exclude(status=FrameworkVersion.Status.DRAFT)
    known = {frame.spec.key}
    context = {
        "goals": [(goal, frame.spec.measures_of_goal(goal.number)) for goal in frame.spec.goals],
        "versions": versions.defer("text", "canonical"), "rounds": reading.announced_rounds(frame.spec.key),
        "others": [builtin_spec(key) for key in builtin() if key not in known],
        "count_official": len(frame.spec.official_measures()),
    }  # fmt: skip
    return answer(request, "framework", frame, context)


def _unpublished(request: HttpRequest, key: str) -> HttpResponse:
    """A framework that comes with the product and whose content is not known."""
    if key not in builtin():
        raise Http404(_("There is no framework at this address."))
    spec: FrameworkSpec = builtin_spec(key)
    return answer(request, "framework_unknown", None, {"spec": spec})
