"""From a need to its proposal, decision and project and back: links for those who may open them, words for others."""

import pytest
from django.urls import reverse

from opensalw.coordination.commands import closing
from opensalw.coordination.commands.needs import confirm_need
from opensalw.coordination.commands.projects import release_project
from opensalw.coordination.models import Attendance, Project, Proposal
from opensalw.coordination.queries.calls import proposals_seen_by
from opensalw.coordination.queries.funds import organisations_of
from opensalw.coordination.rules.funds import refuse_seeing_proposal
from tests.cast import SECRETARIAT, officer
from tests.coordination.committee import all_for, call, fund, need, of, opened, propose  # noqa: F401 - fixtures
from tests.coordination.conftest import state  # noqa: F401 - fixture

from .test_decisions import browser_of, office, text


@pytest.fixture
def awarded(fund, propose):  # noqa: F811
    """A proposal that became a project by a closed decision."""
    held = propose()
    decision = opened(fund, held)
    all_for(decision)
    closing.close_decision(decision, by=of("agency"))
    held.refresh_from_db()
    return held, decision


def link(name: str, key: str) -> str:
    return f'href="{reverse(name, args=[key])}"'


def test_a_need_leads_to_proposal_decision_and_project(awarded, need, django_assert_max_num_queries):  # noqa: F811
    (held, decision), desk = awarded, office()
    with django_assert_max_num_queries(36):
        page = text(desk.get(reverse("need", args=[need.number])))
    for name, key in (("proposal", held.number), ("committee", decision.number), ("project_work", held.project.key)):
        assert link(name, key) in page


def test_and_each_of_them_leads_back(awarded, need):  # noqa: F811
    held, decision = awarded
    desk = office()
    for name, key in (("proposal", held.number), ("committee", decision.number), ("project_work", held.project.key)):
        page = text(desk.get(reverse(name, args=[key])))
        assert link("need", need.number) in page, name
        if name != "proposal":
            assert link("proposal", held.number) in page, name
        if name != "committee":
            assert link("committee", decision.number) in page, name
        if name != "project_work":
            assert link("project_work", held.project.key) in page, name


def test_what_is_not_theirs_stands_as_words(awarded, need):  # noqa: F811
    held, decision = awarded
    page = text(office("J-PRN", "officer", "commission").get(reverse("need", args=[need.number])))
    assert link("proposal", held.number) in page
    assert link("committee", decision.number) not in page
    assert decision.number in page
    watcher = browser_of("watcher")
    page = text(watcher.get(reverse("committee", args=[decision.number])))
    assert link("proposal", held.number) in page
    assert link("project_work", held.project.key) not in page


def test_the_public_goes_from_a_released_decision_to_what_is_released(awarded, need, client):  # noqa: F811
    held, decision = awarded
    closing.release_decision(decision, by=SECRETARIAT, public=True)
    page = text(client.get(reverse("decision", args=[decision.number])))
    assert held.project.title in page
    assert link("project", held.project.key) not in page
    assert link("public_need", need.number) not in page
    project = release_project(Project.objects.get(proposal=held), by=SECRETARIAT, public=True)
    page = text(client.get(reverse("decision", args=[decision.number])))
    assert link("project", project.key) in page
    page = text(client.get(reverse("project", args=[project.key])))
    assert link("decision", decision.number) in page
    assert f"/work/proposals/{held.number}" not in page


def test_the_proposals_that_a_person_sees_are_those_that_the_rule_opens(awarded, propose, state):  # noqa: F811
    confirm_need(state(jurisdiction="J-TIR"), by=officer("J-TIR"))
    propose(20_000, jurisdictions=["J-TIR"])
    people = [SECRETARIAT, officer("J-PRN"), officer("J-TIR"), officer("J-BEG"),
              *(of(key) for key in ("builder", "north", "watcher", "desk", "nobody"))]  # fmt: skip
    for person in people:
        own = organisations_of(person)
        opened_to = {
            one.number for one in Proposal.objects.select_related("organisation")
            if refuse_seeing_proposal(
                person, one, reviews=one.reviews.filter(reviewer=person.id, state__in=("reading", "sent")).exists(),
                sits=Attendance.objects.filter(organisation__in=own, decision__points__proposal=one).exists(),
            ) is None
        }  # fmt: skip
        assert set(proposals_seen_by(person).values_list("number", flat=True)) == opened_to, person.id
