"""The pages of closed lists: kinds of cell, missing reasons, statuses, fits and units."""

from opensalw.core.units import Unit, as_printed
from opensalw.roadmap.cells import DIRECTIONS, KINDS, MISSING, OBS_STATUS, QUALIFIERS
from opensalw.roadmap.combining import COMBINABLE_FITS
from opensalw.roadmap.models import Observation

from .markdown import code, codes, page, said, table


def cells_page() -> str:
    """What may stand in a cell, and what is said of its period and origin."""
    return page(
        "Figures, missing figures and their status",
        "What may stand in a cell, why a figure may be missing, and how its period fits the round.",
        "",
        f"A cell is one of {codes(KINDS)}. An amount may be qualified: {codes(QUALIFIERS)}.",
        f"A direction is {codes(DIRECTIONS)}; it is never turned into a figure.",
        "",
        "## Why a figure is missing",
        *table(
            ("Reason", "Shown as", "OBS\\_STATUS"),
            ((code(one.key), said(one.shown), code(one.obs_status)) for one in MISSING.values()),
        ),
        "Missing is never zero. A cell without a figure and without a reason is refused.",
        "",
        "## Observation status",
        *table(("OBS\\_STATUS", "Meaning"), ((code(key), said(words)) for key, words in OBS_STATUS.items())),
        "## Fit of a value's own period to the round",
        *table(
            ("Fit", "Meaning", "May stand in a regional total"),
            ((code(fit), said(fit.label), "yes" if fit in COMBINABLE_FITS else "no") for fit in Observation.Fit),
        ),
        "## Origin of a figure",
        *table(("Origin", "Meaning"), ((code(one), said(one.label)) for one in Observation.Origin)),
    )


def units_page() -> str:
    """The closed list of units."""
    return page(
        "Units of measure",
        "The closed list of units. Two units are never added; percentages and grades have no sum at all.",
        *table(
            ("Unit", "Printed", "Has a sum"),
            (
                (code(unit), said(as_printed(1234 if unit.adds else 5, unit)), "yes" if unit.adds else "no")
                for unit in Unit
            ),
        ),
        "A tonne is a way to read and print kilograms: 23.4 tonnes are kept as 23,400 kg.",
        "Money is not an observation.",
    )
