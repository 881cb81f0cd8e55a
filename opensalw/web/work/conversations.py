"""Conversations on a part: the list, one with everything in it, a new one; beside the fields they stand too."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from opensalw.core.models import Membership
from opensalw.core.queries import people_of_part
from opensalw.core.refusal import Refused
from opensalw.roadmap import rules
from opensalw.roadmap.commands import review as commands
from opensalw.roadmap.models import Submission, Thread
from opensalw.roadmap.places import Place, read_place
from opensalw.roadmap.queries import threads as asked
from opensalw.roadmap.reach import refuse_seeing, section_of
from opensalw.web.transactions import PersonalRequest

from .access import allow, find_part, working
from .parts import part_page
from .places import place_words, shown_at


@working
def conversation_list(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """The conversations of a part: the open ones, my own, those assigned to me, the resolved ones."""
    page = part_page(request, find_part(request, round, jid))
    found = asked.readable(asked.conversations(page.part, page.texts, page.cells), request.person)
    show = request.GET.get("show", "open")
    show = show if show in asked.SHOWN else "open"
    words = {
        "open": _("open"), "mine": _("with me in them"), "assigned": _("assigned to me"),
        "resolved": _("resolved"), "all": _("all"),
    }  # fmt: skip
    page.spoken = found
    rows = [(one, place_words(page.spec, one.thread)) for one in asked.chosen(found, request.person, show)]
    filters = [(key, words[key], len(asked.chosen(found, request.person, key))) for key in asked.SHOWN]
    context = {"page": page, "tab": "conversations", "rows": rows, "filters": filters, "show": show}
    return render(request, "work/conversations.html", context)


@working
def conversation(request: PersonalRequest, round: str, jid: str, thread: UUID) -> HttpResponse:
    """One conversation: the words it was about, what stands now, what was said; one speaks, assigns, resolves."""
    part = find_part(request, round, jid)
    found = get_object_or_404(Thread, pk=thread, submission=part)
    found.submission = part
    allow(asked.refuse_reading(found, request.person))
    if request.method == "POST":
        return _act(request, part, found)
    return _conversation_page(request, part, found)


def _conversation_page(
    request: PersonalRequest, part: Submission, thread: Thread, *, typed: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    page, one = part_page(request, part), asked.conversation(thread)
    page.spoken = [one]
    by = request.person
    context = {
        "page": page,
        "tab": "conversations",
        "one": one,
        "about": place_words(page.spec, thread),
        "place": shown_at(part, thread),
        "people": _people(part),
        "typed": typed,
        "problem": problem,
        "resolves": rules.refuse_resolving(thread, by) is None,
        "reopens": (rules.refuse_resolving(thread, by) or rules.refuse_reopening(thread)) is None,
    }
    return render(request, "work/conversation.html", context, status=status)


def _people(part: Submission) -> list[tuple[Membership, bool]]:
    """The people of the part, each once, and whether the institution is met for the first time."""
    people, institutions, rows = set(), set(), []
    for post in people_of_part(part.jurisdiction):
        if post.user_id not in people:
            rows.append((post, post.institution_id not in institutions))
        people.add(post.user_id)
        institutions.add(post.institution_id)
    return rows


def _act(request: PersonalRequest, part: Submission, thread: Thread) -> HttpResponse:
    """Speak, assign, resolve, open again."""
    by, sent, typed = request.person, request.POST, request.POST.get("answer", "")
    kind, _colon, chosen = sent.get("assigned", "").partition(":")
    to = {kind: chosen} if kind in ("person", "institution") else {}
    calls = {
        "answer": lambda: commands.answer(thread, text=typed, by=by, mentions=sent.getlist("mention")),
        "assign": lambda: commands.assign(thread, by=by, **to),
        "resolve": lambda: commands.resolve(thread, by=by),
        "unresolve": lambda: commands.unresolve(thread, by=by),
    }
    words = {
        "answer": _("The answer is kept."),
        "assign": _("Assigned.") if to else _("Assigned to nobody."),
        "resolve": _("Resolved."),
        "unresolve": _("The conversation is open again."),
    }
    done = sent.get("do", "answer")
    if done not in calls:
        raise Http404(done)
    try:
        calls[done]()
    except Refused as refused:
        return _conversation_page(request, part, thread, typed=typed, problem=refused.reason, status=422)
    messages.success(request, words[done])
    return redirect(_back(part, thread, sent.get("back", "")))


def _back(part: Submission, thread: Thread, back: str) -> str:
    """Where the reader came from: the review page, the place that it is about, or the conversation itself."""
    names = (part.round_id, part.jurisdiction)
    if back == "review":
        return reverse("part_review", args=names) + f"#thread-{thread.pk}"
    if back == "place":
        return shown_at(part, thread)
    return reverse("conversation", args=(*names, thread.pk))


@working
def conversation_new(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """Begin a conversation on a place of the part."""
    part = find_part(request, round, jid)
    page, problem = part_page(request, part), ""
    text, mentions = request.POST.get("text", ""), request.POST.getlist("mention")
    try:
        about = read_place((request.POST or request.GET).get("about", "part"))
        if reason := rules.refuse_place(page.spec, about):
            raise Http404(reason)
        words = asked.words_at(part, about)
        section = section_of(about, words.goal if words else None)
        allow(refuse_seeing(part, section, request.person) if section else None)
        if about.item and words is None:
            raise Http404(_("This part has no such text item."))
    except Refused as refused:
        raise Http404(refused.reason) from None
    if request.method == "POST":
        try:
            made = commands.comment(part, text=text, by=request.person, about=about, mentions=mentions)
            messages.success(request, _("The conversation is open."))
            return redirect("conversation", round, jid, made.pk)
        except Refused as refused:
            problem = refused.reason
    context = {
        "page": page, "tab": "conversations", "about": _about(page, about, words), "place": str(about),
        "quote": words.text if words else "", "people": _people(part), "problem": problem,
        "typed": {"text": text, "mention": mentions}, "refused_talk": rules.refuse_conversation(part),
    }  # fmt: skip
    return render(request, "work/conversation_new.html", context, status=422 if problem else 200)


def _about(page, about: Place, words: asked.Words | None) -> str:
    goal = words.goal if words and words.goal else about.goal
    thread = Thread(goal=goal, item=about.item, measure=about.measure, line=about.line, dims=about.dims)
    return place_words(page.spec, thread)
