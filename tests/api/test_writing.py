"""An institution's machine fills and sends its part; a token never does more than its scope."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from opensalw.core.models import AccessToken
from opensalw.core.session import acting_for, current_jurisdictions, everywhere
from opensalw.roadmap.commands import review, submissions
from opensalw.roadmap.commands.drafting import fill_missing
from opensalw.roadmap.models import DraftCell, Submission
from opensalw.roadmap.states import State
from tests.api.conftest import V1
from tests.api.test_problems import problem
from tests.cast import REVIEWER, chair, officer

PART = f"{V1}/submissions/wb-2020-h1/J-BEG"
FIREARM = f"{PART}/figures/destroyed.firearm"


def send(client, method, address, body=None, **extra):
    """A request with a JSON body."""
    return getattr(client, method)(address, json.dumps(body), content_type="application/json", **extra)


@pytest.fixture
def part(round):
    return round.submissions.get(jurisdiction="J-BEG")


@pytest.fixture
def cleared(part):
    with acting_for(*everywhere()):
        fill_missing(part, measure=None, reason="not_reported", by=officer("J-BEG"))
        submissions.clear(part, by=chair("J-BEG"))
    return part


def test_a_machine_fills_its_part_and_sends_it(client, part, token):
    headers = token("read", "write", "submit")
    kept = send(client, "put", FIREARM, {"value": 12, "dimensions": {"origin": "surplus"}}, headers=headers)
    assert (kept.status_code, kept.json()["figure"]["value"], kept.json()["figure"]["revision"]) == (200, "12", 1)
    text = {"goal": 6, "kind": "progress", "text": "Firearms were melted in the steelworks."}
    made = send(client, "post", f"{PART}/texts", text, headers=headers)
    assert made.status_code == 201
    item = f"{PART}/texts/{made.json()['text']['id']}"
    changed = send(client, "put", item, {**text, "text": "They were melted.", "revision": 1}, headers=headers)
    assert changed.json()["text"]["revision"] == 2
    with acting_for(*everywhere()):
        fill_missing(part, measure=None, reason="not_reported", by=officer("J-BEG"))
        submissions.clear(part, by=chair("J-BEG"))
    sent = client.post(f"{PART}/submit", headers=headers)
    assert sent.status_code == 201
    receipt = sent.json()
    content = client.get(receipt["content"], headers=headers).content
    assert hashlib.sha256(content).hexdigest() == receipt["receipt"]["sha256"]
    assert json.loads(content)["texts"][0]["text"] == "They were melted."
    assert receipt["receipt"]["made_by"] == "J-BEG/commission read write submit"
    assert client.get(f"{PART}/receipts/1", headers=headers).json() == receipt


def test_the_own_part_shows_what_is_filled_and_missing(client, part, token):
    headers = token("read", "write")
    send(client, "put", FIREARM, {"reason": "withheld"}, headers=headers)
    shown = client.get(PART, headers=headers).json()
    assert (shown["state"], shown["figures"][0]["reason"], len(shown["unanswered"])) == ("draft", "withheld", 65)
    listed = client.get(f"{V1}/submissions", headers=headers).json()["submissions"]
    assert [one["jurisdiction"] for one in listed] == ["J-BEG"]


def test_a_returned_part_shows_the_questions_and_can_be_mended(client, cleared, token):
    headers = token("read", "write", "submit")
    client.post(f"{PART}/submit", headers=headers)
    with acting_for(*everywhere()):
        sent = Submission.objects.get(pk=cleared.pk)
        review.ask(sent, question="In which works?", measure="destroyed", line="firearm", by=REVIEWER)
        submissions.return_submission(cleared, by=REVIEWER)
    shown = client.get(PART, headers=headers).json()
    assert (shown["state"], shown["queries"][0]["question"], shown["queries"][0]["line"]) == (
        "returned", "In which works?", "destroyed.firearm",
    )  # fmt: skip
    assert send(client, "put", FIREARM, {"value": 3}, headers=headers).status_code == 200
    assert [one["number"] for one in shown["receipts"]] == [1]


def test_many_figures_are_each_kept_or_refused_on_their_own(client, part, token):
    figures = [
        {"line": "destroyed.firearm", "value": 12},
        {"line": "destroyed.firearms", "value": 12},
        {"line": "destroyed.ammunition", "value": "1.5"},
        {"line": "destroyed.explosive", "value": "23.4", "unit": "tonne"},
        {"line": "destroyed.device", "value": 1, "colour": "red"},
        {"line": "destroyed.component"},
        "nonsense",
    ]
    answer = send(client, "patch", f"{PART}/figures", {"figures": figures}, headers=token("write"))
    told = answer.json()
    assert (answer.status_code, told["kept"], told["refused"]) == (207, 2, 5)
    assert [one["kept"] for one in told["results"]] == [True, False, False, True, False, False, False]
    assert told["results"][1]["errors"][0]["field"] == "1.line"
    assert "whole number" in told["results"][2]["errors"][0]["message"]
    assert told["results"][3]["figure"]["value"] == "23400"
    assert told["results"][4]["errors"][0]["field"] == "4.colour"
    assert "why there is none" in told["results"][5]["errors"][0]["message"]
    assert set(DraftCell.objects.filter(submission=part).values_list("line", flat=True)) == {"firearm", "explosive"}


def test_many_good_figures_are_a_200(client, part, token):
    figures = {"figures": [{"line": "destroyed.firearm", "value": 12}]}
    assert send(client, "patch", f"{PART}/figures", figures, headers=token("write")).status_code == 200


def test_what_someone_else_changed_meanwhile_is_a_409(client, part, token):
    headers = token("write")
    for value in (1, 2):
        send(client, "put", FIREARM, {"value": value}, headers=headers)
    told = problem(send(client, "put", FIREARM, {"value": 3, "revision": 1}, headers=headers), 409)
    assert told["current"] == {"revision": 2}
    many = {"figures": [{"line": "destroyed.firearm", "value": 3, "revision": 1}]}
    results = send(client, "patch", f"{PART}/figures", many, headers=headers).json()["results"]
    assert results[0]["errors"][0]["field"] == "0.revision"
    assert DraftCell.objects.get(submission=part).value == 2


def test_a_figure_and_a_text_are_taken_out_again(client, part, token):
    headers = token("write")
    send(client, "put", FIREARM, {"value": 1, "dimensions": {"origin": "surplus"}}, headers=headers)
    text = {"goal": 1, "kind": "need", "text": "Funds."}
    item = send(client, "post", f"{PART}/texts", text, headers=headers).json()["text"]["id"]
    assert client.delete(f"{FIREARM}?dimensions=origin%3Dsurplus", headers=headers).status_code == 204
    assert client.delete(f"{PART}/texts/{item}", headers=headers).status_code == 204
    assert (part.cells.count(), part.texts.count()) == (0, 0)
    problem(client.delete(f"{PART}/figures/none.none", headers=headers), 404)
    problem(send(client, "put", f"{PART}/texts/{item}", {"goal": 1, "kind": "need", "text": "x"}, headers=headers), 404)


def test_a_part_that_is_cleared_is_not_written(client, cleared, token):
    headers = token("write", "submit")
    told = problem(send(client, "put", FIREARM, {"value": 1}, headers=headers), 409)
    assert "cannot be changed" in told["detail"]
    many = {"figures": [{"line": "destroyed.firearm", "value": 1}]}
    problem(send(client, "patch", f"{PART}/figures", many, headers=headers), 409)
    assert client.post(f"{PART}/submit", headers=headers).status_code == 201
    problem(client.post(f"{PART}/submit", headers=headers), 409)


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [(("read",), {"read"}), (("write",), {"write"}), (("submit",), {"submit"}), (("read", "write"), {"read", "write"})],
)
def test_a_token_never_does_more_than_its_scope(client, cleared, token, scopes, allowed):
    headers = token(*scopes)
    tried = {
        "read": client.get(f"{V1}/submissions", headers=headers),
        "write": client.delete(FIREARM, headers=headers),
        "submit": client.post(f"{PART}/submit", headers=headers),
    }
    for scope, response in tried.items():
        if scope in allowed:
            assert response.status_code in (200, 201, 409)
        else:
            assert "scope" in problem(response, 403)["detail"]
            assert f'scope="{scope}"' in response["WWW-Authenticate"]
    seen = client.get(PART, headers=headers).status_code
    assert seen == (200 if "read" in allowed else 401)


@pytest.mark.parametrize(
    ("who", "reads", "writes", "submits"),
    [
        ({"jurisdiction": "J-TIR"}, 403, 403, 403),
        ({"type": "police"}, 200, 422, 403),
        ({"jurisdiction": "J-REG", "type": "donor"}, 403, 403, 403),
        ({"jurisdiction": "J-REG", "type": "secretariat"}, 200, 409, 201),
    ],
)
def test_an_institution_does_what_its_place_allows(client, part, token, who, reads, writes, submits):
    headers = token("read", "write", "submit", **who)
    assert client.get(PART, headers=headers).status_code == reads
    assert client.delete(FIREARM, headers=headers).status_code == writes
    with acting_for(*everywhere()):
        fill_missing(part, measure=None, reason="not_reported", by=officer("J-BEG"))
        submissions.clear(part, by=chair("J-BEG"))
    assert client.post(f"{PART}/submit", headers=headers).status_code == submits
    whole = reads == 200 and who.get("type") != "police"
    assert client.get(f"{PART}/receipts/9", headers=headers).status_code == (404 if whole else 403)


def test_a_machine_acts_for_its_own_jurisdiction_whoever_signed_in_beside_it(officer_client, part, token):
    officer_client.get(f"{V1}/submissions", headers=token("read", jurisdiction="J-TIR"))
    assert current_jurisdictions() == {"J-TIR"}
    officer_client.get(f"{V1}/submissions", headers=token("read", jurisdiction="J-REG", type="donor"))
    assert current_jurisdictions() == set()


@pytest.mark.parametrize("header", ["Bearer osw_unknown", "Bearer", "bearer  x", "Basic YTpi", "osw_x", ""])
def test_a_bad_token_is_a_401_even_for_public_data(client, framework, header):
    response = client.get(f"{V1}/rounds", headers={"Authorization": header})
    problem(response, 401)
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_or_expired_token_is_a_401(client, part, token):
    headers = token("read")
    AccessToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    problem(client.get(f"{V1}/submissions", headers=headers), 401)
    AccessToken.objects.update(expires_at=timezone.now() + timedelta(days=1), revoked_at=timezone.now())
    problem(client.get(f"{V1}/submissions", headers=headers), 401)


def test_without_a_token_nothing_private_is_seen_or_written(client, part):
    for response in (
        client.get(f"{V1}/submissions"), client.get(PART), client.get(f"{PART}/receipts/1"),
        client.get(f"{PART}/receipts/1/content"), client.post(f"{PART}/submit"), client.delete(FIREARM),
        send(client, "put", FIREARM, {"value": 1}),
    ):  # fmt: skip
        problem(response, 401)
        assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_released_part_is_public_without_queries_gaps_and_receipts(client, part, token):
    with acting_for(*everywhere()):
        now = timezone.now()
        type(part).objects.filter(pk=part.pk).update(state=State.RELEASED, released_at=now, public_from=now)
    shown = client.get(PART).json()
    assert (shown["state"], shown["queries"], shown["unanswered"], shown["receipts"]) == ("released", None, None, None)


def test_a_use_of_a_token_is_noted(client, part, token):
    client.get(f"{V1}/submissions", headers=token("read"))
    assert AccessToken.objects.get().last_used_at


def test_a_signed_in_person_writes_only_with_the_csrf_token(officer_client, part):
    address, body = FIREARM, {"value": 1}
    assert officer_client.get(PART).status_code == 200
    assert "CSRF" in problem(send(officer_client, "put", address, body), 403)["detail"]
    officer_client.cookies["csrftoken"] = csrf = "a" * 32
    assert send(officer_client, "put", address, body, headers={"X-CSRFToken": csrf}).status_code == 200


def test_a_text_is_shown_with_its_asterisk_and_its_footnote(client, part, token):
    headers = token("write", "read")
    text = {"goal": 1, "kind": "need", "text": "Work with Kosovo."}
    answer = send(client, "post", f"{PART}/texts", text, headers=headers).json()
    assert (answer["text"]["text"], len(answer["footnotes"])) == ("Work with Kosovo*.", 1)


def test_a_round_or_jurisdiction_that_is_not_there_is_named(client, part, token):
    headers = token("read", "write", type="secretariat", jurisdiction="J-REG")
    problem(client.get(f"{V1}/submissions/none/J-BEG", headers=headers), 404)
    told = problem(client.get(f"{V1}/submissions/wb-2020-h1/J-XYZ", headers=headers), 422)
    assert told["errors"][0]["field"] == "jurisdiction"


def test_the_own_part_is_read_in_a_fixed_number_of_queries(part, token, django_assert_num_queries):
    client, headers = Client(), token("read", "write")
    client.get(PART, headers=headers)
    with acting_for(*everywhere()):
        fill_missing(part, measure=None, reason="not_reported", by=officer("J-BEG"))
    with django_assert_num_queries(11):
        client.get(PART, headers=headers)
