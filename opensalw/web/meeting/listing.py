"""The follow-up list: what was concluded and promised, filtered, sorted, paged, as a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.due_words import due_in_words
from opensalw.coordination.models import Conclusion, Meeting
from opensalw.coordination.queries.conclusions import Wanted, conclusions, owners, promises_of, seen_by
from opensalw.core.designations import label
from opensalw.core.jurisdictions import declared
from opensalw.core.permissions import Person
from opensalw.documents.content import follow_up
from opensalw.documents.queries.documents import MEDIA_TYPES, printed
from opensalw.web.files import attached, written
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working

PAGE = 50
FORMATS = ("csv", "xlsx", "docx", "pdf")
STATUSES = [
    ("waited_for", gettext_lazy("Open and under way")), ("closed", gettext_lazy("Closed")),
    ("all", gettext_lazy("All")), *Conclusion.Status.choices,
]  # fmt: skip
COLUMNS = ("number", "kind", "origin", "what", "owner", "jurisdiction", "goal", "due", "due_from", "due_on", "status",
           "closed_on", "meeting", "source", "locator")  # fmt: skip
HEADS = (
    ("number", gettext_lazy("No.")), ("", gettext_lazy("What")), ("due", gettext_lazy("Due")),
    ("owner", gettext_lazy("Who")),
)  # fmt: skip


class FollowUpFilter(forms.Form):
    """Which conclusions are shown."""

    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False, choices=STATUSES)
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=80)
    overdue = forms.BooleanField(label=gettext_lazy("Past their day only"), required=False)

    def __init__(self, data: Any, *, public: bool = False) -> None:
        super().__init__(data, label_suffix="")
        held = Conclusion.objects.order_by()
        goals = sorted(number for number in held.values_list("goal", flat=True).distinct() if number)
        meetings = Meeting.objects.filter(conclusions__isnull=False).distinct()
        if public:
            meetings = meetings.filter(state=Meeting.State.RECORDED)
        offered = {
            "owner": (_("Owner"), [(name, name) for name in sorted(held.values_list("owner", flat=True).distinct())]),
            "jurisdiction": (_("Jurisdiction"), [(one.id, label(one.id)) for one in declared()]),
            "goal": (_("Goal"), [(str(number), str(number)) for number in goals]),
            "meeting": (_("Meeting"), [(str(one.pk), one.title) for one in meetings]),
        }
        for name, (title, choices) in offered.items():
            if name != "owner" or not public:
                self.fields[name] = forms.ChoiceField(label=title, required=False, choices=[("", _("All")), *choices])
        self.order_fields(["status", *offered, "q", "overdue"])

    def chosen(self) -> dict[str, str]:
        """What was chosen; a choice that is not known is left out."""
        self.is_valid()
        return {name: "1" if value is True else value for name, value in self.cleaned_data.items() if value}


@dataclass(frozen=True)
class Line:
    """A conclusion as a list shows it."""

    conclusion: Conclusion
    due: str
    late: bool


def lines(found: Iterable[Conclusion], today: date | None = None) -> list[Line]:
    """The conclusions as a list shows them."""
    today = today or timezone.localdate()
    return [Line(one, due_in_words(one), one.is_overdue(today)) for one in found]


def wanted_of(chosen: dict[str, str], sort: str = "due") -> Wanted:
    """What the filter asks for; without a status it is what is open."""
    status = chosen.get("status", "waited_for")
    return Wanted(
        status="" if status == "all" else status, owner=chosen.get("owner", ""),
        jurisdiction=chosen.get("jurisdiction", ""), goal=int(chosen["goal"]) if "goal" in chosen else None,
        meeting=chosen.get("meeting", ""), words=chosen.get("q", ""), overdue="overdue" in chosen, sort=sort,
    )  # fmt: skip


@working
def conclusion_list(request: PersonalRequest) -> HttpResponse:
    """The follow-up list of the workspace."""
    form = FollowUpFilter(request.GET)
    return render(request, "meeting/conclusions.html", listed(request, form, request.person))


@working
def conclusion_file(request: PersonalRequest, format: str) -> HttpResponse:
    """All that the filter shows, as CSV, XLSX, DOCX or PDF."""
    chosen = FollowUpFilter(request.GET).chosen()
    found = seen_by(conclusions(wanted_of(chosen, request.GET.get("sort", "due"))), request.person)
    return file_of(found, format)


@working
def promises(request: PersonalRequest) -> HttpResponse:
    """What waits for my institution, and for my jurisdiction where I lead it; how every owner stands."""
    own = lines(promises_of(request.person))
    return render(request, "meeting/promises.html", {"rows": own, "owners": owners(), "late": sum(r.late for r in own)})


def listed(request: PersonalRequest, form: FollowUpFilter, reader: Person) -> dict[str, Any]:
    """The facts of a page with the list: rows, pages, filters in use."""
    chosen, sort = form.chosen(), request.GET.get("sort", "due")
    found = seen_by(conclusions(wanted_of(chosen, sort)), reader)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    kept = {**chosen, **({"sort": sort} if sort != "due" else {})}

    def address(**changes: str) -> str:
        return "?" + urlencode({name: value for name, value in {**kept, **changes}.items() if value})

    heads = [(title, name and address(sort=f"-{name}" if sort == name else name), _way(name, sort))
             for name, title in HEADS]  # fmt: skip
    return {
        "form": form, "rows": lines(page.object_list), "total": page.paginator.count, "heads": heads,
        "previous_url": address(page=str(page.previous_page_number())) if page.has_previous() else "",
        "next_url": address(page=str(page.next_page_number())) if page.has_next() else "",
        "shown": _("%(first)d to %(last)d of %(total)d") % {
            "first": page.start_index(), "last": page.end_index(), "total": page.paginator.count
        } if page.paginator.count else "",
        "now": [(form[name].label, _words_of(form, name), address(**{name: ""})) for name in chosen],
        "query": urlencode(kept),
    }  # fmt: skip


def file_of(found: QuerySet[Conclusion], format: str) -> HttpResponse:
    """The list as a file."""
    if format == "csv":
        return attached(written(COLUMNS, [row_of(one) for one in found]), "text/csv; charset=utf-8", "conclusions.csv")
    if format not in FORMATS:
        raise Http404
    document = follow_up.build(found, timezone.localdate())
    return attached(printed(document, format), MEDIA_TYPES[format], f"conclusions.{format}")


def row_of(one: Conclusion) -> dict[str, object]:
    """A conclusion as a row of a file."""
    names = ("number", "kind", "origin", "what", "owner", "jurisdiction", "goal", "due_from", "due_on", "status",
             "closed_on", "locator")  # fmt: skip
    row: dict[str, object] = {name: getattr(one, name) for name in names}
    return {**row, "due": due_in_words(one), "meeting": str(one.meeting or ""), "source": one.source_id or ""}


def _way(name: str, sort: str) -> str:
    if not name or sort.removeprefix("-") != name:
        return ""
    return "descending" if sort.startswith("-") else "ascending"


def _words_of(form: FollowUpFilter, name: str) -> str:
    field, value = form.fields[name], form.cleaned_data[name]
    return _("yes") if value is True else str(dict(getattr(field, "choices", [])).get(value, value))
