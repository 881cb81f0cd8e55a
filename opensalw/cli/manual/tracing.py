"""The page of tracing: states of a request, outcomes one to one with the UNODC questionnaire, SDG 16.4.2."""

from opensalw.tracing.lifecycle import LABELS, STEPS, WAITED_FOR, diagram
from opensalw.tracing.outcomes import OUTCOMES
from opensalw.tracing.sdg import FORMULAS
from opensalw.tracing.sheet import FIELDS, GROUPS

from .markdown import code, codes, page, said, table


def tracing_page() -> str:
    """Requests, outcomes, and how the indicator is computed from them."""
    return page(
        "Tracing: requests and outcomes",
        "Where a trace request can stand, what it says, which outcomes a weapon can have, and how SDG 16.4.2 is made.",
        "",
        "## States of a request",
        *table(
            ("State", "Shown as", "Waits for the side that"),
            ((code(state), said(label), said(WAITED_FOR[state])) for state, label in LABELS.items()),
        ),
        "## Steps",
        *table(
            ("Step", "Shown as", "From", "To", "Made by the side that"),
            (
                (code(one.name), said(one.label), codes(sorted(one.before)), code(one.after or ""), said(one.side))
                for one in STEPS.values()
            ),
        ),
        "Where only one side keeps its books here, it records the steps of the other side too.",
        "",
        "```mermaid",
        diagram(),
        "```",
        "",
        "## What a request says",
        "",
        "With the part of ATF form 3312.1 and the letter of paragraph 17 of the International Tracing Instrument.",
        *table(
            ("Field", "Called", "Group", "3312.1", "ITI 17"),
            ((code(one.key), said(one.title), said(GROUPS[one.group]), one.atf, one.iti) for one in FIELDS),
        ),
        "## Outcomes",
        "",
        "One code for each outcome of the UNODC illicit arms flows questionnaire.",
        *table(
            ("Code", "In our words", "Questionnaire", "Point of diversion known"),
            (
                (code(one.code), said(one.title), said(one.unodc), "yes" if one.established else "no")
                for one in OUTCOMES
            ),
        ),
        "## SDG 16.4.2",
        "",
        "The share of arms whose point of diversion is established. All components are kept beside the figure.\n"
        "Version 1 is the indicator; the others are for comparison. On what was reported to the questionnaire, none\n"
        "of them gives every published value, so the published method has exclusions that are not known here.",
        *table(
            ("Version", "Arms below the line", "Seized, found, surrendered", "Left out"),
            (
                (code(one.version), said(one.title), codes(one.ways), codes(sorted(one.left_out)) or "nothing")
                for one in FORMULAS
            ),
        ),
        "Left out in every version: antiques (made before 1900), and arms that a record does not split into firearms.",
    )  # fmt: skip
