"""The words under which a weapon of the register is scored, whoever keeps their codes.

What the catalogue does not know is a word of its own (``~`` and the name as it sounds), so that two rows with
the same unknown maker agree. The engine's columns and the tables of PostgreSQL name their rows by ``words_of``,
and questions name what they look for by the same rule.
"""

from opensalw.registers.catalogue import calibre_key, makes
from opensalw.registers.marks import normalised, spoken

FIRST_YEAR, LAST_YEAR = 1800, 2053
UNCODED = "~"
BETWEEN = "/"


def words_of(
    *, make: str = "", make_seen: str = "", model: str = "", model_seen: str = "", calibre: str = "",
    calibre_seen: str = "", type: str = "", origin: str = "", year: int | None = None, factory: str = "",
) -> dict[str, str]:  # fmt: skip
    """The word of each field of ``asked.FIELDS``; an empty one is not recorded."""
    known = makes().get(make)
    return {
        "make": make or uncoded(make_seen),
        "model": f"{make}{BETWEEN}{model}" if make and model else uncoded(model_seen),
        "calibre": calibre or uncoded_calibre(calibre_seen),
        "type": type,
        "origin": origin or (known.made_in if known else ""),
        "year": str(year) if year is not None and FIRST_YEAR <= year <= LAST_YEAR else "",
        "factory": normalised(factory),
    }  # fmt: skip


def uncoded(text: str) -> str:
    """The word for a name that the catalogue does not know."""
    heard = spoken(text)
    return UNCODED + heard if heard else ""


def uncoded_calibre(text: str) -> str:
    """The word for a calibre that the catalogue does not know."""
    bare = calibre_key(text)
    return UNCODED + bare if bare else ""
