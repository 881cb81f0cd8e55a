"""Checks in the life of a part: what stops it, what explains it, and where the explanation goes."""

import orjson
import pytest

from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.ledger.queries import history
from opensalw.roadmap.cells import amount
from opensalw.roadmap.checks import Ref
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import explain, fill_missing, save_cell
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.checking import check_measure, check_part, check_parts, facts_of
from opensalw.roadmap.queries.work import refuse_offering
from opensalw.roadmap.reach import Reach
from tests.cast import CONTRIBUTOR, REVIEWER, chair, officer

DESTROYED = Ref("destroyed", "firearm")


@pytest.fixture
def part(round):
    return round.submissions.select_related("round__framework").get(jurisdiction="J-BEG")


def put(part, measure, line, value, **more):
    by = officer("J-BEG")
    unit = part.round.framework.spec.line(f"{measure}.{line}").unit
    return save_cell(part, measure=measure, line=line, cell=amount(value, unit), by=by, **more)


def rest(part):
    fill_missing(part, measure=None, reason="not_reported", by=officer("J-BEG"))


def test_a_part_of_reasons_alone_is_stopped_by_nothing(part):
    rest(part)
    assert check_part(part).open == []
    submissions.clear(part, by=chair("J-BEG"))


def test_a_blocker_stops_clearing_and_no_explanation_helps(part):
    put(part, "lost_traced", "requests_received", 37)
    put(part, "lost_traced", "received_answered", 38, explanation="It is so.")
    rest(part)
    with pytest.raises(Refused, match="One thing must be mended: Received and answered: 38 is more than"):
        submissions.clear(part, by=chair("J-BEG"))
    assert "must be mended" in refuse_offering(part, "clear", chair("J-BEG"))


def test_a_warning_waits_for_an_explanation_that_travels_with_the_figure(part):
    put(part, "destroyed", "firearm", 990)
    rest(part)
    with pytest.raises(Refused, match="waits for an explanation: Firearms destroyed: 990 pieces, and no file"):
        submissions.clear(part, by=chair("J-BEG"))
    explain(part, cells=[DESTROYED], text="The protocol lies with the court.", by=officer("J-BEG"))
    submissions.clear(part, by=chair("J-BEG"))
    receipt = submissions.submit(part, by=officer("J-BEG"))
    (sent,) = [one for one in orjson.loads(bytes(receipt.content))["figures"] if one["line"] == "destroyed.firearm"]
    assert sent["explanation"] == "The protocol lies with the court."
    assert [(one["key"], one["severity"]) for one in sent["checks"]] == [("destruction_without_evidence", "warning")]
    submissions.accept(part, by=REVIEWER)
    kept = Observation.objects.get(submission=part, measure="destroyed", line="firearm")
    assert kept.explanation == "The protocol lies with the court."
    assert kept.checks == sent["checks"]


def test_an_error_is_cleared_only_when_the_chair_says_why(part):
    put(part, "incidents", "killed", 2)
    put(part, "incidents", "incidents", 0)
    rest(part)
    explain(part, cells=[Ref("incidents", "killed")], text="Of an incident in December.", by=officer("J-BEG"))
    with pytest.raises(Refused, match="1 error is explained and not mended") as refused:
        submissions.clear(part, by=chair("J-BEG"))
    assert refused.value.field == "reason"
    submissions.clear(part, by=chair("J-BEG"), reason="The police confirmed it.")
    entry = history(part.pk)[-1]
    assert (entry.payload["errors"], entry.payload["warnings"], entry.reason) == (1, 0, "The police confirmed it.")


def test_an_explanation_of_another_figure_explains_nothing(part):
    put(part, "destroyed", "firearm", 990)
    explain(part, cells=[DESTROYED], text="The protocol lies with the court.", by=officer("J-BEG"))
    assert check_part(part).unexplained == []
    put(part, "destroyed", "firearm", 99000, explanation="The protocol lies with the court.")
    (finding,) = check_part(part).unexplained
    assert finding.stale
    explain(part, cells=[DESTROYED], text="The protocol lies with the court.", by=officer("J-BEG"))
    assert check_part(part).unexplained == []


def test_explaining_changes_no_figure_and_nobody_s_share_in_it(part):
    save_cell(part, measure="seized", line="firearm", cell=amount(3, Unit.piece), by=CONTRIBUTOR)
    (kept,) = explain(part, cells=[Ref("seized", "firearm")], text="Three.", by=officer("J-BEG"))
    assert (kept.value, kept.institutions, kept.revision) == (3, ["J-BEG/police"], 2)


@pytest.mark.parametrize(
    ("cells", "text", "words"),
    [
        ([Ref("seized", "firearm")], "x", "holds nothing that could be explained"),
        ([DESTROYED], "  ", "Write the explanation"),
        ([], "x", "at least one figure"),
    ],
)
def test_what_cannot_be_explained_is_refused(part, cells, text, words):
    put(part, "destroyed", "firearm", 990)
    with pytest.raises(Refused, match=words):
        explain(part, cells=cells, text=text, by=officer("J-BEG"))


def accepted(round, part, value):
    """Send, accept and release a part in which one figure is given."""
    put(part, "seized", "firearm", value)
    rest(part)
    submissions.clear(part, by=chair("J-BEG"))
    submissions.submit(part, by=officer("J-BEG"))
    submissions.accept(part, by=REVIEWER)


def test_a_figure_is_compared_with_what_the_seat_gave_before(part, later):
    accepted(part.round, part, 10)
    following = later.submissions.select_related("round__framework").get(jurisdiction="J-BEG")
    put(following, "seized", "firearm", 80)
    (finding,) = check_part(following).unexplained[:1]
    assert (finding.check.key, finding.words) == ("jump", "Firearms seized: 80 after 10.")
    assert check_part(part).unexplained == []


def test_one_measure_is_checked_as_in_the_whole_part(part, later):
    accepted(part.round, part, 10)
    following = later.submissions.select_related("round__framework").get(jurisdiction="J-BEG")
    put(following, "seized", "firearm", 80)
    put(following, "destroyed", "firearm", 990)
    for measure in ("seized", "destroyed", "incidents"):
        whole = [one for one in check_part(following).findings if one.at.measure == measure]
        assert list(check_measure(following, measure, Reach(whole=True)).findings) == whole


def test_a_part_that_was_rebuilt_from_a_record_has_nothing_to_check(loaded_round):
    part = loaded_round.submissions.select_related("round__framework").first()
    assert check_part(part).findings == ()
    assert check_measure(part, "seized", Reach(whole=True)).findings == ()


def test_the_facts_of_all_parts_take_as_many_queries_as_those_of_one(round, part, django_assert_num_queries):
    put(part, "destroyed", "firearm", 990)
    rest(part)
    with django_assert_num_queries(6):
        check_part(part)
    parts = list(round.submissions.select_related("round__framework"))
    with django_assert_num_queries(6):
        reports = check_parts(parts)
    assert len(reports) == 7
    assert reports[part.pk].unexplained == check_part(part).unexplained
    assert facts_of([]) == {}
