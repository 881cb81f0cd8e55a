"""What our records count is proposed in the half-year's form, with its parts, and opens to the entries behind it."""

from datetime import date

import pytest
from django.urls import reverse

from opensalw.core.periods import half
from opensalw.incidents.commands.correcting import correct_incident
from opensalw.incidents.commands.recording import record_incident
from opensalw.ledger.event import catalogue
from opensalw.roadmap.commands.drafting import take_computed
from opensalw.roadmap.counts import NAMED_COUNTS, Computed, answers
from opensalw.roadmap.framework.loading import builtin_spec
from opensalw.roadmap.queries.forms import form_of
from opensalw.roadmap.record_counts import BOUND, TALLIED, count_of
from tests.cast import officer
from tests.web.work.conftest import (  # noqa: F401 - fixtures
    as_,
    everywhere_db,
    framework,
    part,
    person,
    plain_static,
    round,
)

from .conftest import PISTOL, ROUNDS

SEAT = "J-BEG"
PERIOD = half(2020, 1)


@pytest.fixture
def seized(round):  # noqa: F811
    def seize(day=date(2020, 2, 3), items=(PISTOL, ROUNDS), place="inland"):
        return record_incident(
            jurisdiction=SEAT, kind="seizure", items=items, happened_on=day, place=place, by=officer(SEAT)
        )

    return seize


def line_of(part, measure="seized", line="firearm"):  # noqa: F811
    return next(
        one
        for goal in form_of(part)
        for state in goal.measures
        for one in state.lines
        if (state.measure.key, one.line.key) == (measure, line)
    )


def kept_together(line):
    """The dimensions by which a line is split at once, as its events declare."""
    return [
        names
        for stream in catalogue().values()
        for one in stream.values()
        if line in one.counts
        for names in one.together
    ]


def test_every_bound_line_is_one_of_the_framework_and_no_split_is_unknown_there(seized):
    spec = builtin_spec("wb_2018")
    for line in BOUND["wb_2018"]:
        assert spec.line(line).kind == "amount"
        asked = tuple(spec.line(line).required_dimensions)
        assert len(asked) < 2 or any({*asked} == {*names} for names in kept_together(line)), line
        assert count_of("wb_2018", *line.split(".")) in NAMED_COUNTS
    seized(items=[PISTOL, ROUNDS, {"thing": "device", "quantity": 1}])
    names = {line: f"records.{line}" for line in TALLIED}
    for line, found in answers(names, SEAT, PERIOD).items():
        declared = spec.line(line)
        assert found.figure.unit == declared.unit
        for dims, _amount in found.figure.splits:
            assert set(dims) <= set(declared.dimensions), line
            assert all(spec.dimensions[name].has(member) for name, member in dims.items())


def test_a_figure_is_proposed_with_the_parts_that_its_line_asks_for(part, seized):  # noqa: F811
    seized(place="airport")
    seized(place="inland")
    seized(day=date(2020, 7, 1))
    state = line_of(part)
    assert isinstance(state.records, Computed)
    assert state.computed == 2
    assert line_of(part, line="device").computed is None
    kept = take_computed(part, measure="seized", line="firearm", by=officer(SEAT))
    assert {cell.dims_key: cell.value for cell in kept} == {"": 2, "place=airport": 1, "place=inland": 1}
    assert kept[0].source["entry"] == state.records.last_entry
    assert not line_of(part).is_stale


def test_a_late_or_corrected_entry_makes_the_figure_stale_until_it_is_taken_again(part, seized):  # noqa: F811
    first = seized(place="airport")
    take_computed(part, measure="seized", line="firearm", by=officer(SEAT))
    correct_incident(
        first, by=officer(SEAT), reason="At the port.", happened_on=first.happened_on, place="port",
        items=[PISTOL, {**PISTOL, "marks": "B"}],
    )  # fmt: skip
    state = line_of(part)
    assert (state.is_stale, state.whole.value, state.computed) == (True, 1, 2)
    take_computed(part, measure="seized", line="firearm", by=officer(SEAT))
    state = line_of(part)
    assert not state.is_stale
    assert [cell.dims_key for cell in state.split] == ["place=port"]


def test_the_page_proposes_and_the_entries_behind_are_listed(part, seized, as_):  # noqa: F811
    seized()
    page = reverse("part_measure", args=[part.round_id, SEAT, "seized"])
    entries = reverse("part_entries", args=[part.round_id, SEAT, "seized", "firearm"])
    client = as_("officer", SEAT)
    assert entries in client.get(page).content.decode()
    told = client.get(entries).content.decode()
    assert "I-BEG-2020-00001: seized 1 Firearm, 250 Ammunition." in told
    client.post(page, {"use": "firearm"})
    assert line_of(part).whole.value == 1
    assert as_("officer", "J-TIR").get(entries).status_code == 403
    assert client.get(entries.replace("firearm", "share_of_illicit")).status_code == 404


def test_the_proposals_of_a_form_are_read_in_two_queries(part, seized, django_assert_num_queries):  # noqa: F811
    for day in range(1, 9):
        seized(day=date(2020, 2, day))
    with django_assert_num_queries(2):
        answers({line: f"records.{line}" for line in TALLIED}, SEAT, PERIOD)
