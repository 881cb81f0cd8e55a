"""Needs, challenges and the other points of all released parts: filtered, paged, as a workbook."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.queries.needs import of_points
from opensalw.core.designations import label
from opensalw.core.jurisdictions import declared
from opensalw.core.richtext import plain_of
from opensalw.documents import xlsx
from opensalw.documents.blocks import Column, Document, Heading, Row, Table, words
from opensalw.roadmap.models import TextItem
from opensalw.roadmap.queries.rounds import points, rounds
from opensalw.web.transactions import PersonalRequest

from .access import working

PAGE = 50
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DEFAULT_KINDS = (TextItem.Kind.NEED, TextItem.Kind.CHALLENGE)


class NeedsFilter(forms.Form):
    """Which points are shown."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False,
        choices=[("", gettext_lazy("Needs and challenges")), *TextItem.Kind.choices],
    )  # fmt: skip
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = list(rounds())
        numbers = sorted({goal.number for one in held for goal in one.framework.spec.goals})
        offered = {
            "jurisdiction": (_("Jurisdiction"), [(one.id, one.seat) for one in declared()]),
            "goal": (_("Goal"), [(str(number), str(number)) for number in numbers]),
            "round": (_("Round"), [(one.key, one.key) for one in held]),
        }
        for name, (title, choices) in offered.items():
            self.fields[name] = forms.ChoiceField(label=title, required=False, choices=[("", _("All")), *choices])
        self.order_fields(["kind", *offered, "q"])

    def chosen(self) -> dict[str, str]:
        """What was chosen; a choice that is not known is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@working
def needs(request: PersonalRequest) -> HttpResponse:
    """The points by jurisdiction and goal."""
    form = NeedsFilter(request.GET)
    chosen = form.chosen()
    page = Paginator(_found(chosen), PAGE).get_page(request.GET.get("page"))
    known = of_points(page.object_list)
    context = {
        "form": form,
        "rows": [(item, known.get(item.pk)) for item in page.object_list],
        "total": page.paginator.count,
        "shown": _shown(page),
        "previous_url": _address(chosen, page.previous_page_number()) if page.has_previous() else "",
        "next_url": _address(chosen, page.next_page_number()) if page.has_next() else "",
        "now": [(form[name].label, _words_of(form, name), _address(chosen, without=name)) for name in chosen],
        "query": urlencode(chosen),
    }
    return render(request, "work/needs.html", context)


@working
def needs_file(request: PersonalRequest) -> HttpResponse:
    """The points that the filter shows, all pages of them, as XLSX."""
    rows = list(_found(NeedsFilter(request.GET).chosen()))
    response = HttpResponse(xlsx.render(needs_document(rows, timezone.localdate())), content_type=SHEET)
    response["Content-Disposition"] = 'attachment; filename="needs.xlsx"'
    return response


def needs_document(rows: list[TextItem], today: date) -> Document:
    """The points as a document of one table."""
    columns = [
        Column(str(title)) for title in (_("Round"), _("Jurisdiction"), _("Goal"), _("Kind"), _("Text"), _("Source"))
    ]
    title = _("Needs and challenges")
    lines = [
        Row([
            words(item.submission.round_id), words(label(item.submission.jurisdiction)), words(str(item.goal)),
            words(str(item.get_kind_display())), words(plain_of(item.translation or item.text)), words(item.locator),
        ])
        for item in rows
    ]  # fmt: skip
    table = Table(columns, lines, caption=title)
    return Document(
        title=title, subtitle="", language="en", date=today, meta={}, blocks=[Heading(1, title), table], footnotes=[]
    )


def _found(chosen: dict[str, str]):
    kinds = [chosen["kind"]] if "kind" in chosen else list(DEFAULT_KINDS)
    goal = int(chosen["goal"]) if "goal" in chosen else None
    return points(
        kinds, jurisdiction=chosen.get("jurisdiction", ""), goal=goal, round_key=chosen.get("round", ""),
        words=chosen.get("q", ""),
    )  # fmt: skip


def _shown(page: Page) -> str:
    if not page.paginator.count:
        return ""
    return _("%(first)d to %(last)d of %(total)d") % {
        "first": page.start_index(), "last": page.end_index(), "total": page.paginator.count
    }  # fmt: skip


def _address(chosen: dict[str, str], page: int = 1, without: str = "") -> str:
    kept = {name: value for name, value in chosen.items() if name != without}
    return "?" + urlencode({**kept, **({"page": page} if page > 1 else {})})


def _words_of(form: NeedsFilter, name: str) -> str:
    field, value = form.fields[name], form.cleaned_data[name]
    return str(dict(getattr(field, "choices", [])).get(value, value))
