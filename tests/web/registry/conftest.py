"""A small register of Belgrade, and the people who keep it."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from opensalw.core.queries import person_of
from opensalw.core.session import acting_for
from tests.registers.conftest import holder, permit, weapon
from tests.web.work.conftest import as_, everywhere_db, plain_static, user_of  # noqa: F401 - fixtures

JID = "J-BEG"


@pytest.fixture
def me(as_):  # noqa: F811
    """A browser of the registry."""
    return as_("contributor", JID, "police")


@pytest.fixture
def second(as_):  # noqa: F811
    """A browser of another person of the registry."""
    return as_("contributor", JID, "ministry")


@pytest.fixture
def kept(everywhere_db, settings, tmp_path):  # noqa: F811
    """Two holders with permits, a dealer, and a weapon of the first holder."""
    settings.KEYS = tmp_path / "keys"
    by = person_of(user_of("contributor", JID, "police"))
    with acting_for(JID):
        one, two = holder("Petra Primer", "0101990710001", by=by), holder("Други Држалац", "0202990710002", by=by)
        first, other = permit(one, by=by, reference="OL-77"), permit(two, by=by)
        dealer = holder("Oružar d.o.o.", "20123456", kind="firm", is_dealer=True, by=by)
        return SimpleNamespace(
            by=by, one=one, two=two, first=first, other=other, dealer=dealer, trade=permit(dealer, by=by, kind="trade"),
            weapon=weapon(holder=one, permit=first, by=by),
        )  # fmt: skip


def send(client, page, /, *args, **facts):
    """Post a form and follow to the page that answers."""
    return client.post(reverse(page, args=args), facts, follow=True)
