"""Taking an act's provisions in from Akoma Ntoso: a version is entered, or the file is only looked at."""

from django.db import transaction

from opensalw.core.permissions import Person
from opensalw.legislation.commands.acts import enter_version
from opensalw.legislation.models import Act

from ..akoma_ntoso import ReadAct, read_akoma_ntoso


@transaction.atomic
def take_act_in(content: bytes, *, act: Act, label: str, by: Person, look_only: bool = False) -> ReadAct:
    """Read a file and enter its provisions as a new version of an act, unless it is only looked at."""
    read = read_akoma_ntoso(content)
    if not look_only:
        enter_version(act, label=label, parts=read.parts, valid_from=read.valid_from, celex=read.celex, by=by)
    return read
