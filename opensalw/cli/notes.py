"""``opensalw notes``: figures out of a narrative or meeting notes, and how well they are found."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from opensalw.core.jurisdictions import jurisdiction
from opensalw.core.periods import Period
from opensalw.core.units import figure as printed
from opensalw.roadmap.cells import DIRECTIONS
from opensalw.roadmap.prose.documents import Document, read_document
from opensalw.roadmap.prose.figures import Figure, figures
from opensalw.roadmap.prose.measuring import Group, Score, measure, read_gold

from . import minutes
from .command import OK, show, verb

_SIGNS = {"about": "~", "at_least": ">=", "more_than": ">", "at_most": "<="}


def register(nouns) -> None:
    """Declare the verbs of ``opensalw notes``."""
    parser = nouns.add_parser(
        "notes", help="find the figures, sessions and promises in a narrative or in meeting notes"
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    extract = verb(
        verbs, "extract", print_figures, "print every figure of a text with its sentence; needs no database", json=True
    )
    check = verb(
        verbs,
        "measure",
        print_measures,
        "compare the figures found with those marked by hand; needs no database",
        json=True,
    )
    minutes.declare(verbs)
    _about_text(extract)
    _about_text(check)
    check.add_argument("--gold", type=Path, required=True, metavar="CSV", help="the figures marked by hand")


def _about_text(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="Markdown, plain text or DOCX")
    parser.add_argument("--period", metavar="PERIOD", help="the period that the text reports on, such as 2019-H2")
    parser.add_argument(
        "--jurisdiction", metavar="ID", help="the jurisdiction where the text names none, such as J-BEG"
    )


def print_figures(args: Namespace) -> int:
    """Print one object, or one line, for each figure."""
    _document, found = _read(args)
    show([one.as_json() for one in found], args.json, lambda: _table(found))
    return OK


def print_measures(args: Namespace) -> int:
    """Print precision and recall per field: for what was tuned on, for the rest, and for all."""
    document, found = _read(args)
    groups = measure(found, document, read_gold(args.gold))
    facts = [
        {
            "sections": list(group.sections),
            "title": group.title,
            "fields": [
                {
                    "field": score.name, "proposed": score.proposed, "right": score.right, "there": score.there,
                    "precision": score.precision, "recall": score.recall,
                }
                for score in group.scores
            ],
        }
        for group in groups
    ]  # fmt: skip
    show(facts, args.json, lambda: _scores(groups))
    return OK


def _read(args: Namespace) -> tuple[Document, list[Figure]]:
    seat = jurisdiction(args.jurisdiction).id if args.jurisdiction else None
    document = read_document(args.file)
    round = Period.parse(args.period) if args.period else None
    return document, figures(document, round=round, jurisdiction=seat)


def _table(found: list[Figure]) -> list[str]:
    if not found:
        return ["No figure found."]
    head = (
        f"{'FIGURE':>16}  {'UNIT':12} {'OBJECT':15} {'WHERE':6} {'ACTOR':18} {'PERIOD':11} {'FIT':9} {'STATUS':8} "
        "SENTENCE"
    )
    return [head, *(_line(one) for one in found)]


def _line(one: Figure) -> str:
    unit = one.unit.value if one.unit else one.counted[:12]
    short = one.sentence if len(one.sentence) <= 90 else f"{one.sentence[:89]}…"
    facts = (
        f"{_value(one):>16}  {unit:12} {one.object or '-':15} {one.jurisdiction or '-':6} {one.actor or '-':18} "
        f"{one.period or '-':11} {one.fit:9} {one.status:8}"
    )
    return f"{facts} {short}"


def _value(one: Figure) -> str:
    way = f" {DIRECTIONS[one.direction]}" if one.direction else ""
    if one.amount is not None:
        return f"{_SIGNS.get(one.qualifier, '')}{printed(one.amount)}{way}"
    if one.low is not None and one.high is not None:
        return f"{printed(one.low)} to {printed(one.high)}{way}"
    return way.strip()


def _scores(groups: list[Group]) -> list[str]:
    lines = []
    for group in groups:
        sections = ", ".join(group.sections)
        lines += [
            "",
            group.title if group.title == sections else f"{group.title}: {sections}",
            f"  {'field':24} {'right':>6} {'found':>6} {'there':>6} {'precision':>10} {'recall':>7}",
        ]
        lines += [_score_line(score) for score in group.scores if score.proposed or score.there]
    return lines[1:]


def _score_line(score: Score) -> str:
    precision, recall = ("-" if one is None else f"{one:.3f}" for one in (score.precision, score.recall))
    return f"  {score.name:24} {score.right:>6} {score.proposed:>6} {score.there:>6} {precision:>10} {recall:>7}"
