"""The page of the formats in which figures go out and come in."""

from collections.abc import Iterator
from decimal import Decimal

from opensalw.core.units import Unit
from opensalw.returns.adx import TEXT
from opensalw.returns.dhis2.summary import OTHER, PROPERTIES
from opensalw.returns.formats import FORMATS
from opensalw.returns.long_form.columns import also, columns
from opensalw.returns.mapping.spec import Category, Element, MappingSpec
from opensalw.returns.text_files import LONGEST_LINE
from opensalw.returns.value_and_comment import split_of
from opensalw.roadmap.cells import Cell, amount, missing, shown

from .markdown import code, page, said, table

EXAMPLES = (
    amount(15430, Unit.piece),
    amount(0, Unit.piece),
    amount(40, Unit.piece, "about"),
    Cell("range", Unit.piece, low=Decimal(12), high=Decimal(15)),
    Cell("direction", Unit.piece, value=Decimal(3), direction="up"),
    missing("not_collected", Unit.piece),
)
WHEN = {
    "E7600": "the data set is not one of the mapping",
    "E7610": "the data element is not in the mapping",
    "E7611": "the period cannot be read, or no open round speaks of it",
    "E7612": "the organisation unit is not in the mapping, or is not that of the part",
    "E7613": "the category option combo is not in the mapping, or the line has no such split",
    "E7615": "the attribute option combo is not in the mapping",
    "E7617": "the sender may not fill the part now",
    "E7618": "there is neither a value nor a reason",
    "E7619": "the value is not one that the line can hold, stands twice, or was changed meanwhile",
    "E7620": "the comment is too long or cannot be stored",
    "E7621": "the value is not a grade of the line",
    "E7633": "the line is not asked for in this part",
}


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
        *_long_form(),
        *_mapping_files(),
        *_travelling(),
        *_answers(),
    )


def _long_form() -> Iterator[str]:
    """The columns, and what is read as well."""
    yield from (
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


def _mapping_files() -> Iterator[str]:
    """The fields of a mapping file."""
    yield from (
        "",
        "## Mapping files",
        "",
        "DHIS2 and ADX name things by codes. A mapping file says which code of a system stands for what. It is YAML:",
        "`opensalw mapping write` makes one of our own codes to start from, `opensalw mapping check` says all that is",
        "wrong with one. Without a mapping our own codes count: `destroyed.firearm`, `origin=surplus|owner=defence`,",
        "`J-BEG`.",
        *table(
            ("Field", "Meaning"),
            (
                (code(f"{prefix}{name}"), said(field.description or ""))
                for prefix, model in (("", MappingSpec), ("elements: ", Element), ("categories: ", Category))
                for name, field in model.model_fields.items()
            ),
        ),
    )


def _travelling() -> Iterator[str]:
    """Cells as values and comments."""
    yield from (
        "## How a cell travels as value and comment",
        "",
        "DHIS2 and ADX have a value and a comment. A single figure or a grade is the value. Everything else leaves the",
        "value out and says so at the beginning of the comment (ADX: of the annotation):",
        *table(
            ("Cell", "Value", "Comment"),
            (
                (said(shown(cell)), code(value), code(comment))
                for cell in EXAMPLES
                for value, comment in (split_of(cell, "Words."),)
            ),
        ),
        "ADX asks for a number in each value. A text there has the value 0, and the text stands in the annotation.",
        f"So a missing figure stands in a data element of its own, whose code ends with `{TEXT}`: nobody can read it",
        "as a zero.",
        "A graded line is a text itself; the first line of its annotation is the grade.",
        "",
        "A DHIS2 value that is marked as deleted empties its place. Who stored a value, and its follow-up mark, are",
        "kept with the source of the figure. When it was last updated is not kept: the history says when it came here.",
    )


def _answers() -> Iterator[str]:
    """The error codes."""
    yield from (
        "",
        "## What DHIS2 reads in an answer",
        "",
        "`/api/v1/dataValueSets` answers in the manner of DHIS2: 200 when all values were taken, 409 when something",
        "conflicts. The good values are kept also then, unless `atomic=true` is asked for. A value that said what",
        "stood there already counts as updated. Each conflict names the object, the property, the places of its",
        "values in the file (from 0), an error code, and the reason with its mend.",
        *table(
            ("Property", "Code", "Told when"),
            ((code(name), code(number), WHEN[number]) for name, number in dict.fromkeys([*PROPERTIES.values(), OTHER])),
        ),
    )
