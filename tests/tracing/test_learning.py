"""Costs learned from descriptions: what was misread often becomes cheap, what never was stays dear."""

import random

from opensalw.tracing.describing import described
from opensalw.tracing.scoring import error_model
from opensalw.tracing.scoring.errors import from_data, number_of
from opensalw.tracing.scoring.learning import Example, Weapon, learned


def examples(count=150):
    """3 is read as 8 now and then; a maker is misstated once in ten."""
    chance = random.Random(3)
    for _ in range(count):
        serial = "".join(chance.choices("0123456789", k=6))
        seen = "".join("8" if sign == "3" and chance.random() < 0.4 else sign for sign in serial)
        said = "CZ" if chance.random() < 0.1 else "ZASTAVA"
        weapon = Weapon(serial, {"make": "ZASTAVA"})
        yield Example(described(serial=seen), (weapon,), {"make": (said,)})


def test_what_is_often_misread_becomes_cheap():
    model = learned(list(examples()), error_model("hand-1"), version="t")
    three, eight, one = number_of("3"), number_of("8"), number_of("1")
    assert model.read[three, three] < model.read[three, eight] < model.read[three, one]
    assert model.read[three, eight] < 200
    assert model.fields["make"].agreed < model.fields["make"].misstated


def test_candidates_that_nobody_confirmed_teach_too():
    found = []
    for number, one in enumerate(examples()):
        stranger = Weapon(f"AX{number:05}", {"make": "CUGIR"})
        found.append(Example(one.description, (stranger, *one.candidates), one.said))
    model = learned(found, error_model("hand-1"), version="t")
    assert model.read[number_of("3"), number_of("8")] < 200


def test_a_model_is_what_its_file_says():
    model = error_model("learned-1")
    again = from_data(model.as_data())
    assert (again.read == model.read).all()
    assert again.fields == model.fields
    assert 0 < model.read[0, 0] < 50
