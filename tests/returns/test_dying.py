"""A process that dies while it takes a file in leaves nothing half-done behind."""

import os
import subprocess
import sys
from datetime import date

import pytest

from opensalw.core.periods import Period
from opensalw.core.session import acting_for, everywhere
from opensalw.ledger.models import Entry
from opensalw.returns.commands import send_file
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import DraftCell, DraftChange
from tests.cast import SECRETARIAT, officer

FILE = b"""jurisdiction,period,indicator,line,value
J-BEG,2020-H1,seized,firearm,31
J-BEG,2020-H1,seized,component,4
"""
DIES = """
import os, sys
import django
django.setup()
from opensalw.core.session import acting_for, everywhere
from opensalw.returns.commands import send_file
from opensalw.roadmap.commands.drafting import copying, taking_in
from opensalw.roadmap.models import DraftCell
from tests.cast import officer
insert = copying.insert
def dying(rows):
    insert(rows)
    if DraftCell.objects.count() == 2:
        os._exit(9)
taking_in.copying.insert = dying
with acting_for(*everywhere()):
    send_file(sys.stdin.buffer.read(), by=officer("J-BEG"))
"""


@pytest.fixture
def round(own_database):
    """An open round, committed."""
    with acting_for(*everywhere()):
        framework = load_framework((FILES / "wb_2018.yaml").read_text(), by=SECRETARIAT)
        half = Period.parse("2020-H1")
        return open_round(
            key="wb-2020-h1", framework=framework, narrative=half, figures=half, by=SECRETARIAT,
            deadline=date(2020, 9, 30),
        )  # fmt: skip


def test_a_process_that_dies_inside_an_import_leaves_nothing(round, own_database):
    facts = {**os.environ, "OPENSALW_DATABASE": own_database, "DJANGO_SETTINGS_MODULE": "opensalw.config.settings"}
    with acting_for(*everywhere()):
        entries = Entry.objects.count()
    died = subprocess.run([sys.executable, "-c", DIES], input=FILE, env=facts, capture_output=True, check=False)
    assert died.returncode == 9, died.stderr.decode()
    with acting_for(*everywhere()):
        assert not DraftCell.objects.exists()
        assert not DraftChange.objects.exists()
        assert Entry.objects.count() == entries
        send_file(FILE, by=officer("J-BEG"))
        assert DraftCell.objects.count() == 2
