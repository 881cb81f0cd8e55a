"""The page of the declared checks."""

from opensalw.roadmap.checks import CHECKS, Severity

from .markdown import code, page, said, table


def checks_page() -> str:
    """Every check with its severity, what it looks for, and the mend."""
    return page(
        "Checks of a part",
        f"The {len(CHECKS)} checks that are run over a part before it is cleared and sent, the gravest first.",
        "",
        "`opensalw check rules --csv` prints the same list as CSV; in the workspace it is at `/work/checks/`.",
        "",
        "## Severities",
        *table(
            ("Severity", "How many", "What it asks"),
            (
                (said(one.label), str(sum(check.severity is one for check in CHECKS)), said(one.asks))
                for one in Severity
            ),
        ),
        *(block for one in Severity for block in _checks(one)),
    )


def _checks(severity: Severity) -> list[str]:
    return [
        f"## {said(severity.label)}",
        *table(
            ("Check", "What it finds", "When", "Cells that it names", "Mend"),
            (
                (code(one.key), said(one.title), said(one.says), said(one.names), said(one.mend))
                for one in CHECKS if one.severity is severity
            ),
        ),
    ]  # fmt: skip
