"""The log of administrative acts: who changed what about people, roles, institutions and tokens."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.models import AccessToken, AdministrativeAct, Institution, Role, User
from opensalw.core.queries import is_uuid, names_of
from opensalw.web.paging import address, keyset

from .answering import page
from .gates import secretariat_only

SENTENCES: dict[str, str | Promise] = {
    "institution_added": gettext_lazy("Added the institution %(about)s"),
    "mapping_loaded": gettext_lazy("Loaded the mapping of codes %(about)s"),
    "mapping_withdrawn": gettext_lazy("Withdrew the mapping of codes %(about)s"),
    "user_added": gettext_lazy("Made an account for %(about)s"),
    "appointed": gettext_lazy("Appointed %(about)s: %(role)s, %(institution)s"),
    "dismissed": gettext_lazy("Ended a post of %(about)s: %(role)s, %(institution)s"),
    "user_deactivated": gettext_lazy("Closed the account of %(about)s"),
    "user_reactivated": gettext_lazy("Opened the account of %(about)s again"),
    "invitation_link_made": gettext_lazy("Made an invitation link for %(about)s"),
    "reset_link_made": gettext_lazy("Made a password link for %(about)s"),
    "password_set": gettext_lazy("%(about)s set a password"),
    "token_issued": gettext_lazy("Issued the token %(about)s to %(institution)s: %(scopes)s"),
    "token_revoked": gettext_lazy("Revoked the token %(about)s"),
}
LABELS: dict[str, str | Promise] = {
    "institution_added": gettext_lazy("Institution added"),
    "mapping_loaded": gettext_lazy("Mapping loaded"),
    "mapping_withdrawn": gettext_lazy("Mapping withdrawn"),
    "user_added": gettext_lazy("Account made"),
    "appointed": gettext_lazy("Post given"),
    "dismissed": gettext_lazy("Post ended"),
    "user_deactivated": gettext_lazy("Account closed"),
    "user_reactivated": gettext_lazy("Account opened again"),
    "invitation_link_made": gettext_lazy("Invitation link made"),
    "reset_link_made": gettext_lazy("Password link made"),
    "password_set": gettext_lazy("Password set"),
    "token_issued": gettext_lazy("Token issued"),
    "token_revoked": gettext_lazy("Token revoked"),
}
OPERATOR = "operator"


@dataclass(frozen=True)
class Told:
    """An act as the log shows it."""

    pk: int
    at: datetime
    sentence: str
    by: str
    user_id: str


def told(acts: list[AdministrativeAct]) -> list[Told]:
    """Acts as sentences, with names instead of ids; three questions for any number of acts."""
    ids = {act.by for act in acts} | {act.about for act in acts}
    names = names_of(ids)
    uuids = [one for one in ids if is_uuid(one)]
    tokens = {str(one.pk): str(one) for one in AccessToken.objects.filter(pk__in=uuids)}
    keys = {act.details.get("institution", "") for act in acts} | ids
    places = {one.key: one.name for one in Institution.objects.filter(key__in=keys)}
    users = {one for one in uuids if one not in tokens and names.get(one) != one}
    known = {**names, **tokens, **places, OPERATOR: _("the operator at the command line")}
    return [
        Told(act.pk, act.at, _sentence(act, known), known[act.by], act.about if act.about in users else "")
        for act in acts
    ]


def _sentence(act: AdministrativeAct, known: dict[str, str]) -> str:
    details = act.details
    facts = {
        "about": known.get(act.about, act.about),
        "role": str(dict(Role.choices).get(details.get("role", ""), details.get("role", ""))),
        "institution": known.get(details.get("institution", ""), details.get("institution", "")),
        "scopes": ", ".join(details.get("scopes", [])),
    }
    words = SENTENCES.get(act.act)
    return str(words) % facts if words else f"{act.act}: {facts['about']}"


def told_acts(request: HttpRequest, *, about: str, limit: int) -> list[Told]:
    """The latest acts about one person."""
    return told(list(AdministrativeAct.objects.filter(about=about)[:limit]))


@secretariat_only
def acts(request: HttpRequest) -> HttpResponse:
    """The log, newest first, by kind of act and by words."""
    wanted = {name: request.GET.get(name, "") for name in ("act", "q")}
    found = keyset(request, _filtered(wanted), "-pk")
    facts = {
        "page": found,
        "rows": told(found.rows),
        "wanted": wanted,
        "labels": LABELS.items(),
        "everything": address(request, act=None, q=None),
    }
    return page(request, "acts.html", facts)


def _filtered(wanted: dict[str, str]) -> QuerySet[AdministrativeAct]:
    found = AdministrativeAct.objects.all()
    if wanted["act"] in LABELS:
        found = found.filter(act=wanted["act"])
    if words := wanted["q"].strip():
        named = User.objects.filter(Q(shown_as__icontains=words) | Q(email__icontains=words))
        ids = [str(id) for id in named.values_list("pk", flat=True)[:200]]
        found = found.filter(Q(about__in=ids) | Q(by__in=ids) | Q(about__icontains=words))
    return found
