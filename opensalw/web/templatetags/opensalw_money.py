"""Template tags of needs, projects and money: each state has a word, a tone and a shape."""

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from opensalw.coordination.funding import Funding, FundingState
from opensalw.coordination.gaps import Support
from opensalw.coordination.models import Contribution, Money, Need, Project
from opensalw.coordination.queries.projects import Totals
from opensalw.roadmap.framework.spec import FrameworkSpec

from .opensalw_web import number, words

register = template.Library()

NEEDS = {
    Need.Status.STATED: ("calm", "ring-dashed"),
    Need.Status.CONFIRMED: ("wait", "ring"),
    Need.Status.MATCHED: ("wait", "half"),
    Need.Status.FUNDED: ("good", "dot"),
    Need.Status.MET: ("good", "check-solid"),
    Need.Status.WITHDRAWN: ("calm", "dash"),
    Need.Status.MERGED: ("calm", "next"),
    Need.Status.SPLIT: ("calm", "columns"),
}
FUNDINGS = {
    FundingState.FULLY: ("good", "check-solid"),
    FundingState.PARTLY: ("wait", "half"),
    FundingState.NOT: ("bad", "ring"),
    FundingState.NOT_KNOWN: ("calm", "question"),
}
SUPPORTS = {
    Support.NONE: ("bad", "cross"),
    Support.UNFUNDED: ("bad", "ring"),
    Support.NOT_KNOWN: ("calm", "question"),
    Support.PARTLY: ("wait", "half"),
    Support.FUNDED: ("good", "check-solid"),
}
STAGES = {
    Project.Stage.REQUESTED: ("calm", "ring-dashed"),
    Project.Stage.DEVELOPING: ("calm", "pencil"),
    Project.Stage.UNDER_REVIEW: ("wait", "clock"),
    Project.Stage.APPROVED: ("wait", "check"),
    Project.Stage.ONGOING: ("wait", "half"),
    Project.Stage.POSTPONED: ("wait", "pause"),
    Project.Stage.FINISHED: ("good", "check-solid"),
    Project.Stage.CANCELLED: ("calm", "cross"),
    Project.Stage.NOT_KNOWN: ("calm", "question"),
}


def _shown(word: str, look: tuple[str, str], only: bool = False) -> SafeString:
    facts = {"word": word, "tone": look[0], "shape": look[1], "only": only, "large": False, "note": ""}
    return mark_safe(render_to_string("_state.html", facts).strip())


@register.simple_tag
def need_state(need: Need) -> SafeString:
    """How a need stands."""
    words = {Need.Status.CONFIRMED: _("confirmed"), Need.Status.MATCHED: _("matched")}
    return _shown(words.get(need.status, str(need.get_status_display())), NEEDS[Need.Status(need.status)])  # type: ignore[call-overload]


@register.simple_tag
def funding_state(funding: Funding) -> SafeString:
    """How a project stands with its money."""
    return _shown(funding.state.label, FUNDINGS[funding.state])


@register.simple_tag
def support_state(support: Support) -> SafeString:
    """How a need is served."""
    return _shown(support.label, SUPPORTS[support])


@register.simple_tag
def gap_state(gaps: int) -> SafeString:
    """Whether something under a goal in a jurisdiction has no money: the shape only, the word for those who hear."""
    word, look = (_("a gap"), ("bad", "cross")) if gaps else (_("served"), ("good", "check"))
    return _shown(word, look, only=True)


@register.simple_tag
def stage_state(project: Project) -> SafeString:
    """How a project stands."""
    return _shown(str(project.get_stage_display()), STAGES[Project.Stage(project.stage)])


@register.simple_tag
def form_state(form: Contribution | None) -> SafeString:
    """How the contribution form of a project stands."""
    if form is None:
        return _shown(_("not begun"), ("calm", "ring"))
    sent = form.state == Contribution.State.SENT
    return _shown(str(form.get_state_display()), ("good", "check") if sent else ("calm", "ring-dashed"))


@register.simple_tag
def kind_word(kind: str) -> str:
    """A kind of need or support in words."""
    return str(dict(Need.Kind.choices).get(kind, kind))


@register.simple_tag
def measure_title(spec: FrameworkSpec | None, key: str) -> str:
    """The title of an indicator; its key where the framework in use has none of that key."""
    found = next((one.title for one in spec.measures if one.key == key), None) if spec else None
    return found or key


@register.simple_tag(takes_context=True)
def door(context: template.Context, addresses: Mapping[str, str], key: str, text: str = "") -> str:
    """The number or title of something, as a link for those who may open it and as words for all others."""
    shown = words(context, text or key)
    url = addresses.get(key) if addresses else None
    return format_html('<a href="{}">{}</a>', url, shown) if url else conditional_escape(shown)


@register.filter
def amount(row: Money) -> SafeString:
    """An amount in its own currency, or the words for why there is none."""
    return money_words(row.amount, row.currency)


def money_words(value: Decimal | None, currency: str) -> SafeString:
    """A number with its currency behind it."""
    if value is None:
        return format_html('<span class="missing">{}</span>', _("amount not known"))
    decimals = 0 if value == value.to_integral_value() else 2
    return format_html('<span class="nowrap">{} {}</span>', number(value, decimals), currency)


@register.simple_tag
def sums(totals: Totals | None) -> SafeString:
    """Sums by currency, never added across currencies; and how many amounts are not known."""
    if not totals:
        return format_html('<span class="missing">{}</span>', _("not known"))
    parts = [money_words(value, currency) for currency, value in totals.said]
    if totals.unknown:
        words = _("and %(n)d not known") if parts else _("%(n)d, not known")
        parts.append(format_html('<span class="missing">{}</span>', words % {"n": totals.unknown}))
    return format_html_join(mark_safe("<br>"), "{}", ((part,) for part in parts))
