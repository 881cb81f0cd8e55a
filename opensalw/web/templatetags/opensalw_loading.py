"""Words of the import workspace in templates."""

from django import template

from opensalw.web.loading.columns import TITLES

register = template.Library()


@register.filter
def column_title(name: str) -> str:
    """A column of a register in words; a whole row has none."""
    return str(TITLES.get(name, name))
