"""What DHIS2 answers to an import: counts, and a conflict for each kind of thing that was not taken."""

from typing import Any

from django.utils.translation import gettext as _

from opensalw.roadmap.incoming import Trouble

from ..delivery import Delivery
from ..figure import number_of

PROPERTIES = {
    "orgUnit": ("orgUnit", "E7612"),
    "jurisdiction": ("orgUnit", "E7612"),
    "not_permitted": ("orgUnit", "E7617"),
    "period": ("period", "E7611"),
    "dataElement": ("dataElement", "E7610"),
    "line": ("dataElement", "E7610"),
    "measure": ("dataElement", "E7633"),
    "dataSet": ("dataSet", "E7600"),
    "categoryOptionCombo": ("categoryOptionCombo", "E7613"),
    "attributeOptionCombo": ("attributeOptionCombo", "E7615"),
    "empty": ("value", "E7618"),
    "grade": ("value", "E7621"),
    "comment": ("comment", "E7620"),
}
OTHER = ("value", "E7619")


def summary(delivery: Delivery, *, dry_run: bool = False) -> dict[str, Any]:
    """The summary of an import. A value that stood there already counts as updated, as in DHIS2."""
    outcome = delivery.outcome
    rejected = sorted({number - 1 for trouble in outcome.refused if (number := number_of(trouble.place))})
    updated = len(outcome.changed) + len(outcome.unchanged)
    counts = {
        "imported": len(outcome.added),
        "updated": updated,
        "ignored": len(rejected) + delivery.passed_over,
        "deleted": len(outcome.emptied),
    }
    if not outcome.kept and not dry_run:
        counts = {"imported": 0, "updated": 0, "ignored": sum(counts.values()), "deleted": 0}
    taken = counts["imported"] + counts["updated"] + counts["deleted"]
    status = "SUCCESS" if not outcome.refused else "WARNING" if taken else "ERROR"
    return {
        "responseType": "ImportSummary",
        "status": status,
        "description": _described(delivery, dry_run),
        "importCount": counts,
        "unchanged": len(outcome.unchanged),
        "conflicts": _conflicts(outcome.refused),
        "rejectedIndexes": rejected,
        "notes": [trouble.as_facts() for trouble in outcome.notes],
        "dataSetComplete": "false",
    }


def wrapped(found: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """The HTTP status and the whole answer: 200, or 409 with the summary where something conflicts."""
    if found["status"] == "SUCCESS":
        facts = {"httpStatus": "OK", "httpStatusCode": 200, "status": "OK", "message": _("Import was successful.")}
        return 200, {**facts, "response": found}
    message = _("Some values conflict. See conflicts in the response.")
    facts = {"httpStatus": "Conflict", "httpStatusCode": 409, "status": found["status"], "message": message}
    return 409, {**facts, "response": found}


def _described(delivery: Delivery, dry_run: bool) -> str:
    if dry_run:
        return _("Dry run: nothing was kept.")
    if not delivery.outcome.kept:
        return _("Nothing was kept, because something was refused and all or nothing was asked for.")
    return _("The values that could be taken were kept.")


def _conflicts(troubles: list[Trouble]) -> list[dict[str, Any]]:
    """One conflict for each thing and reason, with the places of all values that it concerns."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for trouble in troubles:
        name, code = PROPERTIES.get(trouble.code, OTHER)
        thing = trouble.stands or trouble.reference
        reason = " ".join(filter(None, (trouble.reason, trouble.mend)))
        conflict = found.setdefault(
            (name, thing, reason),
            {
                "object": thing, "objects": {name: thing}, "value": reason, "errorCode": code, "property": name,
                "indexes": [],
            },
        )  # fmt: skip
        if number := number_of(trouble.place):
            conflict["indexes"].append(number - 1)
    return list(found.values())
