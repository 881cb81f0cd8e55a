"""Institutions: the tree of each jurisdiction, adding one, renaming or moving one."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from opensalw.core import commands
from opensalw.core.jurisdictions import REGIONAL, ids
from opensalw.core.models import Institution
from opensalw.web.transactions import PersonalRequest

from .answering import Form, form_page, page, sent, tried
from .gates import leaders_only, led_by, secretariat_only
from .roster import in_force
from .words import jurisdiction_choices, shown

OF_THE_REGION = (Institution.Type.SECRETARIAT, Institution.Type.DONOR, Institution.Type.IMPLEMENTER)


@dataclass(frozen=True)
class Branch:
    """An institution in its tree."""

    institution: Institution
    depth: int

    @property
    def indent(self) -> str:
        """Dashes before the name: how deep it stands."""
        return "– " * self.depth


class PlaceForm(Form):
    """What an institution is called and below which other it stands."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    parent = forms.ChoiceField(label=gettext_lazy("Part of"), required=False)


class InstitutionForm(PlaceForm):
    """A new institution."""

    jurisdiction = forms.ChoiceField(label=gettext_lazy("Jurisdiction"))
    type = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Institution.Type.choices)
    field_order = ("jurisdiction", "type", "name", "parent")

    def __init__(self, request: PersonalRequest, *args: object) -> None:
        super().__init__(*args, initial={"jurisdiction": request.GET.get("jurisdiction", "")})
        self.fields["jurisdiction"].choices = jurisdiction_choices(request, ids(), _("Choose"))  # type: ignore[attr-defined]
        self.fields["parent"].choices = _parents(request, Institution.objects.all())  # type: ignore[attr-defined]

    def clean(self) -> dict:
        """The kind and the parent fit the jurisdiction."""
        given = super().clean() or {}
        jid, parent = given.get("jurisdiction"), Institution.objects.filter(key=given.get("parent") or "").first()
        if parent and jid and parent.jurisdiction != jid:
            self.add_error("parent", _("This institution belongs to another jurisdiction."))
        if jid and given.get("type") and (jid == REGIONAL) != (given["type"] in OF_THE_REGION):
            self.add_error(
                "type", _("Secretariat, donors and implementers belong to the region, all others to a seat.")
            )
        return given


def _parents(request: PersonalRequest, found: object) -> list[tuple[str, str]]:
    ordered = sorted(found, key=lambda one: (ids().index(one.jurisdiction), one.name))  # type: ignore[call-overload]
    return [("", _("Nothing: it stands by itself")), *((one.key, shown(request, one.name)) for one in ordered)]


def branches(found: list[Institution]) -> list[Branch]:
    """Institutions of one jurisdiction as a tree, each after the one it is a part of."""
    below: dict[str | None, list[Institution]] = {}
    keys = {one.key for one in found}
    for one in sorted(found, key=lambda one: one.name):
        below.setdefault(one.parent_id if one.parent_id in keys else None, []).append(one)

    def walk(parent: str | None, depth: int) -> list[Branch]:
        found = []
        for one in below.get(parent, []):
            found += [Branch(one, depth), *walk(one.key, depth + 1)]
        return found

    return walk(None, 0)


@leaders_only
def institutions(request: PersonalRequest) -> HttpResponse:
    """The institutions of each jurisdiction that the one who asks looks after."""
    places = ids() if request.person.is_secretariat else led_by(request.person)
    live = Q(tokens__revoked_at__isnull=True, tokens__expires_at__gt=timezone.now())
    found = Institution.objects.filter(jurisdiction__in=places).annotate(
        people=Count("memberships__user", in_force("memberships__"), distinct=True),
        live_tokens=Count("tokens", live, distinct=True),
    )
    by_place: dict[str, list[Institution]] = {jid: [] for jid in ids() if jid in places}
    for one in found:
        by_place[one.jurisdiction].append(one)
    trees = [(jid, branches(members)) for jid, members in by_place.items()]
    return page(request, "institutions.html", {"trees": trees})


@secretariat_only
@require_http_methods(["GET", "POST"])
def institution_add(request: PersonalRequest) -> HttpResponse:
    """Add an institution."""
    form = InstitutionForm(request, sent(request))
    if form.is_valid():
        given = form.cleaned_data
        added = tried(
            form,
            lambda: commands.add_institution(
                key=_free_key(given["jurisdiction"], given["name"]), jurisdiction=given["jurisdiction"],
                type=given["type"], name=given["name"], parent=given["parent"] or None, by=request.person.id,
            ),
        )  # fmt: skip
        if added:
            messages.success(request, _("%(name)s was added.") % {"name": shown(request, added.name)})
            return redirect("institutions")
    return form_page(request, "institution_add.html", form)


def _free_key(jurisdiction: str, name: str) -> str:
    word = slugify(name)[:40] or "institution"
    taken = set(Institution.objects.filter(key__startswith=f"{jurisdiction}/{word}").values_list("key", flat=True))
    key, number = f"{jurisdiction}/{word}", 2
    while key in taken:
        key, number = f"{jurisdiction}/{word}-{number}", number + 1
    return key


@secretariat_only
@require_http_methods(["GET", "POST"])
def institution_edit(request: PersonalRequest, key: str) -> HttpResponse:
    """Rename an institution or move it below another; its key, which entries carry, stays."""
    kept = get_object_or_404(Institution, key=key)
    form = PlaceForm(sent(request), initial={"name": kept.name, "parent": kept.parent_id or ""})
    others = Institution.objects.filter(jurisdiction=kept.jurisdiction)
    inside = _inside(kept, list(others))
    form.fields["parent"].choices = _parents(request, [one for one in others if one.key not in inside])  # type: ignore[attr-defined]
    if form.is_valid():
        given = form.cleaned_data
        changed = tried(
            form,
            lambda: commands.add_institution(
                key=kept.key, jurisdiction=kept.jurisdiction, type=kept.type,
                name=given["name"], parent=given["parent"] or None, by=request.person.id,
            ),
        )  # fmt: skip
        if changed:
            messages.success(request, _("The institution was changed."))
            return redirect("institutions")
    return form_page(request, "institution_edit.html", form, {"institution": kept})


def _inside(one: Institution, others: list[Institution]) -> set[str]:
    """The institution itself and everything below it: none of them can be its parent."""
    found, grown = {one.key}, True
    while grown:
        more = {other.key for other in others if other.parent_id in found} - found
        grown, found = bool(more), found | more
    return found
