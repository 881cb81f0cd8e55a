"""The papers of a committee and the contributions report, as they print."""

from io import BytesIO

import pytest
from docx import Document as Word

from opensalw.coordination.commands import closing
from opensalw.coordination.commands.real_needs import load_real_needs
from opensalw.coordination.commands.real_portfolio import load_real_portfolio
from opensalw.documents import docx, html, markdown, pdf
from opensalw.documents.blocks import Column, Document, Heading, PageBreak, Table, words
from opensalw.documents.content import contributions
from opensalw.documents.content.decision_papers import minute, pack
from tests.cast import SECRETARIAT
from tests.coordination.committee import all_for, call, fund, need, of, opened, propose  # noqa: F401 - fixtures
from tests.coordination.conftest import state  # noqa: F401 - fixture

FACTS = Document("Facts", [Table([Column("Name"), Column("Value")], [[words("Fund"), words("Pot")]], facts=True)])


def cells(document: Document) -> list[str]:
    """Every cell of every table, row by row."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [cell.text for table in tables for row in table.body for cell in row.cells]


def test_a_table_of_facts_prints_without_its_head():
    for printed in (html.render(FACTS), markdown.render(FACTS)):
        assert "Pot" in printed
        assert "Value" not in printed
    table = Word(BytesIO(docx.render(FACTS))).tables[0]
    assert [cell.text for row in table.rows for cell in row.cells] == ["Fund", "Pot"]
    assert pdf.render(FACTS).startswith(b"%PDF")


@pytest.mark.parametrize("rows", [3, 24, 80])
def test_facts_stand_on_one_page_where_they_fit(rows):
    many = [[words(f"Name {number}"), words("A value.")] for number in range(rows)]
    document = Document("Facts", [Table([Column("Name"), Column("Value")], many, facts=True)])
    assert pdf.pages(document) == (1 if rows <= 24 else 2)


def test_the_pack_tells_the_table_first_and_gives_each_proposal_its_page(fund, propose):  # noqa: F811
    paper = pack(opened(fund, propose(), propose(20_000)))
    heads = [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads[:3] == ["Proposals", "Who sits at the table", "Rules of this fund"]
    assert sum(isinstance(block, PageBreak) for block in paper.blocks) == 2
    assert pdf.pages(paper) == 3


def test_the_minute_says_who_voted_how_and_who_stepped_aside(fund, propose):  # noqa: F811
    decision = opened(fund, propose())
    all_for(decision)
    closing.close_decision(decision, by=of("agency"), minute="First.\n\nSecond.")
    decision.refresh_from_db()
    paper = minute(decision)
    said = cells(paper)
    assert "stepped aside" in said
    assert any("took part" in one for one in said)
    assert ("Signed record", f"SHA-256 {decision.record.sha256}") in paper.facts
    assert not any(one == "–" for one in said)


def test_the_contributions_report_lists_its_parts_and_writes_days_in_words(loaded_round):
    load_real_needs(by=SECRETARIAT)
    load_real_portfolio(by=SECRETARIAT)
    paper = contributions.build(loaded_round)
    said = cells(paper)
    assert "19 November 2018 – end not known" in said
    assert "ongoing; funding not known" in said
    assert not any("19.11.2018" in one for one in said)
