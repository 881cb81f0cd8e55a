"""Downloads: figures as CSV and JSON, charts as SVG and PNG, everything in one archive."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opensalw.core.designations import Footnotes, label
from opensalw.core.periods import Period
from opensalw.documents.charts import png, svg
from opensalw.roadmap.framework.loading import canonical
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import Observation, Statement, TextItem
from opensalw.roadmap.queries.aims import aims
from opensalw.roadmap.queries.observations import public_observations
from opensalw.roadmap.queries.prefill import published_taken_over
from opensalw.roadmap.queries.restatements import in_force
from opensalw.roadmap.queries.rounds import visible_texts
from opensalw.web.files import attached, written

from . import drawings, reading, restatements
from .doors import plain
from .frame import Frame, current, licence
from .indicator_page import page_of

COLUMNS = (
    "id", "framework", "measure", "measure_version", "line", "jurisdiction", "seat", "period", "start", "end", "fit",
    "dimensions", "kind", "value", "low", "high", "qualifier", "grade", "direction", "against", "missing_reason",
    "unit", "unit_as_reported", "obs_status", "origin", "source", "source_title", "source_class", "locator",
    "statement", "actor", "caveats", "coverage", "explanation", "taken_over", "checks", "round", "known_from",
    "replaces", "restated", "restated_because", "footnote",
)  # fmt: skip


@require_safe
def indicator_file(request: HttpRequest, key: str, name: str, ending: str) -> HttpResponse:
    """An indicator's figures (CSV, JSON) or its chart (SVG, PNG), with the line and period asked for."""
    page = page_of(request, key)
    file_name = f"{page.spec.key}-{page.measure.key}"
    if (name, ending) in (("figures", "csv"), ("figures", "json")):
        source = page.spec.source_measure(page.measure).key
        rows = records(page.spec, full(page.spec).filter(measure=source))
        return as_csv(rows, file_name) if ending == "csv" else as_json(page.frame, rows, file_name)
    made = drawings.drawing_of(page.series, page.line.title) if name == "chart" else None
    if made is None or ending not in ("svg", "png"):
        raise Http404(_("There is no such file."))
    body, kind = (svg(made.file()), "image/svg+xml") if ending == "svg" else (png(made.file()), "image/png")
    return attached(body, kind, f"{file_name}-{page.line.key}.{ending}")


