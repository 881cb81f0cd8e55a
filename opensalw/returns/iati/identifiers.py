"""By which identifiers projects and organisations are known for ever, and what keeps a project out of a file."""

from django.utils.translation import gettext as _

from opensalw.coordination.models import Organisation, Project

from .codes import codes


def whole_of(organisation: Organisation) -> Organisation:
    """The organisation, or the whole that it is a part of where only that has an identifier."""
    while not organisation.iati_identifier and organisation.part_of is not None:
        organisation = organisation.part_of
    return organisation


def reference_of(organisation: Organisation) -> str:
    """The identifier of an organisation, or of the whole that it is a part of."""
    return whole_of(organisation).iati_identifier


def identifier_of(project: Project) -> str:
    """The identifier of an activity: its own, or one made of organisation and key that never changes."""
    own = reference_of(project.organisation)
    return project.iati_identifier or (f"{own}-{project.key}" if own else "")


def refuse_writing(project: Project) -> str | None:
    """Why a project cannot stand in an IATI file, or None."""
    if project.is_mechanism:
        return _("It is a mechanism; its projects are written.")
    if not reference_of(project.organisation):
        return _("Its organisation has no IATI identifier. Enter it with the organisation.")
    if project.starts_on is None:
        return _("Say when it begins: IATI asks for a date.")
    if project.stage not in codes().statuses:
        return _("Say how it stands: IATI asks for a status.")
    return None
