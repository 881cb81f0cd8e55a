"""Telling addresses: signed, tried again with growing waits, from a queue in the database."""

import hmac
import http.client
import ipaddress
import json
import socket
import ssl
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from opensalw.core.session import acting_for

from ..models import Delivery, Hook

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
PATIENCE = 10
Send = Callable[[str, bytes, dict[str, str]], int]


def secret_of(hook: Hook) -> str:
    """The secret that an address checks signatures with; derived from the node's own, so that no table holds it."""
    return hmac.new(settings.SECRET_KEY.encode(), f"hook {hook.pk}".encode(), sha256).hexdigest()


def signed(hook: Hook, body: bytes, moment: int) -> dict[str, str]:
    """The headers of a message: when it was sent, and the signature over that and the body."""
    mark = hmac.new(secret_of(hook).encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return {"Content-Type": "application/json", "OpenSALW-Signature": f"t={moment},v1={mark}"}


def deliver_due(jurisdiction: str, send: Send | None = None, most: int = 100) -> tuple[int, int]:
    """Send what is due; returns how many were taken and how many were not. Two who run at once share the work.

    Nothing is locked while an address is waited for: a message is leased, sent, and noted. Who dies in
    between leaves it to be sent again, so that an address may get a message twice, with the same id.
    """
    taken = failed = 0
    for _turn in range(most):
        row = _leased(jurisdiction)
        if row is None:
            break
        done = _try(row, send or post)
        taken, failed = taken + done, failed + (not done)
    return taken, failed


def _leased(jurisdiction: str) -> Delivery | None:
    with acting_for(jurisdiction):
        due = Delivery.objects.filter(jurisdiction=jurisdiction, next_at__lte=timezone.now()).order_by("next_at")
        row = due.select_for_update(skip_locked=True, of=("self",)).select_related("hook").first()
        if row is not None:
            row.next_at = timezone.now() + WAITS[0]
            row.save(force_update=True)
        return row


def _try(row: Delivery, send: Send) -> bool:
    body = json.dumps({"id": str(row.pk), **row.payload}, ensure_ascii=False).encode()
    now = timezone.now()
    try:
        status = send(row.hook.url, body, signed(row.hook, body, int(now.timestamp())))
        row.said = str(status)
    except (OSError, http.client.HTTPException, ValueError) as wrong:
        status, row.said = 0, type(wrong).__name__
    row.tries += 1
    if 200 <= status < 300:
        row.done_at, row.next_at = now, None
    else:
        row.next_at = now + WAITS[row.tries - 1] if row.tries <= len(WAITS) else None
    with acting_for(row.jurisdiction):
        row.save(force_update=True)
    return row.done_at is not None


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Send to the address that the name stands for now, unless it lies within the own network; follow no redirect."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if any(not ipaddress.ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found):
        raise OSError("own network")
    connection = _Pinned(host, port, str(found[0][4][0]))
    try:
        connection.request("POST", parts.path or "/", body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


class _Pinned(http.client.HTTPSConnection):
    """A connection to the address that was looked at, not to what the name stands for a moment later."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=PATIENCE, context=ssl.create_default_context())
        self.address = address

    def connect(self) -> None:
        """Connect to that address, with the certificate of the name."""
        plain = socket.create_connection((self.address, self.port), PATIENCE)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
