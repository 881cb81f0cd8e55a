"""The receipt of a part: exactly what was sent, its hash, when and by whom."""

from decimal import Decimal

import orjson
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.richtext import plain_of
from opensalw.roadmap.cells import DIRECTIONS, MISSING
from opensalw.roadmap.models import Snapshot, TextItem

from ..blocks import Block, Column, Document, Heading, ListItems, Paragraph, Row, Table, missing, number, words
from .figures import dims_words, grade_title, neat


def build(snapshot: Snapshot, sent_by: str) -> Document:
    """The receipt as blocks; ``sent_by`` is how the sender is shown."""
    part = snapshot.submission
    facts = orjson.loads(bytes(snapshot.content))
    spec = part.round.framework.spec
    blocks: list[Block] = [
        Paragraph(_("This receipt says exactly what was sent. Its SHA-256 is the fingerprint of the content: whoever "
                    "holds the content can check it against the hash.")),
        Heading(1, _("Figures")),
        _figures(spec, facts["figures"]),
    ]  # fmt: skip
    for goal in spec.goals:
        items = [item for item in facts["texts"] if item["goal"] == goal.number]
        if items:
            blocks.append(Heading(1, f"{spec.goal_word.singular} {goal.number}. {goal.title}"))
        for kind in TextItem.Kind:
            if chosen := [plain_of(item["text"]) for item in items if item["kind"] == kind]:
                blocks += [Heading(2, str(kind.label)), ListItems(chosen)]
    if facts["evidence"]:
        blocks += [Heading(1, _("Evidence")), _evidence(facts["evidence"])]
    return Document(
        _("Receipt %(number)d: %(seat)s, %(round)s")
        % {"number": snapshot.number, "seat": label(part.jurisdiction), "round": part.round_id},
        tuple(blocks),
        date=snapshot.made_at.date(),
        meta={"identifier": snapshot.sha256, "subject": part.round_id},
        facts=(
            (_("Sent"), f"{snapshot.made_at:%d.%m.%Y %H:%M} UTC"),
            (_("Sent by"), sent_by),
            (_("On behalf of the seat"), _("yes") if facts["on_behalf"] else _("no")),
            (_("Framework"), f"{facts['framework']['key']} {_('version')} {facts['framework']['number']}"),
            (_("SHA-256"), snapshot.sha256),
        ),
        audience=spec.audience,
    )


def _figures(spec, figures: list[dict]) -> Table:
    columns = (Column(_("Line"), width=4), Column(_("Figure"), align="right", width=1.4), Column(_("Unit"), width=1))
    body, last = [], ""
    for fact in figures:
        measure = spec.measure(fact["line"].partition(".")[0])
        line = spec.line(fact["line"])
        if measure.title != last:
            body.append(Row((words(measure.title),), "group"))
            last = measure.title
        answered = [one["words"] for one in fact.get("checks", []) if fact["explanation"]]
        told = (line.title, dims_words(spec, fact["dims"]), fact["explanation"], *answered)
        title = " – ".join(part for part in told if part)
        body.append(
            Row((words(title), _cell(line, fact), words("" if fact["kind"] == "missing" else fact["unit"])), "part")
        )
    return Table(columns, tuple(body), orientation="portrait")


def _cell(line, fact: dict):
    if fact["kind"] == "missing":
        return missing(str(MISSING[fact["reason"]].shown))
    if fact["kind"] == "grade":
        return words(grade_title(line, fact["grade"]))
    if fact["kind"] == "direction":
        return words(str(DIRECTIONS[fact["direction"]]))
    if fact["kind"] == "range":
        return words(f"{fact['low']}–{fact['high']}")
    return number(neat(Decimal(fact["value"])))


def _evidence(files: list[dict]) -> Table:
    columns = (Column(_("File"), width=2), Column(_("Bytes"), align="right"), Column(_("SHA-256"), width=3))
    rows = tuple(
        Row((words(file["name"]), missing(_("a link")), words(file.get("note", ""))))
        if file.get("url")
        else Row((words(file["name"]), number(file["size"]), words(file["sha256"])))
        for file in files
    )
    return Table(columns, rows, orientation="portrait")
