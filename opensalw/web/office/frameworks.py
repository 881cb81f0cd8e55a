"""Frameworks: the list of versions, reading one, beginning a draft."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.frameworks import start_draft
from opensalw.roadmap.models import FrameworkVersion
from opensalw.web.transactions import PersonalRequest

from .answering import page
from .gates import secretariat_only


@secretariat_only
def frameworks(request: PersonalRequest) -> HttpResponse:
    """Every framework with its versions, the newest first."""
    found = FrameworkVersion.objects.annotate(used=Count("rounds")).order_by("key", "-number")
    groups: dict[str, list[FrameworkVersion]] = {}
    for version in found:
        groups.setdefault(version.key, []).append(version)
    listed = [{"key": key, "title": versions[0].spec.title, "versions": versions} for key, versions in groups.items()]
    return page(request, "frameworks.html", {"frameworks": listed})


@secretariat_only
def framework_version(request: PersonalRequest, key: str, number: int) -> HttpResponse:
    """A version as it reads: goals, measures, lines; a draft has a door for each change."""
    version = get_object_or_404(FrameworkVersion.objects.annotate(used=Count("rounds")), key=key, number=number)
    spec = version.spec
    facts = {
        "version": version,
        "spec": spec,
        "is_draft": version.status == FrameworkVersion.Status.DRAFT,
        "draft": FrameworkVersion.objects.filter(key=key, status=FrameworkVersion.Status.DRAFT).first(),
        "goals": [(goal, spec.measures_of_goal(goal.number)) for goal in spec.goals],
        "measures": [(measure, spec.lines_of(measure)) for measure in spec.measures],
    }
    return page(request, "framework_version.html", facts)


@secretariat_only
@require_http_methods(["GET", "POST"])
def framework_draft(request: PersonalRequest, key: str) -> HttpResponse:
    """Begin a draft after the latest version, or go to the draft there is."""
    versions = FrameworkVersion.objects.filter(key=key).order_by("-number")
    if request.method == "POST":
        try:
            begun = start_draft(key, by=request.person)
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            messages.success(
                request, _("The draft begins with what is in force. Nothing changes until it is published.")
            )
            return redirect("framework_version", key=key, number=begun.number)
    latest = versions.filter(status=FrameworkVersion.Status.DRAFT).first() or versions.first()
    if latest is None:
        raise Http404
    return redirect("framework_version", key=key, number=latest.number)


def for_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the secretariat that changes a draft; of a published version it answers with the refusal."""

    @secretariat_only
    @wraps(view)
    def guarded(request: HttpRequest, key: str, number: int, **where: object) -> HttpResponse:
        version = get_object_or_404(FrameworkVersion, key=key, number=number)
        if version.status != FrameworkVersion.Status.DRAFT:
            return page(request, "framework_refused.html", {"version": version}, status=409)
        return view(request, version, **where)

    return guarded
