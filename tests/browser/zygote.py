"""A process that loads the node once and forks a served copy for each browser test.

It reads lines of database, port and log file, and answers each with the process that serves. Loading is
what takes long; a fork of the loaded node is there at once, and shares nothing with the one before.
"""

import os
import signal
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opensalw.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.db import connections  # noqa: E402
from django.urls import reverse  # noqa: E402


def serve(application, database: str, port: int, log: Path) -> None:
    """Serve one database until killed."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (0, 1, 2):
        os.dup2(os.open(os.devnull, os.O_RDONLY) if stream == 0 else out, stream)
    for alias in ("default", "owner"):
        connections.settings[alias]["NAME"] = database
    server = ThreadedWSGIServer(("127.0.0.1", port), WSGIRequestHandler, ipv6=False)
    server.set_app(application)
    server.serve_forever()


def main() -> None:
    """Load the node, then fork at each line."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    call_command("collectstatic", interactive=False, verbosity=0)
    from opensalw.config.wsgi import application  # noqa: PLC0415 - reads the static files that were just collected

    reverse("account_login")
    connections.close_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        database, port, log = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            try:
                serve(application, database, int(port), Path(log))
            finally:
                os._exit(1)
        print(child, flush=True)


if __name__ == "__main__":
    main()
