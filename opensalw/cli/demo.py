"""``opensalw demo``: the real round and the posts that can sign in to look at it."""

import secrets
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from opensalw.coordination.commands.real_conclusions import load_real_conclusions
from opensalw.coordination.commands.real_directory import load_real_directory
from opensalw.coordination.commands.real_funds import load_real_funds
from opensalw.coordination.commands.real_meetings import load_real_meetings
from opensalw.coordination.commands.real_needs import load_real_needs
from opensalw.coordination.commands.real_portfolio import give_to_demonstration, load_real_portfolio
from opensalw.coordination.commands.training_fund import load_training_fund
from opensalw.core.commands import add_institution, add_user, appoint
from opensalw.core.jurisdictions import seats
from opensalw.core.models import User
from opensalw.core.quick_yaml import read_yaml
from opensalw.core.session import acting_for, everywhere
from opensalw.documents.commands.papers import publish_rebuilt_records
from opensalw.legislation.commands.real_acts import load_real_acts
from opensalw.registers.commands.invented import load_invented_register
from opensalw.roadmap.commands.reconstruction import load_real_round
from opensalw.roadmap.models import Round
from opensalw.stockpiles.commands.made_up import make_up
from opensalw.tracing.commands.made_up import make_up_requests

from .command import OK, OPERATOR, say, show, verb

POSTS = Path(__file__).with_name("demo_posts.yaml")
ROLES = {
    "officer": "Officer", "chair": "Chair", "police": "Police", "ministry": "Ministry", "border": "Border police",
    "protection": "Data protection",
}  # fmt: skip


def register(nouns) -> None:
    """Declare the verbs of ``opensalw demo``."""
    parser = nouns.add_parser("demo", help="load the real round and the posts of the demonstration")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verb(verbs, "load", load, "load the real round; again and again without harm", json=True)
    verb(verbs, "accounts", accounts, "say who can sign in, and with which password", json=True)


def load(args: Namespace) -> int:
    """Load frameworks, round, figures and posts."""
    with acting_for(*everywhere()):
        made = make_posts()
        loaded = load_real_round(by=OPERATOR)
        needs = load_real_needs(by=OPERATOR)
        portfolio = load_real_portfolio(by=OPERATOR)
        give_to_demonstration(by=OPERATOR)
        funds = load_real_funds(by=OPERATOR) + load_training_fund(by=OPERATOR)
        meetings = load_real_meetings(by=OPERATOR)
        conclusions = load_real_conclusions(by=OPERATOR)
        bodies = load_real_directory(by=OPERATOR)
        records = publish_rebuilt_records(by=OPERATOR)
        acts = load_real_acts(by=OPERATOR)
    facts = {**asdict(loaded), "needs": needs, **asdict(portfolio), "meetings": meetings}
    facts |= {"conclusions": conclusions, "bodies": bodies, "records": records, "funds": funds}
    facts |= {"acts": acts, "accounts": made, "made_up_incidents": _made_up()}
    facts |= {"invented_weapons": load_invented_register()}
    show(facts, args.json, lambda: ["Added " + ", ".join(f"{count} {name}" for name, count in facts.items()) + "."])
    return OK


def _made_up() -> int:
    """Made-up records in the period of the first open round, for all seats; returns how many incidents came."""
    found = Round.objects.filter(state=Round.State.OPEN).order_by("figures_start").first()
    if found is None:
        return 0
    added = sum(make_up(seat.id, found.figures_period) for seat in seats())
    for seat in seats():
        make_up_requests(seat.id, found.figures_period)
    return added


def accounts(args: Namespace) -> int:
    """Print who can sign in."""
    word = password()
    rows = [{"email": facts["email"], "post": facts["shown_as"], "password": word} for facts in _users()]
    lines = [f"{row['post']:28} {row['email']:38} {row['password']}" for row in rows]
    show(rows, args.json, lambda: ["Who can sign in (post, e-mail, password):", *lines])
    return OK


def password() -> str:
    """The password of the demonstration's posts: made once for this installation."""
    path = settings.KEYS / "demo-password"
    if not path.exists():
        settings.KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text("-".join(secrets.token_hex(2) for _part in range(4)))
    return path.read_text().strip()


@transaction.atomic
def make_posts() -> int:
    """Make the institutions and posts that are missing; returns how many posts were made."""
    for facts in _institutions():
        add_institution(**facts, by=OPERATOR.id)
    known, made = set(User.objects.values_list("email", flat=True)), 0
    for facts in _users():
        if facts["email"] not in known:
            user = add_user(email=facts["email"], shown_as=facts["shown_as"], password=password(), by=OPERATOR.id)
            appoint(
                user, institution=facts["institution"], role=facts["role"], since=timezone.localdate(),
                by=OPERATOR.id,
            )  # fmt: skip
            made += 1
    if made:
        say(f"Made {made} posts.")
    return made


def _institutions() -> Iterator[dict]:
    declared = read_yaml(POSTS.read_text(encoding="utf-8"))
    for facts in declared["institutions"]:
        yield {"parent": None, **facts}
    for seat in seats():
        for facts in declared["seat_institutions"]:
            parent = facts.get("parent")
            yield {
                "key": f"{seat.id}/{facts.get('key', facts['type'])}", "jurisdiction": seat.id, "type": facts["type"],
                "name": f"{facts['name']}, {seat.seat}", "parent": f"{seat.id}/{parent}" if parent else None,
            }  # fmt: skip


def _users() -> Iterator[dict]:
    declared = read_yaml(POSTS.read_text(encoding="utf-8"))
    yield from declared["users"]
    for seat in seats():
        for facts in declared["seat_users"]:
            yield {
                "email": f"{facts['post']}.{seat.seat.lower()}@opensalw.example",
                "shown_as": f"{ROLES[facts['post']]}, {seat.seat}",
                "institution": f"{seat.id}/{facts['institution']}",
                "role": facts["role"],
            }
