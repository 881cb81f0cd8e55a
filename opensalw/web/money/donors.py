"""A donor's page: what its money stands behind; and the same on two pages of paper."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.coordination.models import Organisation
from opensalw.coordination.queries.donors import DonorView, donor_view
from opensalw.coordination.queries.projects import donors
from opensalw.documents import pdf
from opensalw.documents.content import donor as paper
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.web.files import attached
from opensalw.web.public.frame import public_page

from .portfolio import framed, money_page


def find_view(request: HttpRequest, key: str, spec: FrameworkSpec | None) -> DonorView:
    """The donor of an address, on today or on the day that is asked for."""
    found = Organisation.objects.filter(pk=key).first()
    if found is None:
        raise Http404(_("There is no such donor."))
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        day = timezone.localdate()
    return donor_view(found, spec, day)


@public_page
def donor(request: HttpRequest, key: str) -> HttpResponse:
    """Projects, results beside the indicators, money that ends soon."""
    frame, spec = framed()
    view = find_view(request, key, spec)
    measures = [
        (measure, held, view.figures.get(measure, [])[:3])
        for measure, held in sorted(view.measures.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    context = {"view": view, "spec": spec, "measures": measures, "donors": list(donors())}
    return money_page(request, "donor", frame, context)


@public_page
def donor_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The same on two pages."""
    _frame, spec = framed()
    view = find_view(request, key, spec)
    return attached(pdf.render(paper.build(view, spec)), "application/pdf", f"donor-{key}.pdf")
