"""The acts that come with the product: loaded twice without harm, twelve laws after one model, nothing invented."""

import pytest

from opensalw.core.session import acting_for, everywhere
from opensalw.legislation.commands.real_acts import load_real_acts
from opensalw.legislation.models import Act, ActGrade, ActLink
from opensalw.legislation.queries.acts import required_acts
from opensalw.roadmap.framework.loading import builtin_spec
from tests.cast import SECRETARIAT

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    with acting_for(*everywhere()):
        return load_real_acts(by=SECRETARIAT)


def test_loading_again_adds_nothing(loaded):
    with acting_for(*everywhere()):
        assert load_real_acts(by=SECRETARIAT) == 0
    assert loaded == Act.objects.count()


def test_twelve_laws_are_modelled_on_one_cantonal_law(loaded):
    modelled = ActLink.objects.filter(kind="modelled_on", other="sar-model")
    assert modelled.count() == 12


def test_every_line_of_the_indicator_has_one_act_today(loaded):
    lines = {line.key for line in builtin_spec("wb_2018").measure("law_aligned").lines if line.kind == "grade"}
    assert sorted(act.line for act in required_acts()) == sorted(lines)


def test_no_grade_is_made_up(loaded):
    assert not ActGrade.objects.exists()
    assert all(act.statuses.exists() for act in Act.objects.filter(framework="own"))
