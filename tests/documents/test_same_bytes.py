"""The same document gives the same bytes, in any process."""

import os
import subprocess
import sys

FORMATS = ("docx", "pdf", "xlsx", "html", "markdown")
SCRIPT = """
import hashlib, importlib, sys
from tests.documents.sample import document
for name in sys.argv[1:]:
    made = importlib.import_module("opensalw.documents." + name).render(document())
    print(name, hashlib.sha256(made if isinstance(made, bytes) else made.encode()).hexdigest())
"""


def digests(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd(), "TZ": f"UTC{seed}"}
    command = [sys.executable, "-c", SCRIPT, *FORMATS]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def test_fresh_processes_give_the_same_bytes():
    first, second = digests("1"), digests("7")
    assert first == second
    assert len(first.splitlines()) == len(FORMATS)
