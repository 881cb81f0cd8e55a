"""What a conversation is about, in words, and where on the pages it stands."""

from django.urls import reverse
from django.utils.translation import gettext as _

from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import Submission, Thread

from .lines import dims_in_words


def place_words(spec: FrameworkSpec, thread: Thread) -> str:
    """The place of a thread as a person says it."""
    if thread.measure:
        try:
            measure = spec.measure(thread.measure)
            line = spec.line(f"{thread.measure}.{thread.line}") if thread.line else None
        except KeyError:
            return f"{thread.measure}.{thread.line}"
        return ", ".join(filter(None, (line.title if line else measure.title, dims_in_words(spec, thread.dims))))
    goal = next((one for one in spec.goals if one.number == thread.goal), None)
    if goal is None:
        return _("The whole part")
    words = {"word": spec.goal_word.singular, "number": goal.number, "title": goal.title}
    if thread.item:
        return _("A text of %(word)s %(number)d: %(title)s") % words
    return _("%(word)s %(number)d: %(title)s") % words


def shown_at(part: Submission, thread: Thread) -> str:
    """The address of the place where a thread stands."""
    names = (part.round_id, part.jurisdiction)
    if thread.measure:
        return reverse("part_measure", args=(*names, thread.measure)) + f"#thread-{thread.pk}"
    if thread.goal:
        return reverse("part_goal", args=(*names, thread.goal)) + f"#thread-{thread.pk}"
    return reverse("conversation", args=(*names, thread.pk))
