"""Made-up requests come once for each desk, and their figures are those of requests."""

from opensalw.core.periods import Period
from opensalw.core.session import acting_for
from opensalw.ledger.queries import figures
from opensalw.stockpiles.commands.made_up import make_up
from opensalw.tracing.commands.made_up import make_up_requests
from opensalw.tracing.models import TraceRequest

from .conftest import HOME


def test_a_desk_has_made_up_requests_once(db):
    period = Period.parse("2026-H1")
    make_up(HOME, period)
    assert make_up_requests(HOME, period) == 4
    assert make_up_requests(HOME, period) == 0
    with acting_for(HOME):
        assert all(TraceRequest.objects.values_list("synthetic", flat=True))
        lines = figures(HOME, period.start, period.end).lines
        assert lines["lost_traced.requests_sent"].amount == 3
        assert lines["lost_traced.sent_no_hit"].amount == 1
        assert lines["lost_traced.sent_open"].amount == 2
