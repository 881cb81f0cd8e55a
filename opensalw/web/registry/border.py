"""The question of the border: is this weapon registered, lost or stolen? One line, nothing of its holder."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from opensalw.registers.queries import border_answer
from opensalw.web.transactions import PersonalRequest

from .access import of_border

LOOKS = {
    "stolen": ("hold", "cross-solid"), "lost": ("hold", "cross-solid"), "ended": ("look", "triangle"),
    "registered": ("pass", "check"), "none": ("none", "question"),
}  # fmt: skip
SHOWN = 5


@of_border
def border_check(request: PersonalRequest, jid: str) -> HttpResponse:
    """A field and a line; the mark may be typed as it is read, in either script."""
    asked = " ".join(request.GET.get("mark", "").split())[:120]
    answer = border_answer(asked, jurisdiction=jid) if asked else None
    tone, shape = LOOKS[answer.verdict] if answer else ("", "")
    context = {
        "jid": jid, "mark": asked, "answer": answer, "tone": tone, "shape": shape, "now": timezone.now(),
        "weapons": answer.weapons[:SHOWN] if answer else (),
    }  # fmt: skip
    return render(request, "registry/border.html", context)
