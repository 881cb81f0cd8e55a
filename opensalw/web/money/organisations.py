"""Organisations in the workspace: who gives, who carries projects, who sits at a fund; entered, changed, taken away."""

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from opensalw.coordination.commands.projects import keep_organisation
from opensalw.coordination.commands.removing import remove_organisation
from opensalw.coordination.models import Organisation
from opensalw.coordination.queries.organisations import ROLES, free_key, organisations, subject_history
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import secretariat_only

from .entering import Asked, WhyForm, entered, told
from .organisation_forms import OrganisationFilter, OrganisationForm
from .tables import Listed, table_file


def _found(form: OrganisationFilter) -> QuerySet[Organisation]:
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    found = organisations()
    if (role := chosen.get("role")) in ROLES:
        found = found.filter(**{role: True})
    if kind := chosen.get("kind"):
        found = found.filter(kind=kind)
    if words := chosen.get("q"):
        found = found.filter(Q(name__icontains=words) | Q(short_name__icontains=words))
    return found


def _above() -> tuple[str, str]:
    return reverse("organisation_list"), _("Organisations")


@secretariat_only
def organisation_list(request: PersonalRequest) -> HttpResponse:
    """All organisations with what each does here."""
    form = OrganisationFilter(request.GET)
    context = {"form": form, "rows": list(_found(form)), "asked": request.GET.urlencode()}
    return render(request, "money/organisations.html", context)


@secretariat_only
def organisation_list_file(request: PersonalRequest, ending: str) -> HttpResponse:
    """The organisations that the filter leaves, as a file."""
    columns = [
        ("key", _("Key")), ("name", _("Name")), ("short_name", _("Short name")), ("kind", _("Kind")),
        ("part_of", _("Part of")), ("gives", _("Gives money")), ("implements", _("Carries projects")),
        ("sits", _("Sits at a fund")), ("iati_identifier", _("IATI identifier")), ("institution", _("Its people here")),
    ]  # fmt: skip
    rows: list[dict[str, object]] = [
        {
            "key": one.key, "name": one.name, "short_name": one.short_name, "kind": str(one.get_kind_display()),
            "part_of": one.part_of_id or "", **{role: getattr(one, role) for role in ROLES},
            "iati_identifier": one.iati_identifier, "institution": one.institution_id or "",
        }
        for one in _found(OrganisationFilter(request.GET))
    ]  # fmt: skip
    return table_file(Listed("organisations", _("Organisations"), columns, rows), ending)


@secretariat_only
def organisation(request: PersonalRequest, key: str) -> HttpResponse:
    """An organisation: its facts, its parts, seats, projects and gifts, and its history."""
    found = get_object_or_404(organisations(), pk=key)
    context = {
        "one": found, "parts": list(found.parts.all()),
        "seats": list(found.seats.select_related("fund").order_by("fund__title", "part")),
        "projects": list(found.projects.order_by("title")), "partner_in": list(found.partner_in.order_by("title")),
        "entries": told(subject_history("organisation", key)),
    }  # fmt: skip
    return render(request, "money/organisation.html", context)


@secretariat_only
def organisation_new(request: PersonalRequest) -> HttpResponse:
    """Enter an organisation."""
    form = OrganisationForm(None, request.POST or None)

    def keep() -> str:
        facts = form.facts()
        wish = slugify(facts["short_name"] or facts["name"])[:50].strip("-") or "organisation"
        made = keep_organisation(key=free_key(wish, Organisation.objects.all()), by=request.person, **facts)
        return reverse("organisation", args=[made.pk])

    return entered(request, form, keep, Asked(
        _("Enter an organisation"), [_above()], _("A donor, an organisation that carries projects, or one that sits "
                                                  "at a fund. What is not known stays empty."),
    ))  # fmt: skip


@secretariat_only
def organisation_edit(request: PersonalRequest, key: str) -> HttpResponse:
    """Change what is known of an organisation."""
    found = get_object_or_404(Organisation.objects.select_related("part_of"), pk=key)
    form = OrganisationForm(found, request.POST or None)

    def keep() -> None:
        keep_organisation(key=found.pk, by=request.person, **form.facts())

    above = [_above(), (reverse("organisation", args=[key]), found.name)]
    return entered(request, form, keep, Asked(_("Change the organisation"), above))


@secretariat_only
def organisation_remove(request: PersonalRequest, key: str) -> HttpResponse:
    """Take away an organisation that was entered by mistake."""
    found = get_object_or_404(Organisation, pk=key)
    form = WhyForm(request.POST or None)

    def keep() -> str:
        remove_organisation(found, reason=form.cleaned_data["reason"], by=request.person)
        return reverse("organisation_list")

    above = [_above(), (reverse("organisation", args=[key]), found.name)]
    meaning = _("It goes from the list, if nothing names it. The ledger keeps that it was there.")
    return entered(request, form, keep, Asked(_("Take it away"), above, meaning, _("Take it away"), _("Taken away.")))
