"""A table of concordance as a workbook or CSV that comes back: read whole, every error at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from opensalw.legislation.models import Act, ActVersion, Row
from opensalw.legislation.queries.concordance import rows_of
from opensalw.legislation.rules import refuse_grade

from .headed import headed_rows

NEEDED, OTHERS = ("provision", "grade"), ("own provisions", "evidence", "deadline")


@dataclass(frozen=True)
class Given:
    """What a line of the file says of a row."""

    line: int
    row: Row
    grade: str
    own: tuple[tuple[Act, str], ...]
    evidence: str
    deadline: date | None

    @property
    def changes(self) -> bool:
        """Whether it differs from what stands."""
        own = sorted((act.key, number) for act, number in self.own)
        stands = sorted((one.act_id, one.number) for one in self.row.own.all())
        mine = (self.grade, self.evidence, self.deadline, own)
        return mine != (self.row.grade, self.row.evidence, self.row.deadline, stands)


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a line: the column, what stands there, why not, and how to mend it."""

    line: int
    column: str
    stands: str
    words: str


@dataclass(frozen=True)
class ReadTable:
    """A file as it was read: what changes, what stays, what is refused."""

    given: tuple[Given, ...]
    wrong: tuple[Wrong, ...]

    @property
    def changed(self) -> list[Given]:
        """The lines that say something new."""
        return [one for one in self.given if one.changes]


def read_table(content: bytes, name: str, version: ActVersion, jurisdiction: str) -> ReadTable:
    """Read a table of concordance; Refused when the file cannot be read at all."""
    rows = {row.provision.number: row for row in rows_of(version, jurisdiction)}
    acts = {act.key: act for act in Act.objects.filter(jurisdiction=jurisdiction)}
    given: list[Given] = []
    wrong: list[Wrong] = []
    for number, values in headed_rows(content, name, NEEDED, OTHERS):
        if not values["provision"] or not values.get("grade"):
            continue
        found, problems = _given(number, values, rows, acts)
        wrong += problems
        if found is not None:
            given.append(found)
    twice = _twice(given)
    lines_wrong = {one.line for one in twice}
    return ReadTable(tuple(one for one in given if one.line not in lines_wrong), (*wrong, *twice))


def _given(
    line: int, values: dict[str, str], rows: dict[str, Row], acts: dict[str, Act]
) -> tuple[Given | None, list[Wrong]]:
    row = rows.get(" ".join(values["provision"].split()))
    if row is None:
        words = _("The table has no such provision. Do not change the first column.")
        return None, [Wrong(line, "Provision", values["provision"], words)]
    problems: list[Wrong] = []
    own = _own(line, values.get("own provisions", ""), acts, problems)
    deadline = _deadline(line, values.get("deadline", ""), problems)
    grade = values["grade"].lower().replace(" ", "_")
    evidence = values.get("evidence", "")
    if reason := refuse_grade(grade, bool(own), evidence):
        named = {"grade": "Grade", "own": "Own provisions", "evidence": "Evidence"}[reason[0]]
        problems.append(Wrong(line, named, values.get(named.lower(), ""), reason[1]))
    if problems:
        return None, problems
    return Given(line, row, grade, tuple(own), evidence, deadline), []


def _own(line: int, text: str, acts: dict[str, Act], problems: list[Wrong]) -> list[tuple[Act, str]]:
    found = []
    for word in filter(None, (one.strip() for one in text.split(";"))):
        key, colon, number = word.partition(":")
        act = acts.get(key.strip())
        if not colon or not number.strip() or act is None:
            known = ", ".join(sorted(acts)) or _("none is entered")
            words = _("Write the act's key, a colon and the provision; known keys: %(known)s.") % {"known": known}
            problems.append(Wrong(line, "Own provisions", word, words))
        else:
            found.append((act, " ".join(number.split())))
    return found


def _deadline(line: int, text: str, problems: list[Wrong]) -> date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    problems.append(Wrong(line, "Deadline", text, _("Write the day as 2026-12-31.")))
    return None


def _twice(given: Sequence[Given]) -> list[Wrong]:
    """Provisions that stand on several lines with different content; none of these lines is taken."""
    by_row: dict[object, list[Given]] = defaultdict(list)
    for one in given:
        by_row[one.row.pk].append(one)
    found = []
    for several in by_row.values():
        if len(several) > 1:
            lines = ", ".join(str(one.line) for one in several)
            words = _("%(number)s stands on lines %(lines)s. Keep one of them.")
            number = several[0].row.provision.number
            found += [
                Wrong(one.line, "Grade", one.grade, words % {"number": number, "lines": lines}) for one in several
            ]
    return found
