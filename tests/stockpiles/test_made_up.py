"""Made-up records are marked, come once, and touch no figure outside their period."""

from opensalw.core.periods import half
from opensalw.core.session import acting_for
from opensalw.incidents.models import Incident
from opensalw.incidents.queries.incidents import has_made_up
from opensalw.ledger.queries import figures
from opensalw.stockpiles.commands.made_up import make_up

from .conftest import HOME


def test_made_up_records_come_once_and_stay_in_their_period(db):
    period = half(2020, 1)
    assert make_up(HOME, period) == 24
    assert make_up(HOME, period) == 0
    with acting_for(HOME):
        assert not Incident.objects.filter(synthetic=False).exists()
        found = figures(HOME, period.start, period.end).lines
        assert found["legalised.applications"].by("application_outcome") == {
            ("granted",): 2, ("refused",): 1, ("open",): 3
        }  # fmt: skip
        assert {"seized.firearm", "surrendered.firearm", "incidents.incidents", "destroyed.firearm"} <= set(found)
        before = period.previous()
        assert figures(HOME, before.start, before.end).lines == {}
        assert has_made_up(HOME, period.start, period.end)
        assert not has_made_up(HOME, before.start, before.end)
