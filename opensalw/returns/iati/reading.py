"""An IATI file read into plain facts; what is not taken is listed by line, never passed over in silence."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from opensalw.core.jurisdictions import from_code
from opensalw.core.refusal import Refused

from .codes import codes
from .schema_check import parsed, refuse_wrong

TAKEN = frozenset({
    "iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status",
    "activity-date", codes().recipient_element, "budget", "transaction", "result", "tag", "sector",
})  # fmt: skip
Element = etree._Element


@dataclass(frozen=True)
class Unread:
    """Something that was not taken: where, what, and why."""

    line: int
    activity: str
    what: str
    why: str


@dataclass(frozen=True)
class Named:
    """An organisation as a file names it."""

    ref: str
    name: str


@dataclass(frozen=True)
class MoneyRead:
    """A budget or a transaction."""

    line: int
    kind: str
    amount: Decimal
    currency: str
    donor: Named | None = None
    on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    reference: str = ""


@dataclass(frozen=True)
class ResultRead:
    """A result: its title, the Roadmap's line that it names, target and what was reached."""

    title: str
    line: str = ""
    target: Decimal | None = None
    actual: Decimal | None = None
    said: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass
class ActivityRead:
    """An activity of a file."""

    line: int
    identifier: str
    reporting: Named
    title: str
    summary: str
    stage: str
    starts_on: date | None
    ends_on: date | None
    jurisdictions: list[str] = field(default_factory=list)
    goals: list[int] = field(default_factory=list)
    money: list[MoneyRead] = field(default_factory=list)
    results: list[ResultRead] = field(default_factory=list)


@dataclass
class FileRead:
    """The activities of a file and everything that was not taken from it."""

    activities: list[ActivityRead] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def read(content: bytes) -> FileRead:
    """The file, once the official schema finds nothing wrong; Refused with every mistake otherwise."""
    root = parsed(content)
    refuse_wrong(root)
    if root.tag != "iati-activities":
        raise Refused(_("This is a file of organisations. Projects are read from a file of activities."), "file")
    found = FileRead()
    for element in root.iterchildren("iati-activity"):
        found.activities.append(_Reader(element, found.unread).activity())
    return found


