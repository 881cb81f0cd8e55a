"""The pages of the real round's figures: where each stands, and which stand nowhere, with the reason."""

from collections import Counter

from opensalw.roadmap.real_round.reading import not_mapped
from opensalw.roadmap.real_round.table import figures_table

from .markdown import page, said, table


def record_page() -> str:
    """Each figure of the meeting record and where it stands."""
    return figures_table()


def not_mapped_page() -> str:
    """Figures of other publications that stand on no line."""
    rows = not_mapped()
    reasons = Counter(row.why for row in rows)
    return page(
        "Figures that stand on no line",
        "Figures of other publications that no line of the framework can hold, each with the reason.",
        "",
        "## Why",
        *table(("Reason", "Figures"), ((said(why), str(count)) for why, count in reasons.most_common())),
        "## Each of them",
        "",
        "Row is the line of the file of published figures.",
        *table(("Row", "Figure", "Reason"), ((str(row.row), said(row.what), said(row.why)) for row in rows)),
    )
