"""Taking over what is known: stocks and other reports by a button, flows when confirmed; the source stays."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands.drafting import save_cell
from opensalw.roadmap.models import DraftCell, DraftChange, Observation, Source
from opensalw.roadmap.queries.burden import burden_of

pytestmark = pytest.mark.django_db
PART = ("wb-2020-h1", "J-BEG")
H2, H1 = (date(2019, 7, 1), date(2019, 12, 31)), (date(2020, 1, 1), date(2020, 6, 30))


@pytest.fixture
def known(part):
    """A stock and a flow of the round before, and a flow of this period in a publication."""
    source = Source.objects.create(key="yearbook", kind="statistics", title="Yearbook of the region")

    def made(measure, line, period, value, unit, **facts):
        return Observation.objects.create(
            framework=part.round.framework, measure=measure, measure_version=1, line=line, jurisdiction="J-BEG",
            start=period[0], end=period[1], fit="exact", unit=unit, kind="amount", value=value, obs_status="A",
            known_from=timezone.now(), public_from=timezone.now(), **facts,
        )  # fmt: skip

    own = {"origin": "computed"}
    made("storages_secured", "meets_standard", H2, 4, "facility", **own)
    made("destroyed", "firearm", H2, 900, "piece", **own)
    made("seized", "firearm", H1, 31, "piece", origin="external", source=source, locator="page 3")
    return part


def take(browser, what):
    return browser.post(reverse("part_prefill", args=PART), {"take": what}, follow=True).content.decode()


def test_unchanged_stocks_are_taken_over_at_once_and_flows_are_not(as_, known):
    browser = as_("officer", "J-BEG")
    page = browser.get(reverse("part_figures", args=PART)).content.decode()
    assert "Yearbook of the region" in page
    assert "1 figure was taken over." in take(browser, "stocks")
    cell = DraftCell.objects.get()
    assert (cell.line, cell.value, cell.origin, cell.source["period"]) == ("meets_standard", 4, "previous", "2019-H2")
    assert DraftChange.objects.get().via == "prefill"
    assert "There was nothing to take over." in take(browser, "stocks")


def test_a_flow_of_the_period_before_is_taken_over_only_with_a_confirmation_that_stays_with_it(as_, known, person):
    browser, flow = as_("officer", "J-BEG"), "destroyed.firearm|previous|"
    assert "Confirm that the value is the same again" in take(browser, flow)
    assert not DraftCell.objects.exists()
    address = reverse("part_prefill", args=PART)
    browser.post(address, {"take": flow, "confirmed": flow})
    cell = DraftCell.objects.get()
    assert (cell.value, cell.origin, cell.source["confirmed"]) == (900, "previous", True)
    page = browser.get(reverse("part_review", args=PART)).content.decode()
    words = "taken over from an earlier period: 900 pieces (2019-H2); confirmed as the same value as last period"
    assert words in page
    assert words in as_("officer", "J-BEG").get(reverse("part_file", args=(*PART, "csv"))).content.decode()
    assert burden_of(known.round).parts[0].taken_over == 1


def test_a_figure_of_another_report_keeps_its_source_and_what_it_was_when_it_is_typed_over(as_, known, person):
    browser = as_("officer", "J-BEG")
    assert "1 figure was taken over." in take(browser, "seized.firearm|report|")
    measure = reverse("part_measure", args=(*PART, "seized"))
    assert "taken over from another report: 31 pieces (Yearbook of the region)" in browser.get(measure).content.decode()
    by = person("officer", "J-BEG")
    save_cell(known, measure="seized", line="firearm", cell=amount(33, Unit.piece), by=by)
    for address in (measure, reverse("part_review", args=PART)):
        words = "typed over 31 pieces, which was taken over (Yearbook of the region)"
        assert words in browser.get(address).content.decode()


def test_nothing_that_is_filled_is_touched_and_others_sections_stay_closed(as_, known, person):
    save_cell(
        known, measure="seized", line="firearm", cell=amount(7, Unit.piece), by=person("officer", "J-BEG")
    )  # fmt: skip
    assert "nothing to take over" in take(as_("officer", "J-BEG"), "seized.firearm|report|")
    assert "Yearbook" not in take(as_("contributor", "J-BEG", "court"), "stocks")
    assert DraftCell.objects.count() == 1


def test_where_a_public_figure_was_taken_over_from_travels_to_machines(client, known):
    facts = {"origin": "report", "value": "31 pieces", "title": "Yearbook of the region", "locator": "page 3"}
    Observation.objects.create(
        framework=known.round.framework, measure="surrendered", measure_version=1, line="firearm", jurisdiction="J-BEG",
        start=H1[0], end=H1[1], fit="exact", unit="piece", kind="amount", value=31, obs_status="A", origin="computed",
        known_from=timezone.now(), public_from=timezone.now(), provenance=facts,
    )  # fmt: skip
    words = "from another report: 31 pieces (Yearbook of the region)"
    found = client.get("/api/v1/observations?measure=surrendered").json()["observations"]
    assert [row["taken_over"] for row in found] == [words]
    assert words in client.get("/api/v1/observations?measure=surrendered&format=csv").content.decode()
    assert words in client.get("/indicators/surrendered/figures.csv").content.decode()
