"""What people, programs and attackers do to a good workbook, and the answer to each."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from opensalw.core.refusal import Refused
from opensalw.returns.commands.workbooks import submit_workbook
from opensalw.returns.workbook.form import LAYOUT

from . import files
from .book import Book
from .conftest import OFFICER

AMMUNITION, EXPLOSIVE, FIREARM, DEVICE = (
    f"destroyed.{key}" for key in ("ammunition", "explosive", "firearm", "device")
)
SHARE = "legalised.registered_share|holding=all_civilian"
NOTHING = {"added": 0, "changed": 0, "emptied": 0, "refused": 0}


@dataclass(frozen=True)
class Case:
    """A mutation: what is done to the book or its bytes, and what is answered."""

    name: str
    change: Callable[[Book], object] | None = None
    bytes: Callable[[bytes], bytes] | None = None
    counts: dict[str, int] = field(default_factory=dict)
    says: str = ""
    notes: str = ""
    refused: str = ""
    value: tuple[str, str] | None = None


def put(id: str, value: object, key: str = "figure", **look: object) -> Callable[[Book], None]:
    """Type something into a cell."""

    def change(book: Book) -> None:
        cell = book.put(id, value, key)
        for name, one in look.items():
            setattr(cell, name, one)

    return change


def all_of(*changes: Callable[[Book], object]) -> Callable[[Book], None]:
    """One thing after the other."""

    def change(book: Book) -> None:
        for one in changes:
            one(book)

    return change


def taken(name: str, typed: object, value: str, id: str = AMMUNITION, **look: object) -> Case:
    counts = {"changed": 1} if id in (EXPLOSIVE, FIREARM) else {"added": 1}
    return Case(name, put(id, typed, **look), counts=counts, value=(id, value))


def not_taken(name: str, typed: object, says: str, id: str = AMMUNITION, **look: object) -> Case:
    return Case(name, put(id, typed, **look), counts={"refused": 1}, says=says)


def filled(book: Book) -> None:
    book.put(AMMUNITION, 56000)


def formula(text: str, result: str) -> Callable[[bytes], bytes]:
    """A formula with the result that its program kept."""

    def edit(content: bytes) -> bytes:
        old, new = b"<v>777001</v>", f"<f>{text}</f><v>{result}</v>".encode()
        return files.replaced(content, "xl/worksheets/sheet7.xml", old, new)

    return edit


def sort_whole_rows(book: Book) -> None:
    sheet = book.sheet()
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    for span in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(span))
    for at, row in enumerate(reversed(rows), start=6):
        for column, value in enumerate(row, start=1):
            sheet.cell(at, column).value = value


def sort_what_is_seen(book: Book) -> None:
    first, second = book.at(FIREARM, "line"), book.at(AMMUNITION, "line")
    for key in ("line", "split", "figure", "reason"):
        one, other = book.at(FIREARM, key), book.at(AMMUNITION, key)
        one.value, other.value = other.value, one.value
    assert first.value.startswith("Ammunition")
    assert second.value.startswith("Firearms")


def put_columns_in(book: Book) -> None:
    for goal in range(1, 8):
        book.sheet(goal).insert_cols(5)
        book.sheet(goal).insert_cols(1)
        book.sheet(goal)["A1"].value = "own notes"


def rename(book: Book) -> None:
    book.sheet(6).title = "Цел 6"
    book.sheet(1).title = "a  b"
    book.book.move_sheet("Цел 6", offset=-5)
    for column in range(3, 12):
        book.book["Цел 6"].cell(5, column).value = f"Kolona {column}"


def delete_hidden_rows(book: Book) -> None:
    for span in list(book.sheet().merged_cells.ranges):
        book.sheet().unmerge_cells(str(span))
    book.sheet().delete_rows(1, 2)


def delete_hidden_columns(book: Book) -> None:
    for goal in range(1, 8):
        book.sheet(goal).delete_cols(1, 2)


def copy_row(book: Book) -> None:
    sheet, row = book.sheet(), book.at(FIREARM).row
    sheet.append([cell.value for cell in sheet[row]])
    sheet.cell(sheet.max_row, 6).value = 4321


def merge_down(book: Book) -> None:
    row = book.at(AMMUNITION).row
    book.sheet().merge_cells(start_row=row, end_row=row + 1, start_column=6, end_column=6)


def take_another_sheet(book: Book) -> None:
    cell = book.sheet(5)["A1"]
    cell.value = cell.value.replace("part=J-BEG", "part=J-SAR")


def own_row(*values: object) -> Callable[[Book], None]:
    def change(book: Book) -> None:
        book.sheet().append([None, None, *values])

    return change


def split(line: object, *members: str, figure: object = 7) -> Callable[[Book], None]:
    """A row of the sheet for further splits."""
    typed = [put("new:1", line, "line"), put("new:1", figure)]
    return all_of(*typed, *(put("new:1", one, f"split{at}") for at, one in enumerate(members, start=1)))


CHOICE = "Firearms destroyed [destroyed.firearm]"
A_DATE = datetime.date(2026, 2, 1)
EXCEL_DATE = {"number_format": "d mmm"}
CASES = [
    taken("a number typed as text", "56000", "56000"),
    taken("a decimal comma", "1.234,5", "1234.5", EXPLOSIVE),
    taken("a decimal point", "1,234.5", "1234.5", EXPLOSIVE),
    taken("a hard space", "56\u00a0000", "56000"),
    taken("a thin space", "56\u2009000", "56000"),
    taken("a narrow hard space and spaces around", " \u00a056\u202f000 ", "56000"),
    taken("an apostrophe for thousands", "56'000", "56000"),
    taken("words before the number", "at least 40", "40"),
    taken("tonnes on a line of kilograms", "23.5 tonnes", "23500", EXPLOSIVE),
    taken("a binary fraction", 0.1 + 0.2, "0.3", EXPLOSIVE),
    taken("zero", 0, "0"),
    taken("per cent in a cell formatted so", 0.54, "54", SHARE, number_format="0%"),
    taken("per cent as text", "54.1 %", "54.1", SHARE),
    taken("a share without a format", 54.1, "54.1", SHARE),
    not_taken("a point that may mean two things", "1.234", "Write 1234"),
    not_taken("half a round", 2.5, "is not a whole number"),
    not_taken("below zero", -4, "never below zero"),
    not_taken("below zero as text", "−4", "never below zero"),
    not_taken("too large", 1e15, "too large to be true"),
    not_taken("far too large", 1e300, "too large to be true"),
    not_taken("a share over one hundred", 101, "between 0 and 100", SHARE),
    not_taken("another unit", "5 kg", "Put it on the line of its own unit"),
    not_taken("words", "many", "is not a figure"),
    not_taken("a line of signs", "-", "is not a figure"),
    not_taken("a count formatted as per cent", 0.54, "Set its format to Number", number_format="0.0%"),
    not_taken("a date that Excel made", A_DATE, "Excel makes one of", **EXCEL_DATE),
    not_taken("a date as text", "12.03.2020", "holds the date", FIREARM),
    not_taken("a time", datetime.time(12, 30), "holds the date or time"),
    not_taken("true", True, "TRUE or FALSE"),
    not_taken("an error", "#REF!", "shows the error #REF!", data_type="e"),
    not_taken("a formula without a result", "=120+34", "formula without a result"),
    Case("an unknown reason", put(AMMUNITION, "maybe", "reason"), counts={"refused": 1}, says="not one of the reasons"),
    Case("a blank of spaces", put(AMMUNITION, " \u00a0 "), counts=NOTHING),
    Case("a formula with a result", put(AMMUNITION, 777001), formula("120+34", "154"), {"added": 1},
         notes="result that it shows was taken: 154", value=(AMMUNITION, "154")),
    Case("a formula that reads another file", put(AMMUNITION, 777001), formula("[1]Sheet1!A1", "154"), {"refused": 1},
         says="from outside the workbook"),
    Case("a formula that calls a program", put(AMMUNITION, 777001), formula("cmd|'/c calc'!A0", "154"), {"refused": 1},
         says="from outside the workbook"),
    Case("a figure and a reason, both new", all_of(filled, put(AMMUNITION, "withheld", "reason")),
         counts={"added": 0, "refused": 1}, says="Delete one of them"),
    Case("a reason beside the figure that stood", put(FIREARM, "withheld", "reason"), counts={"changed": 1},
         notes="the figure beside it gives way"),
    Case("a figure beside the reason that stood", put(DEVICE, 40), counts={"changed": 1},
         notes="the reason beside it gives way", value=(DEVICE, "40")),
    Case("an explanation alone", put(AMMUNITION, "later", "explanation"), counts={"refused": 1}, says="yet no figure"),
    Case("an explanation added", put(FIREARM, "all of them", "explanation"), counts={"changed": 1, "refused": 0},
         value=(FIREARM, "1234")),
    Case("blank now, filled before", put(FIREARM, None), counts=NOTHING, notes="“1234” was here and is blank now",
         value=(FIREARM, "1234")),
    Case("emptied by the word", all_of(put(FIREARM, None), put(FIREARM, "Empty", "reason")), counts={"emptied": 1}),
    Case("the word beside a figure", put(FIREARM, "empty", "reason"), counts={"refused": 1, "emptied": 0},
         says="takes the figure out"),
    Case("a reason with a Cyrillic letter", put(AMMUNITION, "nоt cоllected", "reason"), counts={"added": 1}),
    Case("a grade with a Cyrillic letter", put("law_aligned.un_firearms_protocol", "Fully аligned"),
         counts={"added": 1}),
    Case("a grade that is none", put("law_aligned.un_firearms_protocol", "mostly"), counts={"refused": 1},
         says="not one of the grades. Choose one of: Not aligned"),
    Case("an id with a Cyrillic letter", all_of(filled, put(AMMUNITION, "destrоyed.ammunition", "id")),
         counts={"added": 0, "refused": 1}, says="were changed"),
    Case("the id of another line", all_of(filled, put(AMMUNITION, "destroyed.component", "id")),
         counts={"added": 0, "refused": 1}, says="were changed"),
    Case("rows moved", all_of(filled, sort_whole_rows), counts={"added": 1, "refused": 0, "unchanged": 8}),
    Case("only what is seen sorted", sort_what_is_seen, counts={"changed": 0, "added": 0, "refused": 1},
         says="a part of the row was moved"),
    Case("sheets renamed and moved, heads renamed", all_of(filled, rename), counts={"added": 1, "unchanged": 8}),
    Case("columns put in between", all_of(filled, put_columns_in), counts={"added": 1, "unchanged": 8}),
    Case("the hidden rows deleted", all_of(filled, delete_hidden_rows), counts={"added": 1, "refused": 0}),
    Case("the hidden columns deleted", all_of(filled, put(FIREARM, 99), delete_hidden_columns),
         counts={"added": 1, "changed": 0, "unchanged": 7, "refused": 1}, says="changed this figure since",
         notes="Rows were found by their labels"),
    Case("a row deleted", lambda book: book.sheet().delete_rows(book.at(FIREARM).row), counts=NOTHING,
         notes="1 rows of the form are not in this workbook any more"),
    Case("a row copied", copy_row, counts={"changed": 0, "refused": 2}, says="stands more than once"),
    Case("cells merged over two rows", all_of(filled, merge_down), counts={"added": 0, "refused": 2},
         says="Unmerge the cells"),
    Case("a hidden sheet", all_of(filled, lambda book: setattr(book.sheet(), "sheet_state", "hidden")),
         counts={"added": 1}, notes="This sheet is hidden"),
    Case("a sheet deleted", all_of(filled, lambda book: book.book.remove(book.sheet(1))), counts={"added": 1},
         notes="rows of the form are not in this workbook"),
    Case("the sheet of lists deleted", all_of(filled, lambda book: book.book.remove(book.book["osw"])),
         counts={"added": 1, "refused": 0}),
    Case("a sheet of another seat's workbook", all_of(filled, take_another_sheet), counts={"added": 1, "refused": 1},
         says="of Sarajevo in round wb-2020-h1"),
    Case("a row typed by hand", own_row("Firearms legalised", "Pistol", "pieces", 12), counts={"added": 1}),
    Case("a row typed by hand without a name", own_row("Guns", "", "pieces", 12), counts={"refused": 1},
         says="does not say for certain which line"),
    Case("a further split", split(CHOICE, "Type of arm: Pistol"), counts={"added": 1}),
    Case("a further split without its title", split(CHOICE, "Pistol", "Melting"), counts={"added": 1}),
    Case("a split that the line does not have", split(CHOICE, "Sex: Female"), counts={"refused": 1},
         says="It may be split by"),
    Case("a further split without a member", split(CHOICE), counts={"refused": 1}, says="what this row stands for"),
    Case("a further split without a line", split(None, "Pistol"), counts={"refused": 1}, says="Choose the line"),
    Case("a further split without a figure", split(CHOICE, "Pistol", figure=None), counts={"refused": 1},
         says="Write the figure of this split"),
    Case("the same split twice in a row", split(CHOICE, "Type of arm: Pistol", "Type of arm: Rifle"),
         counts={"refused": 1}, says="stands twice in the row"),
    Case("another program's plain OpenDocument", filled, files.as_ods, {"added": 1, "unchanged": 8}),
    Case("a share in OpenDocument that may mean two things", put(SHARE, 0.54), files.as_ods, {"refused": 1},
         says="may mean 54 per cent"),
    Case("a sheet that says it is endless", filled,
         lambda content: files.replaced(content, "xl/worksheets/sheet7.xml", b'<dimension ref="A1',
                                        b'<dimension other="" ref="A1:XFD1048576" was="'), {"added": 1}),
    Case("macros", filled, lambda content: files.repacked(content, more={"xl/vbaProject.bin": b"x"}), {"added": 1},
         notes="neither run nor kept"),
    Case("links to other files", filled,
         lambda content: files.repacked(content, more={"xl/externalLinks/externalLink1.xml": b"<x/>"}), {"added": 1},
         notes="were not followed"),
    Case("a later layout", lambda book: [setattr(cell, "value", cell.value.replace(f"layout={LAYOUT}", "layout=99"))
         for sheet in book.book for cell in [sheet["A1"]] if "layout" in str(cell.value)],
         refused="by a later version of the program"),
    Case("a workbook of somebody else", bytes=lambda content: files.not_ours(), refused="was not made here"),
    Case("a cell at the far end", lambda book: setattr(book.sheet()["XFD1048576"], "value", 1),
         refused="far beyond the form"),
    Case("no sheets", bytes=lambda content: files.repacked(content, {
        "xl/workbook.xml": lambda text: text[: text.index(b"<sheets>")] + b"</workbook>"}), refused="not made here"),
    Case("an empty file", bytes=lambda content: b"", refused="The file is empty"),
    Case("cut off", bytes=lambda content: content[: len(content) // 2], refused="damaged or not complete"),
    Case("a flipped byte", bytes=lambda content: content[:5000] + bytes([content[5000] ^ 255]) + content[5001:],
         refused="damaged or not complete"),
    Case("XML that is cut off", bytes=lambda content: files.repacked(content, {
        "xl/worksheets/sheet3.xml": lambda text: text[:900]}), refused="damaged inside"),
    Case("CSV named .xlsx", bytes=lambda content: b"jurisdiction;line;value\nJ-BEG;destroyed.firearm;3\n",
         refused="a text file such as CSV"),
    Case("a web page named .xls", bytes=lambda content: b"<html><table><tr><td>3", refused="a web page"),
    Case("a PDF", bytes=lambda content: b"%PDF-1.7\n%\xe2\xe3", refused="This is a PDF"),
    Case("noise", bytes=lambda content: bytes(range(256)) * 20, refused="not a workbook, or it is damaged"),
    Case("protected by a password", bytes=lambda content: files.OLE + "EncryptedPackage".encode("utf-16-le"),
         refused="protected by a password"),
    Case("an old Word file", bytes=lambda content: files.OLE + b"\0" * 600, refused="an old Office file"),
    Case("a Word file", bytes=lambda content: files.only({"[Content_Types].xml": b"<Types/>"}),
         refused="Office file, but no workbook"),
    Case("an .xlsb", bytes=lambda content: files.only({"[Content_Types].xml": b"<T/>", "xl/workbook.bin": b"\0"}),
         refused="saved as .xlsb"),
    Case("an archive", bytes=lambda content: files.only({"belgrade.xlsx": content}), refused="This is an archive"),
    Case("entities that blow up", bytes=files.entity_bomb, refused="declares XML entities"),
    Case("a zip bomb", bytes=files.zip_bomb, refused="unpacks to far more"),
    Case("a zip bomb that lies about its size", bytes=files.lying_bomb, refused="damaged or not complete"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mutation_has_its_answer(undone, case):
    part, written = undone
    book = Book(written)
    if case.change:
        case.change(book)
    content = case.bytes(book.content) if case.bytes else book.content
    before = part.cells.count()
    if case.refused:
        with pytest.raises(Refused, match=case.refused):
            submit_workbook(part, content, by=OFFICER)
        assert part.cells.count() == before
        return
    outcome = submit_workbook(part, content, by=OFFICER)
    assert outcome.counts | case.counts == outcome.counts, (outcome.refused, outcome.notes)
    told = " ".join(f"{one.reason} {one.mend}" for one in outcome.refused)
    assert case.says in told
    assert bool(case.says) == bool(outcome.refused), told
    assert case.notes in " ".join(one.reason for one in outcome.notes)
    assert all(one.place and one.reason for one in outcome.refused)
    if case.value:
        id, value = case.value
        name, _, dims = id.partition("|")
        measure, _, line = name.partition(".")
        assert part.cells.get(measure=measure, line=line, dims_key=dims).value == Decimal(value)


def test_there_are_enough_mutations():
    assert len({case.name for case in CASES}) == len(CASES) >= 90
