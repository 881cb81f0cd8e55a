"""An open round, a part with a few figures, and its workbook, for the tests of what comes in and goes out."""

import pytest

from opensalw.core.units import Unit
from opensalw.roadmap.cells import Cell, amount, missing
from opensalw.roadmap.commands.drafting import save_cell
from opensalw.roadmap.models import Submission
from tests.cast import officer
from tests.roadmap.conftest import everywhere_db, framework, round  # noqa: F401 - fixtures

OFFICER = officer("J-BEG")


@pytest.fixture
def part(round) -> Submission:  # noqa: F811
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
