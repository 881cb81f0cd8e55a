"""The holder of a one-time link: setting a password once, in time, and leaving no trace of the secret."""

import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from opensalw.core import commands
from opensalw.core.models import OneTimeLink, User

NEW = "harbour-of-nine-clocks"


def opened(secret: str) -> Client:
    client = Client()
    answer = client.get(f"/office/link/{secret}/")
    assert answer.status_code == 302
    assert answer.url == "/office/link/"
    return client


def send(client: Client, password: str = NEW, again: str | None = None):
    return client.post("/office/link/", {"password": password, "again": password if again is None else again})


def test_a_link_sets_a_password_once(office, waiting_link):
    secret = waiting_link(office.police_beg)
    client = opened(secret)
    assert "Set your password" in client.get("/office/link/").content.decode()
    answer = send(client)
    assert (answer.status_code, answer.url) == (302, "/accounts/login/")
    assert Client().login(email="police_beg@opensalw.example", password=NEW)
    assert "no longer works" in send(client, "another-of-nine-clocks").content.decode()
    assert "no longer works" in opened(secret).get("/office/link/").content.decode()
    assert User.objects.get(pk=office.police_beg.pk).check_password(NEW)


def test_a_link_dies_after_seven_days(office, waiting_link):
    secret = waiting_link(office.police_beg)
    client = opened(secret)
    kept = OneTimeLink.objects.get()
    assert timedelta(days=6, hours=23) < kept.expires_at - timezone.now() <= timedelta(days=7)
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "no longer works" in send(client).content.decode()
    assert "no longer works" in opened(secret).get("/office/link/").content.decode()


def test_a_newer_link_and_a_closed_account_end_an_opened_one(office, waiting_link):
    first = opened(waiting_link(office.police_beg))
    second = opened(waiting_link(office.police_beg))
    assert "no longer works" in first.get("/office/link/").content.decode()
    commands.deactivate(office.police_beg, by="operator")
    assert "no longer works" in send(second).content.decode()


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("short", "short", "too short"),
        ("password1234", "password1234", "too common"),
        ("police_beg@opensalw", "police_beg@opensalw", "too similar"),
        (NEW, "something else", "differs from the password above"),
        ("", "", "required"),
    ],
)
def test_a_password_that_does_not_do_is_explained_at_its_field(office, waiting_link, password, again, words):
    client = opened(waiting_link(office.police_beg))
    answer = send(client, password, again)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "error-summary" in answer.content.decode()
    assert OneTimeLink.objects.get().used_at is None
    assert send(client).status_code == 302


def test_the_page_without_a_link_says_so(client, db):
    assert "no longer works" in client.get("/office/link/").content.decode()
    assert "no longer works" in send(client).content.decode()


def test_a_colleague_who_opens_the_link_is_signed_out_when_it_is_used(office, waiting_link):
    client = office.clients["secretariat"]
    client.get(f"/office/link/{waiting_link(office.police_beg)}/")
    assert send(client).status_code == 302
    assert client.get("/office/people/").status_code == 302


def test_the_other_sessions_of_the_holder_end(office, waiting_link):
    send(opened(waiting_link(office.police_beg)))
    assert office.clients["police_beg"].get("/office/ledger/").status_code == 302


@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_the_secret_is_in_no_log_no_session_and_no_referrer(office, waiting_link, caplog, method):
    caplog.set_level(logging.DEBUG)
    secrets = [waiting_link(office.police_beg), "x" * 43]
    for secret in secrets:
        client = Client(enforce_csrf_checks=True)
        answer = getattr(client, method)(f"/office/link/{secret}/")
        assert answer.status_code == 302
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        client.get("/office/link/")
        assert not any(secret in text for text in caplog.messages)
        assert not any(secret in str(row.get_decoded()) for row in Session.objects.all())


def test_the_acts_do_not_hold_the_secret(office, waiting_link):
    secret = waiting_link(office.police_beg)
    assert secret not in office.clients["secretariat"].get("/office/acts/").content.decode()


def test_a_form_without_its_token_is_refused(office, waiting_link):
    client = Client(enforce_csrf_checks=True)
    client.get(f"/office/link/{waiting_link(office.police_beg)}/")
    assert send(client).status_code == 403
    assert OneTimeLink.objects.get().used_at is None


@pytest.mark.parametrize("email", ["police_beg@opensalw.example", "nobody@opensalw.example"])
def test_asking_for_a_reset_gives_the_same_answer_for_any_address(client, office, email):
    answer = client.post("/accounts/password/reset/", {"email": email})
    assert (answer.status_code, answer.url) == (302, "/accounts/password/reset/done/")
    page = client.get(answer.url).content.decode()
    assert email not in page
    assert "If the address belongs to an account" in page


def test_a_closed_account_gets_no_reset_by_itself(client, office):
    commands.deactivate(office.police_beg, by="operator")
    client.post("/accounts/password/reset/", {"email": "police_beg@opensalw.example"})
    assert not any("/accounts/password/reset/key/" in letter.body for letter in mail.outbox)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "https:evil.example", "/\\evil.example"])
def test_signing_in_leads_to_no_other_site(client, office, target):
    answer = client.post(
        "/accounts/login/",
        {"login": "police_beg@opensalw.example", "password": "lanterns-over-drina", "next": target},
    )
    assert answer.status_code == 302
    assert answer.url == "/work/"
