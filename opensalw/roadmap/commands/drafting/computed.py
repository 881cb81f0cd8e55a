"""Taking a figure from our records: the whole and the parts that its line asks for, with the last entry known."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused

from ... import rules
from ...cells import amount
from ...models import DraftCell, Submission
from ...queries.forms import computed_figures
from ...record_counts import count_of
from .cells import clear_cell, save_cell

COMPUTED = DraftCell.Origin.COMPUTED


@transaction.atomic
def take_computed(submission: Submission, *, measure: str, line: str, by: Person) -> list[DraftCell]:
    """Keep what our records say now; parts taken from them that are no longer there go."""
    spec = submission.round.framework.spec
    declared = spec.line(f"{measure}.{line}")
    known = computed_figures(spec, submission.jurisdiction, submission.round.figures_period).get(f"{measure}.{line}")
    if known is None:
        raise Refused(_("Our records hold nothing for this line and period."), f"{measure}.{line}")
    name = count_of(spec.key, measure, line, declared.computed_by) or ""
    kept = []
    parts = known.split_by(declared.required_dimensions)
    for dims, value in [({}, known.amount), *parts]:
        source: dict[str, Any] = {"value": f"{value:f}", "count": name}
        if known.last_entry is not None:
            source |= {"entry": known.last_entry, "title": _("entries up to %(n)d") % {"n": known.last_entry}}
        kept.append(
            save_cell(
                submission,
                measure=measure,
                line=line,
                cell=amount(value, declared.unit),
                by=by,
                dims=dims,
                explanation=None,
                origin=COMPUTED,
                source=source,
                via="prefill",
            )  # fmt: skip
        )
    wanted = {rules.dims_key(cell.dims) for cell in kept}
    before = DraftCell.objects.filter(submission=submission, measure=measure, line=line, origin=COMPUTED)
    for gone in before.exclude(dims_key__in=wanted):
        clear_cell(submission, measure=measure, line=line, by=by, dims_key=gone.dims_key, via="prefill")
    return kept
