"""A part with a few figures, and its workbook, for the tests of the workbook."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from opensalw.core.periods import Period
from opensalw.core.session import acting_for, everywhere
from opensalw.core.units import Unit
from opensalw.returns.workbook.writing import write_workbook
from opensalw.roadmap.cells import Cell, amount, missing
from opensalw.roadmap.commands.drafting import save_cell
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import Round, Submission
from tests.cast import SECRETARIAT, officer
from tests.roadmap.conftest import everywhere_db, framework, round  # noqa: F401 - fixtures

OFFICER = officer("J-BEG")


def filled_part(round: Round) -> Submission:  # noqa: F811
    """Belgrade's part, in which a few lines are answered."""
    part = round.submissions.select_related("round__framework").get(jurisdiction="J-BEG")
    piece = Unit.piece

    def keep(measure: str, line: str, cell: Cell, **more: object) -> None:
        save_cell(part, measure=measure, line=line, cell=cell, by=OFFICER, **more)

    keep("destroyed", "firearm", amount(1234, piece))
    keep("destroyed", "firearm", amount(1000, piece), dims={"origin": "surplus", "owner": "defence"})
    keep("destroyed", "firearm", amount(17, piece), dims={"method": "melting"}, explanation="=melted in March")
    keep("destroyed", "component", amount(12, piece, "at_least"))
    keep("destroyed", "explosive", amount("23.4", Unit.kilogram))
    keep("destroyed", "device", missing("not_collected", piece))
    keep("law_aligned", "export_regulation", Cell("grade", Unit.grade, grade="partial"))
    keep("legalised", "registered_share", amount("54.1", Unit.percent), dims={"holding": "hunting"})
    return part


@pytest.fixture
def part(round: Round) -> Submission:  # noqa: F811
    """Belgrade's part, filled a little."""
    return filled_part(round)


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker) -> Iterator[tuple[Submission, bytes]]:
    """The same part and its workbook, made once for many tests; each works in ``undone``."""
    with django_db_blocker.unblock(), transaction.atomic():
        with acting_for(*everywhere()):
            version = load_framework((FILES / "wb_2018.yaml").read_text(), by=SECRETARIAT)
            half = Period.parse("2020-H1")
            opened = open_round(
                key="wb-2020-h1", framework=version, narrative=half, figures=half, by=SECRETARIAT,
                deadline=date(2020, 9, 30),
            )  # fmt: skip
            part = filled_part(opened)
            yield part, write_workbook(part)
        transaction.set_rollback(True)


@pytest.fixture
def undone(standing: tuple[Submission, bytes]) -> Iterator[tuple[Submission, bytes]]:
    """The standing part and its workbook; what the test does to the part is undone."""
    point = transaction.savepoint()
    yield standing
    transaction.savepoint_rollback(point)
