"""What may be done to a need, each on a page of its own that says what will happen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.commands import need_changes, needs
from opensalw.coordination.models import Need, Project
from opensalw.coordination.queries.needs import similar_needs
from opensalw.coordination.queries.projects import projects
from opensalw.coordination.rules import needs as rules
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused
from opensalw.web.public.frame import in_use
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working
from opensalw.web.work.rounds import add_problems

from .register_forms import KnownForm

PARTS = 4
Status = Need.Status


class ReasonForm(forms.Form):
    """Why it happens."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class MatchForm(forms.Form):
    """Which project or proposal takes the need up."""

    use_required_attribute = False
    project = forms.ModelChoiceField(
        Project.objects.none(), label=gettext_lazy("Project"), required=False, to_field_name="key",
        empty_label=gettext_lazy("none of these"),
    )  # fmt: skip
    proposal = forms.CharField(
        label=gettext_lazy("Or the number of a proposal"), max_length=60, required=False
    )  # fmt: skip

    def __init__(self, need: Need, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects().order_by("title")  # type: ignore[attr-defined]


class MergeForm(ReasonForm):
    """Into which need it goes."""

    into = forms.ModelChoiceField(Need.objects.none(), label=gettext_lazy("Goes on inside"), to_field_name="number")
    field_order = ("into", "reason")

    def __init__(self, need: Need, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = similar_needs(need)  # type: ignore[attr-defined]


class SplitForm(ReasonForm):
    """The words and kinds of the parts."""

    def __init__(self, need: Need, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(1, PARTS + 1):
            words = _("Part %(n)d") % {"n": at}
            self.fields[f"text_{at}"] = forms.CharField(
                label=words, max_length=rules.TEXT_LIMIT, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
            self.fields[f"kind_{at}"] = forms.ChoiceField(
                label=_("Kind of part %(n)d") % {"n": at}, choices=Need.Kind.choices, initial=need.kind, required=False
            )
        self.order_fields([*(f"{name}_{at}" for at in range(1, PARTS + 1) for name in ("text", "kind")), "reason"])

    def parts(self, need: Need) -> list[need_changes.Part]:
        """The parts that were written."""
        typed = self.cleaned_data
        return [
            {"text": typed[f"text_{at}"], "kind": typed[f"kind_{at}"] or need.kind, "goal": need.goal}
            for at in range(1, PARTS + 1) if typed[f"text_{at}"].strip()
        ]  # fmt: skip


class ChangeForm(KnownForm):
    """What is known of the need, and why it changes."""

    text = forms.CharField(
        label=gettext_lazy("What is needed"), max_length=rules.TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = forms.CharField(label=gettext_lazy("Why it changes"), max_length=1000, required=False)
    field_order = ("text", "kind", "beneficiary", "urgency", "estimate", "currency", "measure", "reason")

    def __init__(self, need: Need, *args: Any, **kwargs: Any) -> None:
        known = {name: getattr(need, name) for name in self.field_order if name != "reason"}
        frame = in_use()
        super().__init__(frame.spec if frame else None, *args, **{"initial": known, **kwargs})


@dataclass(frozen=True)
class Act:
    """Something that can be done to a need: words, what it means, form, who and when, and the command."""

    key: str
    label: str | Promise
    meaning: str | Promise
    form: Callable[..., forms.Form]
    refuse: Callable[[Need, Person], str | None]
    run: Callable[[Need, Any, Person], object]


def _follows(status: str) -> Callable[[Need, Person], str | None]:
    return lambda need, by: rules.refuse_following_need(by, need.jurisdiction) or rules.refuse_status(need, status)


def _refuse_confirming(need: Need, by: Person) -> str | None:
    return rules.refuse_confirming_need(by, need.jurisdiction) or rules.refuse_status(need, Status.CONFIRMED)


def _refuse_reopening(need: Need, by: Person) -> str | None:
    wanted = Status.STATED if need.status == Status.WITHDRAWN else Status.CONFIRMED
    closed = need.status in (Status.MET, Status.FUNDED, Status.MATCHED, Status.WITHDRAWN)
    turned = None if closed else _("It is open.")
    return rules.refuse_following_need(by, need.jurisdiction) or turned or rules.refuse_status(need, wanted)


def _refuse_changing(need: Need, by: Person) -> str | None:
    gone = rules.refuse_status(need, Status.WITHDRAWN) if need.status in (Status.MERGED, Status.SPLIT) else None
    return rules.refuse_following_need(by, need.jurisdiction) or gone


def _plain(need: Need, *args: Any, **kwargs: Any) -> forms.Form:
    return ReasonForm(*args, **kwargs)


def _nothing(need: Need, *args: Any, **kwargs: Any) -> forms.Form:
    return forms.Form(*args, **kwargs)


ACTS = (
    Act("confirm", gettext_lazy("Confirm"), gettext_lazy("The Commission says that the need is its own."), _nothing,
        _refuse_confirming, lambda need, typed, by: needs.confirm_need(need, by=by)),
    Act("match", gettext_lazy("Match"), gettext_lazy("A project or a proposal takes it up."), MatchForm,
        _follows(Status.MATCHED), lambda need, typed, by: needs.match_need(need, by=by, **typed.cleaned_data)),
    Act("fund", gettext_lazy("Mark as funded"), gettext_lazy("There is money for it."), _nothing,
        _follows(Status.FUNDED), lambda need, typed, by: needs.mark_funded(need, by=by)),
    Act("meet", gettext_lazy("Mark as met"), gettext_lazy("What was needed is there."), _plain,
        _follows(Status.MET), lambda need, typed, by: needs.mark_met(need, by=by, **typed.cleaned_data)),
    Act("change", gettext_lazy("Change"), gettext_lazy("What is known of it changes."), ChangeForm, _refuse_changing,
        lambda need, typed, by: need_changes.change_need(need, by=by, **typed.cleaned_data)),
    Act("split", gettext_lazy("Split"), gettext_lazy("It goes on as several needs, each with its own number."),
        SplitForm, _follows(Status.SPLIT),
        lambda need, typed, by: need_changes.split_need(
            need, parts=typed.parts(need), reason=typed.cleaned_data["reason"], by=by)),
    Act("merge", gettext_lazy("Merge"), gettext_lazy("It goes on inside another need; its number stays readable."),
        MergeForm, _follows(Status.MERGED),
        lambda need, typed, by: need_changes.merge_needs([need], by=by, **typed.cleaned_data)),
    Act("withdraw", gettext_lazy("Withdraw"), gettext_lazy("Nobody asks for it any more."), _plain,
        _follows(Status.WITHDRAWN), lambda need, typed, by: needs.withdraw_need(need, by=by, **typed.cleaned_data)),
    Act("reopen", gettext_lazy("Open again"), gettext_lazy("It is asked for again."), _plain, _refuse_reopening,
        lambda need, typed, by: needs.reopen_need(need, by=by, **typed.cleaned_data)),
    Act("release", gettext_lazy("Show to the public"), gettext_lazy("Everyone can read it from now on."), _nothing,
        lambda need, by: refuse_secretariat_work(by) or (_("It is public.") if need.is_public else None),
        lambda need, typed, by: need_changes.release_need(need, by=by)),
)  # fmt: skip


def possible_acts(need: Need, person: Person) -> list[Act]:
    """What this person may do to the need now."""
    return [act for act in ACTS if act.refuse(need, person) is None]


@working
def need_act(request: PersonalRequest, number: str, act: str) -> HttpResponse:
    """The page that says what an act means, takes what it asks, and does it."""
    found = Need.objects.select_related("into").filter(number=number).first()
    chosen = next((one for one in ACTS if one.key == act), None)
    if found is None or chosen is None:
        raise Http404(_("There is nothing like that to do."))
    form = chosen.form(found, request.POST if request.method == "POST" else None)
    refused = chosen.refuse(found, request.person)
    if request.method == "POST" and form.is_valid():
        try:
            chosen.run(found, form, request.person)
            messages.success(request, _("Done: %(act)s.") % {"act": chosen.label})
            return redirect("need", number)
        except Refused as refusal:
            add_problems(form, refusal)
    context = {"need": found, "act": chosen, "form": form, "refused": refused}
    return render(request, "money/need_act.html", context, status=422 if form.errors else 200)
