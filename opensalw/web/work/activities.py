"""How an activity of the action plan stands: the form inside a part and in the plan itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from opensalw.roadmap.models import Activity, ActivityReport


class ActivityForm(forms.Form):
    """The status of an activity, why it is late, how much is done."""

    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=Activity.Status.choices)
    delay = forms.ChoiceField(
        label=gettext_lazy("Reason, if it is postponed"),
        choices=[("", gettext_lazy("not postponed")), *Activity.Delay.choices], required=False,
    )  # fmt: skip
    share_done = forms.IntegerField(
        label=gettext_lazy("Share done"), required=False, min_value=0, max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("What was done"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


@dataclass
class ReportEntry:
    """An activity with what the part says about it."""

    activity: Activity
    report: ActivityReport | None
    form: ActivityForm

    @property
    def status(self) -> str:
        """How it stands as far as this part says."""
        return self.report.status if self.report else self.activity.status

    @property
    def is_overdue(self) -> bool:
        """Whether its deadline has passed and it is not finished."""
        return is_overdue(self.activity, self.status)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong: the field's id and the reason."""
        if not self.form.is_bound:
            return []
        return [
            (self.form[name].auto_id if name in self.form.fields else "", f"{self.activity.code}: {reason}")
            for name, reasons in self.form.errors.items()
            for reason in reasons
        ]


def is_overdue(activity: Activity, status: str, today: date | None = None) -> bool:
    """Whether an activity that is not finished is past its deadline."""
    finished = status in (Activity.Status.DONE, Activity.Status.DROPPED)
    return activity.deadline is not None and not finished and activity.deadline < (today or timezone.localdate())


def report_entries(
    held: Iterable[tuple[Activity, ActivityReport | None]], sent: ReportEntry | None
) -> list[ReportEntry]:
    """The activities of a goal as forms; the one that was refused as it was typed."""
    entries = []
    for activity, report in held:
        if sent is not None and sent.activity.pk == activity.pk:
            entries.append(sent)
            continue
        known = report or activity
        initial = {"status": known.status, "delay": known.delay, "share_done": known.share_done}
        initial["text"] = report.text if report else ""
        entries.append(ReportEntry(activity, report, ActivityForm(prefix=f"a-{activity.code}", initial=initial)))
    return entries
