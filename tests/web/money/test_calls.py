"""The pages on which a call is written, opened, moved and taken away."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from opensalw.coordination.commands.proposals import terms_of
from opensalw.coordination.models import Call
from tests.coordination.committee import call, fund, need, propose  # noqa: F401 - fixtures
from tests.coordination.conftest import state  # noqa: F401 - fixture

from .test_decisions import browser_of, office, text
from .test_funds import kept, posted, refused

END = (timezone.now() + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M")


def test_a_call_is_written_and_opened(fund, client, django_assert_max_num_queries):  # noqa: F811
    desk, builder = office(), browser_of("builder")
    early = {"title": "Doors", "opens_on": "2030-01-01", "closes_at": "2029-12-31T12:00", "budget": "5"}
    assert "The call closes before it opens" in refused(posted(desk, "call_new", "pot", **early))
    assert "in which currency" in refused(posted(desk, "call_new", "pot", title="Doors", budget="5", currency=""))
    where = kept(posted(desk, "call_new", "pot", title="Doors", summary="Doors for stores.", goals=["7"]))
    assert where == reverse("call_work", args=["pot-1"])
    assert builder.get(where).status_code == client.get("/calls/pot-1/").status_code == 404
    assert "Say when the call closes" in text(desk.get(reverse("call_open", args=["pot-1"])))
    kept(posted(desk, "call_text", "pot-1", title="Doors", summary="Doors for stores.", closes_at=END))
    kept(posted(desk, "call_terms", "pot-1", eligible="participants", longest_months="24", staged="on"))
    kept(posted(desk, "call_texts", "pot-1", title_0="Why it is needed?", limit_0="500", title_1="Why it is needed"))
    short = refused(posted(desk, "call_criteria", "pot-1", title_0="Need", weight_0="60"))
    assert "They must be exactly 100; change one by 40" in short
    assert "Give its weight" in refused(posted(desk, "call_criteria", "pot-1", title_0="Need"))
    kept(posted(desk, "call_criteria", "pot-1", title_0="Need", weight_0="60", title_1="Plan", weight_1="40"))
    terms = terms_of(Call.objects.get())
    assert [part.key for part in terms.parts] == ["why_it_is_needed", "why_it_is_needed_a"]
    assert (terms.eligible, terms.staged, terms.longest_months) == ("participants", True, 24)
    kept(posted(desk, "call_open", "pot-1", is_public="on"))
    with django_assert_max_num_queries(32):
        page = text(desk.get(where))
    assert "pot-1 is open until" in page
    assert "Begin a proposal of Builder" in text(builder.get(where))
    assert "Need (60" in text(client.get("/calls/pot-1/"))


def test_a_text_keeps_its_key_when_another_goes(call):  # noqa: F811
    desk = office()
    kept(posted(desk, "call_texts", call.pk, title_0="", title_1="The idea, in short", limit_1="900"))
    call.refresh_from_db()
    assert [(part.key, part.title) for part in terms_of(call).parts] == [("idea", "The idea, in short")]


def test_the_end_of_an_open_call_is_moved_with_a_reason(call):  # noqa: F811
    desk = office()
    assert "closes_at" not in text(desk.get(reverse("call_text", args=[call.pk])))
    assert "This field is required" in refused(posted(desk, "call_end", call.pk, closes_at=END))
    kept(posted(desk, "call_end", call.pk, closes_at=END, reason="Holidays."))
    assert "Holidays." in text(browser_of("builder").get(reverse("call_work", args=[call.pk])))
    stays = desk.post(reverse("call_remove", args=[call.pk]), {"reason": "x"})
    assert "Move its end instead" in text(stays)
    assert Call.objects.filter(pk=call.pk).exists()


def test_terms_stay_once_a_proposal_was_sent(call, propose):  # noqa: F811
    propose()
    desk = office()
    assert "Open another call" in text(desk.get(reverse("call_criteria", args=[call.pk])))
    posted(desk, "call_criteria", call.pk, title_0="All", weight_0="100")
    call.refresh_from_db()
    assert len(terms_of(call).criteria) == 2


def test_a_call_that_was_never_opened_is_taken_away(fund):  # noqa: F811
    desk = office()
    kept(posted(desk, "call_new", "pot", title="Doors"))
    kept(posted(desk, "call_remove", "pot-1", reason="The fund closed."))
    assert not Call.objects.exists()
