"""The search box of the register, and the list of weapons with filters, saved views and files."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.refusal import Refused
from opensalw.registers.commands.views import forget_view, keep_view
from opensalw.registers.lifecycle import STEPS
from opensalw.registers.models import SavedView
from opensalw.registers.numbers import read_number
from opensalw.registers.queries import search
from opensalw.registers.queries.browsing import waiting, weapons
from opensalw.web.paging import keyset
from opensalw.web.transactions import PersonalRequest

from .access import of_registry
from .bulk import TOGETHER
from .forms import FilterForm
from .purposes import SEARCH, last_purpose, look

KEPT = ("state", "type", "category", "flag")


@of_registry
def register_search(request: PersonalRequest, jid: str) -> HttpResponse:
    """Search first; without a question, the weapons of the register, newest first."""
    asked = " ".join(request.GET.get("q", "").split())
    context: dict[str, object] = {"jid": jid, "asked": asked, "next_url": request.get_full_path(), "subject": SEARCH}
    if asked:
        return render(request, "registry/found.html", {**context, **_found(request, jid, asked)})
    form = FilterForm(request.GET)
    page = keyset(request, weapons(jid, form.asked()), "-id")
    own = SavedView.objects.filter(jurisdiction=jid, person=request.person.id).order_by("name")
    context |= {
        "form": form, "rows": page.rows, "previous_url": page.previous_url, "next_page": page.next_url,
        "filters": _filters(request), "views": own, "waiting": len(waiting(jid)),
        "together": [(name, STEPS[name].label) for name in TOGETHER],
    }  # fmt: skip
    return render(request, "registry/search.html", context)


def _filters(request: PersonalRequest) -> str:
    query = request.GET.copy()
    for name in [name for name in query if name not in KEPT or not query[name]]:
        del query[name]
    return query.urlencode()


def _found(request: PersonalRequest, jid: str, asked: str) -> dict:
    """What was found; names are shown after a purpose was said, and the look is noted."""
    found = search(asked, jurisdiction=jid)
    numbered = read_number(asked) is not None
    seen = bool(found.holders) and not numbered and look(request, jid, "search", None)
    return {
        "found": found, "names": seen, "numbered": numbered, "today": timezone.localdate(),
        "purpose": last_purpose(request, jid),
        "nothing": not (found.weapons or found.holders or found.permits),
    }  # fmt: skip


@of_registry
@require_POST
def register_view_keep(request: PersonalRequest, jid: str) -> HttpResponse:
    """Keep the filter under a name, or forget one."""
    filters = FilterForm(request.POST)
    filters.is_valid()
    query = "&".join(f"{name}={value}" for name in KEPT if (value := filters.cleaned_data.get(name)))
    try:
        if request.POST.get("forget"):
            forget_view(UUID(request.POST["forget"]), jurisdiction=jid, by=request.person)
            messages.success(request, _("The view is gone."))
        else:
            made = keep_view(name=request.POST.get("name", ""), query=query, jurisdiction=jid, by=request.person)
            messages.success(request, _("The view %(name)s is kept.") % {"name": made.name})
    except ValueError:
        messages.error(request, _("This view is gone already."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(f"{reverse('register_search', args=[jid])}?{query}")
