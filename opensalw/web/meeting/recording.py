"""Recording conclusions: a page of its own, and the small form beside the minutes."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opensalw.coordination.commands.conclusions import record
from opensalw.coordination.models import Conclusion, Item, Meeting
from opensalw.coordination.queries.conclusions import Wanted, conclusions
from opensalw.coordination.rules.conclusions import refuse_recording
from opensalw.core.refusal import Refused
from opensalw.roadmap.models import Source
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, secretariat_only, working

from .access import find_led
from .conclusion_forms import ConclusionForm, refused_in
from .listing import lines


class NewForm(ConclusionForm):
    """A conclusion, recommendation or opinion, and where it comes from."""

    origin = forms.ChoiceField(label=gettext_lazy("Comes from"), choices=Conclusion.Origin.choices)
    meeting = forms.ModelChoiceField(
        label=gettext_lazy("Meeting"), required=False, queryset=Meeting.objects.none(),
        help_text=gettext_lazy("At which it was said, or which was told of it"),
    )  # fmt: skip
    source = forms.ModelChoiceField(
        label=gettext_lazy("Source"), required=False, queryset=Source.objects.none(),
        help_text=gettext_lazy("The document where it stands"),
    )  # fmt: skip
    locator = forms.CharField(label=gettext_lazy("Place in it"), required=False, max_length=200)

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.all()  # type: ignore[attr-defined]
        self.fields["source"].queryset = Source.objects.order_by("title")  # type: ignore[attr-defined]
        for name in ("meeting", "source"):
            self.fields[name].empty_label = _("none")  # type: ignore[attr-defined]
        self.order_fields(["what", "owner", "due", "undated_because", "kind", "origin", "meeting", "source", "locator"])


@secretariat_only
def conclusion_new(request: PersonalRequest) -> HttpResponse:
    """Record a conclusion, or a recommendation of an assessment, an analysis, an opinion, an evaluation."""
    form = NewForm(request.POST if request.method == "POST" else None, initial={"meeting": request.GET.get("meeting")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            written = given["meeting"].starts_on if given["meeting"] else None
            names = ("origin", "meeting", "source", "locator", "sentence")
            made = record(by=request.person, **{name: given[name] for name in names}, **form.facts(written))
            messages.success(request, _("%(number)s is recorded.") % {"number": made.number})
            return redirect("conclusion", made.number)
        except Refused as refused:
            refused_in(form, refused)
    return render(request, "meeting/conclusion_new.html", {"form": form}, status=422 if form.errors else 200)


@working
def meeting_conclusions(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """What was concluded at a meeting so far, and the small form that adds to it."""
    held = _meeting(request, meeting)
    return _page(request, held, _quick(request, held))


@working
@require_POST
def conclusion_quick(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """Record a conclusion while minutes are taken; then back to where the form stood, ready for the next one."""
    held = _meeting(request, meeting)
    form = _quick(request, held)
    if form.is_valid():
        try:
            item = _item(request, held)
            facts = form.facts(held.starts_on)
            if item is not None:
                facts["jurisdiction"] = facts["jurisdiction"] or item.jurisdiction
                facts["goal"] = facts["goal"] or (item.goals[0] if len(item.goals) == 1 else None)
            made = record(meeting=held, item=item, sentence=form.cleaned_data["sentence"], by=request.person, **facts)
            messages.success(request, _("%(number)s is recorded.") % {"number": made.number})
            return redirect(_back(request, held))
        except Refused as refused:
            refused_in(form, refused)
    return _page(request, held, form)


def quick_context(held: Meeting) -> dict[str, Any]:
    """What the small form needs on a page that includes ``meeting/_quick_conclusion.html``."""
    owners = Conclusion.objects.order_by("owner").values_list("owner", flat=True).distinct()
    return {"quick": ConclusionForm(prefix="quick"), "quick_meeting": held, "quick_owners": list(owners)}


def _meeting(request: PersonalRequest, meeting: UUID) -> Meeting:
    held = get_object_or_404(Meeting.objects.select_related("series"), pk=meeting)
    allow(refuse_recording(request.person, held))
    return held


def _quick(request: PersonalRequest, held: Meeting) -> ConclusionForm:
    return ConclusionForm(request.POST if request.method == "POST" else None, prefix="quick")


def _item(request: PersonalRequest, held: Meeting) -> Item | None:
    """The item of this meeting beside which the form stood."""
    try:
        key = UUID(request.POST.get("item", ""))
    except ValueError:
        return None
    return Item.objects.filter(session__meeting=held, pk=key).first()


def _back(request: PersonalRequest, held: Meeting) -> str:
    """Where the form stood, if that is an address of this node."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back
    return redirect("meeting_conclusions", held.pk).url + "#quick"


def _page(request: PersonalRequest, held: Meeting, form: ConclusionForm) -> HttpResponse:
    found = conclusions(Wanted(meeting=str(held.pk), sort="number"))
    form.fields["what"].widget.attrs["autofocus"] = True
    context = {
        **quick_context(held), "quick": form, "page": find_led(request, held.pk), "meeting": held,
        "tab": "conclusions", "rows": lines(found),
        "item": request.POST.get("item", request.GET.get("item", "")), "back": request.POST.get("back", ""),
    }  # fmt: skip
    return render(request, "meeting/meeting_conclusions.html", context, status=422 if form.errors else 200)
