"""A donor's two pages: what its money stands behind, what came of it beside the Roadmap, what ends soon."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from opensalw.coordination.queries.donors import Beside, DonorView
from opensalw.core.designations import label
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import Observation

from ..blocks import Block, Cell, Column, Document, Heading, Paragraph, Row, Table, missing, number, words
from .money import places, sums_cell, sums_words

MOST_PROJECTS, MOST_RESULTS, MOST_MEASURES, MOST_ENDING = 11, 8, 6, 5
LONGEST = 90


def build(view: DonorView, spec: FrameworkSpec | None) -> Document:
    """The two pages as blocks; what does not fit is counted and stands on the donor's page."""
    blocks: list[Block] = [
        Paragraph(_sentence(view), look="lead"),
        Heading(1, _("Projects")),
        *_projects(view),
        Heading(1, _("Results beside the Roadmap's figures")),
        Paragraph(_("A result is never added to the line that it should move: the line counts it already."), "small"),
        *_results(view.results, spec),
        *_measures(view, spec),
        Heading(1, _("Money that ends within a year")),
        *_ending(view),
    ]
    title = _("What stands behind the money of %(donor)s") % {"donor": view.donor.name}
    audience = spec.audience if spec else "un"
    return Document(title=title, blocks=tuple(blocks), date=view.day, audience=audience)


def _sentence(view: DonorView) -> str:
    sums = sums_words(view.given.get("commitment"))
    facts = {"n": len(view.projects), "m": len(view.mechanisms), "sums": sums or _("amounts not known")}
    return _("%(n)d projects and %(m)d funds or programmes. Committed to the projects: %(sums)s.") % facts


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _more(left: int) -> list[Block]:
    if left <= 0:
        return []
    return [Paragraph(_("And %(n)d more, on the donor's page.") % {"n": left}, look="small")]


def _projects(view: DonorView) -> list[Block]:
    rows = [*view.projects, *view.mechanisms]
    if not rows:
        return [Paragraph(_("None is known."), look="small")]
    columns = (
        Column(_("Project"), width=3), Column(_("Organisation"), width=1.6), Column(_("Jurisdictions"), width=1.4),
        Column(_("Goals"), width=0.6), Column(_("From this donor"), width=1.4), Column(_("Money"), width=1.1),
    )  # fmt: skip
    body = tuple(
        Row((
            words(_short(one.title)), words(str(one.organisation)), words(places(one) or _("not said")),
            words(", ".join(map(str, one.goals))), sums_cell(own), words(state.state.label),
        ))
        for one, state, own in rows[:MOST_PROJECTS]
    )  # fmt: skip
    return [Table(columns, body, orientation="portrait"), *_more(len(rows) - MOST_PROJECTS)]


def _results(results: Sequence[Beside], spec: FrameworkSpec | None) -> list[Block]:
    if not results:
        return [Paragraph(_("No result was reported."), look="small")]
    columns = (
        Column(_("Result"), width=2.6), Column(_("Target"), align="right", width=0.8),
        Column(_("Reached"), align="right", width=0.8), Column(_("Line of the Roadmap"), width=2),
        Column(_("Latest figure of the line"), width=1.4),
    )  # fmt: skip
    body = tuple(
        Row((
            words(_short(one.result.title)), _figure(one.result.target), _figure(one.result.actual),
            words(_line(one.result.measure, one.result.line, spec)), words(_latest(one.figure)),
        ))
        for one in results[:MOST_RESULTS]
    )  # fmt: skip
    return [Table(columns, body, orientation="portrait"), *_more(len(results) - MOST_RESULTS)]


def _figure(value) -> Cell:
    return number(value.normalize() if value % 1 else int(value)) if value is not None else missing(_("not known"))


def _line(measure: str, line: str, spec: FrameworkSpec | None) -> str:
    if not measure:
        return _("none named")
    found = next((one for one in spec.measures if one.key == measure), None) if spec else None
    title = found.title if found else measure
    inside = found.line(line) if found and line else None
    return _short(f"{title}: {inside.title}" if inside else title)


def _latest(row: Observation | None) -> str:
    if row is None:
        return _("no public figure")
    shown = f"{row.value.normalize():,f}" if row.value is not None else (row.grade or row.direction or row.reason)
    return f"{label(row.jurisdiction)}: {shown}" + (f" ({row.end:%Y})" if row.end else "")


def _measures(view: DonorView, spec: FrameworkSpec | None) -> list[Block]:
    """For indicators that projects name without a result yet: how many stand behind, and their figures."""
    if not view.measures:
        return []
    columns = (Column(_("Indicator"), width=2.4), Column(_("Projects"), align="right", width=0.7),
               Column(_("Latest public figures"), width=3))  # fmt: skip
    rows = sorted(view.measures.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    body = tuple(
        Row((
            words(_line(key, "", spec)), number(len(held)),
            words("; ".join(_latest(row) for row in view.figures.get(key, [])[:3]) or _("none")),
        ))
        for key, held in rows[:MOST_MEASURES]
    )  # fmt: skip
    return [Table(columns, body, orientation="portrait"), *_more(len(rows) - MOST_MEASURES)]


def _ending(view: DonorView) -> list[Block]:
    if not view.ending:
        return [Paragraph(_("No project whose end is known ends within a year."), look="small")]
    columns = (Column(_("Project"), width=3), Column(_("Ends on"), width=1), Column(_("Extension asked"), width=1))
    body = tuple(
        Row((
            words(_short(one.title)), words(f"{end:%d.%m.%Y}"),
            words(f"{one.extension_asked_until:%d.%m.%Y}" if one.extension_asked_until else "–"),
        ))
        for one, end in view.ending[:MOST_ENDING]
    )  # fmt: skip
    return [Table(columns, body, orientation="portrait"), *_more(len(view.ending) - MOST_ENDING)]
