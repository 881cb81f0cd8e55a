"""Products of the focal point: rapid report, periodic analysis, threat assessment; figures come from the records.

A product is a draft: the figures and tables are filled in, the judgement is left to the analyst, whose
headings stand ready.
"""

from collections.abc import Callable
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opensalw.core.designations import label
from opensalw.core.periods import Period
from opensalw.incidents.vocabulary import Kind
from opensalw.ledger.queries import Figures, figures
from opensalw.tracing.outcomes import OUTCOMES
from opensalw.tracing.queries.flows import Flows, flows
from opensalw.tracing.queries.outcomes import Outcomes, outcomes
from opensalw.tracing.queries.requests import queues
from opensalw.tracing.sdg import CURRENT, WAYS, share

from ..blocks import Block, Column, Document, Heading, Note, Paragraph, Table, missing, number, words

SHOWN = 15
COUNTED = (
    ("seized.firearm", lazy("Firearms seized")), ("surrendered.firearm", lazy("Firearms handed in")),
    ("incidents.incidents", lazy("Shootings")), ("lost_traced.lost", lazy("Arms reported lost")),
    ("lost_traced.stolen", lazy("Arms reported stolen")), ("lost_traced.requests_sent", lazy("Trace requests sent")),
    ("lost_traced.sent_hit", lazy("of which found recorded there")),
    ("lost_traced.requests_received", lazy("Trace requests received")),
)  # fmt: skip


def build(kind: str, jurisdiction: str, period: Period) -> Document:
    """The product of this kind for a jurisdiction and a period."""
    title, parts = KINDS[kind]
    found = flows(jurisdiction, period.start, period.end)
    facts = _Facts(
        jurisdiction, period, figures(jurisdiction, period.start, period.end), found,
        outcomes(jurisdiction, period.start, period.end),
    )  # fmt: skip
    blocks = [block for part in parts for block in part(facts)]
    if found.synthetic:
        blocks.insert(0, Note(_("Made-up records stand among these figures.")))
    return Document(
        str(title), tuple(blocks), subtitle=period.label, date=timezone.localdate(),
        facts=((_("Focal point"), label(jurisdiction)), (_("Handling"), _("to be set by the analyst"))),
        meta={"category": str(title), "status": "draft"},
    )  # fmt: skip


class _Facts:
    """What the records say of a period."""

    def __init__(
        self, jurisdiction: str, period: Period, counted: Figures, moved: Flows, traced: Outcomes
    ) -> None:
        self.jurisdiction, self.period, self.counted, self.moved, self.traced = (
            jurisdiction, period, counted, moved, traced,
        )  # fmt: skip


def _figures(facts: _Facts) -> list[Block]:
    lines = facts.counted.lines
    rows = [
        (words(str(title)), number(lines[line].amount) if line in lines else missing(_("nothing recorded")))
        for line, title in COUNTED
    ]
    return [
        Heading(2, _("Figures")),
        Table((Column(_("What"), width=3), Column(_("Number"), align="right")), rows, sources=(_("own records"),)),
    ]


def _routes(facts: _Facts) -> list[Block]:
    rows = [
        (words(one.origin), words(one.place), number(one.arms), number(one.cases)) for one in facts.moved.known[:SHOWN]
    ]
    columns = (
        Column(_("Origin"), width=2), Column(_("Seized at"), width=2), Column(_("Firearms"), align="right"),
        Column(_("Cases"), align="right"),
    )  # fmt: skip
    unknown = _("Firearms seized in cases whose origin is not stated: %(count)s.") % {
        "count": f"{facts.moved.origin_not_stated.normalize():f}"
    }
    body: list[Block] = [Table(columns, rows)] if rows else [Paragraph(_("No case of the period states an origin."))]
    return [Heading(2, _("Routes")), *body, Paragraph(unknown, look="small")]


def _tracing(facts: _Facts) -> list[Block]:
    components = facts.traced.components
    rows = []
    for one in OUTCOMES:
        amounts = [components[way].get(one.code, Decimal(0)) for way in WAYS]
        if sum(amounts):
            rows.append((words(str(one.title)), *(number(amount) for amount in amounts)))
    got = share(components)
    columns = (
        Column(_("Outcome"), width=3),
        *(Column(str(Kind(way).label), align="right") for way in WAYS),
    )
    said = _("SDG 16.4.2, formula %(version)s: %(above)s of %(below)s arms, %(percent)s.") % {
        "version": CURRENT.version, "above": f"{got.above.normalize():f}", "below": f"{got.below.normalize():f}",
        "percent": _("no figure") if got.percent is None else f"{got.percent} %",
    }  # fmt: skip
    body: list[Block] = [Table(columns, rows)] if rows else []
    return [Heading(2, _("Tracing")), *body, Paragraph(said)]


def _waiting(facts: _Facts) -> list[Block]:
    found = queues(facts.jurisdiction, timezone.localdate())
    late = sum(one.late for one in found)
    words_ = {"us": sum(one.for_us for one in found), "them": sum(one.for_them for one in found), "late": late}
    return [
        Heading(2, _("Requests that wait")),
        Paragraph(_("On us: %(us)s. On others: %(them)s. Past their day: %(late)s.") % words_),
    ]


def _judgement(*titles: object) -> Callable[[_Facts], list[Block]]:
    def blank(_facts: _Facts) -> list[Block]:
        return [
            block
            for title in titles
            for block in (Heading(2, str(title)), Paragraph(_("To be written by the analyst."), look="small"))
        ]

    return blank


KINDS: dict[str, tuple[object, tuple[Callable[[_Facts], list[Block]], ...]]] = {
    "rapid": (
        lazy("Rapid report"),
        (_judgement(lazy("What happened")), _figures, _waiting, _judgement(lazy("What to do now"))),
    ),
    "periodic": (
        lazy("Periodic analysis"),
        (_figures, _routes, _tracing, _waiting, _judgement(lazy("What changed"), lazy("Gaps in what we know"))),
    ),
    "threat": (
        lazy("Threat assessment"),
        (
            _judgement(lazy("Summary")), _figures, _routes, _tracing,
            _judgement(lazy("Actors and methods"), lazy("Likelihood and harm"), lazy("Recommendations")),
        ),
    ),
}  # fmt: skip
