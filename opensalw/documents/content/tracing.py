"""Sheets for other desks: a request in the order of ATF form 3312.1, and its text for iARMS and SIENA."""

from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.jurisdictions import ids
from opensalw.tracing.models import TraceRequest
from opensalw.tracing.sheet import BY_KEY, FIELDS, GROUPS, missing_for_atf

from ..blocks import Block, Column, Document, Heading, Note, Table, missing, words


def other_of(trace: TraceRequest) -> str:
    """The other side as it may be written."""
    return label(trace.other) if trace.other in ids() else trace.other


def lines_of(trace: TraceRequest) -> list[tuple[str, str, str, str]]:
    """Part of the form, key, title and answer of every field, in the order in which desks type them."""
    head = [
        ("I", "number", _("Our number"), trace.number), ("I", "asked_on", _("Date"), trace.asked_on.isoformat()),
        ("I", "priority", _("Priority"), trace.get_priority_display()),
        ("I", "handling", _("Handling code"), trace.get_handling_display()),
        ("I", "rating", _("Rating (4x4)"), f"{trace.reliability}{trace.accuracy}"),
        ("I", "restrictions", _("Restrictions of use"), trace.restrictions),
        ("I", "due_on", _("Answer asked for by"), trace.due_on.isoformat()),
        ("VIII", "recovered_on", _("Found on"), trace.recovered_on.isoformat() if trace.recovered_on else ""),
    ]  # fmt: skip
    found = [(one.atf, one.key, str(one.title), shown(one.key, trace.sheet.get(one.key, ""))) for one in FIELDS]
    order = {part: place for place, part in enumerate(("I", "II", "III", "IV", "V", "VIII", "IX", ""))}
    return sorted([*head, *found], key=lambda one: order[one[0]])


def shown(key: str, value: str) -> str:
    """An answer in words."""
    choices = BY_KEY[key].choices
    return str(dict(choices.choices).get(value, value)) if choices is not None else value


def build(trace: TraceRequest) -> Document:
    """The request as a sheet to be typed from, part by part; what the form needs and is not there is named."""
    blocks: list[Block] = []
    lacking = missing_for_atf(trace.sheet)
    if lacking:
        said = _("The form asks for more: %(fields)s.")
        blocks.append(Note(said % {"fields": ", ".join(str(one.title) for one in lacking)}))
    parts: dict[str, list] = {}
    for part, _key, title, value in lines_of(trace):
        parts.setdefault(part, []).append((words(title), words(value) if value else missing(_("not known"))))
    for part, rows in parts.items():
        named = _("Part %(part)s") % {"part": part} if part else _("Use")
        blocks += [Heading(2, named), Table((Column(_("Field"), width=1), Column(_("Answer"), width=2)), rows)]
    blocks.append(Note(_("Who possessed the weapon is not on this sheet; that goes on its own way.")))
    return Document(
        _("Trace request %(number)s") % {"number": trace.number}, tuple(blocks), date=trace.asked_on,
        subtitle=_("In the order of ATF form 3312.1"),
        facts=((_("To") if trace.is_ours else _("From"), other_of(trace)), (_("By"), trace.get_channel_display())),
        meta={"identifier": trace.number, "category": _("trace request")},
    )  # fmt: skip


def as_text(trace: TraceRequest) -> str:
    """The same as lines for the free-text field of iARMS or SIENA; no line is longer than a desk can paste."""
    head = [f"{trace.get_handling_display()}", f"4x4: {trace.reliability or '-'}{trace.accuracy or '-'}"]
    lines = [f"{trace.number} / {other_of(trace)} / {trace.get_channel_display()}", *head, ""]
    for key, title in GROUPS.items():
        lines.append(f"== {title} ==")
        for one in FIELDS:
            if one.group == key and trace.sheet.get(one.key):
                lines.append(f"{one.title}: {shown(one.key, trace.sheet[one.key])}")
    return "\r\n".join(lines) + "\r\n"
