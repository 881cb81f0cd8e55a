"""What organisations say about a part or about the region; it stands beside the part and edits nothing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.jurisdictions import declared
from opensalw.core.permissions import Person, refuse_stating
from opensalw.core.queries import institutions
from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.rounds import make_statement
from opensalw.roadmap.models import Round
from opensalw.roadmap.queries.rounds import statements
from opensalw.web.transactions import PersonalRequest

from .access import allow, find_round, working
from .rounds import add_problems


class StatementForm(forms.Form):
    """A statement: who says what about whom."""

    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=160)
    field_order = ["organisation", "jurisdiction", "goal", "text"]
    text = forms.CharField(
        label=gettext_lazy("Statement"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("It is kept as it is and shown beside the part with the name of the organisation."),
    )  # fmt: skip

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False, **kwargs})
        spec = round.framework.spec
        known = [*spec.jurisdictions, *(["J-REG"] if spec.regional_part else [])]
        places = [(one.id, one.seat) for one in declared() if one.id in known]
        self.fields["jurisdiction"] = forms.ChoiceField(label=_("About the part of"), choices=places)
        goals = [(str(goal.number), f"{goal.number}. {goal.title}") for goal in spec.goals]
        goals = [("", _("the part as a whole")), *goals]
        self.fields["goal"] = forms.ChoiceField(label=_("Goal"), required=False, choices=goals)
        self.order_fields(self.field_order)


@working
def statement_make(request: PersonalRequest, round: str) -> HttpResponse:
    """The statements of a round, and the form for another."""
    person, held = request.person, find_round(round)
    allow(refuse_stating(person))
    form = StatementForm(held, request.POST or None, initial=_initial(request, person))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        goal = int(facts["goal"]) if facts["goal"] else None
        try:
            make_statement(held, **{**facts, "goal": goal}, by=person)
            messages.success(request, _("The statement is kept and shown beside the part."))
            return redirect("statement_make", held.pk)
        except (Refused, ValidationError) as problem:
            add_problems(form, problem)
    made = statements(held)
    context = {
        "round": held,
        "form": form,
        "made": made if person.is_secretariat else made.filter(made_by=person.id),
        "word": held.framework.spec.goal_word.singular,
    }
    return render(request, "work/statements.html", context, status=422 if form.errors else 200)


def _initial(request: PersonalRequest, person: Person) -> dict[str, str]:
    own = next((post.institution for post in person.posts if post.role == "donor"), "")
    name = institutions().filter(pk=own).values_list("name", flat=True).first() if own else ""
    return {"organisation": name or "", "jurisdiction": request.GET.get("jurisdiction", "J-REG")}