class _Reader:
    """Reads one activity."""

    def __init__(self, element: Element, unread: list[Unread]) -> None:
        self.element, self.unread = element, unread
        self.identifier = (element.findtext("iati-identifier") or "").strip()
        self.currency = element.get("default-currency") or ""

    def activity(self) -> ActivityRead:
        """The activity with its money and results."""
        element = self.element
        dates = {one.get("type"): _day(one.get("iso-date")) for one in element.findall("activity-date")}
        status = element.find("activity-status")
        made = ActivityRead(
            line=_line(element), identifier=self.identifier, reporting=_named(element.find("reporting-org")),
            title=_words(element.find("title"))[:250], summary=_words(element.find("description")),
            stage=codes().stages.get(status.get("code") or "" if status is not None else "", "not_known"),
            starts_on=dates.get("2") or dates.get("1"), ends_on=dates.get("4") or dates.get("3"),
        )  # fmt: skip
        for place in element.findall(codes().recipient_element):
            jid = from_code(place.get("code") or "", codes().recipient_list)
            if jid:
                made.jurisdictions.append(jid)
            else:
                self._not(place, _("The code %(code)s is none of ours.") % {"code": place.get("code")})
        tags = (one.get("code") or "" for one in element.findall("tag"))
        made.goals = sorted({int(one[5:]) for one in tags if one.startswith("goal-") and one[5:].isdigit()})
        made.money = [row for one in element.findall("budget") if (row := self._budget(one))]
        made.money += [row for one in element.findall("transaction") if (row := self._transaction(one))]
        made.results = [row for one in element.findall("result") for row in self._results(one)]
        self._strangers()
        return made

    def _not(self, element: Element, why: str) -> None:
        self.unread.append(Unread(_line(element), self.identifier, str(element.tag), why))

    def _strangers(self) -> None:
        """The elements that this program has no place for, each kind once with its number."""
        kinds = Counter(str(child.tag) for child in self.element if str(child.tag) not in TAKEN)
        for child in self.element:
            count = kinds.pop(str(child.tag), 0)
            if count:
                self._not(child, _("There is no place for it here; %(n)d of them.") % {"n": count})

    def _amount(self, parent: Element) -> tuple[Decimal, str, date | None] | None:
        value = parent.find("value")
        if value is None:
            return None
        currency = (value.get("currency") or self.currency).upper()
        try:
            amount = Decimal((value.text or "").strip().replace(",", ""))
        except InvalidOperation:
            self._not(parent, _("%(text)s is not an amount.") % {"text": value.text})
            return None
        if not amount.is_finite() or len(currency) != 3 or amount == 0:
            self._not(parent, _("It has no currency, or its amount is nothing."))
            return None
        return amount, currency, _day(value.get("value-date"))

    def _budget(self, element: Element) -> MoneyRead | None:
        held = self._amount(element)
        if held is None:
            return None
        amount, currency, on = held
        begin, end = (_day(_attribute(element, name, "iso-date")) for name in ("period-start", "period-end"))
        return MoneyRead(_line(element), "budget", amount, currency, on=on, starts_on=begin, ends_on=end)

    def _transaction(self, element: Element) -> MoneyRead | None:
        code = _attribute(element, "transaction-type", "code") or ""
        kind = codes().kinds.get(code)
        if kind is None:
            self._not(element, _("Transactions of the type %(code)s are not kept here.") % {"code": code or "–"})
            return None
        held = self._amount(element)
        if held is None:
            return None
        amount, currency, _valued = held
        on = _day(_attribute(element, "transaction-date", "iso-date"))
        provider = element.find("provider-org")
        giver = _named(provider) if provider is not None else None
        if giver is None and code in codes().own_money:
            giver = _named(self.element.find("reporting-org"))
        return MoneyRead(
            _line(element), kind, amount, currency, donor=giver, on=on, reference=(element.get("ref") or "")[:120]
        )

    def _results(self, element: Element) -> list[ResultRead]:
        made = []
        for indicator in element.findall("indicator"):
            named = [one.get("code") or "" for one in indicator.findall("reference")
                     if one.get("vocabulary") == codes().own_vocabulary]  # fmt: skip
            title = _words(indicator.find("title")) or _words(element.find("title"))
            line = named[0].partition(":")[2] if named else ""
            periods = indicator.findall("period")
            if not periods:
                made.append(ResultRead(title[:250], line))
            made += [self._period(title[:250], line, one) for one in periods]
        return made

    def _period(self, title: str, line: str, period: Element) -> ResultRead:
        begin, end = (_day(_attribute(period, name, "iso-date")) for name in ("period-start", "period-end"))
        target, actual = (self._figure(period, name) for name in ("target", "actual"))
        said = _words(period.find("actual/comment"))
        return ResultRead(title, line, target, actual, said, begin, end)

    def _figure(self, period: Element, name: str) -> Decimal | None:
        text = _attribute(period, name, "value")
        if not text:
            return None
        try:
            figure = Decimal(text)
        except InvalidOperation:
            self._not(period, _("%(text)s is not a number.") % {"text": text})
            return None
        return figure if figure.is_finite() else None


def _line(element: Element) -> int:
    line: Any = element.sourceline
    return int(line or 0)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _attribute(parent: Element, tag: str, name: str) -> str | None:
    found = parent.find(tag)
    return found.get(name) if found is not None else None


def _words(element: Element | None) -> str:
    """The narrative in English, else the first."""
    if element is None:
        return ""
    told = element.findall("narrative")
    english = [one for one in told if (one.get("{http://www.w3.org/XML/1998/namespace}lang") or "en") == "en"]
    return ((english or told)[0].text or "").strip() if told else ""


def _named(element: Element | None) -> Named:
    if element is None:
        return Named("", "")
    return Named((element.get("ref") or "").strip(), _words(element))
