"""Period, actor and status belong to the clause; years and days are no counts; an explicit zero is one."""

import pytest

from opensalw.roadmap.prose.documents import read_text
from opensalw.roadmap.prose.figures import figures

HEAD = "# Meeting of 4-5 November 2021\n\n### Tirana\n\n"
P = "J-TIR/police"


def found(text):
    return figures(read_text(HEAD + text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Since 2014 the office has archived 310 files.", [310]),
        ("By 2019 a team had examined 77 cases.", [77]),
        ("The patrol took 5 rifles at the port on 9 April.", [5]),
        ("A course was held on 12th May, and 8 officers attended.", [8]),
        ("Two patrols met on 3-5 July.", []),
        ("No pistols were marked this year.", [0]),
        ("No information was given on firearms.", []),
        ("No data were available, and no progress was made.", []),
        ("The firearms are no longer stored there.", []),
    ],
)
def test_years_and_days_are_no_counts_and_an_explicit_zero_is_one(text, wanted):
    told = [one.amount for one in found(text) if one.unit or one.amount]
    assert [amount for amount in told if amount is not None and amount != 2] == wanted


@pytest.mark.parametrize(
    ("text", "period", "fit"),
    [
        ("The patrol took 5 rifles on 9 April.", "2021-04-09", "inside"),
        ("The patrol took 5 rifles on April 9.", "2021-04-09", "inside"),
        ("From January to June the patrol took 5 rifles.", "2021-H1", "exact"),
        ("In the first half of the year, 5 rifles were taken.", "2021-H1", "exact"),
        ("In December, 5 rifles were taken.", "2020-12", "inside"),
        ("In December 5 rifles were taken.", "2020-12", "inside"),
        ("In autumn 2020 5 rifles were taken.", "2020-09-01/2020-11-30", "inside"),
        ("In spring 5 rifles were taken.", "2021-03-01/2021-05-31", "inside"),
        ("In winter 2020 the patrol took 5 rifles.", "2019-12-01/2020-02-29", "inside"),
        ("It will destroy 5 rifles in December.", "2021-12", "inside"),
        ("In the second quarter 5 rifles were taken.", "2021-04-01/2021-06-30", "inside"),
    ],
)
def test_a_time_without_a_year_takes_it_from_the_text(text, period, fit):
    [one] = found(text)
    assert (one.period, one.fit) == (period, fit)


def test_none_in_the_second_half_is_a_zero_of_that_half():
    first, second = found("Twelve rifles were seized in the first half-year, none in the second.")
    assert (first.amount, first.period) == (12, "2021-H1")
    assert (second.amount, second.object, second.period) == (0, "firearm", "2021-H2")


def test_an_agency_that_is_one_seats_alone_names_the_seat():
    [one] = found("SIPA seized 14 rifles.")
    assert (one.jurisdiction, one.actor) == ("J-SAR", "J-SAR/police")


def test_a_later_clause_keeps_its_period_its_actor_and_its_status():
    first, second = found("Three judges were trained by UNODC, and four more will travel in 2022.")
    assert (first.period, first.actor, first.status) == (None, "ORG/unodc", "done")
    assert (second.period, second.actor, second.status, second.direction) == ("2022", None, "planned", None)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Ministry of Interior said that in spring 2021 the police found 8 rifles.", P),
        ("The police held 6 raids within EMPACT and took over 30 rifles.", P),
        ("Prosecutors indicted 12 persons.", "J-TIR/prosecution"),
        ("Inspectors of the Border Police found 6 pistols.", "J-TIR/border_police"),
        ("In all, 40 rifles were seized by customs.", "J-TIR/customs"),
        ("In 2020, the Ministry of Defence destroyed 90 rifles.", "J-TIR/defence"),
    ],
)
def test_the_actor_is_the_subject_nearest_to_the_verb_that_counts(text, actor):
    assert found(text)[-1].actor == actor


def test_a_weight_has_the_object_that_was_weighed():
    told = found("Officers took 8 rifles, 90 cartridges and 3 kg of explosives, of which two rifles at the port.")
    assert [one.object for one in told] == ["firearm", "ammunition", "explosive", "firearm"]
