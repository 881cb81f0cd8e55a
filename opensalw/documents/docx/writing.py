"""The body of a DOCX, block after block."""

import io
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Pt

from opensalw.documents.blocks import (
    Block,
    Chart,
    Contents,
    Document,
    Heading,
    ListItems,
    Note,
    PageBreak,
    Paragraph,
    Sources,
    Table,
    Text,
)
from opensalw.documents.charts import drawing
from opensalw.documents.docx.sections import text_width, turn
from opensalw.documents.docx.styles import NUMBERS
from opensalw.documents.docx.wordml import element, field, noted, paragraph, run, table
from opensalw.documents.layout import caption, inside, outside, under
from opensalw.documents.walking import as_runs
from opensalw.documents.wording import CONTENTS, SOURCES, say

LOOKS = {"body": "Normal", "lead": "Lead", "label": "Label", "small": "Small"}
POINTS_PER_PIXEL = 0.8


def write(word: Word, document: Document) -> None:
    """Append the title, the facts and every block to the body."""
    body = Body(word, document)
    body.put(paragraph("Title", run(document.title)))
    if document.subtitle:
        body.put(paragraph("Subtitle", run(document.subtitle)))
    for name, value in document.facts:
        body.put(paragraph("Fact", run(name, "Missing"), "<w:r><w:tab/></w:r>", run(value)))
    for block in document.blocks:
        body.block(block)


class Body:
    """Writes blocks to the end of a Word document, turning the page for wide tables."""

    def __init__(self, word: Word, document: Document) -> None:
        """Start with an upright page."""
        self.word = word
        self.document = document
        self.language = document.language
        self.wide = False
        self.bookmarks = 0

    def put(self, xml: str) -> Any:
        """Append one paragraph or table."""
        made = element(xml)
        self.word.element.body[-1].addprevious(made)
        return made

    def block(self, block: Block) -> None:
        """Append one block."""
        wide = isinstance(block, Table) and block.wide
        if wide != self.wide:
            self.wide = wide
            turn(self.word, wide)
            if isinstance(block, PageBreak):
                return
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                self.put(paragraph(LOOKS[block.look], *self.runs(block.text)))
            case Note():
                self.put(paragraph("Remark", *self.runs(block.text)))
            case ListItems():
                self.points(block.items, block.ordered)
            case Sources():
                self.put(paragraph("Label", run(block.title or say(self.language, SOURCES))))
                self.points(block.items, ordered=True)
            case Contents():
                self.contents(block.depth)
            case Table():
                self.table(block)
            case Chart():
                self.chart(block)
            case PageBreak():
                self.put(paragraph("Normal", '<w:r><w:br w:type="page"/></w:r>'))

    def heading(self, block: Heading) -> None:
        """A heading with the bookmark that links and the contents lead to."""
        self.bookmarks += 1
        mark = f'<w:bookmarkStart w:id="{self.bookmarks}" w:name={quoteattr(_bookmark(block.anchor))}/>'
        end = f'<w:bookmarkEnd w:id="{self.bookmarks}"/>'
        self.put(paragraph(f"Heading{block.level}", mark, run(block.text), end))

    def points(self, items: Any, ordered: bool) -> None:
        """A list; each ordered list counts from one."""
        properties = ""
        if ordered:
            number = self.word.part.numbering_part.element.add_num(NUMBERS)
            number.add_lvlOverride(ilvl=0).add_startOverride(1)
            properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number.numId}"/></w:numPr>'
        style = "ListNumber" if ordered else "ListBullet"
        for item in items:
            self.put(paragraph(style, *self.runs(item), properties=properties))

    def contents(self, depth: int) -> None:
        """A table of contents that Word can renew, filled with links already."""
        self.put(paragraph("ContentsTitle", run(say(self.language, CONTENTS))))
        found = [block for block in self.document.blocks if isinstance(block, Heading) and block.level <= depth]
        begin, end = field(f'TOC \\o "1-{depth}" \\h \\n', "\0").split(run("\0"))
        for index, block in enumerate(found):
            target = _bookmark(block.anchor)
            entry = f'<w:hyperlink w:anchor="{target}" w:history="1">{run(block.text)}</w:hyperlink>'
            first, last = index == 0, index == len(found) - 1
            self.put(paragraph(f"TOC{block.level}", begin if first else "", entry, end if last else ""))

    def table(self, block: Table, keep_caption: bool = True) -> None:
        """A caption, the table, and what stands under it."""
        if keep_caption:
            self.caption(block)
        self.put(table(block, text_width(self.wide), self.language))
        self.lines_under(block)

    def caption(self, block: Table | Chart) -> None:
        """The number and the words above a table or chart."""
        number, words = caption(block, self.language)
        if number or words:
            runs = [run(f"{number}  ", "CaptionNumber", bold=True)] if number else []
            self.put(paragraph("Caption", *runs, run(words)))

    def lines_under(self, block: Table | Chart) -> None:
        """Notes, source and designation footnotes under a table or chart, then some air."""
        for mark, text in under(block, self.document):
            self.put(paragraph("TableNote", *noted(mark, text)))
        self.put(paragraph("TableNote"))

    def chart(self, block: Chart) -> None:
        """The picture with its alternative text, and its table where it is shown."""
        self.caption(block)
        width, _ = drawing.size(block)
        points = min(width * POINTS_PER_PIXEL, text_width(self.wide) / 20)
        inline = self.word.part.new_pic_inline(io.BytesIO(drawing.png(block)), Pt(points), None)
        inline.docPr.set("descr", block.alt or block.caption)
        holder = self.put(paragraph("Figure", "<w:r><w:drawing/></w:r>"))
        holder.find(".//{*}drawing").append(inline)
        self.lines_under(block)
        if block.table and block.table_shown:
            self.table(block.table)

    def runs(self, text: Text) -> list[str]:
        """The runs of a text, its links made."""
        made: list[str] = []
        for part in as_runs(text):
            address, anchor = outside(part.link), inside(part.link, self.document)
            words = run(part.text, "Link" if address or anchor else "", part.bold, part.italic, part.change)
            if address:
                key = self.word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                words = f'<w:hyperlink r:id="{key}" w:history="1">{words}</w:hyperlink>'
            elif anchor:
                words = f'<w:hyperlink w:anchor="{_bookmark(anchor)}" w:history="1">{words}</w:hyperlink>'
            made.append(words)
            if part.mark:
                made.append(run(part.mark, "NoteMark"))
        return made


def _bookmark(anchor: str) -> str:
    """An anchor as Word allows it in a bookmark's name."""
    return "_" + anchor.replace("-", "_")[:38]
