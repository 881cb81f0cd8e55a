"""Made-up applications to legalise, in every state that there is; marked as made up like all such records."""

from datetime import timedelta

from opensalw.core.permissions import Person, Post
from opensalw.registers import commands as register

from ..models import Application, Campaign
from .legalisation import apply_for, check_register, note_check
from .ruling import appeal, grant_application, refuse_application

ARMS = (
    ("rifle", "Zastava", "M48", "7.9 x 57"), ("pistol", "Zastava", "M57", "7.62 x 25"), ("shotgun", "", "", "12"),
    ("revolver", "Nagant", "", "7.62"), ("rifle", "", "", ""), ("pistol", "CZ", "70", "7.65"),
)  # fmt: skip


def make_up_applications(campaign: Campaign, by: Person) -> int:
    """Six applications of one window: legalised, refused, under appeal and open; returns how many."""
    jurisdiction, day = campaign.jurisdiction, campaign.opens_on + timedelta(days=20)
    registry = _registry(jurisdiction)
    holder = register.record_holder(
        jurisdiction=jurisdiction, kind="person", name="Made-up Applicant", on=campaign.opens_on, by=registry,
        is_synthetic=True,
    )  # fmt: skip
    permit = register.grant(holder=holder, kind="possession (made up)", on=day, by=registry)
    made: list[Application] = []
    for number, (kind, make, model, calibre) in enumerate(ARMS):
        anonymous = number > 3
        made.append(
            apply_for(
                campaign=campaign,
                applied_on=day + timedelta(days=number),
                by=by,
                is_anonymous=anonymous,
                holder=None if anonymous else holder,
                type=kind,
                make=make,
                model=model,
                calibre=calibre,
                marks=f"DEMO-G-{number:03}",
                described="made up",
                synthetic=True,
            )  # fmt: skip
        )
    later = day + timedelta(days=40)
    for one in made[:4]:
        check_register(one, on=later, by=by)
        note_check(one, kind="laboratory", result="clear", on=later, by=by, reference="Lab (made up)")
    for place in (0, 1):
        grant_application(made[place], decision=f"D-{place} (made up)", permit=permit, on=later, by=registry)
    for place in (2, 3):
        refuse_application(made[place], decision=f"D-{place} (made up)", ground="No good cause", on=later, by=registry)
    appeal(made[3], ground="Made up", on=later, by=by)
    return len(made)


def _registry(jurisdiction: str) -> Person:
    post = Post("contributor", f"{jurisdiction}/interior", "ministry", jurisdiction)
    return Person("demonstration-registry", "Demonstration, registry", frozenset({post}))
