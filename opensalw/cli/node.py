"""The bare verbs that concern the whole node: serve and migrate."""

import os
from argparse import Namespace

from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from .command import OK, say, verb


def register(nouns) -> None:
    """Declare ``opensalw serve`` and ``opensalw migrate``."""
    serving = verb(nouns, "serve", serve, "serve the pages and the API")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8000)
    serving.add_argument("--workers", type=int, default=2)
    verb(nouns, "migrate", migrate, "bring the tables up to date, as the owner")


def migrate(args: Namespace) -> int:
    """Bring the tables up to date, signing in as the owner."""
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    say("The tables are up to date.")
    return OK


def serve(args: Namespace) -> int:
    """Serve until interrupted."""
    call_command("collectstatic", interactive=False, verbosity=0)
    say(f"OpenSALW answers at http://{args.host}:{args.port}/ (stop with Ctrl+C).")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opensalw.config.settings")
    Granian(
        "opensalw.config.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=args.workers,
        blocking_threads=4,
        log_access=False,
    ).serve()
    return OK
