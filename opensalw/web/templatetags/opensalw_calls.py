"""Words of funds and decisions in templates."""

from collections.abc import Mapping, Sequence

from django import template

from opensalw.coordination.fund_rules import LABELS, ONE

register = template.Library()


@register.filter
def parts(held: Sequence[str]) -> str:
    """The parts that an organisation plays, in words."""
    return ", ".join(str(ONE.get(part, part)) for part in held)  # type: ignore[call-overload]


@register.filter
def setting(name: str) -> str:
    """The name of a rule in words."""
    return str(LABELS.get(name, name))


@register.filter
def measured(titles: Mapping[str, str], key: str) -> str:
    """The title of an indicator."""
    return titles.get(key, key) or "–"


@register.filter
def typed(sent: Mapping[str, str], name: str) -> str:
    """What was typed on how an unknown rule was handled."""
    return sent.get(f"handled-{name}", "")