@require_safe
def data_file(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """Everything that is public in one file: a ZIP of CSV files, or one JSON file."""
    frame = current()
    if name != "opensalw" or ending not in ("zip", "json"):
        raise Http404(_("There is no such file."))
    if ending == "json":
        return as_json(frame, records(frame.spec, full(frame.spec)), "opensalw")
    return attached(archive(frame), "application/zip", "opensalw.zip")


def full(spec: FrameworkSpec):
    """All released figures of a framework with all their columns."""
    found = public_observations().select_related("restatement")
    return found.filter(framework__key=spec.key).order_by(
        "measure", "line", "jurisdiction", "start", "end", "dims_key", "id"
    )  # fmt: skip


def records(spec: FrameworkSpec, rows: Iterable[Observation]) -> Iterator[dict[str, object]]:
    """Each figure as one flat record; texts bear their asterisks and the footnote that they owe."""
    for row in rows:
        notes = Footnotes(spec.audience)
        record = {
            "id": str(row.pk), "framework": spec.key, "measure": row.measure, "measure_version": row.measure_version,
            "line": row.line, "jurisdiction": row.jurisdiction, "seat": label(row.jurisdiction),
            "period": Period(row.start, row.end).code if row.start and row.end else "",
            "start": row.start.isoformat() if row.start else "", "end": row.end.isoformat() if row.end else "",
            "fit": row.fit, "dimensions": "; ".join(f"{name}={key}" for name, key in sorted(row.dims.items())),
            "kind": row.kind, "value": _number(row.value), "low": _number(row.low), "high": _number(row.high),
            "qualifier": row.qualifier, "grade": row.grade, "direction": row.direction, "against": row.against,
            "missing_reason": row.reason, "unit": row.unit, "unit_as_reported": notes.text(row.unit_as_reported),
            "obs_status": row.obs_status, "origin": row.origin, "source": row.source_id or "",
            "source_title": notes.text(row.source.title) if row.source else "",
            "source_class": row.source.kind if row.source else "", "locator": notes.text(row.locator),
            "statement": notes.text(row.statement), "actor": row.actor, "caveats": notes.text(" | ".join(row.caveats)),
            "coverage": notes.text(row.partial),
            "explanation": notes.text(row.explanation),
            "taken_over": notes.text(published_taken_over(row.provenance)),
            "checks": " | ".join(one["key"] for one in row.checks),
            "round": row.round_id or "", "known_from": row.known_from.isoformat(),
            "replaces": str(row.replaces_id or ""), "restated": "yes" if row.restated else "no",
            "restated_because": notes.text(row.restatement.reason) if row.restated else "",
        }  # fmt: skip
        yield {**record, "footnote": " ".join(str(note) for note in notes.owed())}


def _number(value: object) -> str:
    return "" if value is None else f"{plain(value):f}"  # type: ignore[arg-type, str-format]


def as_csv(rows: Iterable[dict[str, object]], file_name: str) -> HttpResponse:
    """Records as CSV with a heading, in UTF-8."""
    return attached(written(COLUMNS, rows), "text/csv; charset=utf-8", f"{file_name}.csv")


def as_json(frame: Frame, rows: Iterable[dict[str, object]], file_name: str) -> HttpResponse:
    """Records as JSON with what they stand in: framework, licence, the footnotes that are owed."""
    figures = list(rows)
    notes = list(dict.fromkeys(str(row["footnote"]) for row in figures if row["footnote"]))
    content = {
        "framework": {"key": frame.spec.key, "title": frame.spec.title, "version": frame.version.number},
        "licence": licence(), "footnotes": notes, "observations": figures,
    }  # fmt: skip
    return attached(json.dumps(content, ensure_ascii=False, indent=1), "application/json", f"{file_name}.json")


def archive(frame: Frame) -> bytes:
    """Figures, sources, points of the narrative, statements and the framework, zipped."""
    held = io.BytesIO()
    parts = {
        "observations.csv": written(COLUMNS, records(frame.spec, full(frame.spec))),
        "sources.csv": written(
            _SOURCE, ({name: getattr(one, name) for name in _SOURCE} for one in reading.sources_in_use())
        ),
        "targets.csv": written(_AIM, ({name: getattr(one, name) for name in _AIM} for one in aims(frame.spec.key))),
        "restatements.csv": written(
            restatements.COLUMNS, (restatements.record(frame.spec, one) for one in in_force(frame.spec.key))
        ),
        "narrative.csv": written(_TEXT, (_point(item) for item in visible_texts().select_related("submission__round"))),
        "statements.csv": written(_SAID, (_said(one) for one in reading.public_statements())),
        "framework.json": canonical(frame.spec).decode(),
        "README.txt": readme(frame),
    }
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return held.getvalue()


_AIM = ("measure", "line", "jurisdiction", "kind", "value", "unit", "cumulative", "on", "source", "url")
_SOURCE = ("key", "kind", "title", "publisher", "published_on", "url", "licence", "note")
_TEXT = (
    "round",
    "jurisdiction",
    "goal",
    "goal_assigned_by_us",
    "kind",
    "status",
    "text",
    "language",
    "translation",
    "source",
    "locator",
    "footnote",
)
_SAID = ("round", "jurisdiction", "organisation", "goal", "text", "source", "locator", "footnote")


def _point(item: TextItem) -> dict[str, object]:
    notes = Footnotes()
    return {
        "round": item.submission.round_id, "jurisdiction": item.submission.jurisdiction, "goal": item.goal,
        "goal_assigned_by_us": "yes" if item.goal_inferred else "no", "kind": item.kind, "status": item.status,
        "text": notes.text(item.text), "language": item.language,
        "translation": notes.text(item.translation), "source": item.source_id or "",
        "locator": notes.text(item.locator), "footnote": " ".join(str(note) for note in notes.owed()),
    }  # fmt: skip


def _said(one: Statement) -> dict[str, object]:
    notes = Footnotes()
    return {
        "round": one.round_id, "jurisdiction": one.jurisdiction, "organisation": notes.text(one.organisation),
        "goal": one.goal or "", "text": notes.text(one.text), "source": one.source_id or "",
        "locator": notes.text(one.locator), "footnote": " ".join(str(note) for note in notes.owed()),
    }  # fmt: skip


def readme(frame: Frame) -> str:
    """What the archive holds, and how to read it."""
    notes = Footnotes(frame.spec.audience)
    notes.scan("Kosovo*")
    return "\n".join([
        f"OpenSALW, {frame.spec.title}, version {frame.version.number}",
        "", _("Data: %(licence)s.") % {"licence": licence()},
        _("Missing is never zero: a row of kind “missing” says why. Units and objects that differ are never added."),
        _("obs_status is the SDMX code list of observation status; jurisdictions bear ids of this product."),
        "", *(str(note) for note in notes.owed()), "",
    ])  # fmt: skip
