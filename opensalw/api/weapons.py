"""One call for a licence desk, a border post, a dealer: registered, lost, stolen or none."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from opensalw.tracing.commands.checking import TooOften, check_weapon
from opensalw.tracing.models import WeaponCheck

from .answers import Answer
from .authentication import CHECKING
from .problems import Problem, documented
from .strictness import Jurisdiction, Sent, Text
from .submissions import asking

router = Router(tags=["weapons"])
WAIT = "60"


class Question(Sent):
    """The serial as it stands on the weapon, where it is asked, and why."""

    mark: Annotated[Text, Field(max_length=400)]
    purpose: Annotated[Text, Field(max_length=200)]
    desk: Literal[*WeaponCheck.Desk.values] = "border"  # type: ignore[valid-type]
    jurisdiction: Jurisdiction


class Verdict(BaseModel):
    """The answer; nothing of the holder, and no description that could be read out."""

    verdict: Literal["registered", "lost", "stolen", "ended", "none"] = Field(
        description="`ended`: on record as destroyed or deactivated; `none`: not in this register."
    )
    said: str
    check: str = Field(description="The id under which this consultation is logged.")


class Checked(Answer):
    """The answer to a question."""

    answer: Verdict


@router.post("/check", auth=CHECKING, response={200: Checked, **documented(401, 403, 409, 422, 429)})
def check(request: HttpRequest, question: Question) -> dict:
    """Ask whether a weapon is registered, lost or stolen; the token needs the scope `check` and no other."""
    try:
        found = check_weapon(
            question.mark, jurisdiction=question.jurisdiction, purpose=question.purpose, desk=question.desk,
            by=asking(request),
        )  # fmt: skip
    except TooOften as refused:
        raise Problem(429, refused.reason, headers={"Retry-After": WAIT}) from None
    return {"answer": {"verdict": found.verdict, "said": found.said, "check": str(found.check.pk)}}
