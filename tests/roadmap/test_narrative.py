"""The narrative in work: status, objective, order, what is removed and put back, what two editors wrote, links."""

from uuid import uuid4

import pytest

from opensalw.core.refusal import Refused
from opensalw.roadmap.commands import review
from opensalw.roadmap.commands.drafting import (
    ChangedMeanwhile,
    move_text,
    put_text_back,
    remove_text,
    save_text,
    set_aside,
    take_theirs,
)  # fmt: skip
from opensalw.roadmap.commands.evidence import add_link
from opensalw.roadmap.commands.plans import adopt_plan
from opensalw.roadmap.models import DraftChange, SetAside
from opensalw.roadmap.narrative import refuse_link
from opensalw.roadmap.places import Place
from opensalw.roadmap.queries.changes import broken_change, removed_texts
from opensalw.roadmap.queries.threads import conversation
from opensalw.roadmap.snapshots import content
from tests.cast import SECOND, officer

BY = officer("J-BEG")


@pytest.fixture
def part(round):
    return round.submissions.get(jurisdiction="J-BEG")


def write(part, text, kind="progress", by=BY, **facts):
    return save_text(part, goal=6, kind=kind, text=text, by=by, **facts)


def order(part):
    return list(part.texts.filter(kind="progress").values_list("text", flat=True))


def test_each_kind_has_its_own_status(part):
    assert write(part, "Melted.", status="done").status == "done"
    assert write(part, "A furnace.", kind="need", status="being_met").status == "being_met"
    with pytest.raises(Refused, match="one of: done, ongoing"):
        write(part, "Melted.", status="met")
    with pytest.raises(Refused, match="not an objective"):
        write(part, "Melted.", objective="BEG-9999")


def test_a_status_that_is_not_given_stays(part):
    item = write(part, "Melted.", status="done")
    assert write(part, "Crushed.", item=item.pk).status == "done"
    assert write(part, "Crushed.", item=item.pk, status="").status == ""


def test_the_same_again_changes_nothing_and_a_form_adds_once(part):
    new = uuid4()
    first = write(part, "Melted.", new=new)
    again = write(part, "Melted.", new=new)
    assert (first.pk, again.pk, again.revision, DraftChange.objects.count()) == (new, new, 1, 1)
    assert write(part, "Melted in March.", new=new).revision == 2


def test_an_id_of_another_part_is_never_taken_over(part, round):
    item = write(part, "Melted.")
    other = round.submissions.get(jurisdiction="J-TIR")
    with pytest.raises(Refused, match="elsewhere"):
        save_text(other, goal=6, kind="progress", text="Mine.", by=officer("J-TIR"), new=item.pk)
    with pytest.raises(Refused, match="removed meanwhile"):
        save_text(other, goal=6, kind="progress", text="Mine.", by=officer("J-TIR"), item=item.pk)


def test_texts_change_places_and_stop_at_the_ends(part):
    one, two, three = (write(part, word) for word in ("One.", "Two.", "Three."))
    move_text(part, three.pk, up=True, by=BY)
    assert order(part) == ["One.", "Three.", "Two."]
    move_text(part, one.pk, up=True, by=BY)
    move_text(part, two.pk, up=False, by=BY)
    assert order(part) == ["One.", "Three.", "Two."]
    move_text(part, one.pk, up=False, by=BY)
    assert order(part) == ["Three.", "One.", "Two."]
    assert broken_change(part) is None


def test_a_removed_text_is_put_back_with_its_conversation(part):
    item = write(part, "Melted.", status="done", translation="x")
    thread = review.comment(part, text="Where?", by=SECOND, about=Place(item=item.pk))
    remove_text(part, item.pk, by=SECOND)
    assert [row.before["text"] for row in removed_texts(part, 6)] == ["Melted."]
    assert conversation(thread).is_gone
    back = put_text_back(part, item.pk, by=BY)
    assert (back.pk, back.text, back.status, back.translation) == (item.pk, "Melted.", "done", "x")
    assert not conversation(thread).is_gone
    assert removed_texts(part, 6) == []
    with pytest.raises(Refused, match="not among those"):
        put_text_back(part, item.pk, by=BY)
    with pytest.raises(ChangedMeanwhile):  # an editor of before the removal is told
        write(part, "Crushed.", item=item.pk, revision=1)
    assert broken_change(part) is None


def test_what_the_second_of_two_editors_wrote_is_kept_until_they_choose(part):
    item = write(part, "Melted.")
    write(part, "Melted in March.", item=item.pk, revision=1, by=SECOND)
    with pytest.raises(ChangedMeanwhile) as conflict:
        write(part, "Melted in May.", item=item.pk, revision=1)
    assert conflict.value.theirs.text == "Melted in March."
    set_aside(part, item=item.pk, text="Melted in May.", by=BY, seen=1)
    assert SetAside.objects.get().text == "Melted in May."
    write(part, "Melted in March and May.", item=item.pk, revision=2)
    assert not SetAside.objects.exists()
    set_aside(part, item=item.pk, text="Mine.", by=BY, seen=1)
    take_theirs(part, item.pk, by=SECOND)
    assert SetAside.objects.exists()
    take_theirs(part, item.pk, by=BY)
    assert not SetAside.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "//a.example", "http://", "http://[a/",
        "https://u:p@a.example/",
        "http://a.example/ b", "http://a.example/\"x", "mailto:a@b.example", "http://a.example/" + "x" * 500,
    ],
)  # fmt: skip
def test_a_link_leads_to_the_web_and_carries_no_password(part, url):
    assert refuse_link(url)
    with pytest.raises(Refused):
        add_link(part, url=url, by=BY, goal=6)


def test_a_link_and_its_text_are_in_what_is_sent(part):
    item = write(part, "Melted.", status="done")
    add_link(part, url="https://works.example/report", said="The works' own report", by=BY, goal=6, item=item.pk)
    facts = content(part)
    assert facts["texts"][0]["status"] == "done"
    (sent,) = facts["evidence"]
    assert (sent["url"], sent["text"], sent["sha256"]) == ("https://works.example/report", str(item.pk), "")
    with pytest.raises(Refused, match="no such text item"):
        add_link(part, url="https://works.example/", by=BY, item=uuid4())


def test_a_text_serves_an_activity_of_the_own_plan(part):
    facts = [{"code": "BEG-1", "goal": 6, "title": "Melt surplus", "objective": "Less surplus", "status": "ongoing"}]
    adopt_plan(jurisdiction="J-BEG", framework_key="wb_2018", title="Plan", activities=facts, by=BY)
    assert write(part, "Melted.", objective="BEG-1").objective == "BEG-1"
