"""The doors of the navigation, in their order. A page that is not routed is not offered."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Door:
    """One entry of the navigation: its URL name, its words, and the letter after ``g`` if it has one."""

    name: str
    label: str | Promise
    letter: str = ""


PUBLIC = (
    Door("home", _("Home"), "h"),
    Door("roadmap", _("Roadmap"), "r"),
    Door("indicators", _("Indicators"), "i"),
    Door("jurisdictions", _("Jurisdictions"), "j"),
    Door("reports", _("Reports"), "b"),
    Door("public_meetings", _("Meetings"), "m"),
    Door("portfolio", _("Portfolio")),
    Door("funds", _("Funds and calls")),
    Door("public_needs", _("Needs")),
    Door("legal_matrix", _("Legislation")),
    Door("data", _("Data"), "d"),
)
WORKSPACE = (
    Door("work", _("My work"), "w"),
    Door("rounds", _("Rounds"), "o"),
    Door("review_queue", _("Review queue"), "q"),
    Door("restatement_list", _("Restatements")),
    Door("report_builder", _("Report builder")),
    Door("needs", _("Needs and challenges"), "n"),
    Door("meetings", _("Meetings"), "e"),
    Door("conclusions", _("Conclusions"), "c"),
    Door("promises", _("Promises to keep")),
    Door("directory", _("Directory")),
    Door("plans", _("Action plans"), "a"),
    Door("targets", _("Targets"), "t"),
    Door("need_register", _("Needs register")),
    Door("call_desk", _("Calls and decisions")),
    Door("project_list", _("Projects")),
    Door("gaps", _("Gaps and overlaps")),
    Door("incident_desk", _("Incidents")),
    Door("store_desk", _("Stores")),
    Door("law_desk", _("Law desk")),
    Door("people", _("People and roles"), "p"),
    Door("ledger", _("Ledger"), "l"),
)
ACCOUNT = (
    Door("reminders", _("Reminders")),
    Door("account_change_password", _("Password")),
    Door("mfa_index", _("Two-step sign-in")),
)
AREAS = {"public": PUBLIC, "workspace": WORKSPACE, "account": ACCOUNT}


@dataclass(frozen=True)
class Shown:
    """A door as it stands on one page."""

    label: str | Promise
    url: str
    letter: str
    current: bool


def doors(area: str, path: str, closed: frozenset[str] = frozenset()) -> list[Shown]:
    """The doors of ``area`` as seen from ``path``; those named in ``closed`` are left out."""
    shown = []
    for door in AREAS[area]:
        try:
            url = reverse(door.name)
        except NoReverseMatch:
            continue
        if door.name not in closed:
            current = path == url or (url != "/" and path.startswith(url))
            shown.append(Shown(door.label, url, door.letter, current))
    deepest = max((len(door.url) for door in shown if door.current), default=0)
    return [Shown(door.label, door.url, door.letter, door.current and len(door.url) == deepest) for door in shown]
