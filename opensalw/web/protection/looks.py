"""Who looked at personal data, when, at what and why; as a list and as a file."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render

from opensalw.core.queries import names_of
from opensalw.documents.queries.documents import MEDIA_TYPES
from opensalw.registers.models import Consultation
from opensalw.registers.queries.consultations import Looked, consultations, kinds_of_looks, people_who_looked
from opensalw.registers.queries.people import holders_by_id
from opensalw.web.files import as_sheet, attached, written
from opensalw.web.paging import keyset
from opensalw.web.transactions import PersonalRequest

from .access import of_log, tabs
from .forms import LookedForm

COLUMNS = ("when", "who", "what", "holder", "purpose")
MOST = 50_000


def _form(request: PersonalRequest, jid: str) -> LookedForm:
    people = people_who_looked(jid)
    names = names_of(set(people))
    return LookedForm(request.GET, {one: names.get(one, one) for one in people}, kinds_of_looks(jid))


def _wanted(form: LookedForm) -> Looked:
    form.is_valid()
    given = getattr(form, "cleaned_data", {})
    return Looked(**{name: value for name, value in given.items() if value})


def _lines(jid: str, looks: Iterable[Consultation]) -> list[dict[str, object]]:
    held = list(looks)
    names = names_of({one.by for one in held})
    holders = holders_by_id({one.subject for one in held if one.subject}, jid)
    return [
        {
            "when": one.at, "who": names.get(one.by, one.by), "what": one.what,
            "holder": holders[one.subject].number if one.subject in holders else "", "purpose": one.purpose,
        }
        for one in held
    ]  # fmt: skip


@of_log
def protection_log(request: PersonalRequest, jid: str) -> HttpResponse:
    """The looks, narrowed by a saved address."""
    form = _form(request, jid)
    page = keyset(request, consultations(jid, _wanted(form)), "-id")
    context = {
        **tabs(request, jid, "protection_log"), "form": form, "rows": _lines(jid, page.rows),
        "previous_url": page.previous_url, "next_url": page.next_url, "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "protection/looks.html", context)


@of_log
def protection_log_file(request: PersonalRequest, jid: str, format: str) -> HttpResponse:
    """The same list as a file."""
    lines = _lines(jid, consultations(jid, _wanted(_form(request, jid)))[:MOST])
    rows = [{**one, "when": f"{one['when']:%Y-%m-%d %H:%M:%S}"} for one in lines]
    if format == "csv":
        return attached(written(COLUMNS, rows), "text/csv; charset=utf-8", f"looks-{jid}.csv")
    sheet = as_sheet("looks", COLUMNS, ([str(row[name]) for name in COLUMNS] for row in rows))
    return attached(sheet, MEDIA_TYPES["xlsx"], f"looks-{jid}.xlsx")
