"""The page of events: what can happen in each stream of the ledger."""

from collections.abc import Iterator
from inspect import getdoc

from opensalw.ledger.event import Event, catalogue

from .markdown import code, page, said, table

OURS = "opensalw."


def events_page() -> str:
    """What can happen, by stream, with every field."""
    lines: list[str] = []
    for stream, events in catalogue().items():
        ours = [event for event in events.values() if event.__module__.startswith(OURS)]
        if ours:
            lines += ["", f"## Stream {code(stream)}", ""]
            for event in ours:
                lines += _event(event)
    return page(
        "Events",
        "What can happen, as the ledger records it. A stream holds one kind of subject; an event is one class.",
        "",
        "A stored name is never renamed. A field may only be added, and only with a default, so every entry ever\n"
        "written can still be read. A personal field is kept apart from the entry, encrypted, and never leaves the\n"
        "node by itself.",
        *lines,
    )


def _event(event: type[Event]) -> Iterator[str]:
    yield f"### {said(event.label)}"
    yield ""
    yield f"{code(event.name)}: {said((getdoc(event) or '').splitlines()[0])}"
    yield ""
    yield f"Shown as: {said(event.sentence)}"
    fields = event.model_fields
    if not fields:
        yield ""
        yield "No fields of its own."
        yield ""
        return
    yield from table(
        ("Field", "Type", "Needed", "Personal"),
        (
            (
                code(name),
                said(_type(field.annotation)),
                "yes" if field.is_required() else f"no, {code(repr(field.default))}",
                "yes" if name in event.personal else "no",
            )
            for name, field in fields.items()
        ),
    )


def _type(annotation: object) -> str:
    name = getattr(annotation, "__name__", "")
    if name and not getattr(annotation, "__args__", ()):
        return name
    return str(annotation).replace("typing.", "").replace("NoneType", "None").split("datetime.")[-1]
