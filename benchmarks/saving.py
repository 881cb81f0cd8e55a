"""Twenty officers saving at once: ``python -m benchmarks.saving [--json]``.

A served node with two workers on the embedded server; twenty signed-in officers of six seats. Each saves a figure
as the form does it, again and again: first all without a pause, then each once a second, as somebody who types.
Target: the 95th percentile of a save under 300 ms as people type. Peer: the same rows updated with plain SQL.
"""

from . import ground

# isort: split
import argparse
import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from opensalw.core import database
from opensalw.core.commands import add_institution, add_user, appoint
from opensalw.core.periods import Period
from opensalw.core.permissions import Person, Post
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import DraftChange

TARGET_MS = 300
OFFICERS, WARM, SAVES, TYPED, PAUSE = 20, 2, 15, 8, 1.0
SEATS = ("J-BEG", "J-POD", "J-PRN", "J-SAR", "J-SKP", "J-TIR")
LINES = ("firearm", "salw_unsplit", "weapon_unsplit", "component")
BY = Person(id="benchmark", shown_as="benchmark", posts=frozenset({Post("secretariat", "x", "secretariat", "J-REG")}))


def officers() -> list[tuple[str, str]]:
    """Twenty officers with a session each: the seat and the cookie."""
    found = []
    for number in range(OFFICERS):
        seat = SEATS[number % len(SEATS)]
        key = f"{seat}/commission"
        if number < len(SEATS):
            add_institution(key=key, jurisdiction=seat, type="commission", name=seat, parent=None, by="x")
        user = add_user(email=f"officer{number}@example.org", shown_as=f"Officer {number}", by="x")
        appoint(user, institution=key, role="officer", since=date(2020, 1, 1), by="x")
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        found.append((seat, f"{settings.SESSION_COOKIE_NAME}={session.session_key}"))
    return found


def served(name: str, port: int) -> subprocess.Popen:
    """A node that serves the database."""
    env = {**os.environ, "OPENSALW_DATABASE": name}
    command = [sys.executable, "-m", "opensalw.cli", "serve", "--port", str(port), "--workers", "2"]
    serving = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _attempt in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return serving
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The node did not start.")


class Officer(threading.Thread):
    """Saves figures of a line of the own part, one after the other, on one connection."""

    def __init__(
        self, number: int, who: tuple[str, str], port: int, saves: int, pause: float, seen: int
    ) -> None:  # fmt: skip
        super().__init__()
        self.seen = seen
        (self.seat, self.cookie), self.port, self.saves, self.pause = who, port, saves, pause
        self.line = LINES[number // len(SEATS)]
        self.times: list[float] = []
        self.failed: list[str] = []

    def run(self) -> None:
        """Save, and keep how long each took."""
        to = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        chance = random.Random(self.cookie)
        address = f"/work/rounds/wb-2020-h1/{self.seat}/figures/destroyed/"
        token = "t" * 32
        head = {
            "Cookie": f"{self.cookie}; {settings.CSRF_COOKIE_NAME}={token}", "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token,
        }  # fmt: skip
        for number in range(self.saves):
            if self.pause:
                time.sleep(self.pause * (0.5 + chance.random()))
            fields = {"value": str(self.seen + number + 1), "revision": str(self.seen + number), "was": "-"}
            body = urlencode({"only": self.line, **{f"{self.line}-{name}": text for name, text in fields.items()}})
            began = time.perf_counter()
            to.request("POST", address, body, head)
            answer = to.getresponse()
            answer.read()
            self.times.append(time.perf_counter() - began)
            if answer.status != 200:
                self.failed.append(f"{answer.status} {self.seat}")


def run_all(people: list[tuple[str, str]], port: int, saves: int, pause: float, seen: int) -> dict[str, float]:
    """All officers at once, who have saved ``seen`` times already; the percentiles and the saves a second."""
    threads = [Officer(number, who, port, saves, pause, seen) for number, who in enumerate(people)]
    with ground.timed() as clock:
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    if failed := [words for one in threads for words in one.failed]:
        raise SystemExit(f"{len(failed)} saves failed: {failed[:3]}")
    return {**percentiles([t for one in threads for t in one.times]), "per_second": OFFICERS * saves / clock["seconds"]}


def percentiles(times: list[float]) -> dict[str, float]:
    """The middle, the 95th of a hundred, and the longest, in milliseconds."""
    cut = statistics.quantiles(times, n=100)
    return {"p50_ms": cut[49] * 1000, "p95_ms": cut[94] * 1000, "max_ms": max(times) * 1000}


def peer(name: str) -> dict[str, float]:
    """The same rows updated with plain SQL: twenty connections, a transaction each."""
    times: list[float] = []

    def work(number: int) -> None:
        with psycopg.connect(database.embedded_server().dsn(dbname=name), autocommit=True) as held:
            for value in range(SAVES):
                began = time.perf_counter()
                held.execute(
                    "update roadmap_draftcell set value = %s where line = %s and submission_id = (select id from "
                    "roadmap_submission where jurisdiction = %s)",
                    [value, LINES[number // len(SEATS)], SEATS[number % len(SEATS)]],
                )
                times.append(time.perf_counter() - began)

    _threads(work)
    return percentiles(times)


def _threads(work: Callable[[int], None]) -> None:
    held = [threading.Thread(target=work, args=(number,)) for number in range(OFFICERS)]
    for one in held:
        one.start()
    for one in held:
        one.join()


def measure() -> dict[str, dict[str, float]]:
    """Both ways of saving, and the peer."""
    with ground.own_database() as name:
        with acting_for(*everywhere()):
            framework = load_framework((FILES / "wb_2018.yaml").read_text(), by=BY)
            period = Period.parse("2020-H1")
            open_round(key="wb-2020-h1", framework=framework, narrative=period, figures=period, by=BY)
            people = officers()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        serving = served(name, port)
        try:
            run_all(people, port, WARM, 0, 0)
            found = {
                "no_pause": run_all(people, port, SAVES, 0, WARM),
                "as_people_type": run_all(people, port, TYPED, PAUSE, WARM + SAVES),
            }
        finally:
            serving.terminate()
            serving.wait(20)
        with acting_for(*everywhere()):
            kept = DraftChange.objects.count()
        if kept != OFFICERS * (WARM + SAVES + TYPED):
            raise SystemExit(f"{kept} changes were kept of {OFFICERS * (WARM + SAVES + TYPED)}.")
        return {**found, "plain_sql": peer(name)}


def main() -> None:
    """Print the percentiles, for people or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    asked, found = parser.parse_args(), measure()
    if asked.json:
        json.dump({"target_ms": TARGET_MS, **found}, sys.stdout)
        return
    for name, row in found.items():
        rate = f", {row['per_second']:.0f} saves a second" if "per_second" in row else ""
        print(f"{name:16} p50 {row['p50_ms']:6.0f} ms  p95 {row['p95_ms']:6.0f} ms  max {row['max_ms']:6.0f} ms{rate}")
    verdict = "met" if found["as_people_type"]["p95_ms"] < TARGET_MS else "missed"
    print(f"target: p95 under {TARGET_MS} ms as people type: {verdict}")


if __name__ == "__main__":
    main()
