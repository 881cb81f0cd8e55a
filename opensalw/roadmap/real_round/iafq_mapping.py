"""Where each row of the UNODC questionnaire's data stands in the framework, or why nowhere.

A declared table: (indicator, dimension, category, sex) -> a line with its dimensions, or a reason.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Target:
    """A line and the dimensions that a row fills."""

    line: str
    dims: dict[str, str] = field(default_factory=dict)
    words: str = ""
    misfiled: bool = False


AREAS = {"ALB": "J-TIR", "MNE": "J-POD", "MKD": "J-SKP", "SRB": "J-BEG"}

TYPES = {
    "pistol": "pistol",
    "revolver": "revolver",
    "rifle (Inlcuding Carbine)": "rifle",
    "shotgun (Including Short Carbine)": "shotgun",
    "submachine gun": "submachine_gun",
    "machine gun": "machine_gun",
    "other weapons": "other",
    "Unknown status on type": "unknown",
}
PLACES = {
    "national territory": "inland",
    "land borders": "land_border",
    "planes and airports": "airport",
    "vessels and harbours": "port",
    "other": "other",
    "unknown": "unknown",
}
CONDITIONS = {
    "Industrially manufactured arms": "industrial",
    "Assembled arms": "assembled",
    "Converted arms": "converted",
    "Modified arms": "modified",
    "Reactivated arms": "reactivated",
    "otherwise illicitly manufactured": "otherwise_illicit",
}
CONTEXTS = {
    "illicit posession": "illicit_possession",
    "illicit use": "illicit_use",
    "illicit trafficking": "illicit_trafficking",
    "illicit manufacture": "illicit_manufacture",
    "Altered markings": "altered_markings",
    "other": "other",
    "unknown": "unknown",
}
MARKINGS = {
    "uniquely marked": "unique",
    "altered marking": "altered",
    "no marking": "unmarked",
    "unknown Status On Marking": "unknown",
}
IDENTIFIED = {
    "Uniquely identifiable - total uniquely identifiable through marking": "yes",
    "Total not uniquely identifiable through marking": "no",
}
OUTCOMES = {
    "Uniquely identifiable - from legitimate owner in national registry": "legitimate_owner_own_registry",
    "Uniquely identifiable - from illegitimate owner in national registry": "illegitimate_owner_own_registry",
    "Uniquely identifiable - from illegitimate owner in foreign registry": ("illegitimate_owner_foreign_registry"),
    "Uniquely identifiable - point of diversion otherwise identified": "diversion_otherwise_identified",
    "Uniquely identifiable - tracing attempted, no point of diversion identified": ("attempted_none_identified"),
    "Uniquely identifiable - tracing procedure pending": "pending",
    "Uniquely identifiable - no tracing procedure initiated": "not_initiated",
    "Not uniquely identifiable - Erased or altered marking": "not_identifiable_erased",
    "Not uniquely identifiable - Illicitly manufactured": "not_identifiable_illicitly_made",
    "Not uniquely identifiable - No further information available": "not_identifiable_no_information",
    "Unknown status regarding marking": "marking_unknown",
}
SEXES = {"Total": {}, "Female": {"sex": "female"}, "Male": {"sex": "male"}, "Unknown": {"sex": "unknown"}}

ARMS = {"Arms seized": ("seized.weapon_unsplit", "arms seized")}
ARMS["Arms surrendered"] = ("surrendered.weapon_unsplit", "arms handed in")

NOT_OF_THE_SIX = "Not of the six."
TWICE = "The same key stands more than once in the file; which row is meant cannot be told."
REPEATS = "Repeats a total under another split."
REASONS = {
    "Arms found": "Found, not seized; the framework has no line for finds.",
    "Instances/cases of seizures": "Counts cases of seizure; the lines count what was seized.",
    "Individuals arrested/suspected": (
        "Split by combined offences, which the framework does not have; the total stands on its line."
    ),
    "Individuals prosecuted for illicit trafficking in weapons": (
        "Persons prosecuted; the framework counts cases indicted, and persons suspected and convicted."
    ),
    "Individuals targeted by criminal justice system due to illicit trafficking in weapons": (
        "Stages of criminal justice together; the framework never adds them."
    ),
}
OFFENCES = "One arm may stand under several suspected offences; the framework has no such split."
UNKNOWN = "The category is not in the mapping table."


def target(indicator: str, dimension: str, category: str, sex: str) -> Target | str:
    """The line of a row of the file, or the reason why it has none."""
    if indicator in REASONS:
        return REASONS[indicator]
    if indicator in ARMS:
        return _arms(indicator, dimension, category)
    return _others(sex).get((indicator, dimension, category), UNKNOWN)


def _arms(indicator: str, dimension: str, category: str) -> Target | str:
    line, words = ARMS[indicator]
    if dimension == "by other suspected offences":
        return OFFENCES
    if category in ("Total", "Surrendered"):
        whole = (indicator, dimension) in {("Arms seized", "Total"), ("Arms surrendered", "by type")}
        return Target(line, {}, words) if whole else REPEATS
    seized_only = {"place", "condition", "context"}
    for name, of, members in _SPLITS:
        if of == dimension and category in members and (indicator == "Arms seized" or name not in seized_only):
            misfiled = name in ("identified", "trace_outcome")
            return Target(line, {name: members[category]}, words, misfiled)
    return UNKNOWN


_SPLITS = (
    ("type", "by type", TYPES),
    ("place", "by location", PLACES),
    ("condition", "by condition", CONDITIONS),
    ("context", "by legal justification of seizure", CONTEXTS),
    ("marking", "by marking", MARKINGS),
    ("identified", "by location", IDENTIFIED),
    ("trace_outcome", "by location", OUTCOMES),
)


def _others(sex: str) -> dict[tuple[str, str, str], Target]:
    trafficking = {"offence": "trafficking", **SEXES.get(sex, {})}
    whole = ("Total", "Total")
    return {
        ("Ammunition seized", *whole): Target("seized.ammunition", {}, "pieces of ammunition seized"),
        ("Parts and components seized", *whole): Target("seized.component", {}, "parts and components seized"),
        ("Individuals arrested/suspected for illicit trafficking in weapons", *whole): Target(
            "cases_processed.suspected", trafficking, "persons arrested or suspected for trafficking"
        ),
        ("Individuals convicted for illicit trafficking in weapons", *whole): Target(
            "cases_processed.convicted", trafficking, "persons convicted for trafficking"
        ),
    }
