"""A document with every block and every kind of cell, small but like a section of the regional report."""

import datetime
from decimal import Decimal

from opensalw.documents.blocks import (
    Column,
    Contents,
    Document,
    Heading,
    ListItems,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Sources,
    Table,
    TableNote,
    between,
    direction,
    grade,
    missing,
    number,
    words,
)
from opensalw.documents.charts import (
    Bar,
    Point,
    Series,
    Tile,
    bars_by_jurisdiction,
    small_multiples,
    status_tiles,
)

SEATS = ("Belgrade", "Podgorica", "Pristina", "Sarajevo", "Skopje", "Tirana")
PERIODS = ("2018-H1", "2018-H2", "2019-H1", "2019-H2")


def destroyed() -> Table:
    """The table of one line with six seats, all kinds of cells in it."""
    return Table(
        (Column("Firearms destroyed", "pieces"), *(Column(seat, "", "right") for seat in SEATS)),
        (
            Row((words("Small arms"),), "group"),
            Row(
                (
                    words("All firearms"),
                    number(15430, note="a"),
                    number(585, qualifier="at least"),
                    missing("not reported"),
                    between(120, 150),
                    direction("up", "significant increase"),
                    grade("adopted"),
                )
            ),
            Row((words("of which surplus"), *(number(Decimal("87.50")) for _ in SEATS)), "part"),
            Row(
                (words("Two jurisdictions reporting"), number(16015), *(words("") for _ in SEATS[1:])),
                "total",
            ),
        ),
        caption="Firearms destroyed, July to December 2019",
        notes=(TableNote("a", "Includes firearms of the defence forces."), "Missing is not zero."),
        sources=("record of the meeting of 3 July 2020",),
    )


def charts() -> tuple:
    """One chart of each kind."""
    bars = bars_by_jurisdiction(
        [Bar("Belgrade", 15430), Bar("Podgorica", 585, provisional=True), Bar("Pristina", None, "withheld")],
        "pieces",
        "Firearms destroyed",
    )
    panels = small_multiples(
        [
            Series(
                seat,
                [
                    Point(
                        period,
                        None if (place + at) % 4 == 3 else 100 * place + at,
                        breaks=at == 2 and place == 1,
                    )
                    for at, period in enumerate(PERIODS)
                ],
            )
            for place, seat in enumerate(SEATS)
        ],
        "pieces",
        "Firearms seized",
    )
    tiles = status_tiles([Tile(seat, "accepted", "good", "66 of 66 figures") for seat in SEATS], "Submissions")
    return bars, panels, tiles


def wide() -> Table:
    """A table that needs a page on its side."""
    columns = (Column("Seat"), *(Column(f"20{year}", "pieces", "right") for year in range(10, 21)))
    rows = [(words(seat), *(number(year * 1000) for year in range(11))) for seat in SEATS]
    return Table(columns, rows, caption="Eleven years")


def document() -> Document:
    """The whole sample."""
    bars, panels, tiles = charts()
    return Document(
        title="Regional indicator report",
        subtitle="Round 2019-H2",
        date=datetime.date(2020, 7, 3),
        meta={
            "author": "Regional secretariat",
            "subject": "Round 2019-H2",
            "keywords": "small arms, indicators",
        },
        facts=(("Meeting", "3 July 2020"), ("Status", "reconstructed")),
        blocks=(
            Contents(2),
            Heading(1, "Goal 6", "goal-6"),
            Paragraph("Three of six reported.", "lead"),
            Paragraph((Run("Definition. ", bold=True), Run("see the method", link="https://example.org/m?a=1&b=2"))),
            Heading(2, "Firearms destroyed"),
            destroyed(),
            bars,
            Note("Comparability: the two are counted in other ways."),
            panels,
            tiles,
            PageBreak(),
            Heading(1, "Narrative"),
            Heading(3, "Belgrade"),
            Paragraph((Run("Back to "), Run("goal 6", link="#goal-6"), Run(" or not", italic=True, mark="b"))),
            ListItems(["Тражење oružja: š đ ć ë", "Tracing with the authorities in Kosovo"]),
            ListItems(["first", "second"], ordered=True),
            wide(),
            Heading(1, "Sources"),
            Sources(("Meeting record",)),
        ),
    )
