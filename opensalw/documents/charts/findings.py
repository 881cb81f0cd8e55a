"""The sentence that says what a chart shows, for those who do not see it."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation.trans_null import gettext_noop

from opensalw.documents.blocks import Amount
from opensalw.documents.wording import printed, say

HIGHEST = gettext_noop("Highest: %(label)s, %(value)s.")
LOWEST = gettext_noop("Lowest: %(label)s, %(value)s.")
ONLY = gettext_noop("One figure: %(label)s, %(value)s.")
EQUAL = gettext_noop("All that have a figure: %(value)s.")
NO_FIGURE = gettext_noop("No figure is available.")
WITHOUT = gettext_noop("Without a figure: %(labels)s.")
CHANGE = gettext_noop("%(label)s: %(first)s in %(start)s, %(last)s in %(end)s.")


def comparison(figures: Sequence[tuple[str, Amount | None, str]], language: str) -> str:
    """Who is highest and lowest among (label, value, word), and who has no figure and why."""
    known = [(label, value) for label, value, _ in figures if value is not None]
    said: list[str] = []
    if not known:
        said.append(say(language, NO_FIGURE))
    elif len(known) == 1:
        said.append(say(language, ONLY, label=known[0][0], value=printed(known[0][1], language)))
    elif len({Decimal(value) for _, value in known}) == 1:
        said.append(say(language, EQUAL, value=printed(known[0][1], language)))
    else:
        top = max(known, key=lambda pair: pair[1])
        low = min(known, key=lambda pair: pair[1])
        said.append(say(language, HIGHEST, label=top[0], value=printed(top[1], language)))
        said.append(say(language, LOWEST, label=low[0], value=printed(low[1], language)))
    without = [f"{label} ({word})" if word else label for label, value, word in figures if value is None]
    if without:
        said.append(say(language, WITHOUT, labels=", ".join(without)))
    return " ".join(said)
