"""What the checks find in a part: the list, figure by figure, each explained in place; and the checks themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.roadmap.checks import CHECKS, Finding, Ref, Severity
from opensalw.roadmap.checks.listing import as_csv
from opensalw.roadmap.commands.drafting import explain
from opensalw.roadmap.models import DraftCell
from opensalw.web.transactions import PersonalRequest

from .access import find_part, working
from .lines import cell_in_words, dims_in_words
from .parts import PartPage, part_page


@dataclass(frozen=True)
class Stop:
    """A figure at which the checks found something."""

    at: Ref
    title: str
    figure: str
    findings: list[Finding]
    url: str

    @property
    def name(self) -> str:
        """How a form names the figure."""
        return f"{self.at.measure}.{self.at.line}|{self.at.dims_key}"

    @property
    def anchor(self) -> str:
        """The place on the page."""
        return slugify(f"at-{self.at.measure}-{self.at.line}-{self.at.dims_key}".replace("=", "-").replace("|", "-"))

    @property
    def wants(self) -> bool:
        """Whether an explanation is wanted or given here."""
        return bool(self.figure) and any(one.severity.wants_explanation for one in self.findings)

    @property
    def explanation(self) -> str:
        """What explains the figure."""
        return self.findings[0].explanation

    @property
    def stale(self) -> bool:
        """Whether the explanation was written for another figure."""
        return self.findings[0].stale


@dataclass(frozen=True)
class Shown:
    """Which findings the page shows."""

    severity: str = ""
    goal: int | None = None
    measure: str = ""
    open: bool = False

    def has(self, one: Finding) -> bool:
        """Whether a finding is shown."""
        return (
            self.severity in ("", one.severity.value)
            and self.goal in (None, one.goal)
            and self.measure in ("", one.at.measure)
            and (one.is_open or not self.open)
        )


@working
def part_check(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """The complete list of what the checks find; a figure is explained where it stands."""
    page = part_page(request, find_part(request, round, jid))
    if request.method != "POST":
        return _render(request, page)
    place, chosen = request.POST.get("place", ""), request.POST.getlist("cells")
    text = request.POST.get("text", "")
    if "all" in request.POST:
        chosen = [one.name for one in _waiting(_stops(page, _shown(request)))]
    try:
        explain(page.part, cells=[ref_of(name) for name in chosen], text=text, by=request.person)
    except Refused as refused:
        problem = {"place": place, "reason": refused.reason}
        return _render(request, page, problem=problem, typed=text, chosen=chosen, status=422)
    messages.success(request, _("The explanation is kept."))
    anchor = "" if place in ("", "several") else f"#{slugify(place)}"
    return redirect(request.get_full_path() + anchor)


def ref_of(name: str) -> Ref:
    """The figure that a form names."""
    place, _bar, dims_key = name.partition("|")
    measure, _dot, line = place.partition(".")
    return Ref(measure, line, dims_key)


def _render(
    request: PersonalRequest,
    page: PartPage,
    *,
    problem: dict[str, str] | None = None,
    typed: str = "",
    chosen: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    shown = _shown(request)
    stops = _stops(page, shown)
    measures = dict.fromkeys(one.at.measure for one in page.report.findings)
    waiting = _waiting(stops)
    context = {
        "page": page,
        "tab": "check",
        "report": page.report,
        "stops": stops,
        "shown": shown,
        "choices": {
            "severities": [severity for severity, _count in page.report.shown_counts],
            "measures": [page.spec.measure(key) for key in measures],
        },
        "bulk": waiting if len(waiting) > 1 and not page.refused else [],
        "problem": problem,
        "problems": [(_anchor_of(problem), problem["reason"])] if problem else [],
        "typed": typed,
        "chosen": chosen,
    }
    return render(request, "work/check.html", context, status=status)


def _stops(page: PartPage, shown: Shown) -> list[Stop]:
    return stops_of(page, [one for one in page.report.findings if shown.has(one)])


def _waiting(stops: Iterable[Stop]) -> list[Stop]:
    """The figures that wait for an explanation."""
    return [one for one in stops if one.wants and any(found.is_open for found in one.findings)]


def _anchor_of(problem: dict[str, str]) -> str:
    return "several-text" if problem["place"] in ("", "several") else f"text-{slugify(problem['place'])}"


def _shown(request: PersonalRequest) -> Shown:
    asked = request.GET
    goal = asked.get("goal", "")
    return Shown(
        asked.get("severity", ""),
        int(goal) if goal.isascii() and goal.isdigit() and len(goal) < 5 else None,
        asked.get("measure", ""),
        bool(asked.get("open")),
    )


def stops_of(page: PartPage, findings: Iterable[Finding]) -> list[Stop]:
    """The findings by the figure at which they stand, the gravest first."""
    cells = {Ref(cell.measure, cell.line, cell.dims_key): cell for cell in page.cells}
    held: dict[Ref, list[Finding]] = {}
    for one in findings:
        held.setdefault(one.at, []).append(one)
    return [_stop(page, ref, found, cells.get(ref)) for ref, found in held.items()]


def _stop(page: PartPage, ref: Ref, findings: list[Finding], cell: DraftCell | None) -> Stop:
    measure, line = page.spec.measure(ref.measure), page.spec.line(f"{ref.measure}.{ref.line}")
    url = reverse("part_measure", args=[page.round.key, page.part.jurisdiction, ref.measure]) + f"#line-{ref.line}"
    if cell is None:
        return Stop(ref, measure.title, "", findings, url)
    split = f" ({dims_in_words(page.spec, cell.dims)})" if cell.dims else ""
    return Stop(ref, f"{line.title}{split}", cell_in_words(cell, line), findings, url)


@working
def check_rules(request: PersonalRequest) -> HttpResponse:
    """The declared checks, by severity."""
    by_severity = [(severity, [one for one in CHECKS if one.severity is severity]) for severity in Severity]
    return render(request, "work/check_rules.html", {"severities": by_severity, "total": len(CHECKS)})


@working
def check_rules_file(request: PersonalRequest) -> HttpResponse:
    """The declared checks as CSV."""
    headers = {"Content-Disposition": 'attachment; filename="checks.csv"'}
    return HttpResponse(as_csv(), content_type="text/csv; charset=utf-8", headers=headers)
