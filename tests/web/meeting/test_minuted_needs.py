"""Needs in the minutes, on their page: proposed, ticked, entered; nothing without a person."""

import pytest
from django.urls import reverse

from opensalw.coordination.commands.minutes import write
from opensalw.coordination.models import Need, Series
from opensalw.coordination.queries.minuted import proposals
from tests.cast import SECRETARIAT
from tests.coordination.gatherings import item

pytestmark = pytest.mark.django_db


def test_a_person_ticks_what_is_a_need_and_only_that_is_entered(as_, framework, third, django_assert_max_num_queries):
    Series.objects.update(framework_key=framework.key)
    held = item(third, jurisdiction="J-SAR")
    write(held, text="- The police need scanners.\n- Training is required.", follows=0, by=SECRETARIAT)
    secretariat, address = as_("secretariat", kind="secretariat"), reverse("minuted_needs", args=[third.pk])
    assert address in secretariat.get(reverse("meeting_minutes", args=[third.pk])).content.decode()
    with django_assert_max_num_queries(20):
        page = secretariat.get(address).content.decode()
    assert "The police need scanners." in page
    first, _second = proposals(third)
    sent = {f"take-{first.key}": "on", f"kind-{first.key}": "equipment"}
    wrong = secretariat.post(address, sent)
    assert (wrong.status_code, Need.objects.count()) == (422, 0)
    assert "Choose the goal" in wrong.content.decode()
    after = secretariat.post(address, {**sent, f"goal-{first.key}": "3"}, follow=True).content.decode()
    assert "1 need is in the register." in after
    assert "The police need scanners.</label>" not in after
    assert "Training is required." in after
    need = Need.objects.get()
    assert (need.kind, need.goal, need.item) == ("equipment", 3, held)
    assert "does not" not in secretariat.post(address, {}).content.decode()
    assert as_("officer", "J-TIR").get(address).status_code == 403
