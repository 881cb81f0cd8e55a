"""Drafts of frameworks in the browser: structured forms, the whole text, comparing, publishing, refusals."""

import pytest
from django.db import DatabaseError, transaction

from opensalw.core.designation_lint import lint_text
from opensalw.core.session import acting_for, everywhere
from opensalw.ledger.queries import latest
from opensalw.roadmap.commands.frameworks import load_draft, load_framework
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import FrameworkVersion
from tests.cast import SECRETARIAT

BASE = "/office/frameworks/wb_2018"


@pytest.fixture
def published(office):
    """wb_2018 in force, and the draft of wb_2025."""
    with acting_for(*everywhere()):
        load_framework((FILES / "wb_2018.yaml").read_text(), by=SECRETARIAT)
        load_draft((FILES / "wb_2025.yaml").read_text(), by=SECRETARIAT)
    return office.clients["secretariat"]


@pytest.fixture
def draft(published):
    """A client of the secretariat, and a draft of version 2."""
    assert published.post(f"{BASE}/draft/").url == f"{BASE}/2/"
    return published


def kept() -> FrameworkVersion:
    return FrameworkVersion.objects.get(key="wb_2018", number=2)


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("path", ["/office/frameworks/", f"{BASE}/1/", "/office/frameworks/wb_2025/1/"])
def test_reading_pages_ask_little_and_are_in_order(published, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        answer = published.get(path)
    assert answer.status_code == 200
    assert lint_text(text_of(answer)) == []


@pytest.mark.parametrize("path", ["goals/1/", "goals/add/", "measures/seized/", "text/", "difference/", "discard/"])
def test_pages_of_a_draft_ask_little_and_are_in_order(draft, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        answer = draft.get(f"{BASE}/2/{path}")
    assert answer.status_code == 200
    assert lint_text(text_of(answer)) == []


@pytest.mark.parametrize("name", ["officer_beg", "police_beg", "donor"])
@pytest.mark.parametrize("path", ["", "1/", "draft/", "2/text/", "2/difference/", "2/discard/"])
def test_only_the_secretariat_edits_frameworks(draft, office, name, path):
    assert office.clients[name].get(f"{BASE}/{path}" if path else "/office/frameworks/").status_code == 403
    assert office.clients[name].post(f"{BASE}/{path}" if path else "/office/frameworks/").status_code == 403
    assert kept().status == "draft"


def test_a_second_draft_is_refused_and_leads_to_the_first(draft):
    answer = draft.post(f"{BASE}/draft/", follow=True)
    assert "already has a draft" in text_of(answer)
    assert answer.redirect_chain[-1][0] == f"{BASE}/2/"


def test_a_goal_is_edited_and_the_rest_of_the_text_stays(draft):
    before = kept().text
    given = {"title": "Law first", "topics": "One\n\n Two ", "base": kept().digest}
    assert draft.post(f"{BASE}/2/goals/1/", given).status_code == 302
    assert (kept().spec.goal(1).title, kept().spec.goal(1).topics) == ("Law first", ("One", "Two"))
    assert kept().text.splitlines()[0] == before.splitlines()[0]


def test_a_measure_is_edited(draft):
    spec = kept().spec.measure("seized")
    given = {
        "title": spec.title, "definition": "Taken from their holder.", "why": spec.why,
        "counting_unit": spec.counting_unit, "caveats": "A caveat", "wanted": "context", "version": "2", "base": "",
    }  # fmt: skip
    assert draft.post(f"{BASE}/2/measures/seized/", given).status_code == 302
    now = kept().spec.measure("seized")
    assert (now.definition, now.caveats, now.wanted, now.version) == (
        "Taken from their holder.", ("A caveat",), "context", 2
    )  # fmt: skip
    assert now.lines == spec.lines


def test_a_goal_is_added_to_an_empty_draft(published):
    path = "/office/frameworks/wb_2025/1/goals/add/"
    assert published.post(path, {"title": "The first goal", "topics": ""}).status_code == 302
    assert FrameworkVersion.objects.get(key="wb_2025").spec.goal(1).title == "The first goal"


def test_a_change_made_meanwhile_is_not_overwritten(draft):
    stale = kept().digest
    draft.post(f"{BASE}/2/goals/1/", {"title": "First hand", "topics": "", "base": stale})
    answer = draft.post(f"{BASE}/2/goals/1/", {"title": "Second hand", "topics": "", "base": stale})
    assert answer.status_code == 422
    assert "changed meanwhile" in text_of(answer)
    assert "Second hand" in text_of(answer)
    assert kept().spec.goal(1).title == "First hand"


def test_a_wrong_text_shows_every_problem_with_its_line_and_is_not_kept(draft):
    text = kept().text.replace("goals: [3]", "goals: [33]", 1).replace("\nregion:", "\nregoin:", 1)
    answer = draft.post(f"{BASE}/2/text/", {"text": text, "base": kept().digest})
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "regoin" in shown
    assert "region: This field is missing." in shown
    number = next(place for place, line in enumerate(text.splitlines(), 1) if line.startswith("regoin"))
    assert f"line {number}, regoin: This field is not known." in shown
    assert kept().spec.region == "Western Balkans"


def test_a_text_that_is_no_yaml_is_explained(draft):
    answer = draft.post(f"{BASE}/2/text/", {"text": "key: [", "base": ""})
    assert answer.status_code == 422
    assert "cannot be read" in text_of(answer)


def test_a_text_with_the_line_ends_of_a_browser_is_the_same_text(draft):
    before = kept().text
    draft.post(f"{BASE}/2/text/", {"text": before.replace("\n", "\r\n"), "base": ""})
    assert kept().text == before


def test_the_key_of_a_framework_does_not_change(draft):
    text = kept().text.replace("key: wb_2018", "key: wb_2019", 1)
    answer = draft.post(f"{BASE}/2/text/", {"text": text, "base": ""})
    assert answer.status_code == 422
    assert "The key of a framework does not change" in text_of(answer)


def test_the_difference_is_shown_and_the_draft_published_with_a_note(draft):
    draft.post(f"{BASE}/2/goals/1/", {"title": "Law first", "topics": "One", "base": ""})
    shown = text_of(draft.get(f"{BASE}/2/difference/"))
    assert "Law first" in shown
    assert "goals.1" in shown
    assert draft.post(f"{BASE}/2/difference/", {"note": "", "base": ""}).status_code == 422
    assert draft.post(f"{BASE}/2/difference/", {"note": "Goal 1 reworded.", "base": ""}).status_code == 302
    assert (kept().status, kept().note) == ("published", "Goal 1 reworded.")
    assert FrameworkVersion.objects.get(key="wb_2018", number=1).status == "retired"
    with acting_for(*everywhere()):
        assert latest(1)[0].name == "framework_published"


def test_a_definition_that_changed_in_silence_is_not_published(draft):
    text = kept().text
    spec = kept().spec.measure("seized")
    given = {name: getattr(spec, name) for name in ("title", "why", "counting_unit", "wanted", "version")}
    draft.post(f"{BASE}/2/measures/seized/", {**given, "definition": "Other.", "caveats": "\n".join(spec.caveats)})
    assert kept().text != text
    assert "raise its version above 1" in text_of(draft.get(f"{BASE}/2/difference/"))
    answer = draft.post(f"{BASE}/2/difference/", {"note": "x", "base": ""})
    assert answer.status_code == 422
    assert kept().status == "draft"


def test_a_draft_is_thrown_away_after_a_warning(draft):
    assert "is lost" in text_of(draft.get(f"{BASE}/2/discard/"))
    assert draft.post(f"{BASE}/2/discard/").status_code == 302
    assert not FrameworkVersion.objects.filter(key="wb_2018", number=2).exists()


@pytest.mark.parametrize("path", ["goals/1/", "goals/add/", "measures/seized/", "text/", "difference/", "discard/"])
def test_a_published_version_is_never_edited(published, path):
    before = FrameworkVersion.objects.get(key="wb_2018", number=1)
    for answer in (published.get(f"{BASE}/1/{path}"), published.post(f"{BASE}/1/{path}", {"title": "x", "note": "x"})):
        assert answer.status_code == 409
        assert "A published version is never edited" in text_of(answer)
    now = FrameworkVersion.objects.get(key="wb_2018", number=1)
    assert (now.text, now.status) == (before.text, "published")


def test_the_database_refuses_to_edit_a_published_version(published):
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        FrameworkVersion.objects.filter(key="wb_2018", number=1).update(text="key: other")


@pytest.mark.parametrize("path", ["goals/99/", "measures/none/"])
def test_what_is_not_in_the_draft_is_not_found(draft, path):
    assert draft.get(f"{BASE}/2/{path}").status_code == 404
