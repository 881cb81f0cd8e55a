"""Editing a draft of a framework: one goal, one measure, the whole text; comparing, publishing, discarding."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.frameworks import (
    BadFramework,
    discard_draft,
    publish_draft,
    refuse_silent_change,
    save_draft,
)
from opensalw.roadmap.framework.differences import differences
from opensalw.roadmap.framework.editing import with_goal, with_measure, with_new_goal
from opensalw.roadmap.models import FrameworkVersion
from opensalw.web.transactions import PersonalRequest

from .answering import Form, form_page, sent, tried
from .frameworks import for_draft

AREA = forms.Textarea(attrs={"rows": 4})


class LinesField(forms.CharField):
    """A list of texts, one on each line."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 5}), required=False, **kwargs)  # type: ignore[arg-type]

    def prepare_value(self, value: object) -> object:
        """A list as lines."""
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: object) -> list[str]:  # type: ignore[override]
        """The lines that say something."""
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


class DraftForm(Form):
    """A change of a draft; ``base`` says which content it began from."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, draft: FrameworkVersion, *args: object, **kwargs: object) -> None:
        initial = {**kwargs.pop("initial", {}), "base": draft.digest}  # type: ignore[dict-item]
        super().__init__(*args, initial=initial, **kwargs)
        self.draft = draft

    def clean_base(self) -> str:
        """Somebody else's change in the meantime is not overwritten."""
        if self.cleaned_data["base"] not in ("", self.draft.digest):
            reason = _("The draft was changed meanwhile. Open it again in another window and enter your change there.")
            self.add_error(None, reason)
        return self.cleaned_data["base"]


class GoalForm(DraftForm):
    """A goal in our own words."""

    title = forms.CharField(label=gettext_lazy("Title, in our own words"), max_length=200)
    topics = LinesField(label=gettext_lazy("Topics"), help_text=gettext_lazy("One on each line."))


