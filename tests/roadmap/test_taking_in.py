"""Many figures into a part at once: counts, refusals with their place, the good part kept."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.roadmap import rules
from opensalw.roadmap.cells import amount, missing
from opensalw.roadmap.commands.drafting import save_cell, take_in
from opensalw.roadmap.incoming import Incoming, Trouble
from opensalw.roadmap.models import DraftCell
from opensalw.roadmap.queries.changes import broken_change, changes_of
from tests.cast import DONOR, officer

OFFICER = officer("J-BEG")


@pytest.fixture
def part(round):
    return round.submissions.select_related("round__framework").get(jurisdiction="J-BEG")


def one(line, value, place="row 1", **more):
    measure, _, key = line.partition(".")
    return Incoming(measure, key, amount(value, Unit.piece), place=place, origin="file", **more)


def test_the_counts_say_what_became_of_each(part):
    save_cell(part, measure="surrendered", line="firearm", cell=amount(12, Unit.piece), by=OFFICER)
    save_cell(part, measure="deactivated", line="firearm", cell=amount(3, Unit.piece), by=OFFICER)
    outcome = take_in(
        part,
        [
            one("surrendered.firearm", 12, "row 1"),
            one("deactivated.firearm", 4, "row 2"),
            one("surrendered.component", 7, "row 3"),
            one("surrendered.nothing", 7, "row 4"),
            one("surrendered.ammunition", 7, "row 5"),
        ],
        by=OFFICER,
        via="file",
        troubles=[Trouble("row 6", "“many” is not a figure.")],
    )
    assert outcome.counts == {"added": 1, "changed": 1, "emptied": 0, "unchanged": 1, "refused": 3}
    assert [trouble.place for trouble in outcome.refused] == ["row 6", "row 4", "row 5"]
    assert "There is no line surrendered.nothing" in outcome.refused[1].reason
    assert "the unit is round" in outcome.refused[2].reason
    assert part.cells.get(line="component").value == 7
    assert part.cells.get(measure="deactivated").value == 4


def test_a_dry_run_says_the_same_and_writes_nothing(part):
    figures = [one("surrendered.firearm", 12), one("deactivated.firearm", 4, "row 2")]
    assert take_in(part, figures, by=OFFICER, via="file", dry_run=True).counts["added"] == 2
    assert not part.cells.exists()
    assert not changes_of(part).exists()


def test_all_or_nothing_keeps_nothing_while_something_is_refused(part):
    figures = [one("surrendered.firearm", 12), one("no.line", 4, "row 2")]
    outcome = take_in(part, figures, by=OFFICER, via="file", all_or_nothing=True)
    assert (outcome.kept, outcome.counts["added"], part.cells.count()) == (False, 1, 0)


def test_a_line_that_stands_twice_is_refused_at_both_places(part):
    outcome = take_in(
        part, [one("surrendered.firearm", 1, "row 1"), one("surrendered.firearm", 2, "row 9")], by=OFFICER, via="file"
    )
    assert outcome.counts["refused"] == 2
    assert "row 1, row 9" in outcome.refused[0].reason


def test_a_figure_that_somebody_changed_meanwhile_is_refused(part):
    held = save_cell(part, measure="surrendered", line="firearm", cell=amount(12, Unit.piece), by=OFFICER)
    save_cell(part, measure="surrendered", line="firearm", cell=amount(13, Unit.piece), by=OFFICER)
    outcome = take_in(part, [one("surrendered.firearm", 20, seen=held.revision)], by=OFFICER, via="workbook")
    assert outcome.refused[0].code == "conflict"
    assert part.cells.get().value == 13


def test_an_emptied_place_is_unanswered_again(part):
    save_cell(part, measure="surrendered", line="firearm", cell=amount(12, Unit.piece), by=OFFICER)
    outcome = take_in(part, [Incoming("surrendered", "firearm", None)], by=OFFICER, via="workbook")
    assert (outcome.counts["emptied"], part.cells.count()) == (1, 0)
    assert changes_of(part).first().after is None


def test_who_may_not_fill_the_part_is_refused_as_a_whole(part):
    with pytest.raises(Refused, match="Only an officer"):
        take_in(part, [one("surrendered.firearm", 12)], by=DONOR, via="file")


def test_the_number_of_queries_does_not_grow_with_the_figures(part):
    members = ["surplus", "confiscated", "surrendered"]

    def count(figures):
        with CaptureQueriesContext(connection) as asked:
            take_in(part, figures, by=OFFICER, via="file")
        return len(asked)

    few = count([one("surrendered.firearm", 1)])
    many = count([one("destroyed.firearm", 5, dims={"origin": origin, "owner": "defence"}) for origin in members])
    assert many == few


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["surrendered.firearm", "surrendered.component", "deactivated.firearm", "no.line"]),
            st.one_of(st.integers(-5, 10**16), st.decimals(allow_nan=False, allow_infinity=False, places=4), st.none()),
        ),
        max_size=6,
    )
)
def test_whatever_comes_each_figure_is_counted_once_and_the_history_stays_whole(part, given_figures):
    figures = [
        Incoming(
            *line.split("."),
            missing("not_reported", Unit.piece) if value is None else amount(Decimal(value), Unit.piece),
            place=f"row {place}",
        )
        for place, (line, value) in enumerate(given_figures)
    ]
    outcome = take_in(part, figures, by=OFFICER, via="file")
    assert sum(outcome.counts.values()) == len(figures)
    assert broken_change(part) is None
    for row in DraftCell.objects.filter(submission=part, kind="amount"):
        assert row.value >= 0
        assert row.value == row.value.to_integral_value()


def test_many_figures_are_kept_and_changed_as_few_are(part):
    places = [
        {"place": place, "type": kind, "institution": institution}
        for place in ("inland", "airport", "port", "land_border")
        for kind in ("pistol", "rifle", "shotgun", "revolver")
        for institution in ("police", "customs", "border_police", "other")
    ]

    def all_of(value):
        return [one("seized.firearm", value, dims=dims, explanation="É\t\\N", source={"named": "x"}) for dims in places]

    assert take_in(part, all_of(1), by=OFFICER, via="file").counts["added"] == 64
    assert take_in(part, all_of(1), by=OFFICER, via="file").counts["unchanged"] == 64
    assert take_in(part, all_of(2), by=OFFICER, via="file").counts["changed"] == 64
    held = list(part.cells.all())
    assert {(row.value, row.revision, row.explanation, row.source["named"]) for row in held} == {(2, 2, "É\t\\N", "x")}
    assert {row.dims_key for row in held} == {rules.dims_key(dims) for dims in places}
    assert changes_of(part).count() == 128
    assert broken_change(part) is None
