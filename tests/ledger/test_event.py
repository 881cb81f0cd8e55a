"""Declaring events, and what is fixed once an event has been stored."""

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import django
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from opensalw.ledger.event import Event, catalogue, concrete_events, declare, event_class

from .happenings import Handed, Noted, Packed, ParcelEvent

SHAPES = Path(__file__).with_name("payload_shapes.json")


def shapes():
    """Stream and name -> field -> whether it must be given, for every event of the product."""
    return {
        f"{stream}.{name}": {field: info.is_required() for field, info in sorted(event.model_fields.items())}
        for stream, events in catalogue().items()
        for name, event in sorted(events.items())
        if event.__module__.startswith("opensalw.")
    }


def test_every_event_with_a_name_is_declared():
    declared = {event for events in catalogue().values() for event in events.values()}
    forgotten = [e for e in concrete_events() if e not in declared and e.__module__.startswith("opensalw.")]
    assert forgotten == []


def test_fields_are_only_ever_added_and_only_as_optional():
    """After adding an event or an optional field: python -m tests.ledger.test_event writes the new shapes."""
    known, present = json.loads(SHAPES.read_text()), shapes()
    for event, fields in known.items():
        assert event in present, f"{event} was renamed or removed; stored entries could not be read"
        for field, required in fields.items():
            assert field in present[event], f"{event}.{field} was removed"
            assert required or not present[event][field], f"{event}.{field} has become required"
        for field in set(present[event]) - set(fields):
            assert not present[event][field], f"{event}.{field} was added without a default"
    assert known == present, "Write the new shapes: python -m tests.ledger.test_event"


def test_an_abstract_event_is_not_declared():
    with pytest.raises(TypeError, match="abstract"):
        declare(ParcelEvent)


def test_a_subclass_of_a_named_event_is_abstract_until_it_is_named():
    class Repacked(Packed):
        pass

    assert Repacked.name == ""


def test_a_name_belongs_to_one_event_of_a_stream():
    class Other(ParcelEvent):
        name = "packed"

    with pytest.raises(TypeError, match="belongs to Packed"):
        declare(Other)
    assert event_class("parcel", "packed") is Packed
    Other.name = ""


def test_an_unknown_event_is_named():
    with pytest.raises(LookupError, match="lost .* parcel"):
        event_class("parcel", "lost")


class Measure(BaseModel):
    kilograms: float


@pytest.mark.parametrize(
    "kind", [float, float | None, list[float], dict[str, list[float]], Measure, tuple[Measure, ...]]
)
def test_a_float_is_refused_at_the_declaration(kind):
    with pytest.raises(TypeError, match="may hold a float"):
        type("Weighed", (ParcelEvent,), {"__annotations__": {"weight": kind}, "__module__": __name__})


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"sentence": "Lost at {place}."}, "sentence names unknown fields: place"),
        ({"personal": frozenset({"who"})}, "personal names unknown fields: who"),
        ({"name": "Lost!"}, "small letters"),
    ],
)
def test_a_wrong_declaration_is_refused(facts, word):
    with pytest.raises(TypeError, match=word):
        type("Lost", (ParcelEvent,), {"name": "lost", "__module__": __name__, **facts})


def test_an_unknown_field_is_refused_by_name():
    with pytest.raises(ValidationError, match="colour"):
        Packed(pieces=1, colour="red")


def test_events_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        Packed(pieces=1).pieces = 2


def test_a_payload_of_an_older_shape_is_read():
    assert Packed.parse({"pieces": 2}) == Packed(pieces=2)


def test_personal_fields_are_kept_apart_and_masked():
    event = Handed(place="Depot", to="A. Person")
    assert event.public_part() == {"place": "Depot"}
    assert event.personal_part() == {"to": "A. Person", "phone": None}
    assert event.told(masked=False) == "Handed to A. Person at Depot."
    assert event.told(masked=True) == "Handed to [personal] at Depot."
    unreadable = Handed.parse({"place": "Depot"})
    assert (unreadable.to, unreadable.place) == (None, "Depot")
    assert Handed.parse({"place": "Depot"}, {"to": "A. Person"}) == event


def test_templates_do_not_call_an_event_class():
    assert Packed.do_not_call_in_templates is True
    assert "do_not_call_in_templates" not in Packed.model_fields


@given(st.integers(), st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False, places=3)))
def test_an_event_is_read_back_from_its_json(pieces, weight):
    event = Packed(pieces=pieces, weight=weight)
    part = event.public_part()
    assert weight is None or (isinstance(part["weight"], str) and Decimal(part["weight"]) == weight)
    assert Packed.parse(json.loads(json.dumps(part))) == event


def test_a_class_variable_of_the_declaration_is_no_field():
    class Tagged(ParcelEvent):
        tags: ClassVar[tuple[str, ...]] = ("a",)

    assert set(Tagged.model_fields) == set()
    assert Noted(what=1).what == 1
    assert issubclass(Tagged, Event)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opensalw.config.settings")
    django.setup()
    SHAPES.write_text(json.dumps(shapes(), indent=1, sort_keys=True) + "\n")
