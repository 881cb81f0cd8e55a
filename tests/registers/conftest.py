"""A register of one seat, small enough to hold in the head."""

from datetime import date
from types import SimpleNamespace

import pytest

from opensalw.core.session import acting_for
from opensalw.registers import commands
from opensalw.registers.marks import Mark
from tests.cast import person

OFFICER = person("registry-beg", "contributor", "J-BEG", "police")
SECOND = person("registry-beg-2", "contributor", "J-BEG", "ministry")
BORDER = person("border-beg", "contributor", "J-BEG", "border_police")
ELSEWHERE = person("registry-skp", "contributor", "J-SKP", "police")
DAY = date(2024, 3, 1)


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.KEYS = tmp_path / "keys"


@pytest.fixture
def belgrade(db):
    """A transaction of the registry in Belgrade."""
    with acting_for("J-BEG"):
        yield


def holder(name="Holder One", own_number="", **given):
    given = {"jurisdiction": "J-BEG", "kind": "person", "by": OFFICER, "on": DAY, **given}
    return commands.record_holder(name=name, own_number=own_number, **given)


def permit(one, **given):
    return commands.grant(holder=one, **{"kind": "possession", "on": DAY, "by": OFFICER, **given})


def weapon(serial="AB-12345", **given):
    """A registered weapon; its serial may be a text or a mark."""
    mark = serial if isinstance(serial, Mark) else Mark(serial)
    known = {
        "jurisdiction": "J-BEG",
        "by": OFFICER,
        "on": DAY,
        "make": "Zastava",
        "model": "M70AB2",
        "calibre": "7,62x39",
    }
    return commands.register(serial=mark, **{**known, **given})


@pytest.fixture
def register(belgrade):
    """Two holders with permits, and a weapon that the first one holds."""
    one, two = holder("Holder One", "0101990710001"), holder("Други Држалац", "0202990710002")
    first, second = permit(one), permit(two)
    return SimpleNamespace(one=one, two=two, first=first, second=second, weapon=weapon(holder=one, permit=first))
