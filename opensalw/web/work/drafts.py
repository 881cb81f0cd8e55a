"""The report as it goes round: drafts read and commented on, comments settled, what was changed between two."""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.hours import hour_of
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.documents import html
from opensalw.documents import rules as allowed
from opensalw.documents.blocks import Document
from opensalw.documents.commands import circulate_draft, comment_on_draft, settle_comment, would_be_printed
from opensalw.documents.comparing import compare
from opensalw.documents.content import redline
from opensalw.documents.models import Draft, DraftComment, DraftFile, Report
from opensalw.documents.passages import Passage
from opensalw.documents.queries import drafts as asked
from opensalw.documents.queries.documents import MEDIA_TYPES, printed, stored_at
from opensalw.web.transactions import PersonalRequest

from .access import allow, find_round, secretariat_only, working
from .previous import institution_names


@dataclass
class Section:
    """A section of a draft as its page shows it: its texts, its figures, what was said on it."""

    key: str
    title: str
    texts: list[Passage] = field(default_factory=list)
    figures: list[Passage] = field(default_factory=list)
    comments: list[DraftComment] = field(default_factory=list)

    @property
    def document(self) -> object:
        """The document that the section is of."""
        return Report.Kind(self.key.partition("/")[0]).label


def find_draft(request: PersonalRequest, round: str, number: int) -> Draft:
    """The draft of an address, if this person reads it."""
    draft = get_object_or_404(Draft.objects.select_related("round__framework"), round_id=round, number=number)
    allow(allowed.refuse_reading(draft, request.person))
    return draft


@working
def draft(request: PersonalRequest, round: str, number: int) -> HttpResponse:
    """A draft section by section, with the comments on each; one comments while it goes round."""
    return _draft_page(request, find_draft(request, round, number))


def _draft_page(
    request: PersonalRequest, draft: Draft, *, about: str = "", typed: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    comments = asked.comments_on(draft)
    people = names_of({one.written_by for one in comments} | {one.answered_by for one in comments if one.answered_by})
    names = {**people, **institution_names(one.institution for one in comments)}
    context = {
        "draft": draft, "round": draft.round, "sections": _sections(asked.passages_in(draft), comments),
        "files": list(draft.files.all()), "open": asked.takes_comments(draft), "names": names,
        "voices": asked.voices(draft, comments) if request.person.is_secretariat else [],
        "count": len(comments), "earlier": list(asked.drafts_of(draft.round).filter(number__lt=draft.number)),
        "about": about, "typed": typed, "problem": problem,
    }  # fmt: skip
    return render(request, "work/draft.html", context, status=status)


def _sections(passages: list[Passage], comments: list[DraftComment]) -> list[Section]:
    found: dict[str, Section] = {}
    for one in passages:
        if one.title:
            section = found.setdefault(one.section, Section(one.section, one.title))
            (section.texts if one.kind == "text" else section.figures).append(one)
    for comment in comments:
        if comment.section in found:
            found[comment.section].comments.append(comment)
    return list(found.values())


@working
@require_POST
def draft_comment(request: PersonalRequest, round: str, number: int) -> HttpResponse:
    """Comment on a section."""
    held = find_draft(request, round, number)
    section, text = request.POST.get("section", ""), request.POST.get("text", "")
    try:
        made = comment_on_draft(held, section=section, text=text, by=request.person)
    except Refused as refused:
        return _draft_page(request, held, about=section, typed=text, problem=refused.reason, status=422)
    messages.success(request, _("The comment is with the secretariat."))
    return redirect(reverse("draft", args=[round, number]) + f"#comment-{made.pk}")


@secretariat_only
@require_POST
def draft_settle(request: PersonalRequest, round: str, number: int, comment: UUID) -> HttpResponse:
    """Take a comment up, or answer it."""
    held = get_object_or_404(DraftComment, pk=comment, draft__round_id=round, draft__number=number)
    try:
        answer = request.POST.get("answer", "")
        settle_comment(held, outcome=request.POST.get("outcome", ""), answer=answer, by=request.person)
        messages.success(request, _("Settled."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(reverse("draft", args=[round, number]) + f"#comment-{held.pk}")


@secretariat_only
@require_POST
def draft_circulate(request: PersonalRequest, round: str) -> HttpResponse:
    """Send the documents of a round round as the next draft."""
    held = find_round(round)
    try:
        until = hour_of(request.POST.get("comment_until", ""))
        if until is None:
            raise Refused(_("Say until when comments are taken."))
        number = held.drafts.count() + 1
        readers = request.POST.get("readers", "")
        made = circulate_draft(held, number=number, comment_until=until, readers=readers, by=request.person)
        messages.success(request, _("Draft %(number)d goes round now.") % {"number": made.number})
        return redirect("draft", held.key, made.number)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("report_round", held.key)


@working
def draft_file(request: PersonalRequest, round: str, number: int, id: UUID, name: str) -> FileResponse:
    """A file of a draft, always as a download."""
    held = find_draft(request, round, number)
    found = get_object_or_404(DraftFile, pk=id, draft=held, file_name=name)
    if not stored_at(found.sha256).is_file():
        raise Http404(_("The file is not in the store of this node."))
    response = FileResponse(
        stored_at(found.sha256).open("rb"), as_attachment=True, filename=found.file_name,
        content_type=MEDIA_TYPES[found.format],
    )  # fmt: skip
    response["Cache-Control"] = "private, no-store"
    return response


@working
def draft_redline(request: PersonalRequest, round: str, number: int, after: str, format: str = "") -> HttpResponse:
    """What was changed from a draft to a later one, or to what would be printed now; a page, DOCX or HTML."""
    earlier = find_draft(request, round, number)
    document = _redline(request, earlier, after)
    if not format:
        body = mark_safe(html.fragment(document))
        facts = {"draft": earlier, "round": earlier.round, "after": after, "document": document, "body": body}
        return render(request, "work/draft_redline.html", facts)
    response = HttpResponse(printed(document, format), content_type=MEDIA_TYPES[format])
    name = f"{round}-redline-{number}-{after}.{format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _redline(request: PersonalRequest, earlier: Draft, after: str) -> Document:
    before = asked.passages_in(earlier)
    if after == "final":
        now, words = would_be_printed(earlier.round, request.person), _("final")
    elif after.isdecimal() and int(after) > earlier.number:
        later = find_draft(request, earlier.round_id, int(after))
        now, words = asked.passages_in(later), _("draft %(number)d") % {"number": later.number}
    else:
        raise Http404(_("There is no such draft to compare with."))
    first = _("draft %(number)d") % {"number": earlier.number}
    day = timezone.localdate(earlier.circulated_at)
    return redline.build(earlier.round, compare(before, now), before=first, after=words, on=day)
