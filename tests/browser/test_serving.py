"""The node as its own command serves it."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from django.conf import settings

from .conftest import ROOT, answers, free_port


def test_the_command_serves_pages_and_their_static_files(own_database: str, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "serve.log"
    env = {**os.environ, "OPENSALW_DATABASE": own_database, "OPENSALW_DATA": str(settings.DATA)}
    command = [sys.executable, "-m", "opensalw.cli", "serve", "--port", str(port), "--workers", "1"]
    with log.open("wb") as out, subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out) as serving:
        try:
            address = f"http://127.0.0.1:{port}"
            answers(f"{address}/accounts/login/", log)
            page = urlopen(f"{address}/accounts/login/").read().decode()
            sheet = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
            assert urlopen(address + sheet).headers["Content-Type"].startswith("text/css")
        finally:
            serving.terminate()
