"""Conversations through the API: read, begun, answered, resolved, and never public."""

import pytest

from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands import review
from opensalw.roadmap.places import Place
from tests.cast import SECRETARIAT

from .conftest import V1
from .test_writing import PART, part, send  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db
THREADS = f"{PART}/threads"


def test_a_conversation_is_begun_answered_and_resolved(client, part, token):  # noqa: F811
    headers = token("read", "write")
    about = "destroyed.firearm:origin=surplus"
    made = send(client, "post", THREADS, {"about": about, "text": "Is March in it?"}, headers=headers)
    assert made.status_code == 201
    thread = made.json()["thread"]
    assert (thread["kind"], thread["about"], thread["goal"], thread["resolved"]) == ("comment", about, 6, False)
    with acting_for(*everywhere()):
        review.answer(review.Thread.objects.get(pk=thread["id"]), text="Which March?", by=SECRETARIAT)
    one = f"{THREADS}/{thread['id']}"
    told = send(client, "post", f"{one}/messages", {"text": "This one."}, headers=headers).json()["thread"]
    assert [(m["side"], m["text"]) for m in told["messages"]] == [
        ("seat", "Is March in it?"), ("secretariat", "Which March?"), ("seat", "This one."),
    ]  # fmt: skip
    assert send(client, "post", f"{one}/resolve", None, headers=headers).json()["thread"]["resolved"]
    assert client.get(f"{THREADS}?show=open", headers=headers).json()["threads"] == []
    assert len(client.get(f"{THREADS}?show=resolved", headers=headers).json()["threads"]) == 1
    refused = send(client, "post", f"{one}/messages", {"text": "More."}, headers=headers)
    assert (refused.status_code, "Open it again" in refused.json()["detail"]) == (409, True)


def test_a_query_is_resolved_by_the_secretariat_only(client, part, token):  # noqa: F811
    with acting_for(*everywhere()):
        part.state = "submitted"
        part.save()
        thread = review.ask(part, question="Sure?", about=Place(goal=6), by=SECRETARIAT)
    answer = send(client, "post", f"{THREADS}/{thread.pk}/resolve", None, headers=token("write"))
    assert (answer.status_code, answer.json()["detail"]) == (409, "Only the secretariat does this.")


def test_what_is_not_there_is_named(client, part, token):  # noqa: F811
    headers = token("read", "write")
    wrong = send(client, "post", THREADS, {"about": "goal-99", "text": "x"}, headers=headers)
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "about")
    assert send(client, "post", THREADS, {"about": "", "text": "x"}, headers=headers).status_code == 422
    assert client.get(f"{THREADS}?show=some", headers=headers).status_code == 422
    nobody = f"{THREADS}/00000000-0000-4000-8000-000000000000"
    assert client.get(nobody, headers=headers).status_code == 404


def test_conversations_are_never_public(client, part, token):  # noqa: F811
    assert client.get(THREADS).status_code == 401
    other = THREADS.replace("J-BEG", "J-TIR")
    assert client.get(other, headers=token("read")).status_code == 403
    assert send(client, "post", THREADS, {"text": "x"}, headers=token("read")).status_code == 403
    assert THREADS.startswith(V1)
