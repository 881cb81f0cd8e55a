"""What exactly a part says, as canonical bytes: the content of a snapshot and of its receipt."""

from collections.abc import Mapping
from hashlib import sha256

import orjson

from .checks import Ref
from .models import Submission
from .queries.sections import coverage_facts


def content(submission: Submission, checks: Mapping[Ref, list[dict[str, str]]] | None = None) -> dict:
    """Everything that is sent with a part, in words and strings only.

    ``checks`` say of each cell which findings its explanation answers.
    """
    answered = checks or {}
    round = submission.round
    coverage = coverage_facts(submission)
    return {
        "format": 1,
        "round": round.key,
        "jurisdiction": submission.jurisdiction,
        "framework": {"key": round.framework.key, "number": round.framework.number, "digest": round.framework.digest},
        "narrative_period": round.narrative_period.code,
        "figures_period": round.figures_period.code,
        "on_behalf": submission.on_behalf,
        "texts": [
            {
                "goal": item.goal, "kind": item.kind, "position": item.position, "text": item.text,
                "status": item.status, "objective": item.objective, "id": str(item.pk),
                "language": item.language, "translation": item.translation,
            }
            for item in submission.texts.all()
        ],
        "figures": [
            {
                "line": f"{cell.measure}.{cell.line}", "dims": cell.dims, "unit": cell.unit, "kind": cell.kind,
                "value": _number(cell.value), "low": _number(cell.low), "high": _number(cell.high),
                "grade": cell.grade, "direction": cell.direction, "reason": cell.reason,
                "qualifier": cell.qualifier, "explanation": cell.explanation, "institutions": cell.institutions,
                "origin": cell.origin, "source": cell.source, "coverage": coverage.get(cell.measure, []),
                "checks": answered.get(Ref(cell.measure, cell.line, cell.dims_key), []),
            }
            for cell in submission.cells.all()
        ],
        "evidence": [
            {
                "name": file.name, "sha256": file.sha256, "size": file.size, "goal": file.goal,
                "measure": file.measure, "text": str(file.item or ""), "url": file.url, "note": file.note,
            }
            for file in submission.evidence.filter(removed_at__isnull=True)
        ],
        "activities": [
            {
                "code": report.activity.code, "status": report.status, "delay": report.delay,
                "share_done": report.share_done, "text": report.text,
            }
            for report in submission.activity_reports.select_related("activity")
        ],
    }  # fmt: skip


def canonical(facts: dict) -> bytes:
    """The same bytes for the same content: sorted keys, no spaces, UTF-8."""
    return orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)


def digest(sent: bytes) -> str:
    """The SHA-256 that the receipt shows."""
    return sha256(sent).hexdigest()


def _number(value: object) -> str | None:
    return None if value is None else f"{value.normalize():f}"  # type: ignore[attr-defined]
