"""Provisions of an act taken in from Akoma Ntoso: looked at first, then entered as a new version."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from opensalw.core.refusal import Refused
from opensalw.legislation.commands.acts import Part, enter_version
from opensalw.legislation.models import Act
from opensalw.legislation.rules import refuse_act
from opensalw.returns.akoma_ntoso import ReadAct, read_akoma_ntoso
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working
from opensalw.web.work.rounds import add_problems

SALT = "provisions of an act"
AN_HOUR = 3600


class VersionForm(forms.Form):
    """How the version is called and from when it is valid."""

    label = forms.CharField(label=gettext_lazy("How the version is called"), max_length=160)
    valid_from = forms.DateField(
        label=gettext_lazy("Valid from"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Leave it empty where the day is not known."),
    )  # fmt: skip
    kept = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False, "label_suffix": "", **kwargs})


@working
def act_provisions(request: PersonalRequest, key: str) -> HttpResponse:
    """Look at a file of provisions; what was looked at is entered as it was shown."""
    act = get_object_or_404(Act, pk=key)
    allow(refuse_act(request.person, act))
    read, form, problem = None, None, ""
    try:
        if request.POST.get("do") == "load":
            form = VersionForm(request.POST)
            read = _shown_again(form, act)
            if form.is_valid():
                return _entered(request, act, read, form)
        elif request.method == "POST":
            read = _looked_at(request)
            form = VersionForm(initial={
                "label": _("%(act)s, from a file") % {"act": act}, "valid_from": read.valid_from,
                "kept": _kept(read, act),
            })  # fmt: skip
    except Refused as refused:
        if form is not None and read is not None and refused.field in form.fields:
            add_problems(form, refused)
        else:
            problem = refused.reason
    context = {
        "act": act, "read": read, "form": form, "problem": problem, "others": _others(read, act),
        "versions": list(act.versions.all()),
    }  # fmt: skip
    wrong = bool(problem or (form and form.errors))
    return render(request, "law/act_provisions.html", context, status=422 if wrong else 200)


def _looked_at(request: PersonalRequest) -> ReadAct:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(getattr(request, "refused_upload", "") or _("Choose the file first."), "file")
    return read_akoma_ntoso(file.read())


def _entered(request: PersonalRequest, act: Act, read: ReadAct, form: VersionForm) -> HttpResponse:
    made = enter_version(
        act, label=form.cleaned_data["label"], parts=read.parts, valid_from=form.cleaned_data["valid_from"],
        celex=read.celex, by=request.person,
    )  # fmt: skip
    count = len(read.parts)
    words = ngettext("%(label)s is entered with %(n)d provision.", "%(label)s is entered with %(n)d provisions.", count)
    messages.success(request, words % {"label": made.label, "n": count})
    return redirect("legal_act", act.key)


def _kept(read: ReadAct, act: Act) -> str:
    """What was read, signed, so that what is entered is what was shown; numbers and headings only."""
    facts = {
        "act": act.key, "parts": [[one.number, one.title, one.within] for one in read.parts], "title": read.title,
        "celex": read.celex, "eli": read.eli, "valid_from": str(read.valid_from or ""), "not_read": read.not_read,
    }  # fmt: skip
    return signing.dumps(facts, salt=SALT, compress=True)


def _shown_again(form: VersionForm, act: Act) -> ReadAct:
    try:
        facts = signing.loads(form.data.get("kept", ""), salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        facts = {}
    if facts.get("act") != act.key:
        raise Refused(_("What was looked at is not here any more. Choose the file again."))
    day = date.fromisoformat(facts["valid_from"]) if facts["valid_from"] else None
    return ReadAct(
        tuple(Part(*one) for one in facts["parts"]), facts["title"], facts["celex"], facts["eli"], day,
        tuple((what, count) for what, count in facts["not_read"]),
    )  # fmt: skip


def _others(read: ReadAct | None, act: Act) -> list[tuple[str, str, str]]:
    """What the file says of the act otherwise than is known here: which, in the file, here."""
    if read is None:
        return []
    pairs = (("CELEX", read.celex, act.celex), ("ELI", read.eli, act.eli))
    return [(name, there, here) for name, there, here in pairs if there and there != here]
