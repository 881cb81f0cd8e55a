"""What the half-yearly contribution form asks; what it says of money comes from the project's own rows.

Pure: nothing here touches the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TEXT_LIMIT = 4000


@dataclass(frozen=True)
class Asked:
    """A field of the form. ``carried``: the last form's answer is offered again; news of a half-year are not."""

    name: str
    label: str | Promise
    kind: Literal["text", "line", "day", "choice"]
    carried: bool = True
    hint: str | Promise = ""


FIELDS = (
    Asked("stage", gettext_lazy("How the project stands"), "choice"),
    Asked("delay", gettext_lazy("Reason, if it is postponed"), "choice"),
    Asked("funding_said", gettext_lazy("Is it funded?"), "choice",
          hint=gettext_lazy("Only where the amounts that you entered do not say it.")),
    Asked("starts_on", gettext_lazy("Begins on"), "day"),
    Asked("ends_on", gettext_lazy("Ends on"), "day"),
    Asked("extension_asked_until", gettext_lazy("Extension asked until"), "day"),
    Asked("contact_function", gettext_lazy("Contact"), "line",
          hint=gettext_lazy("A function such as project manager, not a person's name.")),
    Asked("beneficiaries", gettext_lazy("Beneficiaries"), "line"),
    Asked("done", gettext_lazy("What was done in the period"), "text", carried=False),
    Asked("difficulties", gettext_lazy("What was difficult"), "text", carried=False),
    Asked("next", gettext_lazy("What comes next"), "text", carried=False),
    Asked("notes", gettext_lazy("Notes"), "text"),
)  # fmt: skip
OF_THE_PROJECT = (
    "stage", "delay", "funding_said", "starts_on", "ends_on", "extension_asked_until", "contact_function",
    "beneficiaries",
)  # fmt: skip
NAMES = tuple(field.name for field in FIELDS)
DAYS = tuple(field.name for field in FIELDS if field.kind == "day")


def as_kept(content: Mapping[str, Any]) -> dict[str, str]:
    """The answers as the draft keeps them: words only, days as ISO."""
    kept = {}
    for name in NAMES:
        value = content.get(name)
        kept[name] = value.isoformat() if isinstance(value, date) else str(value or "").strip()
    return kept


def as_facts(content: Mapping[str, str]) -> dict[str, Any]:
    """The answers that change the project itself, with days as days."""
    return {
        name: (date.fromisoformat(content[name]) if content.get(name) else None)
        if name in DAYS else content.get(name, "")
        for name in OF_THE_PROJECT
    }  # fmt: skip


def lacks(content: Mapping[str, str]) -> dict[str, str]:
    """What must be mended before the form is sent: field -> reason."""
    found = {}
    if not content.get("stage"):
        found["stage"] = _("Say how the project stands.")
    if content.get("stage") == "postponed" and not content.get("delay"):
        found["delay"] = _("Say why it is postponed.")
    if not content.get("done"):
        found["done"] = _("Say what was done in the period; write that nothing was done if so.")
    if "@" in content.get("contact_function", ""):
        found["contact_function"] = _("Give a function, not an address of a person.")
    found.update({
        field.name: _("Shorten it to %(limit)d signs.") % {"limit": TEXT_LIMIT}
        for field in FIELDS if len(content.get(field.name, "")) > TEXT_LIMIT
    })  # fmt: skip
    return found
