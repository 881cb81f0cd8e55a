"""What must hold of mappings."""

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person


def refuse_mapping(by: Person, jurisdiction: str, held: str) -> str | None:
    """The secretariat loads any mapping; an officer those of the own jurisdiction only."""
    if by.is_secretariat:
        return None
    if not jurisdiction or not by.holds("officer", jurisdiction):
        return _("Only an officer of its jurisdiction, or the secretariat, loads this mapping.")
    if held != jurisdiction:
        return _("Another jurisdiction has a mapping of this key. Choose another key.")
    return None
