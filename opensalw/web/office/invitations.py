"""Inviting people and making them a new link; the link is shown once, to hand over or to print."""

from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from opensalw.core import commands
from opensalw.core.models import Institution, OneTimeLink, User
from opensalw.web.transactions import PersonalRequest

from .answering import Form, form_page, page, sent, tried, unkept
from .gates import leaders_only, refuse_pairing
from .letters import hand_over, sends_mail
from .people import chosen_institution, limit_choices, managed


class SendForm(Form):
    """How a link gets to its holder."""

    send = forms.BooleanField(label=gettext_lazy("Send the link by e-mail"), required=False, initial=True)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not sends_mail():
            self.fields["send"].disabled = True
            self.fields["send"].initial = False
            self.fields["send"].help_text = gettext_lazy("No mail is sent from here: hand the link over on paper.")


class InviteForm(SendForm):
    """An account, a post and a link, in one step."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), max_length=254,
        help_text=gettext_lazy("The person signs in with it. An address of the post outlives the person."),
    )  # fmt: skip
    shown_as = forms.CharField(
        label=gettext_lazy("Shown as"), max_length=120,
        help_text=gettext_lazy("The post, not the name of a person: it stands beside what is entered."),
    )  # fmt: skip
    institution = forms.ChoiceField(label=gettext_lazy("Institution"))
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    field_order = ("email", "shown_as", "institution", "role", "send")

    def __init__(self, request: PersonalRequest, *args: object) -> None:
        super().__init__(*args)
        limit_choices(self, request)


@leaders_only
@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
def person_invite(request: PersonalRequest) -> HttpResponse:
    """Invite somebody: make the account and the post, and show the link once."""
    form = InviteForm(request, sent(request))
    if request.method == "POST":
        institution = chosen_institution(request)
        if form.is_valid() and institution and (made := _invited(form, institution, request.person.id)):
            user, secret = made
            handover = hand_over(
                request, user, secret, purpose=OneTimeLink.Purpose.INVITATION, send=form.cleaned_data["send"]
            )
            return unkept(page(request, "link_handover.html", {"handover": handover}))
    return form_page(request, "person_invite.html", form)


def _invited(form: forms.Form, institution: Institution, by: str) -> tuple[User, str] | None:
    given = form.cleaned_data
    if reason := refuse_pairing(given["role"], institution):
        form.add_error("role", reason)
        return None

    @transaction.atomic
    def invite() -> tuple[User, str]:
        user = commands.add_user(email=given["email"], shown_as=given["shown_as"], by=by)
        commands.appoint(user, institution=institution.key, role=given["role"], since=timezone.localdate(), by=by)
        return user, commands.make_link(user, purpose=OneTimeLink.Purpose.INVITATION, by=by)

    return tried(form, invite)


@leaders_only
@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
def person_link(request: PersonalRequest, id: UUID) -> HttpResponse:
    """Make somebody a new link to set a password with, and show it once."""
    user = managed(request, id)
    form = SendForm(sent(request))
    if form.is_valid():
        purpose = OneTimeLink.Purpose.RESET if user.has_usable_password() else OneTimeLink.Purpose.INVITATION
        secret = tried(form, lambda: commands.make_link(user, purpose=purpose, by=request.person.id))
        if secret:
            handover = hand_over(request, user, secret, purpose=purpose, send=form.cleaned_data["send"])
            return unkept(page(request, "link_handover.html", {"handover": handover}))
    return form_page(request, "person_link.html", form, {"shown": user})
