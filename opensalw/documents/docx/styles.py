"""The styles of a DOCX: our own definitions of the usual names, and a table style with hair lines only."""

from collections.abc import Mapping
from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

FONT = "Arial"
BLUE, GREY, INK = "1D4E89", "5F6670", "1A1A1A"
BULLETS, NUMBERS = 90, 91
FACT_INDENT = 100
LANGUAGES = {
    "en": "en-GB",
    "sr": "sr-Cyrl-RS",
    "sr-latn": "sr-Latn-RS",
    "bs": "bs-Latn-BA",
    "mk": "mk-MK",
    "sq": "sq-AL",
    "cnr": "sr-Latn-ME",
    "fr": "fr-FR",
}

# name: (size, colour, bold, space before, space after, keep with next)
PARAGRAPHS: Mapping[str, tuple[float, str, bool, float, float, bool]] = {
    "Normal": (9.5, INK, False, 0, 6, False),
    "Title": (21, BLUE, False, 0, 4, True),
    "Subtitle": (11.5, GREY, False, 0, 8, True),
    "Heading 1": (14.5, BLUE, False, 20, 7, True),
    "Heading 2": (11.5, BLUE, True, 14, 5, True),
    "Heading 3": (10, INK, True, 10, 4, True),
    "Heading 4": (9.5, GREY, True, 8, 3, True),
    "Caption": (9, INK, True, 10, 4, True),
    "List Bullet": (9.5, INK, False, 0, 2.5, False),
    "List Number": (9.5, INK, False, 0, 2.5, False),
    "Footer": (7.5, GREY, False, 0, 2, False),
    "Lead": (11, INK, False, 0, 7, False),
    "Label": (8.5, GREY, True, 7, 2, True),
    "Fact": (8.5, INK, False, 0, 1, False),
    "Small": (8, GREY, False, 0, 4, False),
    "Remark": (9, INK, False, 6, 6, False),
    "Figure": (9.5, INK, False, 0, 3, True),
    "Table Text": (8, INK, False, 1.5, 1.5, False),
    "Table Figure": (8, INK, False, 1.5, 1.5, False),
    "Table Part": (8, INK, False, 1.5, 1.5, False),
    "Table Note": (7.5, GREY, False, 1.5, 1, False),
    "Contents Title": (10, INK, True, 12, 4, True),
    "toc 1": (9.5, INK, False, 3, 1, False),
    "toc 2": (9.5, INK, False, 0, 1, False),
    "toc 3": (9, GREY, False, 0, 1, False),
    "toc 4": (9, GREY, False, 0, 1, False),
}

TABLE_STYLE = """
<w:style {ns} w:type="table" w:customStyle="1" w:styleId="OpenSALWTable">
  <w:name w:val="OpenSALW Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="6" w:space="0" w:color="3A3F46"/>
    <w:bottom w:val="single" w:sz="6" w:space="0" w:color="3A3F46"/>
    <w:insideH w:val="single" w:sz="2" w:space="0" w:color="AAB0B8"/>
  </w:tblBorders><w:tblCellMar>
    <w:top w:w="0" w:type="dxa"/><w:left w:w="55" w:type="dxa"/>
    <w:bottom w:w="0" w:type="dxa"/><w:right w:w="55" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
    <w:bottom w:val="single" w:sz="6" w:space="0" w:color="3A3F46"/>
  </w:tcBorders></w:tcPr></w:tblStylePr>
</w:style>"""

LIST = """
<w:abstractNum {ns} w:abstractNumId="{key}"><w:multiLevelType w:val="singleLevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>
  <w:lvlJc w:val="left"/><w:pPr><w:ind w:left="300" w:hanging="240"/></w:pPr>
  <w:rPr><w:color w:val="5F6670"/></w:rPr></w:lvl>
</w:abstractNum>"""


def define_styles(word: Word, language: str) -> None:
    """Define every style that the writer uses, in the document's language."""
    _set_language(word, language)
    for name, (size, colour, bold, before, after, keep) in PARAGRAPHS.items():
        style = _paragraph_style(word, name)
        _set_font(style, size, colour, bold)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(before), Pt(after)
        layout.keep_with_next = keep
        layout.line_spacing = 1.0 if name.startswith("Table") else 1.12
    _refine(word)
    for name, colour in (("Missing", GREY), ("Note Mark", BLUE), ("Link", BLUE), ("Caption Number", BLUE)):
        style = word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = RGBColor.from_string(colour)
        style.font.superscript = True if name == "Note Mark" else None
    word.styles.element.append(parse_xml(TABLE_STYLE.format(ns=nsdecls("w"))))
    _define_lists(word)


def _paragraph_style(word: Word, name: str) -> Any:
    if name in word.styles:
        return word.styles[name]
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    return style


def _set_font(style: Any, size: float, colour: str, bold: bool) -> None:
    """One font for every script, without the template's theme fonts."""
    properties = style.element.get_or_add_rPr()
    for tag in ("w:rFonts", "w:spacing", "w:kern"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    style.font.name = FONT
    fonts = properties.find(qn("w:rFonts"))
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.font.size = Pt(size)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = RGBColor.from_string(colour)


def _refine(word: Word) -> None:
    """What single styles have besides: lines, indents, alignment."""
    _border(word.styles["Title"], None)
    _border(word.styles["Heading 1"], "bottom", "3A3F46", 6)
    _border(word.styles["Remark"], "left", BLUE, 12)
    word.styles["Remark"].paragraph_format.left_indent = Pt(8)
    word.styles["Table Figure"].paragraph_format.alignment = 2
    word.styles["Table Part"].paragraph_format.left_indent = Pt(8)
    fact = word.styles["Fact"].paragraph_format
    fact.left_indent, fact.first_line_indent = Pt(FACT_INDENT), Pt(-FACT_INDENT)
    fact.tab_stops.add_tab_stop(Pt(FACT_INDENT))
    for level in (2, 3, 4):
        word.styles[f"toc {level}"].paragraph_format.left_indent = Pt(12 * (level - 1))


def _border(style: Any, side: str | None, colour: str = INK, size: int = 4) -> None:
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if side is not None:
        line = f'<w:{side} w:val="single" w:sz="{size}" w:space="4" w:color="{colour}"/>'
        properties.insert_element_before(
            parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>"),
            *("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"),
        )


def _set_language(word: Word, language: str) -> None:
    tag = LANGUAGES.get(language.lower(), language)
    defaults = word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    element = parse_xml(f"<w:lang {nsdecls('w')}/>")
    for script in ("val", "eastAsia", "bidi"):
        element.set(qn(f"w:{script}"), tag)
    defaults.append(element)


def _define_lists(word: Word) -> None:
    """An en dash before points, a number before ordered ones; the list styles point to them."""
    numbering = word.part.numbering_part.element
    for key, kind, text, name in (
        (BULLETS, "bullet", "–", "List Bullet"),
        (NUMBERS, "decimal", "%1.", "List Number"),
    ):
        numbering.insert(0, parse_xml(LIST.format(ns=nsdecls("w"), key=key, kind=kind, text=text)))
        number = numbering.add_num(key).numId
        properties = word.styles[name].element.get_or_add_pPr()
        for old in properties.findall(qn("w:numPr")):
            properties.remove(old)
        properties.get_or_add_numPr().get_or_add_numId().val = number
        for old in properties.findall(qn("w:ind")):
            properties.remove(old)
