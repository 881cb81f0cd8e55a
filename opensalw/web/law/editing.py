"""The law desk: tables of a jurisdiction, rows graded one by one by keyboard, files taken in, statuses of acts."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from opensalw.core.refusal import Refused
from opensalw.legislation import rules
from opensalw.legislation.commands import concordance as commands
from opensalw.legislation.commands.acts import set_status
from opensalw.legislation.models import Act, ActStatus, ActVersion, Row
from opensalw.legislation.queries.acts import acts
from opensalw.legislation.queries.concordance import chain_of, rows_of, tables
from opensalw.returns.commands.concordances import take_table_in
from opensalw.returns.concordance import ReadTable
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working
from opensalw.web.work.rounds import add_problems

from .tables import version_of

WAITING = (Row.State.OPEN, Row.State.REOPENED, Row.State.CARRIED, Row.State.GRADED)


class RowForm(forms.Form):
    """How far a provision is carried out."""

    grade = forms.ChoiceField(
        label=gettext_lazy("Grade"), choices=[("", gettext_lazy("choose")), *Row.Grade.choices[1:]], required=False
    )  # fmt: skip
    own = forms.CharField(
        label=gettext_lazy("Own provisions"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line: the key of your act, a colon, the provision. For example: law-key: Art. 4"),
    )  # fmt: skip
    evidence = forms.CharField(
        label=gettext_lazy("Evidence or reason"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    deadline = forms.DateField(
        label=gettext_lazy("Deadline"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False, **kwargs})


class StatusForm(forms.Form):
    """How far an act is."""

    step = forms.ChoiceField(label=gettext_lazy("How far it is"), choices=ActStatus.Step.choices)
    on = forms.DateField(
        label=gettext_lazy("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Leave it empty where the day is not known."),
    )  # fmt: skip
    said = forms.CharField(label=gettext_lazy("In words"), required=False, max_length=300)
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=300)


@working
def law_desk(request: PersonalRequest) -> HttpResponse:
    """The tables and the acts of the jurisdictions that this person works for; a table is opened here."""
    person = request.person
    own = [jid for jid in person.jurisdictions if rules.refuse_table(person, jid) is None and jid != "J-REG"]
    if request.method == "POST":
        version = get_object_or_404(ActVersion, pk=request.POST.get("version") or 0)
        jid = request.POST.get("jurisdiction", "")
        try:
            count = commands.open_table(version, jurisdiction=jid, by=person)
            words = ngettext("%(n)d row was opened.", "%(n)d rows were opened.", count)
            messages.success(request, words % {"n": count})
            return redirect("concordance_editor", version.pk, jid)
        except Refused as refused:
            messages.error(request, refused.reason)
    versions = ActVersion.objects.exclude(act__line="").filter(provisions__isnull=False).distinct()
    context = {
        "own": own, "tables": [one for one in tables() if one[1] in own],
        "acts": [(act, list(act.statuses.all())[-1:]) for act in acts(framework=Act.Framework.OWN)
                 if act.jurisdiction in own],
        "others": Act.objects.exclude(framework=Act.Framework.OWN) if person.is_secretariat else [],
        "versions": list(versions.select_related("act")), "waiting": WAITING,
    }  # fmt: skip
    return render(request, "law/desk.html", context)


@working
def table_editor(request: PersonalRequest, version: int, jid: str) -> HttpResponse:
    """A table with what waits in it; a file of it is looked at or taken in here."""
    found = version_of(version, jid)
    allow(rules.refuse_table(request.person, jid))
    read, problem = None, ""
    if request.method == "POST":
        try:
            read = _file(request, found, jid)
        except Refused as refused:
            problem = refused.reason
    state = request.GET.get("state", "")
    rows = [row for row in rows_of(found, jid) if not state or row.state == state]
    context = {
        "version": found, "jid": jid, "rows": rows, "state": state, "states": Row.State.choices[:5], "read": read,
        "problem": problem, "looked": request.POST.get("do") == "look",
    }  # fmt: skip
    return render(request, "law/editor.html", context, status=422 if problem else 200)


def _file(request: PersonalRequest, version: ActVersion, jid: str) -> ReadTable:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(getattr(request, "refused_upload", "") or _("Choose the file first."))
    look = request.POST.get("do") == "look"
    read = take_table_in(
        file.read(), name=file.name or "", version=version, jurisdiction=jid, by=request.person, look_only=look
    )  # fmt: skip
    if not look:
        count = len(read.changed)
        words = ngettext("%(n)d row was graded from the file.", "%(n)d rows were graded from the file.", count)
        messages.success(request, words % {"n": count})
    return read


@working
def row_editor(request: PersonalRequest, id: UUID) -> HttpResponse:
    """One provision beside what is said of it: grade it, confirm it, open it again; then the next that waits."""
    row = get_object_or_404(Row.objects.select_related("provision__version__act").prefetch_related("own__act"), pk=id)
    allow(rules.refuse_table(request.person, row.jurisdiction))
    initial = {
        "grade": row.grade or row.was_grade, "evidence": row.evidence, "deadline": row.deadline,
        "own": "\n".join(f"{one.act_id}: {one.number}" for one in row.own.all()), "revision": row.revision,
    }  # fmt: skip
    form = RowForm(request.POST if request.POST.get("do") == "grade" else None, initial=initial)
    problem = ""
    if request.method == "POST":
        try:
            return _done(request, row, form)
        except Refused as refused:
            if form.is_bound and refused.field in form.fields:
                add_problems(form, refused)
            else:
                problem = refused.reason
    context = {
        "row": row, "form": form, "problem": problem, "chain": chain_of(row), "next": _next(row),
        "acts": Act.objects.filter(jurisdiction=row.jurisdiction).order_by("key"),
        "refused": rules.refuse_grading(request.person, row), "no_review": rules.refuse_reviewing(request.person, row),
        "may_reopen": rules.refuse_reopening(request.person, row, "asked") is None,
    }  # fmt: skip
    return render(request, "law/row.html", context, status=422 if problem or form.errors else 200)


def _done(request: PersonalRequest, row: Row, form: RowForm) -> HttpResponse:
    do, by = request.POST.get("do"), request.person
    if do == "grade":
        if not form.is_valid():
            raise Refused(_("Mend what is marked."), "")
        facts = form.cleaned_data
        commands.grade_row(row, grade=facts["grade"], own=_own(row, facts["own"]), evidence=facts["evidence"],
                           deadline=facts["deadline"], revision=facts["revision"], by=by)  # fmt: skip
        messages.success(request, _("%(number)s is graded. Somebody else confirms it.") % {"number": row.provision})
    elif do == "review":
        commands.review_row(row, by=by)
        messages.success(request, _("%(number)s is confirmed.") % {"number": row.provision})
    else:
        commands.reopen_row(row, by=by, reason=request.POST.get("reason", ""))
        messages.success(request, _("%(number)s is open again.") % {"number": row.provision})
        return redirect("concordance_row", row.pk)
    following = _next(row)
    if following and request.POST.get("then") == "next":
        return redirect("concordance_row", following.pk)
    return redirect("concordance_editor", row.provision.version_id, row.jurisdiction)


def _own(row: Row, text: str) -> list[tuple[Act, str]]:
    acts_here = {act.key: act for act in Act.objects.filter(jurisdiction=row.jurisdiction)}
    found = []
    for line in filter(None, (one.strip() for one in text.replace(";", "\n").splitlines())):
        key, colon, number = line.partition(":")
        if not colon or key.strip() not in acts_here or not number.strip():
            words = _("“%(line)s” does not name one of your acts. Known keys: %(keys)s.")
            raise Refused(words % {"line": line, "keys": ", ".join(sorted(acts_here)) or "–"}, "own")
        found.append((acts_here[key.strip()], number.strip()))
    return found


def _next(row: Row) -> Row | None:
    """The next row of the same table that waits for somebody, after this one or from the beginning."""
    held = rows_of(row.provision.version, row.jurisdiction)
    rows = [one for one in held if one.state in WAITING and one.pk != row.pk]
    later = [one for one in rows if one.provision.position > row.provision.position]
    return next(iter([*later, *rows]), None)


@working
def act_status(request: PersonalRequest, key: str) -> HttpResponse:
    """Say how far an own act is."""
    act = get_object_or_404(Act, pk=key)
    allow(rules.refuse_act(request.person, act))
    form = StatusForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_status(act, as_of=timezone.localdate(), by=request.person, **form.cleaned_data)
            messages.success(request, _("Kept."))
            return redirect("law_desk")
        except Refused as refused:
            add_problems(form, refused)
    context = {"act": act, "form": form, "statuses": list(act.statuses.all())}
    return render(request, "law/status.html", context, status=422 if form.errors else 200)
