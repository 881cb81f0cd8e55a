"""The pages on which the secretariat writes a call: text, terms, texts asked for, criteria; opened, its end moved."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from opensalw.coordination.commands import calls as commands
from opensalw.coordination.commands.proposals import terms_of
from opensalw.coordination.commands.removing import remove_call
from opensalw.coordination.models import Call
from opensalw.coordination.proposing import Terms
from opensalw.coordination.queries.organisations import free_key
from opensalw.coordination.rules.funds import refuse_changing_terms, refuse_removing_call
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import secretariat_only

from .call_forms import AskedTextsForm, CallForm, CriteriaForm, EndForm, OpenForm, TermsForm
from .entering import Asked, WhyForm, entered
from .fund_desk import find_fund
from .fund_edits import above as above_fund
from .portfolio import framed


def find_call(key: str) -> Call:
    """The call of an address."""
    return get_object_or_404(Call.objects.select_related("fund"), pk=key)


def _above(call: Call) -> list[tuple[str, str]]:
    return [(reverse("call_desk"), _("Calls and decisions")), (reverse("call_work", args=[call.pk]), call.title)]


def _keep(request: PersonalRequest, call: Call, terms: Terms | None = None, **facts: Any) -> None:
    title = facts.pop("title", call.title)
    commands.keep_call(
        key=call.pk, fund=call.fund, number=call.number, title=title, terms=terms, by=request.person, **facts
    )


@secretariat_only
def call_new(request: PersonalRequest, key: str) -> HttpResponse:
    """Write a call of a fund; nobody else reads it before it is opened."""
    fund, (_frame, spec) = find_fund(key), framed()
    form = CallForm(spec, None, fund.currency, request.POST or None)
    number = max(fund.calls.values_list("number", flat=True), default=0) + 1

    def keep() -> str:
        facts = form.facts()
        made = commands.keep_call(
            key=free_key(f"{fund.pk}-{number}", Call.objects.all()), fund=fund, number=number, terms=Terms(),
            is_public=False, by=request.person, **facts,
        )  # fmt: skip
        return reverse("call_work", args=[made.pk])

    meaning = _("Call %(n)d of the fund. It is read by the secretariat alone until it is opened.") % {"n": number}
    return entered(request, form, keep, Asked(_("Write a call"), above_fund(fund, "#calls"), meaning))


@secretariat_only
def call_text(request: PersonalRequest, key: str) -> HttpResponse:
    """Change the text of a call, its days and its money."""
    found, (_frame, spec) = find_call(key), framed()
    form = CallForm(spec, found, found.fund.currency, request.POST or None)

    def keep() -> None:
        _keep(request, found, **{"closes_at": found.closes_at, **form.facts()})

    return entered(request, form, keep, Asked(_("Text of the call"), _above(found)))


def _terms_page(request: PersonalRequest, call: Call, form: Any, title: str, meaning: str = "") -> HttpResponse:
    def keep() -> None:
        _keep(request, call, Terms.model_validate({**terms_of(call).model_dump(), **form.changes()}))

    return entered(request, form, keep, Asked(title, _above(call), meaning, refused=refuse_changing_terms(call)))


@secretariat_only
def call_terms(request: PersonalRequest, key: str) -> HttpResponse:
    """Say who may propose, for how much and how long."""
    found = find_call(key)
    return _terms_page(request, found, TermsForm(terms_of(found), request.POST or None), _("Who may propose, and what"))


@secretariat_only
def call_texts(request: PersonalRequest, key: str) -> HttpResponse:
    """Name the texts that a proposal must hold."""
    found = find_call(key)
    form = AskedTextsForm(terms_of(found), request.POST or None)
    return _terms_page(request, found, form, _("Texts that it asks for"))


@secretariat_only
def call_criteria(request: PersonalRequest, key: str) -> HttpResponse:
    """Name the criteria of the review and their weights."""
    found = find_call(key)
    form = CriteriaForm(terms_of(found), request.POST or None)
    return _terms_page(request, found, form, _("Criteria of the review"), _("The weights are 100 per cent together."))


@secretariat_only
def call_open(request: PersonalRequest, key: str) -> HttpResponse:
    """Open a call for proposals."""
    found = find_call(key)
    form = OpenForm(request.POST or None)

    def keep() -> None:
        _keep(request, found, is_public=form.cleaned_data["is_public"], opens_on=found.opens_on,
              closes_at=found.closes_at)  # fmt: skip
        commands.open_call(found, by=request.person)

    lacks = None if found.closes_at else _("Say when the call closes before you open it.")
    meaning = _("Organisations can propose from now on. It cannot be taken away any more; its end can be moved.")
    return entered(request, form, keep, Asked(
        _("Open the call"), _above(found), meaning, _("Open it"), _("The call is open."),
        _("It is open.") if found.is_open else lacks,
    ))  # fmt: skip


@secretariat_only
def call_end(request: PersonalRequest, key: str) -> HttpResponse:
    """Let a call close at another time."""
    found = find_call(key)
    form = EndForm(request.POST or None, initial={"closes_at": found.closes_at})

    def keep() -> None:
        commands.move_end(found, by=request.person, **form.cleaned_data)

    return entered(request, form, keep, Asked(_("Move the end"), _above(found)))


@secretariat_only
def call_remove(request: PersonalRequest, key: str) -> HttpResponse:
    """Take away a call that was never opened."""
    found = find_call(key)
    form = WhyForm(request.POST or None)

    def keep() -> str:
        remove_call(found, reason=form.cleaned_data["reason"], by=request.person)
        return reverse("fund_work", args=[found.fund_id]) + "#calls"

    meaning = _("It goes with its text and terms. The ledger keeps that it was there.")
    return entered(request, form, keep, Asked(
        _("Take the call away"), _above(found), meaning, _("Take it away"), _("Taken away."),
        refuse_removing_call(found),
    ))  # fmt: skip
