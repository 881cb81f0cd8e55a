"""Agenda templates: data files that say which sessions and items a meeting of a kind begins with."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from opensalw.core.designations import label
from opensalw.core.quick_yaml import read_yaml
from opensalw.roadmap.framework.spec import FrameworkSpec

from ..models import Item, Session

FOLDER = Path(__file__).parent


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ItemTemplate(_Declared):
    """An item that a meeting begins with."""

    kind: Item.Kind
    title: str
    jurisdiction: str = ""
    goals: tuple[int, ...] = ()


class SessionTemplate(_Declared):
    """A session: its items, or the seats that present in it, each followed by comments, or one item for each goal."""

    kind: Session.Kind
    title: str
    items: tuple[ItemTemplate, ...] = ()
    seats: tuple[str, ...] = ()
    by_goal: bool = False


class AgendaTemplate(_Declared):
    """The sessions that a meeting of a kind begins with."""

    key: str
    title: str
    sessions: tuple[SessionTemplate, ...]


@cache
def templates() -> dict[str, AgendaTemplate]:
    """The templates by key; the key is the kind of series that they are for."""
    read = [read_yaml(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))]
    found = [AgendaTemplate.model_validate(one) for one in read]
    return {one.key: one for one in found}


def items_of(session: SessionTemplate, spec: FrameworkSpec, jurisdiction: str) -> Iterator[ItemTemplate]:
    """The items that a session begins with, seats and goals spelt out."""
    yield from session.items
    for seat in session.seats:
        yield ItemTemplate(kind=Item.Kind.PRESENTATION, title=label(seat), jurisdiction=seat)
        title = _("Comments on %(seat)s") % {"seat": label(seat)}
        yield ItemTemplate(kind=Item.Kind.COMMENTS, title=title, jurisdiction=seat)
    for goal in spec.goals if session.by_goal else ():
        yield ItemTemplate(
            kind=Item.Kind.PRESENTATION, title=f"{spec.goal_word.singular} {goal.number}: {goal.title}",
            jurisdiction=jurisdiction, goals=(goal.number,),
        )  # fmt: skip
    if session.by_goal:
        yield ItemTemplate(kind=Item.Kind.COMMENTS, title=_("Comments of organisations"), jurisdiction=jurisdiction)
