"""``opensalw db``: the embedded server and the roles of any server."""

from argparse import Namespace

from opensalw.core import database

from .command import OK, REFUSED, say, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw db``."""
    parser = nouns.add_parser("db", help="start, stop and prepare the database")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verb(verbs, "start", start, "start the embedded server and prepare its database")
    verb(verbs, "stop", stop, "stop the embedded server")
    verb(verbs, "status", status, "say which database is used and whether it answers", json=True)
    made = verb(verbs, "prepare", prepare, "make the roles and the database on a server of your own")
    made.add_argument("--admin", required=True, metavar="URL", help="address of a role that may create roles")
    made.add_argument("--name", default="opensalw", help="name of the database")
    made.add_argument("--app-password", help="password for opensalw_app")
    made.add_argument("--owner-password", help="password for opensalw_owner")


def start(args: Namespace) -> int:
    """Start the embedded server."""
    if not database.is_embedded():
        say("DATABASE_URL is set, so the embedded server is not used.")
        return REFUSED
    database.ensure_running(say)
    say(f"The database answers at {database.embedded_server().sockets}.")
    return OK


def stop(args: Namespace) -> int:
    """Stop the embedded server."""
    stopped = database.embedded_server().stop()
    say("Stopped." if stopped else "It was not running.")
    return OK


def status(args: Namespace) -> int:
    """Say which database is used."""
    if database.is_embedded():
        server = database.embedded_server()
        facts = {"kind": "embedded", "data": str(server.data), "running": server.is_running()}
    else:
        facts = {"kind": "external", **database.connection_facts(database.APP)}
        facts.pop("password", None)
    show(facts, args.json, lambda: [f"{name}: {value}" for name, value in facts.items()])
    return OK


def prepare(args: Namespace) -> int:
    """Make the two roles and the database on an external server."""
    passwords = {database.APP: args.app_password, database.OWNER: args.owner_password}
    database.prepare(args.admin, args.name, {role: word for role, word in passwords.items() if word})
    say(f"Database {args.name} is ready for the roles {database.OWNER} and {database.APP}.")
    return OK
