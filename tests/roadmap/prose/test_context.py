"""Jurisdiction, actor and period: from the sentence, else from the speaker, else from the headings."""

import pytest

from opensalw.core.periods import Period
from opensalw.roadmap.prose.documents import read_text
from opensalw.roadmap.prose.figures import figures

NOTES = """# 9th meeting
Tirana, 14 November 2023

### North Macedonia

**Ms. A, National Coordinator, Ministry of Interior** reported:

1. 212 pieces of firearms were seized in the first half of 2023.
2. The Ministry of Defence destroyed 1 250 weapons on 5 June 2023.
3. 87 tracing requests were received.
4. By 30 June 2023, 88% of police weapons were marked.
5. In Podgorica, 4 of them were found.

### Discussion

**Mr. B, Programme Manager, UNDP** said that UNDP trained 120 officers in the region.

UNDP North Macedonia donated 12 vehicles.

## Conclusions

12 projects were noted.
"""


@pytest.fixture(scope="module")
def told():
    return {one.written: one for one in figures(read_text(NOTES))}


@pytest.mark.parametrize(
    ("written", "jurisdiction", "actor", "period", "fit"),
    [
        ("212", "J-SKP", "J-SKP/interior", "2023-H1", "exact"),
        ("1 250", "J-SKP", "J-SKP/defence", "2023-06-05", "inside"),
        ("87", "J-SKP", "J-SKP/interior", None, "inferred"),
        ("88", "J-SKP", "J-SKP/interior", "2023-06-30", "as_of"),
        ("4", "J-POD", "J-POD/interior", None, "inferred"),
        ("120", None, "ORG/undp", None, "unknown"),
        ("12", None, None, None, "unknown"),
    ],
)
def test_each_figure_stands_in_its_setting(told, written, jurisdiction, actor, period, fit):
    one = told[written]
    assert (one.jurisdiction, one.actor, one.period, one.fit) == (jurisdiction, actor, period, fit)


def test_a_section_without_a_heading_is_told_by_the_names_in_it():
    account = "## Session\n\n- 585 firearms were destroyed.\n\n"
    text = f"{account}## Comments\n\nUNDP North Macedonia works with the OSCE Mission to Skopje."
    [one] = figures(read_text(text))
    assert one.jurisdiction == "J-SKP"


MINUTES = """MINUTES OF THE MEETING

BELGRADE

120 firearms were seized.

**Podgorica**

**Progress**

- 45 firearms were destroyed.

Sarajevo:

13 rifles were found.

Conclusions
===========

Four projects were approved.

## Goal 6

### Tirana

5 guns were melted.

## Goal 7

7 depots were upgraded.
"""


def test_headings_are_known_also_where_they_bear_no_mark():
    found = figures(read_text(MINUTES))
    assert [(one.written, one.jurisdiction) for one in found] == [
        ("120", "J-BEG"), ("45", "J-POD"), ("13", "J-SAR"), ("Four", None), ("5", "J-TIR"), ("7", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "jurisdiction"),
    [
        ("Montenegro seized 120 firearms.", "J-POD"),
        ("У Београду 45 firearms were handed in.", "J-BEG"),
        ("In Prishtinë, 45 firearms were handed in.", "J-PRN"),
        ("Albanian police seized 45 firearms.", "J-TIR"),
        ("Banja Luka: 45 firearms.", "J-SAR"),
        ("45 firearms were seized.", None),
    ],
)
def test_a_sentence_may_name_the_jurisdiction_in_either_script(text, jurisdiction):
    assert [one.jurisdiction for one in figures(read_text(text))] == [jurisdiction]


@pytest.mark.parametrize(
    ("text", "period", "fit"),
    [
        ("In 2019, 45 firearms were seized.", "2019", "wider"),
        ("45 firearms were seized in H2 2019.", "2019-H2", "exact"),
        ("45 firearms were seized between 5 and 9 September 2019.", "2019-09-05/2019-09-09", "inside"),
        ("45 firearms were seized on 09.07.2019.", "2019-07-09", "inside"),
        ("45 firearms were seized in the third quarter of 2019.", "2019-07-01/2019-09-30", "inside"),
        ("45 firearms were seized in March 2020.", "2020-03", "other"),
        ("As of 31 December 2019, 45 firearms are registered.", "2019-12-31", "as_of"),
        ("45 firearms were seized during the reporting period.", "2019-H2", "inferred"),
        ("Compared to 2018, 45 firearms were seized.", None, "unknown"),
        ("45 firearms were seized in November.", "2019-11", "inside"),
    ],
)
def test_a_period_is_read_and_fitted_to_the_round(text, period, fit):
    [one] = figures(read_text(text), round=Period.parse("2019-H2"))
    assert (one.period, one.fit) == (period, fit)


def test_periods_of_a_list_go_to_their_own_figures():
    text = "In 2018, 104 weapons and in 2019, 98 weapons were surrendered."
    assert [one.period for one in figures(read_text(text))] == ["2018", "2019"]


def test_the_head_of_a_tables_column_is_the_period_of_its_figures():
    text = "| | 2021 | 2022 |\n|---|---|---|\n| Firearms seized | 1,420 | 1,388 |"
    assert [(one.amount, one.period) for one in figures(read_text(text))] == [(1420, "2021"), (1388, "2022")]


def test_a_part_of_one_jurisdiction_lends_it_to_what_names_none():
    [one] = figures(read_text("45 firearms were seized."), jurisdiction="J-TIR")
    assert one.jurisdiction == "J-TIR"
