"""The page of the formats in which figures go out and come in."""

from opensalw.returns.formats import FORMATS
from opensalw.returns.long_form.columns import also, columns
from opensalw.returns.text_files import LONGEST_LINE

from .markdown import code, page, said, table


def file_formats_page() -> str:
    """The formats, the columns of the long form, and what is read as well."""
    return page(
        "File formats",
        "The formats in which figures go out and come in, and the columns of the long form.",
        "",
        "How to: [send a file](../how-to/send-a-file.md).",
        *table(
            ("Format", "What it is", "Media type", "Ending"),
            (
                (code(one.key), said(one.title), code(one.media_type.partition(";")[0]), code(one.ending))
                for one in FORMATS.values()
            ),
        ),
        "## The long form",
        "",
        "One row for each figure, in CSV and in JSON. In JSON the rows are objects in the list `figures`, the",
        "disaggregation is an object, and numbers are exact text.",
        *table(
            ("Column", "What it says", "Headings that are read as well"),
            ((code(key), said(says), said(", ".join(also(key)))) for key, says in columns().items()),
        ),
        "**Written**: UTF-8 without a mark, commas, CRLF. Text that a spreadsheet would take for a formula has an",
        "apostrophe before it; it is taken off again when the file comes back. A figure such as 1.234 kilograms is",
        "written `1.2340`, so that nobody reads a thousand.",
        "",
        "**Read**: any order of columns; comma, semicolon, tab or bar; UTF-8, UTF-16, Windows-1250 and -1251 (you",
        "are told when it was one of the last two); figures as people type them; periods in every spelling;",
        "jurisdictions by id, seat, code or name; keys or titles of indicators, lines and splits.",
        f"A line of more than {LONGEST_LINE:,} characters, an unclosed quote and a file of another kind are refused.",
    )
