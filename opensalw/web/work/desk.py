"""The dashboard: what waits for the person who asks."""

from django.http import HttpResponse
from django.shortcuts import render

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person
from opensalw.documents.queries.drafts import drafts_for
from opensalw.roadmap.queries.rounds import my_parts, open_rounds
from opensalw.roadmap.queries.rounds import review_queue as waiting_parts
from opensalw.roadmap.queries.threads import open_threads, readable, waiting_for
from opensalw.roadmap.queries.work import standings, work_rows
from opensalw.web.transactions import PersonalRequest

from .access import working
from .places import place_words, shown_at


def filled_by(person: Person) -> list[str]:
    """The jurisdictions whose part is this person's work: the own ones, and the regional one for the secretariat."""
    own = {post.jurisdiction for post in person.posts if post.role in ("officer", "chair", "contributor")}
    return sorted(own | ({REGIONAL} if person.is_secretariat else set()))


@working
def desk(request: PersonalRequest) -> HttpResponse:
    """What waits for me."""
    person = request.person
    rows = work_rows(my_parts(filled_by(person)))
    queries = readable(open_threads([row.part for row in rows]), person)
    shown = {one.thread.pk for one in queries}
    talks = [one for one in waiting_for(person) if one.thread.pk not in shown]
    held = list(open_rounds()) if person.is_secretariat or person.holds("donor") else []
    standing = standings(held)
    context = {
        "rows": rows,
        "queries": [(one, shown_at(one.thread.submission, one.thread)) for one in queries],
        "talks": [(one, place_words(one.thread.submission.round.framework.spec, one.thread)) for one in talks],
        "drafts": drafts_for(person),
        "waiting": work_rows(waiting_parts()) if person.is_secretariat else [],
        "rounds": [(one, standing[one.key]) for one in held],
        "is_donor": person.holds("donor"),
        "open_rounds": held,
    }
    return render(request, "work/desk.html", context)
