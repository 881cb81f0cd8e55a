"""Certificates of destruction and of deactivation: a part in a language of the jurisdiction, and one in English."""

from functools import cache
from importlib.resources import files
from typing import Any

from opensalw.core.designations import label
from opensalw.core.quick_yaml import read_yaml
from opensalw.registers.models import Certificate, Firearm
from opensalw.stockpiles.models import Order, OrderLine

from ..blocks import Block, Column, Document, Heading, ListItems, Note, Paragraph, Row, Table, number, words

ENGLISH = "en"
SIGN = "______________________________"
_MADE_UP = Note("Made up, for trying out.")


@cache
def _held() -> dict[str, Any]:
    return read_yaml((files(__package__) / "certificate_words.yaml").read_text(encoding="utf-8"))


def languages() -> dict[str, str]:
    """The languages in which a certificate is printed beside English, as they call themselves."""
    return {key: title for key, title in _held()["titles"].items() if key != ENGLISH}


def language_of(jurisdiction: str, wanted: str = "") -> str:
    """The language asked for if there is one like it, else that of the jurisdiction."""
    return wanted if wanted in languages() else _held()["languages"][jurisdiction]


def destruction_certificate(order: Order, lines: list[OrderLine], language: str) -> Document:
    """What was destroyed on an order, twice: in the jurisdiction's language and in English."""
    blocks: list[Block] = [_MADE_UP] if any(one.lot.synthetic for one in lines) else []
    for tongue in (language, ENGLISH):
        blocks += _destroyed(order, lines, tongue)
    return _document("destruction", order.jurisdiction, order.certificate, order.destroyed_on, language, blocks)


def deactivation_certificate(held: Certificate, firearm: Firearm, language: str) -> Document:
    """That a firearm was made unfit for use, twice (Implementing Regulation (EU) 2015/2403)."""
    blocks: list[Block] = [_MADE_UP] if firearm.is_synthetic else []
    for tongue in (language, ENGLISH):
        blocks += _deactivated(held, firearm, tongue)
    return _document("deactivation", held.jurisdiction, held.number, held.on, language, blocks)


def _document(kind: str, jurisdiction: str, own: str, on: Any, language: str, blocks: list[Block]) -> Document:
    title = f"{_word(kind, language)} {own}"
    return Document(
        title, tuple(blocks), subtitle=f"{_word(kind, ENGLISH)} {own}", language=language, date=on,
        meta={"identifier": own, "subject": _word(kind, ENGLISH)},
        facts=((_word("authority", language), label(jurisdiction)), (_word("date", language), on.isoformat())),
    )  # fmt: skip


def _word(key: str, tongue: str, kind: str = "words") -> str:
    return _held()[kind][key][tongue]


def _facts(pairs: list[tuple[str, str]], tongue: str) -> Table:
    """Words and what they stand for; the first pair, the number, heads the table."""
    (first, own), *others = pairs
    rows = tuple(Row((words(_word(key, tongue)), words(text or "–"))) for key, text in others)
    return Table((Column(_word(first, tongue), width=1), Column(own, width=2.5)), rows, orientation="portrait")


def _destroyed(order: Order, lines: list[OrderLine], tongue: str) -> list[Block]:
    day = order.destroyed_on.isoformat() if order.destroyed_on else ""
    facts = [
        ("number", order.certificate), ("date", day), ("order", order.number), ("ground", order.ground),
        ("store", order.site.name), ("place", order.place), ("method", _word(order.method, tongue, "methods")),
    ]  # fmt: skip
    columns = (
        Column(_word("what", tongue), width=3), Column(_word("amount", tongue), align="right", width=1),
        Column(_word("unit", tongue), width=1), Column(_word("origin", tongue), width=1.4),
        Column(_word("marks", tongue), width=1.8),
    )  # fmt: skip
    return [
        Heading(1, f"{_word('destruction', tongue)} {order.certificate}"), _facts(facts, tongue),
        Paragraph(_word("destroyed", tongue)), Table(columns, _rows(lines, tongue), orientation="portrait"),
        Heading(2, _word("witnesses", tongue)), ListItems([f"{one} {SIGN}" for one in order.witnesses]),
        Paragraph(f"{_word('authority', tongue)}: {SIGN}"),
    ]  # fmt: skip


def _rows(lines: list[OrderLine], tongue: str) -> tuple[Row, ...]:
    rows = []
    for line in lines:
        lot = line.lot
        named = " ".join(filter(None, (lot.make, lot.model, lot.calibre, lot.batch)))
        what = f"{lot.number} {_word(lot.thing, tongue, 'things')} {named}".strip()
        unit = _word(lot.unit.value, tongue, "units")
        origin = _word(lot.origin, tongue, "origins")
        rows.append(Row((words(what), number(line.quantity), words(unit), words(origin), words(line.seen or "–"))))
    return tuple(rows)


def _deactivated(held: Certificate, firearm: Firearm, tongue: str) -> list[Block]:
    facts = [
        ("number", held.number), ("date", held.on.isoformat()), ("verifier", held.verifier),
        ("deactivator", held.deactivator), ("type", _type(held, tongue)), ("make", firearm.make_seen),
        ("model", firearm.model_seen), ("calibre", firearm.calibre_seen), ("serial", firearm.serial),
        ("register", firearm.number), ("standard", held.standard), ("operations", ", ".join(held.operations)),
        ("mark", held.mark), ("remarks", held.remarks),
    ]  # fmt: skip
    return [
        Heading(1, f"{_word('deactivation', tongue)} {held.number}"), _facts(facts, tongue),
        Paragraph(_word("deactivated", tongue)), Paragraph(f"{_word('verifier', tongue)}: {SIGN}"),
    ]  # fmt: skip


def _type(held: Certificate, tongue: str) -> str:
    return _word(held.type, tongue, "types") if held.type else ""
