"""What a point of the narrative may say beside its words: a status, an objective, links that support it. Pure."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from .models import TextItem

STATUSES = {
    TextItem.Kind.PROGRESS: (TextItem.Status.DONE, TextItem.Status.ONGOING),
    TextItem.Kind.CHALLENGE: (TextItem.Status.STANDING, TextItem.Status.OVERCOME),
    TextItem.Kind.PLAN: (TextItem.Status.PLANNED, TextItem.Status.ONGOING),
    TextItem.Kind.NEED: (TextItem.Status.STATED, TextItem.Status.BEING_MET, TextItem.Status.MET),
}
_NOT_IN_AN_ADDRESS = re.compile(r"[\s<>\"\x00-\x1f\x7f]")
ADDRESS_LIMIT = 500


def refuse_text_facts(kind: str, status: str, objective: str, objectives: Iterable[str]) -> str | None:
    """A text item is of a kind, has a status of that kind or none, and serves a known objective or none."""
    if kind not in STATUSES:
        return _("A text item is progress, a challenge, a plan or a need.")
    known = STATUSES[TextItem.Kind(kind)]
    if status and status not in known:
        return _("Here the status is one of: %(known)s.") % {"known": ", ".join(str(one.label) for one in known)}
    if objective and objective not in set(objectives):
        return _("%(code)s is not an objective of the action plan or of the framework.") % {"code": objective}
    return None


def refuse_link(url: str) -> str | None:
    """A link leads to a page of the web, by http or https, and carries no password."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return _("%(url)s is not an address of the web.") % {"url": url[:100]}
    if parts.scheme.lower() not in ("http", "https") or not host or _NOT_IN_AN_ADDRESS.search(url):
        return _("Give an address that begins with http:// or https://, without spaces.")
    if parts.username is not None or parts.password is not None:
        return _("Take the user name and the password out of the address.")
    if len(url) > ADDRESS_LIMIT:
        return _("The address is longer than %(limit)d characters.") % {"limit": ADDRESS_LIMIT}
    return None
