"""Declaring what can happen: an event is one class, registered in the catalogue of its stream.

A stored name is never renamed. A field may only be added, and only with a default, so that every
payload ever written can still be read.
"""

import string
import types
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any, ClassVar, Self, Union, get_args, get_origin

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict, TypeAdapter

from .counted import Counted

MASK = gettext_lazy("[personal]")
NAME_LETTERS = set(string.ascii_lowercase + string.digits + "_")

_catalogue: dict[str, dict[str, type["Event"]]] = defaultdict(dict)


class Event(BaseModel):
    """Something that happened to a subject. Subclasses set ``name``, ``label``, ``sentence``, ``stream``.

    ``sentence`` names fields in braces. ``personal`` lists the fields about a natural person: they are
    kept apart from the entry, encrypted with that person's key. ``counts`` names the lines of figures that
    it may add to, as ``measure.line``; ``counted`` says what it adds, ``together`` by which dimensions at once
    its lines are split. A subclass without ``name`` is abstract: it shares fields or behaviour and is never appended.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str] = ""
    label: ClassVar[Any] = ""
    sentence: ClassVar[Any] = ""
    stream: ClassVar[str] = ""
    personal: ClassVar[frozenset[str]] = frozenset()
    counts: ClassVar[frozenset[str]] = frozenset()
    together: ClassVar[frozenset[tuple[str, ...]]] = frozenset()
    do_not_call_in_templates: ClassVar[bool] = True

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if "name" not in cls.__dict__:
            cls.name = ""
        if wrong := _wrong_with(cls):
            raise TypeError(f"{cls.__module__}.{cls.__name__}: {wrong}")

    def public_part(self) -> dict[str, Any]:
        """The fields that the entry itself holds, as JSON values."""
        return self.model_dump(mode="json", exclude=set(self.personal) or None)

    def personal_part(self) -> dict[str, Any] | None:
        """The personal fields as JSON values; None when there are none or all of them are empty."""
        if not self.personal:
            return None
        part = self.model_dump(mode="json", include=set(self.personal))
        return part if any(value is not None for value in part.values()) else None

    @classmethod
    def parse(cls, payload: dict[str, Any], personal: dict[str, Any] | None = None) -> Self:
        """The event that was stored; personal fields that cannot be read are None."""
        if not cls.personal or personal is not None:
            return cls.model_validate({**payload, **(personal or {})})
        if all(not field.is_required() for name, field in cls.model_fields.items() if name in cls.personal):
            return cls.model_validate(payload)
        readers = _field_readers(cls)
        values: dict[str, Any] = {name: readers[name].validate_python(value) for name, value in payload.items()}
        return cls.model_construct(**{**dict.fromkeys(cls.personal), **values})

    def counted(self) -> Iterable[Counted]:
        """What this adds to which lines; nothing unless a subclass says so."""
        return ()

    def shown(self) -> dict[str, str]:
        """How each field reads in the sentence; a subclass may word its own."""
        values = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: "–" if value is None else str(value) for name, value in values}

    def told(self, *, masked: bool) -> str:
        """The sentence with its fields; personal ones are masked if ``masked``."""
        shown = self.shown()
        if masked:
            shown.update(dict.fromkeys(self.personal, str(MASK)))
        return str(self.sentence).format(**shown)


def declare(*events: type[Event]) -> None:
    """Enter events in the catalogue; stands at the foot of each ``events.py``."""
    for event in events:
        if not event.name or not event.stream:
            raise TypeError(f"{event.__name__} is abstract: it has no name or no stream.")
        known = _catalogue[event.stream].setdefault(event.name, event)
        if (
            known is not event
            and f"{known.__module__}.{known.__qualname__}" != f"{event.__module__}.{event.__qualname__}"
        ):
            raise TypeError(f"The name {event.name!r} of stream {event.stream!r} belongs to {known.__name__}.")
        _catalogue[event.stream][event.name] = event


def catalogue() -> dict[str, dict[str, type[Event]]]:
    """All declared events: stream -> name -> class."""
    return {stream: dict(events) for stream, events in sorted(_catalogue.items()) if events}


def event_class(stream: str, name: str) -> type[Event]:
    """The declared event of this name; LookupError when there is none."""
    try:
        return _catalogue[stream][name]
    except KeyError:
        message = _("No event %(name)s is declared in the stream %(stream)s.")
        raise LookupError(message % {"name": name, "stream": stream}) from None


def concrete_events(parent: type[Event] = Event) -> list[type[Event]]:
    """Every subclass that has a name, declared or not."""
    found = [parent] if parent.name else []
    for child in parent.__subclasses__():
        found += concrete_events(child)
    return found


@cache
def _field_readers(cls: type[Event]) -> dict[str, TypeAdapter]:
    return {
        name: TypeAdapter(Annotated[field.annotation, field])  # type: ignore[arg-type]
        for name, field in cls.model_fields.items()
    }


def _wrong_with(cls: type[Event]) -> str | None:
    """What is wrong with a declaration, or None."""
    if set(cls.name) - NAME_LETTERS:
        return f"the name {cls.name!r} may hold small letters, digits and _ only"
    if unknown := sorted(cls.personal - set(cls.model_fields)):
        return f"personal names unknown fields: {', '.join(unknown)}"
    for name, field in cls.model_fields.items():
        if _holds_float(field.annotation, frozenset()):
            return f"the field {name} may hold a float; use Decimal or int"
    placeholders = {
        part[1].split(".")[0].split("[")[0] for part in string.Formatter().parse(str(cls.sentence)) if part[1]
    }
    if cls.name and (unknown := sorted(placeholders - set(cls.model_fields))):
        return f"the sentence names unknown fields: {', '.join(unknown)}"
    return None


def _holds_float(kind: Any, seen: frozenset[Any]) -> bool:
    if kind is float:
        return True
    if get_origin(kind) in (Union, types.UnionType, Annotated) or get_args(kind):
        return any(_holds_float(part, seen) for part in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
        return any(_holds_float(field.annotation, seen | {kind}) for field in kind.model_fields.values())
    return False
