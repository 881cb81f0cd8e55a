"""Where keys do not help: unknown runs, and no serial at all. A walk with an end in time and in rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from opensalw.registers.marks import folded

from ..describing import Description, Pattern
from ..keys import SEARCHED
from .near import Near, near_row

WALK = 1500
ROWS = 3000
LEAST_KNOWN = 3
SELECT = """
select m.id, {subject}, f.id, coalesce(m.kind, ''), coalesce(m.text, ''), coalesce(m.normalised, ''), f.make,
    f.make_seen, f.model, f.model_seen, f.calibre, f.calibre_seen, f.type, f.year, f.state
"""
BY_MARK = (
    SELECT.format(subject="m.subject")
    + """
from registers_markseen m
left join registers_firearm f on f.jurisdiction = m.jurisdiction and f.id = m.subject
where m.jurisdiction = %s and m.kind = any(%s) and m.folded like %s and m.folded >= %s and m.folded < %s
limit %s
"""
)
BY_WORDS = (
    SELECT.format(subject="f.id").replace("m.id", "coalesce(m.id, 0)", 1)
    + """
from (
    select * from registers_firearm f where f.jurisdiction = %s
    and (%s or f.make = any(%s)) and (%s or f.model = any(%s)) and (%s or f.calibre = any(%s))
    and (%s or f.type = %s) and (%s or f.year between %s - 1 and %s + 1)
    order by (f.serial_answer <> '') desc limit %s
) f
left join registers_markseen m on m.jurisdiction = f.jurisdiction and m.subject = f.id and m.kind = 'serial'
"""
)


def with_runs(one: Description, jurisdictions: Sequence[str]) -> tuple[list[Near], tuple[str, ...]]:
    """Marks that begin, end and go on as a pattern with unknown runs says."""
    found: list[Near] = []
    notes: list[str] = []
    for pattern in one.patterns:
        if pattern.runs and pattern.known >= LEAST_KNOWN:
            like, first = _like(pattern)
            for whose in jurisdictions:
                values = [whose, list(map(str, SEARCHED)), like, first, first + "\U0010fffd", ROWS]
                found += _walked(BY_MARK, values, whose, notes)
        elif pattern.runs:
            notes.append(_("Give at least three characters of the serial beside the unknown run."))
    return found, tuple(dict.fromkeys(notes))


def by_words(one: Description, jurisdictions: Sequence[str]) -> tuple[list[Near], tuple[str, ...]]:
    """Weapons whose make, model, calibre, type and year may be the ones said; those without a serial first."""
    coded = one.coded
    models = [code for _make, code in coded.models]
    said = [*_any(coded.makes), *_any(models), *_any(coded.calibres), not one.type, one.type]
    found: list[Near] = []
    notes: list[str] = []
    if not (coded.makes or models or coded.calibres):
        return [], (_("Without a serial, give a make, a model or a calibre that the catalogue knows."),)
    for whose in jurisdictions:
        year = one.year or 0
        found += _walked(BY_WORDS, [whose, *said, one.year is None, year, year, ROWS], whose, notes)
    if len(found) >= ROWS:
        notes.append(
            _("More than %(most)s weapons fit; only that many were compared. Say more of the weapon.") % {"most": ROWS}
        )
    return found, tuple(dict.fromkeys(notes))


def _walked(question: str, values: list, whose: str, notes: list[str]) -> list[Near]:
    try:
        with _in_time(), connection.cursor() as cursor:
            cursor.execute(question, values)
            return [near_row(whose, row) for row in cursor.fetchall()]
    except OperationalError:
        notes.append(_("The walk through the register was broken off after its time. Say more of the serial."))
        return []


@contextmanager
def _in_time() -> Iterator[None]:
    """A statement that takes longer is ended, and nothing else with it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select set_config('statement_timeout', %s, true)", [str(WALK)])
        yield
        with connection.cursor() as cursor:
            cursor.execute("select set_config('statement_timeout', '0', true)")


def _any(codes: Sequence[str]) -> tuple[bool, list[str]]:
    return not codes, list(codes)


def _like(pattern: Pattern) -> tuple[str, str]:
    """The pattern for LIKE over folded marks, and the text that they begin with."""
    signs = [folded(f"A{place[:1]}")[1:] if place else "_" for place in pattern.places]
    marked = "".join(("%" if at in pattern.runs else "") + (signs[at] if at < len(signs) else "")
                     for at in range(len(signs) + 1))  # fmt: skip
    begins = marked.replace("_", "%").partition("%")[0]
    return marked.replace("%%", "%"), begins
