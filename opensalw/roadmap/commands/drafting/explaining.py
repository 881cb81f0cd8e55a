"""Explaining a figure that a check stops at: the words stand at the figure and travel with it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ... import rules
from ...cells import spelled
from ...checks import Ref
from ...incoming import Incoming
from ...models import DraftCell, Submission
from .cells import keep
from .changes import Change, note
from .opening import open_for


@transaction.atomic
def explain(submission: Submission, *, cells: Sequence[Ref], text: str, by: Person) -> list[DraftCell]:
    """Keep one explanation at each of these figures, for what stands there now; the figures stay as they are."""
    require(None if text.strip() else _("Write the explanation."), field="text")
    require(None if cells else _("Choose at least one figure."), field="cells")
    part = open_for(submission, by)
    done = [_explain(part, ref, text, by) for ref in cells]
    note(part, [change for _row, change in done], by=by, via="form")
    return [row for row, _change in done]


def _explain(part: Submission, ref: Ref, text: str, by: Person) -> tuple[DraftCell, Change]:
    require(rules.refuse_line(part, ref.measure, by), "cells")
    held = DraftCell.objects.filter(
        submission=part, measure=ref.measure, line=ref.line, dims_key=ref.dims_key
    ).first()  # fmt: skip
    if held is None:
        words = _("%(line)s holds nothing that could be explained. Give a figure or a reason first.")
        raise Refused(words % {"line": f"{ref.measure}.{ref.line}"}, "cells")
    givers = held.institutions
    incoming = Incoming(ref.measure, ref.line, held.cell, held.dims, text, held.revision, held.origin)
    row, change = keep(part, incoming, held, by)
    row.explains, row.institutions = spelled(row.cell), givers
    row.save()
    return row, change
