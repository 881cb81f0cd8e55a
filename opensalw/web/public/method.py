"""The methodology sheet of a measure, from its declaration."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.models import Institution
from opensalw.roadmap.calculating import formula_words
from opensalw.roadmap.framework.spec import FrameworkSpec, Measure

WANTED = {
    "up": gettext_lazy("a rise is wanted"),
    "down": gettext_lazy("a fall is wanted"),
    "context": gettext_lazy("neither a rise nor a fall is good by itself: read in context"),
}
ACROSS_JURISDICTIONS = {
    "sum": gettext_lazy("added up where at least two report the same object for a period that fits"),
    "list": gettext_lazy("side by side, never added up"),
    "ratio": gettext_lazy("the sum above the bar by the sum below it"),
    "latest": gettext_lazy("as last known, each with its date"),
    "count_per_grade": gettext_lazy("how many jurisdictions have each grade"),
}
ACROSS_PERIODS = {
    "sum": gettext_lazy("half-years of a year may be added up"),
    "latest": gettext_lazy("a stock: the latest stands"),
    "list": gettext_lazy("side by side"),
    "ratio": gettext_lazy("the sum above the bar by the sum below it"),
}


def number_words(measure: Measure) -> str:
    """The official number where it is confirmed, and that it is not elsewhere."""
    if measure.official_number and measure.official_number.printable:
        return _("Indicator %(number)d") % {"number": measure.official_number.number}
    if measure.official_number:
        return _("Indicator, number not confirmed")
    return _("Supplementary measure, no official number")


def wording(measure: Measure) -> str:
    """The official wording with its citation; empty where it is not confirmed, and none where there is none."""
    if measure.official_wording:
        return f"“{measure.official_wording.text}” {measure.official_wording.citation}"
    if measure.official_number is None:
        return _("none: the measure is our own addition")
    return _("not confirmed; left empty")


def supplied_by(measure: Measure) -> str:
    """Who supplies the figures, in words."""
    titles = dict(Institution.Type.choices)
    words = [str(titles.get(key, key)) for key in measure.supplied_by]
    return ", ".join(
        word if index == 0 or word.startswith("SALW") else word.lower() for index, word in enumerate(words)
    )


def facts(spec: FrameworkSpec, measure: Measure) -> list[tuple[str, str]]:
    """The sheet as pairs of title and words."""
    lines = spec.lines_of(measure)
    rules = dict.fromkeys(str(ACROSS_JURISDICTIONS[line.across_jurisdictions]) for line in lines)
    periods = dict.fromkeys(str(ACROSS_PERIODS[line.across_periods]) for line in lines)
    confidence = {"high": _("high"), "medium": _("medium"), "low": _("low")}[measure.confidence_subject]
    return [
        (_("Number"), number_words(measure)),
        (_("Official wording"), wording(measure)),
        (_("Definition, in our words"), measure.definition),
        (_("Why it is followed"), measure.why),
        (_("Counting unit"), measure.counting_unit),
        (_("Supplied by"), supplied_by(measure)),
        (_("Wanted direction"), str(WANTED[measure.wanted])),
        (_("Across jurisdictions"), "; ".join(rules)),
        (_("Across periods"), "; ".join(periods)),
        (_("Computed from"), measure.computed_from or _("not computed: reported or published")),
        *(
            (_("%(line)s is worked out as") % {"line": line.title}, formula_words(spec, line.formula))
            for line in lines
            if line.formula
        ),
        (_("Method"), measure.source_of_method),
        (_("Confidence in the subject"), confidence),
        (_("Version of the definition"), str(measure.version)),
    ]


def references(spec: FrameworkSpec, measure: Measure) -> list[tuple[str, list]]:
    """Baselines and targets of the measure's lines; empty lists where none is known."""
    key = f"{spec.source_measure(measure).key}."
    return [
        (_("Baseline"), [one for one in spec.baselines if one.line.startswith(key)]),
        (_("Target"), [one for one in spec.targets if one.line.startswith(key)]),
    ]