class MeasureForm(DraftForm):
    """What a measure says; its lines are changed in the text."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    definition = forms.CharField(label=gettext_lazy("Definition"), widget=AREA)
    why = forms.CharField(label=gettext_lazy("Why it is followed"), widget=AREA)
    counting_unit = forms.CharField(label=gettext_lazy("Counting unit"), widget=forms.Textarea(attrs={"rows": 2}))
    caveats = LinesField(label=gettext_lazy("Caveats"), help_text=gettext_lazy("One on each line."))
    wanted = forms.ChoiceField(
        label=gettext_lazy("Wanted direction"),
        choices=[("up", gettext_lazy("up")), ("down", gettext_lazy("down")), ("context", gettext_lazy("context only"))],
    )
    version = forms.IntegerField(
        label=gettext_lazy("Version of the definition"),
        min_value=1,
        help_text=gettext_lazy("Raise it when definition, counting unit or lines change, so that values do not mix."),
    )
    names = ("title", "definition", "why", "counting_unit", "caveats", "wanted", "version")


class TextForm(DraftForm):
    """The whole declaration."""

    text = forms.CharField(
        label=gettext_lazy("The declaration (YAML)"), strip=False,
        widget=forms.Textarea(attrs={"rows": 40, "spellcheck": "false", "wrap": "off"}),
    )  # fmt: skip


class PublishForm(DraftForm):
    """What readers are told about the new version."""

    note = forms.CharField(
        label=gettext_lazy("What changed, for the readers"), widget=AREA,
        help_text=gettext_lazy("It stands with the version for good."),
    )  # fmt: skip


def _kept(form: DraftForm, text: Callable[[], str], request: PersonalRequest) -> FrameworkVersion | None:
    """Keep a changed text; every problem of it becomes an error of the form."""

    def keep() -> FrameworkVersion:
        try:
            return save_draft(form.draft, text(), by=request.person)
        except BadFramework as bad:
            raise Refused("\n".join(str(problem) for problem in bad.problems)) from bad

    return tried(form, keep)


@for_draft
@require_http_methods(["GET", "POST"])
def draft_goal(request: PersonalRequest, draft: FrameworkVersion, goal: int) -> HttpResponse:
    """Change the title and topics of a goal."""
    try:
        known = draft.spec.goal(goal)
    except KeyError as missing:
        raise Http404 from missing
    form = GoalForm(draft, sent(request), initial={"title": known.title, "topics": known.topics})
    if form.is_valid():
        changes = {name: form.cleaned_data[name] for name in ("title", "topics")}
        if _kept(form, lambda: with_goal(draft.text, goal, changes), request):
            messages.success(request, _("The draft is saved."))
            return redirect("framework_version", key=draft.key, number=draft.number)
    return form_page(request, "draft_goal.html", form, {"version": draft, "goal": known})


@for_draft
@require_http_methods(["GET", "POST"])
def draft_goal_add(request: PersonalRequest, draft: FrameworkVersion) -> HttpResponse:
    """Add a goal after the last one."""
    form = GoalForm(draft, sent(request))
    if form.is_valid():
        new = {name: form.cleaned_data[name] for name in ("title", "topics")}
        if _kept(form, lambda: with_new_goal(draft.text, new), request):
            messages.success(request, _("The draft is saved."))
            return redirect("framework_version", key=draft.key, number=draft.number)
    return form_page(request, "draft_goal.html", form, {"version": draft, "goal": None})


@for_draft
@require_http_methods(["GET", "POST"])
def draft_measure(request: PersonalRequest, draft: FrameworkVersion, measure: str) -> HttpResponse:
    """Change what a measure says."""
    try:
        known = draft.spec.measure(measure)
    except KeyError as missing:
        raise Http404 from missing
    before = {name: getattr(known, name) for name in MeasureForm.names}
    form = MeasureForm(draft, sent(request), initial=before)
    if form.is_valid():
        given = form.cleaned_data
        changes = {name: given[name] for name in MeasureForm.names if given[name] != _plain(before[name])}
        if _kept(form, lambda: with_measure(draft.text, measure, changes), request):
            messages.success(request, _("The draft is saved."))
            return redirect("framework_version", key=draft.key, number=draft.number)
    return form_page(request, "draft_measure.html", form, {"version": draft, "measure": known})


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@for_draft
@require_http_methods(["GET", "POST"])
def draft_text(request: PersonalRequest, draft: FrameworkVersion) -> HttpResponse:
    """Change the whole text; a wrong one is shown again with every problem and its line."""
    form = TextForm(draft, sent(request), initial={"text": draft.text})
    problems: list[dict[str, object]] = []
    if form.is_valid():
        text = form.cleaned_data["text"].replace("\r\n", "\n")
        try:
            if tried(form, lambda: save_draft(draft, text, by=request.person)):
                messages.success(request, _("The draft is saved."))
                return redirect("framework_version", key=draft.key, number=draft.number)
        except BadFramework as bad:
            lines = text.split("\n")
            problems = [{"said": one, "excerpt": _excerpt(lines, one.line)} for one in bad.problems]
            form.add_error("text", _("Nothing was saved. The problems stand above, each with its line."))
    return form_page(request, "draft_text.html", form, {"version": draft, "problems": problems})


def _excerpt(lines: list[str], number: int | None) -> str:
    return lines[number - 1].strip()[:120] if number and number <= len(lines) else ""


@for_draft
@require_http_methods(["GET", "POST"])
def draft_difference(request: PersonalRequest, draft: FrameworkVersion) -> HttpResponse:
    """What the draft changes, why it cannot be published yet, and publishing it."""
    before = FrameworkVersion.objects.filter(key=draft.key, status=FrameworkVersion.Status.PUBLISHED).first()
    changes = differences(before.spec, draft.spec) if before else []
    refusal = refuse_silent_change(before.spec, draft.spec) if before else None
    form = PublishForm(draft, sent(request))
    if form.is_valid() and _published(form, request):
        messages.success(request, _("Version %(number)d is in force.") % {"number": draft.number})
        return redirect("framework_version", key=draft.key, number=draft.number)
    facts = {"version": draft, "before": before, "changes": changes, "refusal": refusal}
    return form_page(request, "draft_difference.html", form, facts)


def _published(form: DraftForm, request: PersonalRequest) -> FrameworkVersion | None:
    return tried(form, lambda: publish_draft(form.draft, by=request.person, note=form.cleaned_data["note"]))


@for_draft
@require_http_methods(["GET", "POST"])
def draft_discard(request: PersonalRequest, draft: FrameworkVersion) -> HttpResponse:
    """Throw the draft away, after saying what is lost."""
    form = DraftForm(draft, sent(request))
    if form.is_valid():
        discard_draft(draft, by=request.person)
        messages.success(request, _("The draft is gone. The version in force is as it was."))
        return redirect("frameworks")
    return form_page(request, "draft_discard.html", form, {"version": draft})
