"""What became of tracing a weapon: one code for each outcome of the UNODC questionnaire, declared once.

The codes are those of the dimension ``trace_outcome`` of the frameworks; ``unodc`` is the questionnaire's
wording. The table of the manual is printed from here.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Marks(StrEnum):
    """Whether the weapon can be told from every other by its marks."""

    UNIQUE = "unique"
    NOT_UNIQUE = "not_unique"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TraceOutcome:
    """One outcome; ``established`` when the point of diversion is known."""

    code: str
    title: Promise
    unodc: str
    marks: Marks
    established: bool = False
    is_final: bool = True


OUTCOMES = (
    TraceOutcome("legitimate_owner_own_registry", _("Legitimate owner in the own registry"), "Uniquely identifiable - from legitimate owner in national registry", Marks.UNIQUE, True),  # noqa: E501
    TraceOutcome("illegitimate_owner_own_registry", _("From an illegitimate owner in the own registry"), "Uniquely identifiable - from illegitimate owner in national registry", Marks.UNIQUE, True),  # noqa: E501
    TraceOutcome("illegitimate_owner_foreign_registry", _("From an illegitimate owner in a foreign registry"), "Uniquely identifiable - from illegitimate owner in foreign registry", Marks.UNIQUE, True),  # noqa: E501
    TraceOutcome("diversion_otherwise_identified", _("Point of diversion found in another way"), "Uniquely identifiable - point of diversion otherwise identified", Marks.UNIQUE, True),  # noqa: E501
    TraceOutcome("attempted_none_identified", _("Traced, no point of diversion found"), "Uniquely identifiable - tracing attempted, no point of diversion identified", Marks.UNIQUE),  # noqa: E501
    TraceOutcome("pending", _("Trace pending"), "Uniquely identifiable - tracing procedure pending", Marks.UNIQUE, False, False),  # noqa: E501
    TraceOutcome("not_initiated", _("No trace begun"), "Uniquely identifiable - no tracing procedure initiated", Marks.UNIQUE, False, False),  # noqa: E501
    TraceOutcome("not_identifiable_erased", _("Not identifiable, marks erased or altered"), "Not uniquely identifiable - Erased or altered marking", Marks.NOT_UNIQUE),  # noqa: E501
    TraceOutcome("not_identifiable_illicitly_made", _("Not identifiable, illicitly made"), "Not uniquely identifiable - Illicitly manufactured", Marks.NOT_UNIQUE),  # noqa: E501
    TraceOutcome("not_identifiable_no_information", _("Not identifiable, no further information"), "Not uniquely identifiable - No further information available", Marks.NOT_UNIQUE),  # noqa: E501
    TraceOutcome("marking_unknown", _("State of the marks unknown"), "Unknown status regarding marking", Marks.UNKNOWN),
)  # fmt: skip
BY_CODE = {one.code: one for one in OUTCOMES}
BY_UNODC = {one.unodc: one.code for one in OUTCOMES}
ESTABLISHED = frozenset(one.code for one in OUTCOMES if one.established)
ILLICITLY_MADE = frozenset({"assembled", "otherwise_illicit"})


def derived(marking: str, condition: str, is_being_traced: bool) -> str:
    """The outcome of a weapon for which nobody has set one, from what was seen and whether a request is open."""
    if marking == "unique" or is_being_traced:
        return "pending" if is_being_traced else "not_initiated"
    if marking == "altered":
        return "not_identifiable_erased"
    if marking == "unmarked":
        return "not_identifiable_illicitly_made" if condition in ILLICITLY_MADE else "not_identifiable_no_information"
    return "marking_unknown"


def table() -> str:
    """Code, title and the questionnaire's wording, one to one, as Markdown."""
    lines = ["| Code | In our words | UNODC questionnaire | Point of diversion known |", "|---|---|---|---|"]
    lines += [
        f"| `{one.code}` | {one.title} | {one.unodc} | {'yes' if one.established else 'no'} |" for one in OUTCOMES
    ]
    return "\n".join(lines)
