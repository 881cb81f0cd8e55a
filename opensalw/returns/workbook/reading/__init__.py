"""Reading a workbook back: every figure by its id, all that is wrong at once, what is good kept."""

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL, jurisdiction
from opensalw.core.refusal import Refused
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.incoming import Trouble
from opensalw.roadmap.models import FrameworkVersion, Submission
from opensalw.roadmap.queries.forms import asked_lines

from ..form import LAYOUT, FormMark
from .answers import Reading
from .book import read_book
from .columns import Found, find_form
from .labels import Labels
from .rows import read_rows

__all__ = ["Reading", "mark_of", "read_workbook"]


def mark_of(content: bytes) -> FormMark:
    """Whose workbook a file is; Refused when it is none of ours or may not be opened."""
    _kind, sheets = read_book(content)
    return _mark([found for sheet in sheets if (found := find_form(sheet))])


def read_workbook(part: Submission, content: bytes) -> Reading:
    """Everything that the workbook says about a part; Refused when it is as a whole not taken."""
    kind, sheets = read_book(content)
    found = [form for sheet in sheets if (form := find_form(sheet))]
    mark = _mark(found)
    _require_same_part(part, mark)
    reading = Reading(kind=kind.name)
    for words in kind.notes:
        reading.note("", words, "left out")
    spec = _spec_of(part, mark)
    _note_version(reading, part, mark, spec)
    forms = []
    for form in found:
        if form.columns and _belongs(reading, form, mark):
            forms.append(form)
    if not forms:
        raise Refused(_("No sheet of the form is left in this workbook. Take a new workbook from the page."), "file")
    read_rows(reading, forms, mark, Labels(spec), part.round.framework.spec)
    return reading


def _mark(found: list[Found]) -> FormMark:
    """The mark of a workbook: of the hidden sheet, or of the first sheet that has one."""
    marks = [form.mark for form in sorted(found, key=lambda form: bool(form.columns)) if form.mark]
    if not marks:
        if found:
            words = _("The workbook lost the marks that say whose it is. Take a new one and copy the figures into it.")
        else:
            words = _("This workbook was not made here. Take the workbook of the part from its page, and fill that.")
        raise Refused(words, "file")
    if marks[0].layout > LAYOUT:
        raise Refused(_("This workbook was written by a later version of the program than this one."), "file")
    return marks[0]


def _require_same_part(part: Submission, mark: FormMark) -> None:
    """Another round's or another seat's workbook is not taken; both are named."""
    if (mark.round, mark.jurisdiction) == (part.round_id, part.jurisdiction):
        return
    words = {
        "theirs": _who(mark.jurisdiction), "their_round": mark.round,
        "ours": _who(part.jurisdiction), "our_round": part.round_id,
    }  # fmt: skip
    raise Refused(
        _("This is the workbook of %(theirs)s in round %(their_round)s. "
          "It is not taken for %(ours)s in round %(our_round)s.") % words, "file",
    )  # fmt: skip


def _who(jid: str) -> str:
    try:
        return str(_("the region")) if jid == REGIONAL else jurisdiction(jid).seat
    except (KeyError, ValueError):
        return jid


def _spec_of(part: Submission, mark: FormMark) -> FrameworkSpec:
    """The framework version that the workbook was written for."""
    now = part.round.framework
    if mark.digest == now.digest:
        return now.spec
    then = FrameworkVersion.objects.filter(key=mark.framework, digest=mark.digest).first()
    if then is None:
        words = _("This workbook has a form that is not known here (%(version)s). Take a new one from the page.")
        raise Refused(words % {"version": mark.version}, "file")
    return then.spec


def _note_version(reading: Reading, part: Submission, mark: FormMark, spec: FrameworkSpec) -> None:
    now = part.round.framework
    if mark.digest == now.digest:
        return
    asked, was = (
        {(measure.key, line.key): line.title for measure, line in asked_lines(one, part.jurisdiction)}
        for one in (now.spec, spec)
    )
    words = _("The workbook has an older form (version %(old)d, now %(new)d). What still fits is taken.")
    reading.note("", words % {"old": mark.number, "new": now.number}, "version")
    if new := [title for key, title in asked.items() if key not in was]:
        words = _("%(count)d lines are new since and not in this workbook: %(lines)s. Fill them in the form.")
        shown = "; ".join(new[:5]) + (" …" if len(new) > 5 else "")
        reading.note("", words % {"count": len(new), "lines": shown}, "version")


def _belongs(reading: Reading, form: Found, mark: FormMark) -> bool:
    """Whether a sheet is one of this workbook and its cells can be found; notes what is odd."""
    name = form.sheet.name
    if form.mark and form.mark.key != mark.key:
        theirs = {"who": _who(form.mark.jurisdiction), "round": form.mark.round}
        words = _("This sheet comes from another workbook, of %(who)s in round %(round)s. It was not read.") % theirs
        reading.troubles.append(Trouble(name, words, _("Delete it, or send it by itself."), code="foreign"))
        return False
    if not form.can_be_read:
        words = _("The columns of this sheet cannot be found: their hidden keys and their heads are gone.")
        mend = _("Take a new workbook and copy the figures into it.")
        reading.troubles.append(Trouble(name, words, mend, code="columns"))
        return False
    if form.sheet.hidden:
        reading.note(name, _("This sheet is hidden; it was read like the others."), "hidden")
    return True
