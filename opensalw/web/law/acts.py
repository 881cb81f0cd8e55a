"""Acts: the list, and one act with its versions, provisions, links, status and grades."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from opensalw.core.jurisdictions import declared
from opensalw.legislation.models import Act, ActLink, ActVersion
from opensalw.legislation.queries.acts import acts, history_of_grades
from opensalw.legislation.queries.concordance import tables
from opensalw.returns.akoma_ntoso import MEDIA_TYPE, as_akoma_ntoso
from opensalw.web.files import attached
from opensalw.web.public.frame import answer, current, public_page


@public_page
def act_list(request: HttpRequest) -> HttpResponse:
    """All acts by framework and jurisdiction, filtered."""
    get = request.GET.get
    framework = get("framework", "") if get("framework", "") in Act.Framework.values else ""
    wanted = {"framework": framework, "jurisdiction": get("jurisdiction", ""), "words": get("q", "")[:80]}
    context = {
        "acts": [(act, list(act.statuses.all())[-1:]) for act in acts(**wanted)], "wanted": wanted,
        "frameworks": Act.Framework.choices, "seats": declared(),
    }  # fmt: skip
    return answer(request, "legal_acts", current(), context)


@public_page
def act(request: HttpRequest, key: str) -> HttpResponse:
    """One act."""
    found = get_object_or_404(acts(), pk=key)
    versions = list(found.versions.prefetch_related("provisions__parent"))
    held = {version.pk for version in versions}
    context = {
        "act": found, "versions": versions, "statuses": list(found.statuses.all()),
        "linked": list(ActLink.objects.filter(other=found).select_related("act")),
        "grades": list(history_of_grades(found)),
        "tables": [(one, seat, sum(states.values())) for one, seat, states in tables(everything=True)
                   if one.pk in held],
    }  # fmt: skip
    return answer(request, "legal_act", current(), context)


@public_page
def act_file(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A version of an act as Akoma Ntoso: numbers and headings, no text."""
    version = get_object_or_404(
        ActVersion.objects.select_related("act"), act=key, number=number, valid_from__isnull=False
    )
    return attached(as_akoma_ntoso(version), MEDIA_TYPE, f"{key}-{number}.akn.xml")
