"""Tokens of institutions: issued with scopes, shown once, revoked, and out of reach for other seats."""

import re
from uuid import uuid4

import pytest

from opensalw.core.models import AccessToken
from opensalw.core.queries import hashed, person_of_token, valid_token

GIVEN = {"institution": "J-BEG/police", "label": "Case system", "scopes": ["read", "write"]}


def issue(client, **changes):
    return client.post("/office/tokens/issue/", {**GIVEN, **changes})


def test_a_token_is_shown_once_and_kept_as_a_digest(office):
    client = office.clients["officer_beg"]
    answer = issue(client)
    secret = re.search(r"osw_[\w-]{43}", answer.content.decode()).group()
    token = AccessToken.objects.get()
    assert (token.secret_hash, token.scopes) == (hashed(secret), ["read", "write"])
    assert answer["Cache-Control"] == "no-store, private"
    listed = client.get("/office/tokens/").content.decode()
    assert secret not in listed
    assert f"{secret[:8]}…" in listed
    assert "never" in listed


def test_a_token_acts_as_its_institution_and_no_more(office):
    issue(office.clients["secretariat"])
    person = person_of_token(AccessToken.objects.get())
    assert not person.is_secretariat
    assert person.jurisdictions == ("J-BEG",)
    assert {post.role for post in person.posts} == {"contributor"}


@pytest.mark.parametrize("scopes", [[], ["admin"], ["read", "everything"]])
def test_only_known_scopes_are_given(office, scopes):
    assert issue(office.clients["secretariat"], scopes=scopes).status_code == 422
    assert AccessToken.objects.count() == 0


@pytest.mark.parametrize("institution", ["J-PRN/police", "J-REG/secretariat", "J-REG/donor"])
def test_an_officer_issues_none_for_others(office, institution):
    assert issue(office.clients["officer_beg"], institution=institution).status_code == 403
    assert AccessToken.objects.count() == 0


def test_an_unknown_institution_is_an_error_at_its_field(office):
    answer = issue(office.clients["secretariat"], institution="J-BEG/none")
    assert answer.status_code == 422
    assert 'href="#id_institution"' in answer.content.decode()


def test_a_revoked_token_is_worthless_and_the_page_says_what_happens_first(office):
    client = office.clients["officer_beg"]
    secret = re.search(r"osw_[\w-]{43}", issue(client).content.decode()).group()
    path = f"/office/tokens/{AccessToken.objects.get().pk}/revoke/"
    assert valid_token(secret)
    assert "cannot be undone" in client.get(path).content.decode()
    assert valid_token(secret)
    assert client.post(path).status_code == 302
    assert valid_token(secret) is None
    assert "revoked" in client.get("/office/tokens/").content.decode()


def test_an_officer_neither_sees_nor_revokes_tokens_of_others(office):
    issue(office.clients["officer_prn"], institution="J-PRN/police", label="Foreign system")
    token = AccessToken.objects.get()
    client = office.clients["officer_beg"]
    assert "Foreign system" not in client.get("/office/tokens/").content.decode()
    assert client.get(f"/office/tokens/{token.pk}/revoke/").status_code == 403
    assert client.post(f"/office/tokens/{token.pk}/revoke/").status_code == 403
    assert client.post(f"/office/tokens/{uuid4()}/revoke/").status_code == 403
    assert AccessToken.objects.get().revoked_at is None
