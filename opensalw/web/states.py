"""How each state is shown: a word, a tone and a shape. Colour never speaks alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Shown:
    """A state as a page shows it."""

    word: str | Promise
    tone: str  # good, wait, bad, ask or calm
    shape: str  # a name of icons.SHAPES


STATES: dict[str, Shown] = {
    # A part of a long form
    "not_started": Shown(_("not started"), "calm", "ring"),
    "in_work": Shown(_("in work"), "wait", "half"),
    "done": Shown(_("done"), "good", "check"),
    "query": Shown(_("has a query"), "ask", "question"),
    # A section in the hands of an institution
    "handed": Shown(_("handed out"), "wait", "dot"),
    "given_back": Shown(_("given back"), "ask", "returned"),
    "delivered": Shown(_("delivered"), "good", "check"),
    "taken_over": Shown(_("filled by the Commission"), "calm", "square"),
    # A submission
    "draft": Shown(_("draft"), "calm", "ring-dashed"),
    "cleared": Shown(_("cleared"), "wait", "half"),
    "submitted": Shown(_("submitted"), "wait", "sent"),
    "returned": Shown(_("returned"), "ask", "returned"),
    "accepted": Shown(_("accepted"), "good", "check"),
    "released": Shown(_("released"), "good", "check-solid"),
    "amending": Shown(_("being amended"), "wait", "returned"),
    "confirmed": Shown(_("confirmed"), "good", "check"),
    "not_confirmed": Shown(_("not confirmed"), "wait", "question"),
    # A workbook that was sent
    "previewed": Shown(_("waits to be taken in"), "wait", "clock"),
    "taken": Shown(_("taken in"), "good", "check"),
    "withdrawn": Shown(_("dropped"), "calm", "dash"),
    "taken_back": Shown(_("taken back"), "calm", "returned"),
    # A round and what is due
    "planned": Shown(_("planned"), "calm", "ring-dashed"),
    "open": Shown(pgettext_lazy("state", "open"), "wait", "dot"),
    "closed": Shown(_("closed"), "calm", "square-solid"),
    "published": Shown(_("published"), "good", "check-solid"),
    "due": Shown(_("due"), "calm", "clock"),
    "late": Shown(_("late"), "wait", "clock"),
    "overdue": Shown(_("overdue"), "bad", "triangle"),
    # An activity of an action plan
    "ongoing": Shown(_("ongoing"), "wait", "half"),
    "postponed": Shown(_("postponed"), "wait", "pause"),
    "dropped": Shown(_("dropped"), "bad", "cross"),
    # A meeting
    "announced": Shown(_("announced"), "wait", "sent"),
    "held": Shown(_("held"), "good", "check"),
    "recorded": Shown(_("recorded"), "good", "check-solid"),
    "cancelled": Shown(_("cancelled"), "bad", "cross"),
    "skeleton": Shown(_("skeleton"), "calm", "ring-dashed"),
    "two_texts": Shown(_("two texts"), "bad", "triangle"),
    "written": Shown(_("written"), "good", "check"),
    # A conclusion
    "proposed": Shown(_("proposed"), "ask", "question"),
    "under_way": Shown(_("under way"), "wait", "half"),
    "partly_done": Shown(_("partly done"), "wait", "half"),
    "refused": Shown(_("not a conclusion"), "calm", "cross"),
    # A proposal, a review, the answer of a Commission, a decision
    "assigned": Shown(_("given to review"), "wait", "clock"),
    "reading": Shown(_("in work"), "wait", "half"),
    "sent": Shown(_("sent"), "good", "check"),
    "excused": Shown(_("excused"), "calm", "dash"),
    "awarded": Shown(_("awarded"), "good", "check-solid"),
    "part_awarded": Shown(_("awarded in part"), "good", "half"),
    "deferred": Shown(_("deferred"), "wait", "pause"),
    "given": Shown(_("no objection"), "good", "check"),
    "objected": Shown(_("objects"), "bad", "cross"),
    "silent": Shown(_("silent"), "calm", "dash"),
    "prepared": Shown(_("being prepared"), "calm", "ring-dashed"),
    "for": Shown(pgettext_lazy("vote", "for"), "good", "check"),
    "against": Shown(pgettext_lazy("vote", "against"), "bad", "cross"),
    "abstain": Shown(pgettext_lazy("vote", "abstention"), "calm", "dash"),
    "aside": Shown(_("steps aside"), "calm", "pause"),
    "carried": Shown(_("carried"), "good", "check-solid"),
    "not_carried": Shown(_("not carried"), "bad", "cross"),
    "made_up": Shown(_("made up for training"), "ask", "diamond"),
    # Where an observation comes from, and what it is worth
    "normal": Shown(_("normal"), "calm", "dash"),
    "computed": Shown(_("computed"), "calm", "dot"),
    "external": Shown(_("external source"), "calm", "square"),
    "reconstructed": Shown(_("reconstructed"), "ask", "diamond"),
    "provisional": Shown(_("provisional"), "wait", "ring-dashed"),
    "estimated": Shown(_("estimated"), "wait", "diamond"),
    "restated": Shown(_("restated"), "ask", "returned"),
    "not_reported": Shown(_("not reported"), "calm", "dash"),
    "withheld": Shown(_("withheld"), "calm", "lock"),
    # A framework
    "complete": Shown(_("complete"), "good", "check"),
    "content_unknown": Shown(_("content unknown"), "calm", "question"),
    # People and keys
    "active": Shown(_("active"), "good", "check"),
    "invited": Shown(_("invited"), "wait", "clock"),
    "deactivated": Shown(_("deactivated"), "calm", "cross"),
    "expired": Shown(_("expired"), "bad", "clock"),
    "revoked": Shown(_("revoked"), "bad", "cross"),
    # What a check found
    "blocker": Shown(_("blocker"), "bad", "cross-solid"),
    "error": Shown(pgettext_lazy("what a check found", "error"), "bad", "triangle"),
    "warning": Shown(pgettext_lazy("what a check found", "warning"), "wait", "triangle"),
    "note": Shown(pgettext_lazy("what a check found", "note"), "calm", "info"),
    "explained": Shown(_("explained"), "good", "check"),
    # The ledger
    "sound": Shown(_("sound"), "good", "check-solid"),
    "unsealed": Shown(_("unsealed"), "wait", "ring"),
    "broken": Shown(_("broken"), "bad", "cross-solid"),
    # A long work
    "waiting": Shown(_("waiting"), "calm", "clock"),
    "running": Shown(_("running"), "wait", "half"),
    "failed": Shown(_("failed"), "bad", "cross-solid"),
}
