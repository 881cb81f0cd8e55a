"""Figures from a text: a narrative or notes are read, each figure beside its sentence is accepted or dropped."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.notes import accept_figure, add_notes, drop_figure, remove_notes, reopen_figure
from opensalw.roadmap.models import NoteDocument, ProposedFigure, Submission
from opensalw.roadmap.prose.documents import ENDINGS, LENGTH_LIMIT, Document, read_content, read_text
from opensalw.roadmap.queries.notes import notes_of
from opensalw.roadmap.reach import reach_of, refuse_seeing_whole
from opensalw.web.transactions import PersonalRequest

from .access import allow, find_part, working
from .parts import PartPage, part_page
from .proposals import by_sentence, proposal, proposals


class TextForm(forms.Form):
    """A text that is pasted, or a file that holds it."""

    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, max_length=LENGTH_LIMIT, strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("A narrative, or notes of a meeting, in English. Markdown headings are understood."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or a file"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=gettext_lazy("DOCX, Markdown or plain text, up to 5 MB. The text is kept, the file is not."),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Name of the text"), required=False, max_length=200,
        help_text=gettext_lazy("It stands beside every figure that comes from it."),
    )  # fmt: skip

    def document(self, skipped: str) -> Document:
        """The text as it was read; Refused names the mend."""
        text, file, name = (self.cleaned_data[key] for key in ("text", "file", "name"))
        if skipped:
            raise Refused(_("%(name)s is not taken. Send DOCX, Markdown or plain text.") % {"name": skipped}, "file")
        if text.strip() and file:
            raise Refused(_("Paste a text or choose a file, not both."), "file")
        if not file:
            return read_text(text, name.strip())
        return read_content(name.strip() or file.name, file.read())


@working
def part_prose(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """The texts of a part, and the form for another."""
    page = part_page(request, find_part(request, round, jid))
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = TextForm(data, files, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        try:
            skipped = getattr(request, "refused_upload", "") and _("The file")
            kept = add_notes(page.part, document=form.document(skipped), by=request.person)
            _tell(request, page, kept)
            return redirect("part_notes", round, jid, kept.pk)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
    notes = [one for one in notes_of(page.part) if _is_seen(page.part, one, request.person)]
    context = {"page": page, "tab": "figures", "form": form, "notes": notes}
    return render(request, "work/prose.html", context, status=422 if form.errors else 200)


@working
def part_notes(request: PersonalRequest, round: str, jid: str, document: UUID) -> HttpResponse:
    """One text: its sentences with the figures that were found in them, each to be decided."""
    page = part_page(request, find_part(request, round, jid))
    held = find_notes(page.part, document, request.person)
    if request.method == "POST":
        return _decide(request, page, held)
    found = proposals(page, held)
    own = [one for one in found if not _is_foreign(page, one.row)]
    context = {
        "page": page,
        "tab": "figures",
        "document": held,
        "said": by_sentence(own),
        "others": [one for one in found if _is_foreign(page, one.row)],
        "all": len(own),
        "decided": sum(not one.row.is_open for one in own),
        "accepted": sum(one.row.state == ProposedFigure.State.ACCEPTED for one in own),
    }
    return render(request, "work/notes.html", context)


@working
@require_POST
def notes_remove(request: PersonalRequest, round: str, jid: str, document: UUID) -> HttpResponse:
    """Take a text away; what was accepted from it stays."""
    part = find_part(request, round, jid)
    held = find_notes(part, document, request.person)
    try:
        remove_notes(held, by=request.person)
        messages.success(request, _("%(name)s was taken away. Figures that were accepted stay.") % {"name": held.name})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("part_prose", round, jid)


def find_notes(part: Submission, document: UUID, person: Person) -> NoteDocument:
    """The text of an address, if it is one of this part; a contributor sees the own ones."""
    held = get_object_or_404(NoteDocument.objects.prefetch_related("figures"), pk=document, submission=part)
    allow(None if _is_seen(part, held, person) else refuse_seeing_whole(part, person))
    return held


def _is_seen(part: Submission, document: NoteDocument, person: Person) -> bool:
    """A text may hold figures of everybody, so institutions see only what they gave themselves."""
    return document.added_by == person.id or reach_of(part, person).whole


def next_place(part: Submission, document: NoteDocument, after: ProposedFigure) -> str:
    """The address of the next figure that waits behind one that was decided."""
    waiting = document.figures.filter(state=ProposedFigure.State.WAITING)
    following = waiting.filter(position__gt=after.position).first() or waiting.first()
    address = redirect("part_notes", part.round_id, part.jurisdiction, document.pk).url
    return f"{address}#figure-{(following or after).position}"


def _is_foreign(page: PartPage, row: ProposedFigure) -> bool:
    wanted = None if page.part.jurisdiction == "J-REG" else page.part.jurisdiction
    return row.found["jurisdiction"] != wanted


def _tell(request: PersonalRequest, page: PartPage, kept: NoteDocument) -> None:
    count = kept.figures.count()
    words = ngettext(
        "%(count)d figure was found. Decide on each.", "%(count)d figures were found. Decide on each.", count
    )
    messages.success(request, words % {"count": count} if count else _("No figure was found in this text."))


def _decide(request: PersonalRequest, page: PartPage, document: NoteDocument) -> HttpResponse:
    """Accept a figure as it is, drop it, or take a decision back."""
    chosen = next((name for name in ("accept", "drop", "again") if request.POST.get(name)), "")
    wanted = request.POST.get(chosen, "")
    row = next((one for one in document.figures.all() if str(one.pk) == wanted), None)
    if row is None:
        messages.error(request, _("That figure is not in this text any more."))
        return redirect("part_notes", page.round.key, page.part.jurisdiction, document.pk)
    try:
        _carry_out(request, page, document, row, chosen)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("note_figure", page.round.key, page.part.jurisdiction, document.pk, row.pk)
    return redirect(next_place(page.part, document, row))


def _carry_out(
    request: PersonalRequest, page: PartPage, document: NoteDocument, row: ProposedFigure, chosen: str
) -> None:
    by = request.person
    if chosen == "drop":
        drop_figure(row, by=by)
        messages.success(request, _("%(figure)s was dropped.") % {"figure": row.found["written"]})
    elif chosen == "again":
        reopen_figure(row, by=by)
        messages.success(request, _("%(figure)s waits again.") % {"figure": row.found["written"]})
    else:
        one = proposal(page, document, row)
        if one.cell is None or one.line is None:
            raise Refused(
                one.foreign or one.refused or _("Look at this figure first: say on which line it stands, or mend it.")
            )
        accept_figure(row, measure=row.measure, line=row.line, cell=one.cell, dims=row.dims, by=by)
        messages.success(request, _("%(figure)s is in the draft.") % {"figure": one.words})
