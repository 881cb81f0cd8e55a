"""A file is sent: its format and framework are found, it is read, and its figures are delivered."""

from django.utils.translation import gettext as _

from opensalw.core.collector import collector_resting
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.roadmap.models import Round

from ..delivery import Delivery
from ..formats import Frame, format_named, format_of
from ..long_form.reading import Default
from ..queries import framework_in_use, mapping_named
from .delivering import STRATEGIES, deliver


def send_file(
    content: bytes,
    *,
    by: Person,
    format: str = "",
    mapping: str = "",
    round: Round | None = None,
    jurisdiction: str = "",
    via: str = "file",
    why: str = "",
    strategy: str = "create_and_update",
    dry_run: bool = False,
    all_or_nothing: bool = False,
) -> Delivery:
    """Take a file into the parts that it is for; Refused when it cannot be read at all.

    The format is found by what the file holds, and without a ``mapping`` the codes are our own. What a row
    does not say, ``round`` and ``jurisdiction`` say.
    """
    if strategy not in STRATEGIES:
        known = {"strategy": strategy[:40], "known": ", ".join(STRATEGIES)}
        raise Refused(_("There is no strategy %(strategy)s. Known: %(known)s.") % known, "strategy")
    chosen = format_named(format) if format else format_of(content)
    codes = mapping_named(mapping)
    version = framework_in_use(round, codes.framework if codes else "")
    if codes and codes.framework != version.key:
        words = _("The mapping %(key)s is for the framework %(framework)s, not for %(other)s.")
        facts = {"key": codes.key, "framework": codes.framework, "other": version.key}
        raise Refused(words % facts, "mapping")
    default = Default(jurisdiction, round.figures_period if round else None)
    frame = Frame(version.spec, default, codes.spec if codes else None)
    with collector_resting():
        delivery = deliver(
            chosen.read(content, frame), by=by, round=round, jurisdiction=jurisdiction, framework=version.key, via=via,
            why=why, strategy=strategy, dry_run=dry_run, all_or_nothing=all_or_nothing,
        )  # fmt: skip
    delivery.format = chosen.key
    return delivery
