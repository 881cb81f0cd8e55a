"""Views of the list of weapons: kept and forgotten by the person whose they are."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ..models import SavedView
from ..rules import refuse_registry

MOST = 20


@transaction.atomic
def keep_view(*, name: str, query: str, jurisdiction: str, by: Person) -> SavedView:
    """Keep a filter under a name; the same name replaces what stood there."""
    require(refuse_registry(by, jurisdiction))
    words = " ".join(name.split())[:60]
    require(None if words else _("Give the view a name."), "name")
    require(None if query else _("Narrow the list first; then the view is worth a name."), "name")
    own = SavedView.objects.filter(jurisdiction=jurisdiction, person=by.id)
    if own.exclude(name=words).count() >= MOST:
        raise Refused(_("At most %(most)d views are kept. Forget one first.") % {"most": MOST}, "name")
    made, _fresh = own.update_or_create(
        name=words, defaults={"query": query, "jurisdiction": jurisdiction, "person": by.id}
    )
    return made


@transaction.atomic
def forget_view(id: UUID, *, jurisdiction: str, by: Person) -> None:
    """Forget one of the own views."""
    require(refuse_registry(by, jurisdiction))
    gone, _by_model = SavedView.objects.filter(jurisdiction=jurisdiction, person=by.id, pk=id).delete()
    require(None if gone else _("This view is gone already."))
