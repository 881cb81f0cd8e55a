"""Every way people, roles, institutions and tokens change; each leaves an administrative act."""

import secrets
from datetime import date, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import AccessToken, AdministrativeAct, Institution, Membership, OneTimeLink, Role, User
from .queries import hashed, is_uuid
from .refusal import Refused, require

LINK_LIFE = timedelta(days=7)
TOKEN_LIFE = timedelta(days=365)


def note_act(by: str, act: str, about: str, **details: object) -> None:
    """Keep who did what to people, tokens, mappings and the like."""
    AdministrativeAct.objects.create(by=by, act=act, about=about, details=details)


@transaction.atomic
def add_institution(*, key: str, jurisdiction: str, type: str, name: str, parent: str | None, by: str) -> Institution:
    """Add an institution, or bring the name and parent of a known one up to date."""
    if type not in Institution.Type.values:
        raise Refused(_("%(type)s is not a type of institution.") % {"type": type}, field="type")
    values = {"jurisdiction": jurisdiction, "type": type, "name": name, "parent_id": parent}
    before = Institution.objects.filter(key=key).values(*values).first()
    institution, is_new = Institution.objects.update_or_create(key=key, defaults=values)
    if is_new:
        note_act(by, "institution_added", key, **values)
    elif before != values:
        note_act(by, "institution_changed", key, before=before, after=values)
    return institution


@transaction.atomic
def add_user(*, email: str, shown_as: str, by: str, password: str | None = None) -> User:
    """Add someone who can sign in. Without a password only a one-time link lets them in."""
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("Someone with this e-mail address already has an account."), field="email")
    user = User(email=email.lower(), shown_as=shown_as)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    note_act(by, "user_added", str(user.pk), shown_as=shown_as)
    return user


@transaction.atomic
def appoint(user: User, *, institution: str, role: str, since: date, by: str) -> Membership:
    """Give a person a role at an institution."""
    if role not in Role.values:
        raise Refused(_("%(role)s is not a role.") % {"role": role}, field="role")
    if Membership.objects.filter(user=user, institution_id=institution, role=role, until__isnull=True).exists():
        raise Refused(_("This person already has this role at this institution."), field="role")
    held = Membership(user=user, institution_id=institution, role=role, since=since)
    held.full_clean()
    held.save()
    note_act(by, "appointed", str(user.pk), institution=institution, role=role)
    return held


@transaction.atomic
def dismiss(membership: Membership, *, on: date, by: str) -> Membership:
    """End a person's role; what was done under it stays."""
    membership.until = on
    membership.full_clean()
    membership.save()
    note_act(by, "dismissed", str(membership.user_id), institution=membership.institution_id, role=membership.role)
    return membership


@transaction.atomic
def deactivate(user: User, *, by: str) -> User:
    """Close an account: its links and sessions stop working at once. Tokens belong to institutions and stay."""
    require(_("You cannot deactivate your own account.") if str(user.pk) == by else None)
    user.is_active = False
    user.set_unusable_password()
    user.save()
    OneTimeLink.objects.filter(user=user, used_at__isnull=True).update(used_at=timezone.now())
    note_act(by, "user_deactivated", str(user.pk))
    return user


@transaction.atomic
def reactivate(user: User, *, by: str) -> User:
    """Open a closed account again; the person needs a one-time link to set a password."""
    user.is_active = True
    user.save()
    note_act(by, "user_reactivated", str(user.pk))
    return user


@transaction.atomic
def forget_second_step(user: User, *, by: str, reason: str) -> int:
    """Take away the second step of somebody who lost it, so that the password alone lets them in again."""
    require(None if reason.strip() else _("Say how you know that it is this person."), field="reason")
    removed = Authenticator.objects.filter(user=user).delete()[0]
    note_act(by, "second_step_forgotten", str(user.pk), reason=reason, removed=removed)
    return removed


@transaction.atomic
def make_link(user: User, *, purpose: str, by: str) -> str:
    """Make a one-time link's secret for ``user``; former unused links stop working. Shown once."""
    require(None if user.is_active else _("This account is closed. Reactivate it first."))
    OneTimeLink.objects.filter(user=user, used_at__isnull=True).update(used_at=timezone.now())
    secret = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        purpose=purpose,
        user=user,
        secret_hash=hashed(secret),
        made_by_id=UUID(by) if is_uuid(by) else None,
        expires_at=timezone.now() + LINK_LIFE,
    )
    note_act(by, f"{purpose}_link_made", str(user.pk))
    return secret


@transaction.atomic
def use_link(link: OneTimeLink, *, password: str) -> User:
    """Set the password that the holder of a one-time link chose, and spend the link.

    Raises django's ValidationError for a weak password.
    """
    fresh = OneTimeLink.objects.select_for_update().get(pk=link.pk)
    require(_("This link has already been used.") if fresh.used_at else None)
    validate_password(password, fresh.user)
    fresh.user.set_password(password)
    fresh.user.save()
    fresh.used_at = timezone.now()
    fresh.save()
    note_act(str(fresh.user_id), "password_set", str(fresh.user_id), purpose=fresh.purpose)
    return fresh.user


@transaction.atomic
def issue_token(*, institution: str, label: str, scopes: list[str], by: str) -> tuple[AccessToken, str]:
    """Make a token for an institution's machine; returns it with its secret, which is shown once."""
    unknown = sorted(set(scopes) - set(AccessToken.Scope.values))
    if unknown or not scopes:
        raise Refused(_("Choose at least one of the scopes read, write, submit, check."), field="scopes")
    secret = f"osw_{secrets.token_urlsafe(32)}"
    token = AccessToken(
        institution_id=institution,
        label=label,
        beginning=secret[:8],
        secret_hash=hashed(secret),
        scopes=scopes,
        made_by_id=UUID(by),
        expires_at=timezone.now() + TOKEN_LIFE,
    )
    token.full_clean()
    token.save()
    note_act(by, "token_issued", str(token.pk), institution=institution, scopes=scopes)
    return token, secret


@transaction.atomic
def revoke_token(token: AccessToken, *, by: str) -> AccessToken:
    """Make a token worthless from now on."""
    token.revoked_at = token.revoked_at or timezone.now()
    token.save()
    note_act(by, "token_revoked", str(token.pk))
    return token


def mark_token_used(token: AccessToken) -> None:
    """Note when a token was last used, at most once a minute."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > timedelta(minutes=1):
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)
