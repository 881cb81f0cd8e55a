"""Every component of the look on one page, with contents of the field. The numbers are made up."""

import datetime
from types import SimpleNamespace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opensalw.core.jurisdictions import jurisdiction
from opensalw.documents.blocks import Chart
from opensalw.documents.charts import Bar, Point, Series, bars_by_jurisdiction, small_multiples, svg
from opensalw.web.figures import Figure
from opensalw.web.states import STATES

SEATS = ("J-BEG", "J-POD", "J-PRN", "J-SAR", "J-SKP", "J-TIR")
HALVES = ("2017-H2", "2018-H1", "2018-H2", "2019-H1", "2019-H2")
DESTROYED: dict[str, tuple[int | None, ...]] = {
    "J-BEG": (9_120, 11_480, 10_350, 12_004, 14_870),
    "J-POD": (410, 655, None, 720, 990),
    "J-PRN": (1_204, 640, 712, 598, 604),
    "J-SAR": (2_310, 1_985, 3_040, 2_760, 3_315),
    "J-SKP": (880, None, 745, 1_020, 585),
    "J-TIR": (1_730, 2_250, 1_905, None, None),
}


class ExampleForm(forms.Form):
    """One field of each kind."""

    firearms = forms.IntegerField(
        label="Firearms destroyed",
        help_text="Beyond repair, in the period, with a certificate. A firearm counts once.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    missing = forms.ChoiceField(
        label="Why there is no figure",
        required=False,
        choices=[("", "There is a figure"), ("O", "Not reported"), ("L", "Not collected"), ("Q", "Withheld")],
    )
    method = forms.ChoiceField(
        label="Method",
        widget=forms.RadioSelect,
        choices=[("smelting", "Smelting"), ("shredding", "Shredding"), ("cutting", "Cutting")],
        help_text="The one used for most of the pieces.",
    )
    difference = forms.CharField(
        label="Why it differs from the computed figure",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    evidence = forms.FileField(label="Evidence", required=False, help_text="PDF, DOCX, XLSX, PNG or JPEG, up to 20 MB.")
    confirmed = forms.BooleanField(label="The certificate names each weapon by its marks")


def series(jid: str) -> list[tuple[str, int | None]]:
    """The half-years of a seat, each with its figure or None."""
    return list(zip(HALVES, DESTROYED[jid], strict=True))


def trend(columns: int = 3) -> Chart:
    """One panel for each seat; a half-year without a figure is a gap that says why."""
    lines = [Series(jurisdiction(jid).seat, [Point(*one) for one in series(jid)]) for jid in SEATS]
    return small_multiples(lines, "pieces", "Firearms destroyed", columns=columns)


def latest() -> Chart:
    """One bar for each seat in the last half-year."""
    bars = [Bar(jurisdiction(jid).seat, DESTROYED[jid][-1], highlighted=jid == "J-BEG") for jid in SEATS]
    return bars_by_jurisdiction(bars, "pieces", "Firearms destroyed in 2019-H2")


def shown(chart: Chart, narrow: Chart | None = None) -> SimpleNamespace:
    """A chart with all that belongs to it on a page."""
    return SimpleNamespace(
        title=chart.caption,
        finding=chart.alt,
        svg=svg(chart),
        svg_narrow=svg(narrow) if narrow else "",
        columns=("Jurisdiction", *HALVES),
        rows=[(jurisdiction(jid).seat, *(in_words(value) for value in DESTROYED[jid])) for jid in SEATS],
        downloads=(("CSV", "#charts"), ("SVG", "#charts"), ("PNG", "#charts")),
        source="example, made-up numbers",
    )


def in_words(value: int | None) -> str:
    """A made-up figure as it is shown, or why there is none."""
    return "not reported" if value is None else f"{value:,}"


def table_rows(door: str) -> list[SimpleNamespace]:
    """The rows of the example table: a seat and its figures, each a door."""
    rows = []
    for jid in SEATS:
        cells = []
        for half, value in series(jid):
            mark = "p" if half == "2019-H2" else "b" if (jid, half) == ("J-PRN", "2018-H1") else ""
            about = f"firearms destroyed, {half}"
            cells.append(Figure(in_words(value), door, value is None, tuple(mark) if value else (), about))
        rows.append(SimpleNamespace(jid=jid, cells=cells))
    return rows


def matrix_rows() -> list[SimpleNamespace]:
    """The matrix of a round: jurisdiction by goal."""
    keys = ("done", "in_work", "not_started", "query")
    rows = []
    for place, jid in enumerate(SEATS):
        goals = ["done" if place < 2 else keys[(place * goal) % 4] for goal in range(1, 8)]
        state = ("accepted", "accepted", "submitted", "returned", "draft", "draft")[place]
        due = "overdue" if place > 4 else "late" if place == 4 else "due"
        rows.append(SimpleNamespace(jid=jid, goals=goals, lines=64 - place * 9, state=state, due=due))
    return rows


def styleguide(request: HttpRequest) -> HttpResponse:
    """The page /styleguide/: what page authors may use, as it looks."""
    door = request.path + "#observation"
    sent = None if "blank" in request.GET else {"firearms": "about 15,430", "method": "smelting"}
    context = {
        "states": [(key, shown) for key, shown in STATES.items()],
        "halves": HALVES,
        "rows": table_rows(door),
        "total": Figure("no total", door, missing=True, about="a definition differs"),
        "matrix": matrix_rows(),
        "headlines": [
            ("Firearms destroyed", Figure("16,015", door, marks=("p",)), "2 of 6 reported"),
            ("Firearms surrendered", Figure("78", door), "1 of 6 reported"),
            ("Killed by firearms", Figure("not reported", door, missing=True), "0 of 6 reported"),
            ("Trace requests sent", Figure("at least 97", door), "1 of 6 reported"),
        ],
        "tiles": [(row.jid, row.cells[-1]) for row in table_rows(door)],
        "trend": shown(trend(), trend(columns=2)),
        "latest": shown(latest()),
        "form": ExampleForm(sent),
        "figure": Figure("15,430", door, marks=("p", "x"), about="Belgrade, 2019-H2"),
        "missing": Figure("not reported", door, missing=True, about="Tirana, 2019-H2"),
        "today": datetime.date(2020, 7, 3),
        "steps": [("Draft", "done"), ("Cleared", "done"), ("Submitted", "now"), ("Accepted", "to come")],
        "saved_at": datetime.datetime(2020, 7, 3, 14, 2, tzinfo=datetime.UTC),
        "point": "Pristina, then the footnote: in Kosovo 604 firearms were destroyed in one event.",
    }
    return render(request, "styleguide.html", context)
