"""One figure of a text, mended by a person: another line, another split, another value, or a direction."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.refusal import Refused
from opensalw.roadmap.cells import DIRECTIONS, Cell
from opensalw.roadmap.commands.notes import accept_figure
from opensalw.roadmap.figure_text import read_figure
from opensalw.roadmap.framework.spec import Line
from opensalw.roadmap.models import ProposedFigure
from opensalw.roadmap.queries.forms import asked_lines
from opensalw.roadmap.rules import dims_key
from opensalw.web.transactions import PersonalRequest

from .access import find_part, working
from .lines import SplitForm, cell_in_words
from .parts import PartPage, part_page
from .proposals import Proposal, Said, proposal
from .prose import find_notes, next_place


class MendForm(forms.Form):
    """The value of a figure, and why it stands there."""

    value = forms.CharField(
        label=gettext_lazy("Figure"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "figure-input"}),
    )  # fmt: skip
    explanation = forms.CharField(
        label=gettext_lazy("Explanation"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    replace = forms.BooleanField(
        label=gettext_lazy("It takes the place of the figure that stands there"), required=False
    )

    def __init__(self, one: Proposal, line: Line, data: Mapping | None = None) -> None:
        self.line, self.found = line, one.found
        super().__init__(data, initial={"value": one.typed}, use_required_attribute=False)
        if direction := self.found["direction"]:
            ways = [
                ("figure", _("as a figure")),
                ("direction", _("as a direction: %(way)s") % {"way": DIRECTIONS[direction]}),
            ]
            level = self.found["amount"] is not None and not self.found["is_change"]
            self.fields["way"] = forms.ChoiceField(
                label=_("How it is kept"), choices=ways, widget=forms.RadioSelect,
                initial="figure" if level else "direction",
            )  # fmt: skip
            self.order_fields(["way", "value", "explanation", "replace"])

    def read(self) -> Cell:
        """The cell that was given; Refused names the mend."""
        value = self.cleaned_data["value"].strip()
        if self.cleaned_data.get("way") == "direction":
            size = read_figure(value, self.line.unit).value if value else None
            return Cell("direction", self.line.unit, direction=self.found["direction"], value=size)
        if not value:
            raise Refused(_("Give the figure, in digits."), "value")
        return read_figure(value, self.line.unit)


@working
def note_figure(request: PersonalRequest, round: str, jid: str, document: UUID, figure: UUID) -> HttpResponse:
    """Say on which line a figure of a text stands, and mend it before it is taken."""
    page = part_page(request, find_part(request, round, jid))
    notes = find_notes(page.part, document, page.person)
    one = proposal(page, notes, get_object_or_404(ProposedFigure, pk=figure, document=notes))
    chosen = request.POST.get("line") or request.GET.get("line") or one.row.reference
    asked = {f"{m.key}.{line.key}": (m, line) for m, line in asked_lines(page.spec, page.part.jurisdiction)}
    measure, line = asked.get(chosen, (None, None))
    posted = request.POST if request.method == "POST" and "take" in request.POST else None
    form = MendForm(one, line, posted) if line else None
    split = SplitForm(page.spec, line, posted) if line else None
    if split is not None and posted is None and chosen == one.row.reference:
        split.initial = dict(one.row.dims)
    if form and split and posted is not None and form.is_valid() and _taken(request, one, chosen, form, split):
        return redirect(next_place(page.part, notes, one.row))
    dims = split.dims if split and posted is not None else one.row.dims
    standing = _standing(page, chosen, dims)
    if form is not None and not standing:
        del form.fields["replace"]
    context = {
        "page": page, "tab": "figures", "document": notes, "one": one, "said": Said([one]), "form": form,
        "split": split, "line": line, "measure": measure, "chosen": chosen, "groups": _groups(page, one),
        "standing": standing,
    }  # fmt: skip
    return render(request, "work/note_figure.html", context, status=422 if form and form.errors else 200)


def _taken(request: PersonalRequest, one: Proposal, chosen: str, form: MendForm, split: SplitForm) -> bool:
    measure, _dot, line = chosen.partition(".")
    try:
        accept_figure(
            one.row, measure=measure, line=line, cell=form.read(), dims=split.dims, by=request.person,
            explanation=form.cleaned_data["explanation"], replace=form.cleaned_data["replace"],
        )  # fmt: skip
    except (Refused, ValueError) as refused:
        field = getattr(refused, "field", None)
        form.add_error(field if field in form.fields else None, getattr(refused, "reason", str(refused)))
        return False
    messages.success(request, _("%(figure)s is in the draft.") % {"figure": one.found["written"]})
    return True


def _standing(page: PartPage, chosen: str, dims: Mapping[str, str]) -> str:
    """What stands on the chosen line now, in words."""
    for state in (line for measure in page.measures for line in measure.lines):
        if f"{state.measure.key}.{state.line.key}" == chosen:
            held = next((cell for cell in state.cells if cell.dims_key == dims_key(dims)), None)
            return cell_in_words(held, state.line) if held else ""
    return ""


def _groups(page: PartPage, one: Proposal) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The lines that a figure may stand on, by measure; those that count the same thing are marked."""
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for measure, line in asked_lines(page.spec, page.part.jurisdiction):
        if line.kind != "grade":
            same = line.unit == one.unit and line.object in (None, one.found["object"])
            groups.setdefault(measure.title, []).append((f"{measure.key}.{line.key}", line.title, same))
    return sorted(groups.items(), key=lambda group: not any(same for _key, _title, same in group[1]))
