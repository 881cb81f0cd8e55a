"""How far a person reaches into a part: all of it, or the sections handed to the own institution.

A section is a measure by its key, or the texts of a goal as ``goal-6``. Until the Commission hands out
sections, an institution reaches what the framework says that institutions of its type supply.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person

from .framework.spec import FrameworkSpec
from .models import Evidence, Submission, Thread
from .places import Place
from .states import State

GOAL = "goal-"


def goal_section(goal: int) -> str:
    """The section that the texts of a goal are."""
    return f"{GOAL}{goal}"


def goal_of(section: str) -> int | None:
    """The goal whose texts a section is; None for a measure."""
    return int(section[len(GOAL) :]) if section.startswith(GOAL) and section[len(GOAL) :].isdigit() else None


def section_of(thing: Evidence | Thread | Place, goal: int | None = None) -> str:
    """The section that a file or a conversation belongs to; empty for the part as a whole."""
    number = thing.goal or goal
    return thing.measure or (goal_section(number) if number else "")


def section_title(spec: FrameworkSpec, section: str) -> str:
    """How a section is called."""
    goal = goal_of(section)
    if goal is not None:
        return _("%(word)s %(number)d, texts") % {"word": spec.goal_word.singular, "number": goal}
    return spec.measure(section).title


@dataclass(frozen=True)
class Reach:
    """The sections of a part that a person sees; ``whole`` when it is all of them."""

    whole: bool = False
    sections: frozenset[str] = frozenset()

    def sees(self, section: str) -> bool:
        """Whether a section is within reach."""
        return self.whole or section in self.sections


def own_institutions(part: Submission, person: Person) -> frozenset[str]:
    """The institutions that a person supplies figures for in the jurisdiction of a part."""
    held = [post for post in person.posts if post.jurisdiction == part.jurisdiction and post.role == "contributor"]
    return frozenset(post.institution for post in held)


def reaches_all(part: Submission, person: Person) -> bool:
    """Whether a person has to do with the whole part: the Commission and the secretariat."""
    seat = part.jurisdiction
    return person.is_secretariat or person.holds("officer", seat) or person.holds("chair", seat)


def reach_of(part: Submission, person: Person) -> Reach:
    """What of a part a person sees. What is public is seen by everyone."""
    if reaches_all(part, person) or part.state in (State.RELEASED, State.RECONSTRUCTED):
        return Reach(whole=True)
    if part.handed:
        own = own_institutions(part, person)
        return Reach(sections=frozenset(one.section for one in part.handed if one.institution_id in own))
    return Reach(sections=_supplied(part, person))


def _supplied(part: Submission, person: Person) -> frozenset[str]:
    """The sections that institutions of the person's types supply, as the framework says."""
    posts = [post for post in person.posts if post.jurisdiction == part.jurisdiction and post.role == "contributor"]
    types = {post.institution_type for post in posts}
    spec = part.round.framework.spec
    measures = [one for one in spec.measures if types & set(one.supplied_by)]
    goals = {goal_section(measure.goals[0]) for measure in measures}
    return frozenset({measure.key for measure in measures} | goals)


def refuse_seeing(part: Submission, section: str, person: Person) -> str | None:
    """Why a person does not see a section of a part that is not public, or None."""
    return None if reach_of(part, person).sees(section) else _whose(part, section)


def refuse_seeing_whole(part: Submission, person: Person) -> str | None:
    """Why a person does not see the part as a whole, such as its receipts, or None."""
    if reach_of(part, person).whole:
        return None
    return _("You see the sections of your own institution. The whole part is the Commission's.")


def refuse_filling_section(part: Submission, section: str, by: Person) -> str | None:
    """Why ``by``, who may fill the part, may not fill this section of it now, or None."""
    if reaches_all(part, by):
        return None
    if reason := refuse_seeing(part, section, by):
        return reason
    own = own_institutions(part, by)
    rows = [one for one in part.handed if one.section == section and one.institution_id in own]
    if not rows or any(one.is_waited_for for one in rows):
        return None
    if any(one.taken_over_at for one in rows):
        return _("The Commission fills this section itself: %(why)s") % {"why": rows[0].taken_over_why}
    return _("%(institution)s delivered this section. Take it back first to change it.") % {
        "institution": rows[0].institution.name
    }


def _whose(part: Submission, section: str) -> str:
    """Whose a section is, for somebody who may not have it."""
    names = [one.institution.name for one in part.handed if section and one.section == section]
    if names:
        return _("This section was handed to %(names)s, not to your institution.") % {"names": "; ".join(names)}
    if part.handed:
        return _("This section was handed to no institution. The Commission fills it.")
    return _("Your institution does not supply this section. The Commission can hand it to you.")
