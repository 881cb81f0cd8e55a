"""Questions that a file answers: the figures of a part, of a receipt, of the public; and whose part a figure is for."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import orjson
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from opensalw.core.designations import star
from opensalw.core.periods import Period
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.roadmap.cells import Cell
from opensalw.roadmap.commands.evidence import stored_at
from opensalw.roadmap.models import DraftCell, DraftChange, FrameworkVersion, Observation, Round, Snapshot, Submission
from opensalw.roadmap.queries.changes import changes_of
from opensalw.roadmap.queries.forms import asked_lines
from opensalw.roadmap.queries.prefill import published_taken_over, taken_over
from opensalw.roadmap.queries.rounds import open_rounds
from opensalw.roadmap.reach import Reach, reach_of

from .figure import Figure
from .mapping.loading import OWN
from .models import CodeMapping, Upload

WHOLE = Reach(whole=True)


def figures_of_part(part: Submission, *, blank: bool = False, reach: Reach = WHOLE) -> list[Figure]:
    """The figures of a part, as much of it as is within ``reach``.

    With ``blank`` also the lines that wait for an answer, as a form to fill.
    """
    period = part.round.figures_period
    rows = [row for row in part.cells.all() if reach.sees(row.measure)]
    figures = [
        Figure(
            part.jurisdiction, period, row.measure, row.line, row.unit, row.cell, row.dims, row.explanation,
            str(row.source.get("named", "")) or taken_over(row),
        )
        for row in rows
    ]  # fmt: skip
    if not blank:
        return figures
    filled = {(row.measure, row.line) for row in rows}
    waiting = [
        Figure(part.jurisdiction, period, measure.key, line.key, line.unit, None)
        for measure, line in asked_lines(part.round.framework.spec, part.jurisdiction)
        if (measure.key, line.key) not in filled and reach.sees(measure.key)
    ]
    return [*figures, *waiting]


def figures_of_receipt(receipt: Snapshot) -> list[Figure]:
    """The figures exactly as they were sent."""
    facts = orjson.loads(bytes(receipt.content))
    period = Period.parse(facts["figures_period"])
    return [_sent(facts["jurisdiction"], period, one) for one in facts["figures"]]


def _sent(jurisdiction: str, period: Period, one: dict) -> Figure:
    numbers: list[Decimal | None] = [
        Decimal(one[name]) if one[name] is not None else None for name in ("value", "low", "high")
    ]
    cell = Cell(
        one["kind"], Unit(one["unit"]), numbers[0], numbers[1], numbers[2], one["grade"] or None,
        one["direction"] or None, one["reason"] or None, one["qualifier"],
    )  # fmt: skip
    measure, _dot, line = one["line"].partition(".")
    source = one.get("source") or {}
    named = str(source.get("named", "")) or published_taken_over({**source, "origin": one.get("origin", "typed")})
    return Figure(jurisdiction, period, measure, line, one["unit"], cell, one["dims"], one["explanation"], named)


def public_figures(found: Iterable[Observation]) -> Iterator[Figure]:
    """Observations as files hold them; a stock bears the day that it speaks of, a name its asterisk."""
    for row in found:
        period = row.period or (Period(row.end, row.end) if row.end else None)
        source = star(", ".join(filter(None, (row.source_id, row.locator))))
        comment = star(" ".join(filter(None, (row.explanation or row.statement, *row.caveats))))
        yield Figure(
            row.jurisdiction, period, row.measure, row.line, row.unit, row.cell, row.dims, comment, source
        )  # fmt: skip


def part_of(round: str, jurisdiction: str) -> Submission:
    """A part by its round, however it is capitalised, and its jurisdiction; Refused names the known rounds."""
    found = Submission.objects.select_related("round__framework").filter(round__key__iexact=round)
    part = found.filter(jurisdiction=jurisdiction).first()
    if part is None:
        known = ", ".join(Round.objects.values_list("key", flat=True)) or _("none")
        words = _("There is no part of %(jurisdiction)s in a round %(round)s. Rounds: %(known)s.")
        raise Refused(words % {"jurisdiction": jurisdiction, "round": round, "known": known}, "round")
    return part


def open_parts(round: Round | None = None, framework: str = "") -> dict[tuple[str, Period], list[Submission]]:
    """The parts that figures may be for, by jurisdiction and period: of one round, or of all open ones."""
    rounds = [round] if round else list(open_rounds())
    if framework:
        rounds = [one for one in rounds if one.framework.key == framework]
    parts: dict[tuple[str, Period], list[Submission]] = {}
    for part in Submission.objects.filter(round__in=rounds).select_related("round__framework"):
        parts.setdefault((part.jurisdiction, part.round.figures_period), []).append(part)
    return parts


def framework_in_use(round: Round | None, key: str = "") -> FrameworkVersion:
    """The framework whose lines a file names: the round's, else the one that all open rounds share."""
    if round:
        return round.framework
    found = {one.framework_id: one.framework for one in open_rounds() if key in ("", one.framework.key)}
    if len(found) != 1:
        known = ", ".join(one.key for one in open_rounds()) or _("none")
        raise Refused(_("Name the round that the file is for. Open rounds: %(known)s.") % {"known": known}, "round")
    return next(iter(found.values()))


def mappings() -> list[CodeMapping]:
    """The mappings that files may be read by: the latest version of each that is not withdrawn."""
    latest: dict[str, CodeMapping] = {}
    for one in CodeMapping.objects.filter(withdrawn_at__isnull=True):
        latest.setdefault(one.key, one)
    return list(latest.values())


def mapping_named(key: str) -> CodeMapping | None:
    """The mapping called ``key``; None for our own codes."""
    if key in ("", OWN):
        return None
    found = next((one for one in mappings() if one.key == key), None)
    if found is None:
        known = {"key": key[:40], "known": ", ".join([OWN, *(one.key for one in mappings())])}
        raise Refused(_("There is no mapping %(key)s. Known: %(known)s.") % known, "mapping")
    return found


def kept_keys(part: Submission) -> set[tuple[str, str, str]]:
    """The places of a part that have a figure or a reason."""
    return set(DraftCell.objects.filter(submission=part).values_list("measure", "line", "dims_key"))


def uploads_of(part: Submission) -> QuerySet[Upload]:
    """The workbooks that were sent to a part, the latest first."""
    return Upload.objects.filter(submission=part)


def uploads_seen(part: Submission, person: Person) -> QuerySet[Upload]:
    """What a person may look into of all that was sent: all of the part, or the own files."""
    found = uploads_of(part)
    return found if reach_of(part, person).whole else found.filter(sent_by=person.id)


def content_of(upload: Upload) -> bytes:
    """The bytes of a workbook that was sent; Refused where this node does not hold them."""
    path = stored_at(upload.sha256)
    if not path.is_file():
        raise Refused(_("The file is not in the store of this node. Send the workbook again."))
    return path.read_bytes()


def changes_by(upload: Upload) -> QuerySet[DraftChange]:
    """What a workbook changed in the draft, in the order of the history."""
    first, last = upload.first_change or 0, upload.last_change or -1
    return changes_of(upload.submission).filter(number__gte=first, number__lte=last).order_by("number")
