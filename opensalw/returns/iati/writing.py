"""Projects as IATI 2.03: every element in the order of the official schema; what cannot be written is listed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree

from opensalw.coordination.models import Money, Organisation, Project, ProjectResult, ProjectShare
from opensalw.core.designations import Footnotes, label
from opensalw.core.jurisdictions import codes as jurisdiction_code

from .codes import codes
from .identifiers import identifier_of, reference_of, refuse_writing, whole_of

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
VERSION = "2.03"
Element = etree._Element


@dataclass(frozen=True)
class Left:
    """Something that was not written, and why."""

    project: str
    what: str
    why: str


@dataclass
class Written:
    """The two files, how many activities and organisations they hold, and what was left out."""

    activities: bytes = b""
    organisations: bytes = b""
    count: int = 0
    organisation_count: int = 0
    left: list[Left] = field(default_factory=list)


def write(
    projects: Iterable[Project], *, framework: str, address: str, now: datetime | None = None,
    organisations: Iterable[Organisation] = (),
) -> Written:  # fmt: skip
    """The projects as one activities file, their organisations as another."""
    made, at = Written(), (now or timezone.now()).replace(microsecond=0).isoformat()
    root = etree.Element("iati-activities", version=VERSION)
    root.set("generated-datetime", at)
    reporting: dict[str, Organisation] = {}
    for project in projects:
        if why := refuse_writing(project):
            made.left.append(Left(project.key, _("project"), str(why)))
            continue
        _Activity(project, framework, address.rstrip("/"), made.left).into(root)
        made.count += 1
        reporting.setdefault(reference_of(project.organisation), whole_of(project.organisation))
    for one in organisations:
        if one.iati_identifier:
            reporting.setdefault(one.iati_identifier, one)
    made.activities = _bytes(root)
    made.organisations, made.organisation_count = _organisations(reporting, at), len(reporting)
    return made


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _organisations(reporting: dict[str, Organisation], at: str) -> bytes:
    root = etree.Element("iati-organisations", version=VERSION)
    root.set("generated-datetime", at)
    for reference, one in sorted(reporting.items()):
        made = etree.SubElement(root, "iati-organisation")
        made.set(LANG, "en")
        etree.SubElement(made, "organisation-identifier").text = reference
        _narrative(etree.SubElement(made, "name"), one.name)
        _organisation(made, "reporting-org", one, ref=reference)
    return _bytes(root)


def _narrative(parent: Element, text: str) -> Element:
    made = etree.SubElement(parent, "narrative")
    made.set(LANG, "en")
    made.text = text
    return parent


def _organisation(parent: Element, tag: str, one: Organisation, ref: str = "", **more: str) -> None:
    made = etree.SubElement(parent, tag)
    reference = ref or reference_of(one)
    if reference:
        made.set("ref", reference)
    made.set("type", codes().organisation_types[one.kind])
    for name, value in more.items():
        made.set(name, value)
    _narrative(made, Footnotes().text(one.name))


def plain(amount: Decimal) -> str:
    """A number without zeros at its end."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Activity:
    """One project on its way into the file; the methods stand in the order of the schema."""

    def __init__(self, project: Project, framework: str, address: str, left: list[Left]) -> None:
        self.project, self.framework, self.address, self.left = project, framework, address, left
        self.notes = Footnotes()

    def into(self, root: Element) -> None:
        """Append the activity."""
        made = etree.SubElement(root, "iati-activity", hierarchy="1")
        made.set(LANG, "en")
        made.set("last-updated-datetime", self.project.touched_at.replace(microsecond=0).isoformat())
        for part in (
            self._head, self._parties, self._dates, self._places, self._sectors, self._budgets, self._transactions,
            self._related, self._results,
        ):  # fmt: skip
            part(made)

    def _head(self, made: Element) -> None:
        project = self.project
        etree.SubElement(made, "iati-identifier").text = identifier_of(project)
        _organisation(made, "reporting-org", project.organisation)
        _narrative(etree.SubElement(made, "title"), self.notes.text(project.title))
        summary = self.notes.text(project.summary or project.title)
        _narrative(etree.SubElement(made, "description", type="1"), summary)
        if project.beneficiaries:
            _narrative(etree.SubElement(made, "description", type="3"), self.notes.text(project.beneficiaries))
        for name in self._names():
            self.notes.text(name)
        for note in self.notes.owed():
            _narrative(etree.SubElement(made, "description", type="4"), f"{note.mark} {note.text}")

    def _names(self) -> list[str]:
        """The other words of the activity that may owe a footnote."""
        donors = [row.donor.name for row in self._money() if row.donor is not None]
        parties = [self.project.organisation.name, *(one.name for one in self.project.partners.all())]
        results = [text for one in self.project.results.all() for text in (one.title, one.said)]
        return [*donors, *parties, *results]

    def _parties(self, made: Element) -> None:
        donors = {row.donor_id: row.donor for row in self._money() if row.donor is not None}
        for _key, donor in sorted(donors.items()):
            _organisation(made, "participating-org", donor, role=codes().roles["funding"])
        for one in (self.project.organisation, *self.project.partners.all()):
            _organisation(made, "participating-org", one, role=codes().roles["implementing"])

    def _dates(self, made: Element) -> None:
        project, status = self.project, codes().statuses[self.project.stage]
        etree.SubElement(made, "activity-status", code=status)
        planned = status == "1"
        begin, end = "1" if planned else "2", "4" if status == "4" else "3"
        for kind, day in ((begin, project.starts_on), (end, project.ends_on)):
            if day is not None:
                made.append(etree.Element("activity-date", {"type": kind, "iso-date": day.isoformat()}))

    def _places(self, made: Element) -> None:
        shares = {one.key: one.percent for one in self.project.shares.all() if one.of == ProjectShare.Of.JURISDICTION}
        jurisdictions = list(self.project.jurisdictions)
        if not shares and len(jurisdictions) == 1:
            shares = {jurisdictions[0]: Decimal(100)}
        written = {jurisdiction_code(jid, codes().recipient_list): share for jid, share in shares.items()}
        if shares and None not in written:
            for (code, percent), jid in zip(written.items(), shares, strict=True):
                place = etree.SubElement(made, codes().recipient_element, code=str(code), percentage=plain(percent))
                _narrative(place, label(jid))
        else:
            region = codes().region
            place = etree.SubElement(made, "recipient-region", code=region["code"], vocabulary=region["vocabulary"])
            _narrative(place, ", ".join(label(jid) for jid in jurisdictions) or region["title"])

    def _sectors(self, made: Element) -> None:
        etree.SubElement(made, "sector", codes().sector)
        uri = f"{self.address}/roadmap/{self.framework}/"
        for share in self.project.shares.all():
            if share.of == ProjectShare.Of.GOAL:
                facts = {"code": f"goal-{share.key}", "vocabulary": codes().own_vocabulary, "vocabulary-uri": uri}
                made.append(etree.Element("sector", {**facts, "percentage": plain(share.percent)}))
        for goal in self.project.goals:
            facts = {"code": f"goal-{goal}", "vocabulary": codes().own_vocabulary, "vocabulary-uri": uri}
            made.append(etree.Element("tag", facts))

    def _money(self) -> list[Money]:
        held = getattr(self.project, "standing", None)
        return list(held if held is not None else self.project.money.filter(withdrawn_at__isnull=True))

    def _not_written(self, row: Money, why: str) -> None:
        self.left.append(Left(self.project.key, str(row.get_kind_display()), why))

    def _budgets(self, made: Element) -> None:
        for row in self._money():
            if row.kind != Money.Kind.BUDGET:
                continue
            if row.amount is None or row.starts_on is None or row.ends_on is None:
                self._not_written(row, _("Say of which span the budget is."))
                continue
            budget = etree.SubElement(made, "budget", type="1", status="1")
            etree.SubElement(budget, "period-start", {"iso-date": row.starts_on.isoformat()})
            etree.SubElement(budget, "period-end", {"iso-date": row.ends_on.isoformat()})
            _value(budget, row, row.on or row.starts_on)

    def _transactions(self, made: Element) -> None:
        for row in self._money():
            code = codes().transactions.get(row.kind)
            if code is None:
                continue
            if row.amount is None or row.on is None:
                self._not_written(row, _("Give the amount and the day."))
                continue
            facts = {"ref": row.reference} if row.reference else {}
            sent = etree.SubElement(made, "transaction", facts)
            etree.SubElement(sent, "transaction-type", code=code)
            etree.SubElement(sent, "transaction-date", {"iso-date": row.on.isoformat()})
            _value(sent, row, row.on)
            if row.donor is not None:
                _organisation(sent, "provider-org", row.donor)

    def _related(self, made: Element) -> None:
        whole = self.project.part_of
        if whole is not None and (reference := identifier_of(whole)) and not whole.is_mechanism:
            etree.SubElement(made, "related-activity", ref=reference, type="1")

    def _results(self, made: Element) -> None:
        for one in self.project.results.all():
            result = etree.SubElement(made, "result", {"type": "9", "aggregation-status": "0"})
            _narrative(etree.SubElement(result, "title"), self.notes.text(one.title))
            self._indicator(result, one)

    def _indicator(self, result: Element, one: ProjectResult) -> None:
        counted = one.target is not None or one.actual is not None or one.baseline is not None
        measure = "5" if not counted else "2" if one.unit in ("%", "percent") else "1"
        indicator = etree.SubElement(result, "indicator", {"measure": measure, "aggregation-status": "0"})
        _narrative(etree.SubElement(indicator, "title"), self.notes.text(one.title))
        if one.measure:
            line = f"{one.measure}.{one.line}" if one.line else one.measure
            etree.SubElement(indicator, "reference", {
                "vocabulary": codes().own_vocabulary, "code": f"{self.framework}:{line}",
                "indicator-uri": f"{self.address}/indicators/{one.measure}/",
            })  # fmt: skip
        begin, end = one.starts_on or self.project.starts_on, one.ends_on or self.project.ends_on
        if one.baseline is not None and begin is not None:
            facts = {"iso-date": begin.isoformat(), "year": str(begin.year), "value": plain(one.baseline)}
            etree.SubElement(indicator, "baseline", facts)
        if begin is None or end is None:
            if counted or one.said:
                self.left.append(Left(self.project.key, one.title, _("Say of which span the result is.")))
            return
        self._period(indicator, one, begin, end)

    def _period(self, indicator: Element, one: ProjectResult, begin: date, end: date) -> None:
        period = etree.SubElement(indicator, "period")
        etree.SubElement(period, "period-start", {"iso-date": begin.isoformat()})
        etree.SubElement(period, "period-end", {"iso-date": end.isoformat()})
        if one.target is not None:
            etree.SubElement(period, "target", value=plain(one.target))
        if one.actual is not None or one.said:
            actual = etree.SubElement(period, "actual", {"value": plain(one.actual)} if one.actual is not None else {})
            if one.said:
                _narrative(etree.SubElement(actual, "comment"), self.notes.text(one.said))


def _value(parent: Element, row: Money, day: date) -> None:
    made = etree.SubElement(parent, "value", {"currency": row.currency, "value-date": day.isoformat()})
    made.text = plain(row.amount or Decimal(0))
