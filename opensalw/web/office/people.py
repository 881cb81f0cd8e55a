"""People: the list, one person, appointing, dismissing, closing and opening an account."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from opensalw.core import commands
from opensalw.core.jurisdictions import ids
from opensalw.core.models import AccessToken, Institution, Membership, Role, User
from opensalw.core.permissions import Person, refuse_inviting
from opensalw.web.paging import address, keyset
from opensalw.web.transactions import PersonalRequest

from .acts import told_acts
from .answering import Form, form_page, page, sent, tried
from .gates import (
    forbid,
    leaders_only,
    led_by,
    refuse_managing,
    refuse_own_end,
    refuse_pairing,
    secretariat_only,
)
from .roster import STATES, Row, facts_of, filtered, found_person, institutions_for, seen_by, state_of
from .words import institution_choices, jurisdiction_choices, shown


class AppointForm(Form):
    """A post for somebody who has an account."""

    institution = forms.ChoiceField(label=gettext_lazy("Institution"))
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    since = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, request: PersonalRequest, *args: object) -> None:
        super().__init__(*args, initial={"since": timezone.localdate()})
        limit_choices(self, request)


class DismissForm(Form):
    """The last day of a post."""

    on = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("The post is held until the end of that day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def limit_choices(form: forms.Form, request: PersonalRequest) -> None:
    """Offer only the institutions and roles that this person may fill."""
    person: Person = request.person
    offered = [(key, label) for key, label in Role.choices if person.is_secretariat or key == Role.CONTRIBUTOR]
    form.fields["role"].choices = offered  # type: ignore[attr-defined]
    form.fields["institution"].choices = institution_choices(request, institutions_for(person))  # type: ignore[attr-defined]


def chosen_institution(request: PersonalRequest) -> Institution | None:
    """The institution named in what was sent; one where this person may not fill that role answers 403."""
    institution = Institution.objects.filter(key=request.POST.get("institution", "")).first()
    if institution:
        forbid(refuse_inviting(request.person, request.POST.get("role", ""), institution.jurisdiction))
    return institution


def managed(request: HttpRequest, id: UUID) -> User:
    """The person of this id, whom the one who asks may look after; else 403."""
    user, refusal = found_person(request, id)
    forbid(refusal)
    if user is None:
        raise Http404
    forbid(refuse_managing(request.person, facts_of(user)))  # type: ignore[attr-defined]
    return user


@leaders_only
def people(request: PersonalRequest) -> HttpResponse:
    """Everyone whom the one who asks looks after, by words, role, jurisdiction and state."""
    wanted = {name: request.GET.get(name, "") for name in ("q", "role", "jurisdiction", "state")}
    found = keyset(request, filtered(seen_by(request.person), wanted), "shown_as", "pk")
    places = ids() if request.person.is_secretariat else led_by(request.person)
    facts = {
        "page": found,
        "rows": [Row(user, state_of(user)) for user in found.rows],
        "wanted": wanted,
        "roles": Role.choices,
        "places": jurisdiction_choices(request, places, _("All")),
        "states": STATES.items(),
        "used": [(value, address(request, **{name: None})) for name, value in _named(request, wanted).items()],
    }
    return page(request, "people.html", facts)


def _named(request: HttpRequest, wanted: dict[str, str]) -> dict[str, str]:
    words: dict[str, dict] = {
        "role": dict(Role.choices),
        "jurisdiction": dict(jurisdiction_choices(request, ids(), "")),
        "state": dict(STATES),
    }
    return {name: str(words.get(name, {}).get(value, value)) for name, value in wanted.items() if value}


@leaders_only
def person(request: PersonalRequest, id: UUID) -> HttpResponse:
    """One person: posts, state, what was done about them, and what can be done now."""
    user, refusal = found_person(request, id)
    forbid(refusal)
    if user is None:
        raise Http404
    facts = {
        "shown": user,
        "state": state_of(user),
        "posts": user.memberships.select_related("institution").order_by("-since", "pk"),
        "today": timezone.localdate(),
        "unmanageable": refuse_managing(request.person, facts_of(user)),
        "own": refuse_own_end(request.person, user.pk),
        "acts": told_acts(request, about=str(user.pk), limit=20),
    }
    return page(request, "person.html", facts)


@leaders_only
@require_http_methods(["GET", "POST"])
def person_appoint(request: PersonalRequest, id: UUID) -> HttpResponse:
    """Give somebody a further post."""
    user = managed(request, id)
    form = AppointForm(request, sent(request))
    if request.method == "POST":
        institution = chosen_institution(request)
        if form.is_valid() and institution and _appointed(form, user, institution, request.person):
            messages.success(request, _("The post was given."))
            return redirect("person", id=user.pk)
    return form_page(request, "person_appoint.html", form, {"shown": user})


def _appointed(form: forms.Form, user: User, institution: Institution, by: Person) -> Membership | None:
    given = form.cleaned_data
    if reason := refuse_pairing(given["role"], institution):
        form.add_error("role", reason)
        return None
    return tried(
        form,
        lambda: commands.appoint(user, institution=institution.key, role=given["role"], since=given["since"], by=by.id),
    )


@leaders_only
@require_http_methods(["GET", "POST"])
def person_dismiss(request: PersonalRequest, id: UUID, post: int) -> HttpResponse:
    """End a post, after saying what that does."""
    user = managed(request, id)
    held = get_object_or_404(user.memberships.select_related("institution"), pk=post, until__isnull=True)
    forbid(refuse_own_end(request.person, user.pk))
    form = DismissForm(sent(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        ended = tried(form, lambda: commands.dismiss(held, on=form.cleaned_data["on"], by=request.person.id))
        if ended:
            messages.success(request, _("The post ends on the day you gave."))
            return redirect("person", id=user.pk)
    post_words = f"{held.get_role_display()}, {shown(request, held.institution)}"
    return form_page(request, "person_dismiss.html", form, {"shown": user, "post": post_words})


@leaders_only
@require_http_methods(["GET", "POST"])
def person_deactivate(request: PersonalRequest, id: UUID) -> HttpResponse:
    """Close an account, after saying what that does."""
    user = managed(request, id)
    forbid(refuse_own_end(request.person, user.pk))
    form = Form(sent(request))
    if form.is_valid() and tried(form, lambda: commands.deactivate(user, by=request.person.id)) is not None:
        messages.success(request, _("The account is closed. Whoever was signed in with it no longer is."))
        return redirect("person", id=user.pk)
    live = AccessToken.objects.filter(made_by=user, revoked_at__isnull=True, expires_at__gt=timezone.now())
    return form_page(request, "person_deactivate.html", form, {"shown": user, "tokens": live.count()})


@secretariat_only
@require_http_methods(["GET", "POST"])
def person_reactivate(request: PersonalRequest, id: UUID) -> HttpResponse:
    """Open a closed account again, after saying what that does."""
    user = managed(request, id)
    form = Form(sent(request))
    if form.is_valid() and tried(form, lambda: commands.reactivate(user, by=request.person.id)) is not None:
        messages.success(request, _("The account is open. Make a link so that a password can be set."))
        return redirect("person", id=user.pk)
    return form_page(request, "person_reactivate.html", form, {"shown": user})
