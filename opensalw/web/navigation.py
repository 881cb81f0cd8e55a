"""The doors of the navigation, in their order. A page that is not routed is not offered."""

from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Door:
    """One entry of the navigation: its URL name, its words, the letter after ``g`` if it has one, its group."""

    name: str
    label: str | Promise
    letter: str = ""
    group: str | Promise = ""


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
REPORTING, COORDINATION, MONEY = _("Reporting"), _("Coordination"), _("Needs and money")
FIELD, OFFICE = _("Records"), _("Office")
WORKSPACE = (
    Door("work", _("My work"), "w", REPORTING),
    Door("rounds", _("Rounds"), "o", REPORTING),
    Door("review_queue", _("Review queue"), "q", REPORTING),
    Door("restatement_list", _("Restatements"), "", REPORTING),
    Door("report_builder", _("Report builder"), "", REPORTING),
    Door("needs", _("Needs and challenges"), "n", REPORTING),
    Door("plans", _("Action plans"), "a", REPORTING),
    Door("targets", _("Targets"), "t", REPORTING),
    Door("meetings", _("Meetings"), "e", COORDINATION),
    Door("conclusions", _("Conclusions"), "c", COORDINATION),
    Door("promises", _("Promises to keep"), "", COORDINATION),
    Door("directory", _("Directory"), "", COORDINATION),
    Door("law_desk", _("Law desk"), "", COORDINATION),
    Door("need_register", _("Needs register"), "", MONEY),
    Door("call_desk", _("Calls and decisions"), "", MONEY),
    Door("project_list", _("Projects"), "", MONEY),
    Door("fund_desk", _("Funds"), "", MONEY),
    Door("organisation_list", _("Organisations"), "", MONEY),
    Door("gaps", _("Gaps and overlaps"), "", MONEY),
    Door("register_desk", _("Register"), "", FIELD),
    Door("trace_search_desk", _("Find a weapon"), "f", FIELD),
    Door("trace_desk", _("Tracing"), "", FIELD),
    Door("incident_desk", _("Incidents"), "", FIELD),
    Door("store_desk", _("Stores"), "", FIELD),
    Door("protection_desk", _("Data protection"), "", FIELD),
    Door("people", _("People and roles"), "p", OFFICE),
    Door("ledger", _("Ledger"), "l", OFFICE),
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
    group: str | Promise = ""


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
            shown.append(Shown(door.label, url, door.letter, current, door.group))
    deepest = max((len(door.url) for door in shown if door.current), default=0)
    return [replace(door, current=door.current and len(door.url) == deepest) for door in shown]
