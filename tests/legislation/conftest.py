"""A directive, the one that codifies it, and a law of Belgrade's jurisdiction."""

from datetime import date

import pytest

from opensalw.core.session import acting_for, everywhere
from opensalw.legislation.commands.acts import Part, enter_act, enter_version, link_acts
from opensalw.legislation.commands.concordance import open_table
from opensalw.legislation.models import Row
from tests.cast import SECRETARIAT, officer

BEG = officer("J-BEG")
OLD = ("Art. 1", "Art. 2", "Art. 3", "Art. 4", "Art. 5")
NEW = ("Art. 1", "Art. 2", "Art. 3", "Art. 3a", "Art. 6", "Art. 7")


@pytest.fixture
def old(db):
    with acting_for(*everywhere()):
        act = enter_act(key="old-directive", framework="eu", kind="directive", title="Old directive",
                        celex="31991L0477", line="firearms_directive", by=SECRETARIAT)  # fmt: skip
        yield enter_version(
            act, label="Old directive", parts=map(Part, OLD), valid_from=date(1991, 6, 18), by=SECRETARIAT
        )  # fmt: skip


@pytest.fixture
def new(old):
    act = enter_act(key="new-directive", framework="eu", kind="directive", title="New directive", celex="32021L0555",
                    line="firearms_directive", by=SECRETARIAT)  # fmt: skip
    link_acts(act, "codifies", old.act, by=SECRETARIAT)
    return enter_version(act, label="New directive", parts=map(Part, NEW), valid_from=date(2021, 4, 26), by=SECRETARIAT)


@pytest.fixture
def law(old):
    return enter_act(key="beg-law", framework="own", kind="law", title="Law on weapons", jurisdiction="J-BEG", by=BEG)


@pytest.fixture
def table(old, law):
    """Belgrade's open rows at the old directive, by number."""
    open_table(old, jurisdiction="J-BEG", by=BEG)
    return {row.provision.number: row for row in Row.objects.select_related("provision")}
