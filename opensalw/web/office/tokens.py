"""API tokens of institutions: issue one, show its secret once, revoke it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from opensalw.core import commands
from opensalw.core.models import AccessToken, Institution
from opensalw.web.paging import keyset
from opensalw.web.transactions import PersonalRequest

from .answering import Form, form_page, page, sent, tried, unkept
from .gates import forbid, is_live, leaders_only, refuse_tokens
from .roster import institutions_for
from .words import institution_choices


class TokenForm(Form):
    """A key for an institution's machine."""

    institution = forms.ChoiceField(label=gettext_lazy("Institution"))
    label = forms.CharField(
        label=gettext_lazy("What it is for"), max_length=80,
        help_text=gettext_lazy("The machine or program that will use it. It is shown beside what the token enters."),
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"), choices=AccessToken.Scope.choices,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("As little as the program needs."),
    )  # fmt: skip

    def __init__(self, request: PersonalRequest, *args: object) -> None:
        super().__init__(*args)
        self.fields["institution"].choices = institution_choices(request, institutions_for(request.person))  # type: ignore[attr-defined]


@leaders_only
def tokens(request: PersonalRequest) -> HttpResponse:
    """The tokens of the institutions that the one who asks looks after."""
    kept = AccessToken.objects.select_related("institution", "made_by")
    found = kept.filter(institution__in=institutions_for(request.person).values("key"))
    listed = keyset(request, found, "-made_at", "-pk")
    now = timezone.now()
    rows = [(token, _state(token, is_live(token, now))) for token in listed.rows]
    return page(request, "tokens.html", {"page": listed, "rows": rows})


def _state(token: AccessToken, live: bool) -> str:
    return "active" if live else "revoked" if token.revoked_at else "expired"


@leaders_only
@sensitive_variables("secret", "issued")
@require_http_methods(["GET", "POST"])
def token_issue(request: PersonalRequest) -> HttpResponse:
    """Issue a token; its secret is on this answer and nowhere else."""
    form = TokenForm(request, sent(request))
    if request.method == "POST":
        institution = Institution.objects.filter(key=request.POST.get("institution", "")).first()
        if institution:
            forbid(refuse_tokens(request.person, institution))
        if form.is_valid() and institution:
            given = form.cleaned_data
            issued = tried(
                form,
                lambda: commands.issue_token(
                    institution=institution.key, label=given["label"], scopes=given["scopes"], by=request.person.id
                ),
            )
            if issued:
                token, secret = issued
                return unkept(page(request, "token_secret.html", {"token": token, "secret": secret}))
    return form_page(request, "token_issue.html", form)


@leaders_only
@require_http_methods(["GET", "POST"])
def token_revoke(request: PersonalRequest, id: UUID) -> HttpResponse:
    """Revoke a token, after saying what that does."""
    token = AccessToken.objects.select_related("institution").filter(pk=id).first()
    if token is None:
        forbid(None if request.person.is_secretariat else refuse_tokens(request.person, Institution()))
        raise Http404
    forbid(refuse_tokens(request.person, token.institution))
    form = Form(sent(request))
    if form.is_valid() and tried(form, lambda: commands.revoke_token(token, by=request.person.id)) is not None:
        messages.success(request, _("The token is worthless from now on."))
        return redirect("tokens")
    return form_page(request, "token_revoke.html", form, {"token": token})
