"""``opensalw institution``: add and list institutions, where no page can be reached yet."""

from argparse import Namespace

from opensalw.core.commands import add_institution
from opensalw.core.jurisdictions import ids
from opensalw.core.models import Institution
from opensalw.core.queries import institutions

from .command import OK, OPERATOR, say, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw institution``."""
    parser = nouns.add_parser("institution", help="add and list institutions")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    adding = verb(verbs, "add", add, "add an institution, or rename the one with this key")
    adding.add_argument("key", metavar="KEY", help="such as J-REG/secretariat")
    adding.add_argument("--jurisdiction", required=True, choices=ids())
    adding.add_argument("--type", required=True, choices=Institution.Type.values)
    adding.add_argument("--name", required=True)
    adding.add_argument("--parent", metavar="KEY", help="the institution that it is part of")
    verb(verbs, "list", list_institutions, "list the institutions", json=True)


def add(args: Namespace) -> int:
    """Add an institution."""
    made = add_institution(
        key=args.key, jurisdiction=args.jurisdiction, type=args.type, name=args.name, parent=args.parent, by=OPERATOR.id
    )
    say(f"{made.key}: {made.name}")
    return OK


def list_institutions(args: Namespace) -> int:
    """List the institutions by jurisdiction."""
    rows = [{"key": one.key, "type": one.type, "name": one.name, "parent": one.parent_id} for one in institutions()]
    show(rows, args.json, lambda: [f"{row['key']:28} {row['type']:14} {row['name']}" for row in rows])
    return OK
