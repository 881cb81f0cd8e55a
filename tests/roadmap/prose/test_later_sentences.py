"""Sentences that were written after the rules, and scored once before anything was mended: see the manual."""

from decimal import Decimal

import pytest

from opensalw.roadmap.prose.documents import read_text
from opensalw.roadmap.prose.figures import figures

SENTENCES = [
    (
        "The Border Police stopped 1,204 vehicles and inspected 318 of them, finding 27 pistols and 2 kg of gunpowder.",
        [(1204, None, None), (318, None, None), (27, "piece", "firearm"), (2, "kilogram", "explosive")],
    ),
    (
        "Legalisation: out of 4,560 requests submitted, 4,102 were approved and 61 rejected.",
        [(4560, "request", None), (4102, "request", None), (61, "request", None)],
    ),
    (
        "In total 7 tons of obsolete munitions and 312 anti-tank mines were demilitarised in Q3 2022.",
        [(7000, "kilogram", "mixed_mass"), (312, "piece", "device")],
    ),
    ("The courts convicted forty-two defendants and acquitted eight.", [(42, "person", None), (8, "person", None)]),
    (
        "A further 15 armouries will undergo works worth EUR 900,000 by December 2023.",
        [(15, "facility", None), (900000, None, None)],
    ),
    (
        "Weapon owners handed over 2.310 long-barrelled weapons, 870 pistols, 15.000 bullets and 56 bombs.",
        [
            (2310, "piece", "weapon_unsplit"),
            (870, "piece", "firearm"),
            (15000, "round", "ammunition"),
            (56, "piece", "device"),
        ],
    ),
    (
        "Nineteen out of twenty respondents said that they do not own a gun.",
        [(19, "person", None), (20, "person", None)],
    ),
    (
        "Three workshops with 75 participants (31 women, 44 men) took place.",
        [(3, "activity", None), (75, "person", None), (31, "person", None), (44, "person", None)],
    ),
    (
        "Domestic violence involving firearms: 112 incidents in 2020, 98 in 2021.",
        [(112, "incident", None), (98, "incident", None)],
    ),
    ("The average response time fell to 4 days, and 93% of tracing requests got an answer.", [(93, "percent", None)]),
    (
        "It is planned to mark 25,000 SALW in 2022 and 30,000 in 2023.",
        [(25000, "piece", "salw_unsplit"), (30000, "piece", "salw_unsplit")],
    ),
    (
        "The Directorate issued 3,401 weapon permits and revoked 219.",
        [(3401, "document", None), (219, "document", None)],
    ),
    (
        "As many as 600 pieces of weapons, including 140 automatic rifles, were melted in the Zenica steelworks.",
        [(600, "piece", "weapon_unsplit"), (140, "piece", "firearm")],
    ),
    (
        "Police found 1 (one) rifle, 3 (three) magazines and 90 pcs of ammunition.",
        [(1, "piece", "firearm"), (3, "piece", "component"), (90, "round", "ammunition")],
    ),
    (
        "Since the start of the campaign, 1.8 million leaflets have been printed and 45 TV spots aired.",
        [(1800000, None, None), (45, None, None)],
    ),
    ("The laboratory has a backlog of some 1,100 cases.", [(1100, "case", None)]),
    ("Customs recorded two attempts to smuggle weapons at the Hani i Hotit crossing.", [(2, None, None)]),
    (
        "EUFOR supported the disposal of 1,300 tonnes of ammunition over the last 5 years.",
        [(1300000, "kilogram", "mixed_mass")],
    ),
    ("Article 33 was amended; 14 laws remain to be harmonised with Directive 91/477/EEC.", [(14, "document", None)]),
    (
        "Firearms-related homicides went up from 11 to 13, suicides down from 40 to 37.",
        [(11, "incident", None), (13, "incident", None), (40, "incident", None), (37, "incident", None)],
    ),
    (
        "The MoD reported a surplus of 17,000 small arms and 4,200 tons of ammunition.",
        [(17000, "piece", "salw_unsplit"), (4200000, "kilogram", "mixed_mass")],
    ),
    ("Seizures at border crossings: 9 (2018: 14).", [(9, "case", None), (14, "case", None)]),
    (
        "The unit consists of 6 officers and one analyst and is led by an inspector.",
        [(6, "person", None), (1, "person", None)],
    ),
    (
        "100 hunting rifles and 55 carbines were deactivated, i.e. twice as many as in 2019.",
        [(100, "piece", "firearm"), (55, "piece", "firearm")],
    ),
    ("Of the 237 suspects, 12 per cent were minors.", [(237, "person", None), (12, "percent", None)]),
    (
        "KPI 10: 1,500 firearms; KPI 11: 320 firearms destroyed.",
        [(1500, "piece", "firearm"), (320, "piece", "firearm")],
    ),
    ("The 2nd Regional Meeting under Goal 5 gathered 84 people on 14-15 March 2022 in Ohrid.", [(84, "person", None)]),
    (
        "Citizens surrendered 1 machine gun M84, 2 mortars 60 mm and 7 hand-held rocket launchers.",
        [(1, "piece", "firearm"), (2, "piece", "salw_unsplit"), (7, "piece", "salw_unsplit")],
    ),
    (
        "Some 20 to 25 thousand weapons are believed to be in illegal possession.",
        [((20000, 25000), "piece", "weapon_unsplit")],
    ),
    ("FFP staff exchanged 1.045 messages through SIENA and opened 88 cases.", [(1045, None, None), (88, "case", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES, ids=[text[:50] for text, _ in SENTENCES])
def test_the_figures_of_a_sentence_that_the_rules_did_not_know(text, wanted):
    told = [
        (one.amount if one.amount is not None else (one.low, one.high), one.unit and one.unit.value, one.object)
        for one in figures(read_text(text))
        if one.amount is not None or one.low is not None
    ]
    assert told == [
        (tuple(map(Decimal, amount)) if isinstance(amount, tuple) else Decimal(amount), unit, thing)
        for amount, unit, thing in wanted
    ]
