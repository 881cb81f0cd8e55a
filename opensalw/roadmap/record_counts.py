"""Which lines of a framework our records answer. How a node counts is no part of a framework's definition.

So the binding stands here and not in the framework's file: a published version, its digest, the workbooks made from
it and the reports printed by it stay as they are, and the binding holds for every version that has the line.
"""

from collections.abc import Iterable

RECORDS = "records"


def _lines(measure: str, keys: str) -> Iterable[str]:
    return (f"{measure}.{key}" for key in keys.split())


OBJECTS = "firearm salw_unsplit weapon_unsplit component ammunition explosive device mixed_mass"
STOCKS = frozenset({"storages_secured.meets_standard"})
TALLIED = frozenset(
    {
        *_lines("seized", OBJECTS),
        *_lines("incidents", "incidents killed injured suspects"),
        *_lines("surrendered", "firearm weapon_unsplit component ammunition explosive device"),
        *_lines("deactivated", "firearm"),
        *_lines("destroyed", OBJECTS),
        *_lines("storages_secured", "assessed planned in_works upgraded_in_period meets_standard"),
        *_lines("border_work", "profiles second_line_checks prevented"),
        *_lines("operations", "plans_local plans_international joint_days"),
        *_lines("lost_traced", "lost stolen requests_sent sent_hit sent_no_hit sent_open"),
        *_lines("lost_traced", "requests_received received_answered"),
    }
)
BOUND: dict[str, frozenset[str]] = {"wb_2018": TALLIED}
OTHERS: dict[str, dict[str, str]] = {
    "wb_2018": {
        "law_aligned.acts_full": "legislation.acts_full",
        "law_aligned.acts_required": "legislation.acts_required",
    }
}


def count_of(framework: str, measure: str, line: str, declared: str | None = None) -> str | None:
    """The named count that answers a line: the one that its framework declares, or the one bound here."""
    here = f"{measure}.{line}"
    other = OTHERS.get(framework, {}).get(here)
    return declared or other or (f"{RECORDS}.{here}" if here in BOUND.get(framework, ()) else None)
