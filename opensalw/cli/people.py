"""``opensalw people``: invite, list, reset and deactivate, where no page can be reached yet or any more."""

from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from opensalw.core import commands
from opensalw.core.models import OneTimeLink, Role, User
from opensalw.core.queries import institutions, people
from opensalw.core.refusal import Refused

from .command import OK, OPERATOR, say, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw people``."""
    parser = nouns.add_parser("people", help="invite, list, reset and deactivate people")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    inviting = verb(verbs, "invite", invite, "make an account, a post and a one-time link", json=True)
    inviting.add_argument("email", metavar="EMAIL")
    inviting.add_argument("--shown-as", required=True, metavar="POST", help="the post, not the person's name")
    inviting.add_argument("--institution", required=True, metavar="KEY", help="such as J-REG/secretariat")
    inviting.add_argument("--role", required=True, choices=Role.values)
    _address(inviting)
    verb(verbs, "list", list_people, "list everyone with their posts", json=True)
    resetting = verb(verbs, "reset", reset, "make a one-time link to set a new password", json=True)
    resetting.add_argument("email", metavar="EMAIL")
    _address(resetting)
    forgetting = verb(verbs, "forget-second-step", forget_second_step, "let somebody in who lost the second step")
    forgetting.add_argument("email", metavar="EMAIL")
    forgetting.add_argument("--reason", required=True, help="how you know that it is this person")
    closing = verb(verbs, "deactivate", deactivate, "close an account: its sessions and links end at once", json=True)
    closing.add_argument("email", metavar="EMAIL")


def _address(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--address", default="http://localhost:8000", metavar="URL", help="where people reach this node"
    )


@transaction.atomic
def invite(args: Namespace) -> int:
    """Make an account, a post and a link."""
    if not institutions().filter(key=args.institution).exists():
        known = ", ".join(institutions().values_list("key", flat=True)) or "none yet"
        raise Refused(f"There is no institution {args.institution}. Known: {known}.", "institution")
    try:
        user = commands.add_user(email=args.email, shown_as=args.shown_as, by=OPERATOR.id)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    commands.appoint(user, institution=args.institution, role=args.role, since=timezone.localdate(), by=OPERATOR.id)
    return _show_link(args, user, OneTimeLink.Purpose.INVITATION)


def forget_second_step(args: Namespace) -> int:
    """Take away the second step of somebody who lost it."""
    removed = commands.forget_second_step(_user(args.email), by=OPERATOR.id, reason=args.reason)
    say(f"{removed} second steps forgotten; the password alone signs in again.")
    return OK


def reset(args: Namespace) -> int:
    """Make a link for somebody who has an account."""
    return _show_link(args, _user(args.email), OneTimeLink.Purpose.RESET)


def deactivate(args: Namespace) -> int:
    """Close an account."""
    user = commands.deactivate(_user(args.email), by=OPERATOR.id)
    facts = {"email": user.email, "active": user.is_active}
    show(facts, args.json, lambda: [f"The account {user.email} is closed. Whoever was signed in with it no longer is."])
    return OK


def list_people(args: Namespace) -> int:
    """Print everyone, closed accounts last."""
    today = timezone.localdate()
    rows: list[dict[str, Any]] = [
        {
            "email": user.email,
            "shown_as": user.shown_as,
            "active": user.is_active,
            "has_password": user.has_usable_password(),
            "posts": [
                f"{post.role} {post.institution_id}"
                for post in user.memberships.all()
                if post.since <= today and (post.until is None or post.until >= today)
            ],
        }
        for user in people()
    ]
    lines = [f"{row['email']:40} {row['shown_as']:32} {', '.join(row['posts']) or 'no post'}" for row in rows]
    show(rows, args.json, lambda: lines)
    return OK


def _user(email: str) -> User:
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise Refused(f"Nobody has an account with the address {email}.", "email")
    return user


def _show_link(args: Namespace, user: User, purpose: str) -> int:
    secret = commands.make_link(user, purpose=purpose, by=OPERATOR.id)
    facts = {
        "email": user.email,
        "link": f"{args.address.rstrip('/')}/office/link/{secret}/",
        "days": commands.LINK_LIFE.days,
    }
    lines = [f"One-time link for {user.email}, good for {facts['days']} days, shown this once:", str(facts["link"])]
    show(facts, args.json, lambda: lines)
    return OK
