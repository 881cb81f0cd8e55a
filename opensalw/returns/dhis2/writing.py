"""dataValueSets as DHIS2 reads them: strict fields, its periods, comments for what is no single figure."""

import csv
import io
from collections.abc import Iterable, Iterator

import orjson

from opensalw.core.spreadsheet_text import neutral

from ..figure import Figure, period_of
from ..mapping import Codes
from ..value_and_comment import split_of
from .reading import COLUMNS, FIELDS


def values_of(figures: Iterable[Figure], codes: Codes) -> Iterator[dict[str, str]]:
    """The data value of each answered figure; Refused where the mapping has no code for it."""
    for figure in figures:
        if figure.cell is None:
            continue
        element, rest = codes.element_of(figure.reference, figure.dims)
        combo, attribute_combo = codes.combos_of(rest)
        value, comment = split_of(figure.cell, figure.comment)
        row = {
            "dataElement": element,
            "period": period_of(figure).dhis2, "orgUnit": codes.org_unit_of(figure.jurisdiction),
            "categoryOptionCombo": combo, "attributeOptionCombo": attribute_combo, "value": value, "comment": comment,
        }  # fmt: skip
        yield {name: held for name, held in row.items() if held}


def as_json(figures: Iterable[Figure], codes: Codes) -> bytes:
    """The figures as a JSON dataValueSet; period and organisation unit stand in each value."""
    content = {"dataSet": codes.data_set_code, "dataValues": list(values_of(figures, codes))}
    return orjson.dumps(content, option=orjson.OPT_INDENT_2)


def as_csv(figures: Iterable[Figure], codes: Codes) -> bytes:
    """The figures as a CSV dataValueSet, in the order of columns that DHIS2 expects."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in values_of(figures, codes):
        fields = {FIELDS[name]: held for name, held in row.items()}
        writer.writerow([neutral(fields.get(name, "")) for name in COLUMNS])
    return text.getvalue().encode()
