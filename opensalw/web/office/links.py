"""The side of the link's holder: open it once, set a password, sign in.

The secret leaves the address at once: the address is exchanged for the link's id in the session, so that
no log, no history entry of a page and no referrer carries it. A dead secret is answered without an error
status, because an error would be logged with its address.
"""

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from opensalw.core import commands
from opensalw.core.models import OneTimeLink, User
from opensalw.core.queries import usable_link

from .answering import Form, sent, tried, unkept

IN_SESSION = "one_time_link"


class PasswordForm(Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=gettext_lazy("New password"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=gettext_lazy("The same password again"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, user: User, *args: object) -> None:
        super().__init__(*args)
        self.user = user
        hints = format_html_join("", "<li>{}</li>", ((text,) for text in password_validators_help_texts()))
        self.fields["password"].help_text = format_html("<ul>{}</ul>", hints)

    def clean_password(self) -> str:
        """The password, if the validators let it pass."""
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]

    def clean(self) -> dict:
        """Both fields hold the same."""
        given = super().clean() or {}
        if "password" in given and "again" in given and given["password"] != given["again"]:
            raise ValidationError({"again": _("This differs from the password above. Type both again.")})
        return given


@csrf_exempt  # changes nothing but the visitor's own session; a refusal would be logged with the secret
@sensitive_variables("secret", "link")
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address and go on to the form."""
    found = usable_link(secret)
    if found:
        request.session[IN_SESSION] = str(found.pk)
    else:
        request.session.pop(IN_SESSION, None)
    return unkept(redirect("link_password"))


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def link_password(request: HttpRequest) -> HttpResponse:
    """Set a password with the link that was opened; a used or old one says so."""
    opened = _opened(request)
    if opened is None:
        return unkept(render(request, "office/link_dead.html"))
    form = PasswordForm(opened.user, sent(request))
    if form.is_valid():
        user = tried(form, lambda: commands.use_link(opened, password=form.cleaned_data["password"]))
        if user:
            logout(request)
            messages.success(request, _("The password is set. Sign in with it now."))
            return redirect("account_login")
    status = 422 if form.is_bound else 200
    answer = render(request, "office/link_password.html", {"form": form, "link": opened}, status=status)
    return unkept(answer, has_form=True)


def _opened(request: HttpRequest) -> OneTimeLink | None:
    id = request.session.get(IN_SESSION)
    if not id:
        return None
    waiting = OneTimeLink.objects.select_related("user").filter(used_at__isnull=True, user__is_active=True)
    return waiting.filter(pk=id, expires_at__gt=timezone.now()).first()
