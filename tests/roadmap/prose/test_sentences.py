"""Figures in sentences of our own: other words and orders than those that the rules were tuned on."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensalw.core.refusal import Refused
from opensalw.roadmap.prose.documents import read_text
from opensalw.roadmap.prose.figures import figures

F, S, W, C, A, D, E, M = (
    "piece firearm", "piece salw_unsplit", "piece weapon_unsplit", "piece component", "round ammunition",
    "piece device", "kilogram explosive", "kilogram mixed_mass",
)  # fmt: skip

COUNTED = [
    ("Police seized 1.234 firearms and 23.456 rounds of ammunition.", [(1234, F), (23456, A)]),
    ("In 2019, 1 234 weapons were destroyed by the Ministry of Defence.", [(1234, W)]),
    ("Twenty-three persons were arrested and some 400 weapons were confiscated.", [(23, "person"), (400, W)]),
    ("At least four rifles and between 10 and 12 hand grenades were found.", [(4, F), ((10, 12), D)]),
    ("The number of incidents rose from 10 in 2018 to 15 in 2019.", [(10, "incident"), (15, "incident")]),
    ("Firearms seized: 45; rounds of ammunition seized: 3,210.", [(45, F), (3210, A)]),
    ("They found 48 guns, 833 cartridges, four grenades and roughly 500 grams of plastic explosives.",
     [(48, F), (833, A), (4, D), ("0.5", E)]),
    ("Around 246,000 entities were checked, including 219,000 individuals and 14,800 vehicles.",
     [(246000, ""), (219000, "person"), (14800, "")]),
    ("Nearly 40 firearms, six kg of explosives, 11 hand grenades and 1,300 pieces of ammunition were recovered.",
     [(40, F), (6, E), (11, D), (1300, A)]),
    ("Some 5,000 officers were deployed; 52 kg of marijuana and EUR 250,000 were found.",
     [(5000, "person"), (52, "kilogram"), (250000, "")]),
    ("About 4,000 guns and half a tonne of ammunition were destroyed in two events.",
     [(4000, F), (500, M), (2, "activity")]),
    ("For four days 8 300 officers from 28 jurisdictions were active.", [(8300, "person"), (28, "jurisdiction")]),
    ("- Illegal migrants: 71\n- Firearms traffickers: 3", [(71, "person"), (3, "person")]),
    ("Of 120 requests sent, 45 were answered, 60 are pending and 15 will be sent again.",
     [(120, "request"), (45, "request"), (60, "request"), (15, "request")]),
    ("More than 2000 illegal guns were seized; 2,5 tonnes of explosives were destroyed.", [(2000, F), (2500, E)]),
    ("A total of one hundred and twenty weapons, of which 45 were rifles, were collected.", [(120, W), (45, F)]),
    ("Approximately 1.2 million rounds were destroyed. 400+ applications were received.",
     [(1200000, A), (400, "case")]),
    ("3 of the 10 facilities meet the standard. A dozen pistols were found.",
     [(3, "facility"), (10, "facility"), (12, F)]),
    ("12-15 workshops are planned.", [((12, 15), "activity")]),
    ("A lorry with 34 migrants was stopped; 32 suspects were arrested, 102 firearms seized and 60 houses searched.",
     [(34, "person"), (32, "person"), (102, F), (60, "facility")]),
    ("The Commission held four meetings and adopted one strategy and 2 action plans.",
     [(4, "activity"), (1, "document"), (2, "plan")]),
    ("1,560 inspections led to 12 seizures (34 pistols, 5 rifles and 1 machine gun).",
     [(1560, "check"), (12, "case"), (34, F), (5, F), (1, F)]),
    ("It is estimated that between 350,000 and 500,000 weapons are held illegally.", [((350000, 500000), W)]),
    ("Only 2 out of 14 armouries meet the standard; the remaining 12 need refurbishment.",
     [(2, "facility"), (14, "facility"), (12, "facility")]),
    ("95 percent of 97 requests came back without a hit.", [(95, "percent"), (97, "request")]),
    ("34.567 firearms had been marked; another 5.000 will be marked.", [(34567, F), (5000, F)]),
    ("The seizures included 1.5 kg of TNT, 3 kg of C4 and 200 detonators.", [("1.5", E), (3, E), (200, D)]),
    ("No firearms were deactivated, whereas seven were legalised.", [(0, F), (7, F)]),
    ("Five hundred and twelve hunting rifles and over a thousand cartridges were handed in.", [(512, F), (1000, A)]),
    ("Weapons destroyed - 1,024 pcs; ammunition destroyed - 12.5 t.", [(1024, W), (12500, M)]),
    ("Data was recorded on 1,113 lost and 45 stolen weapons.", [(1113, W), (45, W)]),
    ("2 firearms-related deaths were recorded.", [(2, "person")]),
    ("Citizens turned in one rifle and one hand grenade.", [(1, F), (1, D)]),
    ("Seized: 10 AK-47, 5 M70 rifles, 2 RPG-7 launchers and 1,500 rounds of 7.62 mm ammunition.",
     [(10, F), (5, F), (2, S), (1500, A)]),
    ("The FFP entered 2 345 records and answered 1'200 queries.", [(2345, ""), (1200, "request")]),
    ("The prosecution indicted 31 persons, 27 of whom were convicted.", [(31, "person"), (27, "person")]),
    ("| Indicator | 2021 | 2022 |\n|---|---|---|\n| Firearms seized | 1,420 | 1,388 |", [(1420, F), (1388, F)]),
    ("990 small arms and light weapons, 12 light weapons and 269 barrels were melted.", [(990, S), (12, S), (269, C)]),
    ("Ministry of Defence: 3 depots upgraded, 2 under reconstruction, 4 planned.",
     [(3, "facility"), (2, "facility"), (4, "facility")]),
    ("The disposal of forty (40) tonnes of ammunition began at eleven (11) sites.", [(40000, M), (11, "facility")]),
    ("Security was upgraded at 4 ammunition and conventional weapons storage sites.", [(4, "facility")]),
    ("Over 5,000 pieces of SALW were destroyed, of which 1,489 pieces in one place.", [(5000, S), (1489, S)]),
    ("There were 113 hand grenades, four fuzes of B 21 and 2003 different magazines.", [(113, D), (4, D), (2003, C)]),
    ("The law was adopted by three jurisdictions; inputs came from six Western Balkan jurisdictions.",
     [(3, "jurisdiction")]),
    ("27,024 pieces of fire-arms and 3,852 kilograms of army explosive were handed over.", [(27024, F), (3852, E)]),
    ("U Beogradu je predato: 45 firearms.", [(45, F)]),
]  # fmt: skip

NOT_FIGURES = [
    "Resolution 1244, Directive 2017/853 and KPI 5 were discussed under OA 4.1.",
    "Council Decision 2018/1788/CFSP and Regulation (EU) No 258/2012 apply; Articles 5, 6 and 7 were amended.",
    "Pistols of 7.62 mm and 9x19 calibre were seized during COVID-19 on 9 July 2019 in phase II of 2018-2024.",
    "The 3<sup>rd</sup> meeting and the 12th meeting took place at 14:30 in Room 5.",
    "Three main priorities were set for the six jurisdictions; two areas need work.",
    "Call +387 33 123 456 or write to office1@example.org; access is given 24/7.",
    "A three-day training and a 48-hour operation were held within 30 days.",
    "One of the leaders of the region is on the way; no one was injured.",
    "The K9 unit, the WB6 and two-factor sign-in with 3D scanners are described on page 12.",
    "UNSCR 1325 (2000), ISO 17025 and IATG 01.10 are standards.",
    "Goal 3, Goals 4 and 5, Annex 2, Table 7 and paragraph 14 were agreed.",
    "Several weapons, dozens of grenades and hundreds of rounds were found.",
    "1. The strategy for 2021-2025 was adopted on 01.07.2021.",
    "Minors aged 15-17 and people over 65 answered; a man under 30 years of age did not.",
    "The aim is to reduce the number of illegal firearms and to increase seizures.",
    "The law was amended in 2019 and again in June 2020.",
]


def found(text):
    return figures(read_text(text))


def value(one):
    return one.amount if one.amount is not None else (one.low, one.high)


def expected(given):
    return tuple(map(Decimal, given)) if isinstance(given, tuple) else Decimal(given)


@pytest.mark.parametrize(("text", "wanted"), COUNTED, ids=[text[:50] for text, _ in COUNTED])
def test_the_amounts_units_and_objects_of_a_sentence(text, wanted):
    told = [(value(one), " ".join(filter(None, (one.unit, one.object)))) for one in found(text)]
    assert told == [(expected(amount), thing) for amount, thing in wanted]


@pytest.mark.parametrize("text", NOT_FIGURES, ids=[text[:50] for text in NOT_FIGURES])
def test_numbers_that_are_no_figures_are_left_alone(text):
    assert [one.written for one in found(text)] == []


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high"),
    [
        ("some 400 weapons were found", "about", None, None),
        ("approximately 400 weapons were found", "about", None, None),
        ("at least 400 weapons were found", "at_least", 400, None),
        ("over 400 weapons were found", "more_than", 400, None),
        ("up to 400 weapons were found", "at_most", None, 400),
        ("not more than 400 weapons were found", "at_most", None, 400),
        ("400 or more weapons were found", "at_least", 400, None),
        ("they handed over 400 weapons", "exact", None, None),
        ("400 weapons were found", "exact", None, None),
    ],
)
def test_a_number_keeps_its_qualifier(text, qualifier, low, high):
    [one] = found(text)
    assert (one.qualifier, one.low, one.high, one.approximate) == (qualifier, low, high, qualifier != "exact")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Two depots were upgraded.", "done"),
        ("UNDP has 18 projects under implementation.", "ongoing"),
        ("Two depots are being upgraded.", "ongoing"),
        ("Ten facilities are envisaged for reconstruction.", "planned"),
        ("20,000 weapons will be destroyed.", "planned"),
        ("The Ministry plans to upgrade 12 depots.", "planned"),
        ("This is 80% of the planned amount.", "done"),
    ],
)
def test_done_ongoing_and_planned_are_told_apart(text, status):
    assert [one.status for one in found(text)] == [status]


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("The number of incidents rose from 10 to 15.", [None, "up"]),
        ("There was an increase of 12 % in seizures.", ["up"]),
        ("Seizures fell.", ["down"]),
        ("The number of traces remained unchanged.", ["unchanged"]),
        ("Belgrade reported the highest number of incidents.", ["highest"]),
        ("There were 3 cases more than in 2018.", ["up"]),
        ("Two more depots were built.", [None]),
        ("The programme will increase seizures.", []),
    ],
)
def test_directions_are_read_with_and_without_a_number(text, directions):
    assert [one.direction for one in found(text)] == directions


def test_a_paragraph_of_many_sentences_is_read_to_its_end():
    told = found("Firearms seized: 45 in 2019. " * 200 + "12 firearms, " * 200)
    assert [one.amount for one in told] == [45] * 200 + [12] * 200


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_wild_text_is_read_or_refused_and_every_span_lies_in_it(text):
    try:
        document = read_text(text)
    except Refused:
        return
    for one in figures(document):
        assert 0 <= one.span[0] < one.span[1] <= len(document.text)
        assert one.sentence_span[0] <= one.span[0] <= one.span[1] <= one.sentence_span[1]


@given(st.integers(min_value=1, max_value=999_999_999), st.sampled_from([",", ".", " ", "\u00a0", "\u202f", "'", ""]))
@settings(max_examples=100, deadline=None)
def test_thousands_are_marked_in_every_way(amount, mark):
    written = f"{amount:,}".replace(",", mark)
    [one] = found(f"A total of {written} firearms were destroyed.")
    assert (one.amount, one.written) == (amount, written)
