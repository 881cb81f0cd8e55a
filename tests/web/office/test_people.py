"""Inviting, appointing, dismissing, closing: what each does, and who is refused."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client

from opensalw.core import commands
from opensalw.core.models import AdministrativeAct, Membership, OneTimeLink, User
from opensalw.core.queries import hashed

SECRET = r"/office/link/([\w-]{43})/"


def body(answer) -> str:
    return answer.content.decode()


def test_the_secretariat_invites_an_officer_by_mail_and_on_paper(office, invite):
    answer = invite(office.clients["secretariat"], institution="J-PRN/commission", role="officer")
    made = User.objects.get(email="new@opensalw.example")
    assert answer.status_code == 200
    assert not made.has_usable_password()
    assert [(one.institution_id, one.role) for one in made.memberships.all()] == [("J-PRN/commission", "officer")]
    (letter,) = mail.outbox
    assert letter.to == ["new@opensalw.example"]
    url = next(line for line in letter.body.splitlines() if "/office/link/" in line)
    assert url in body(answer)
    assert OneTimeLink.objects.get().secret_hash == hashed(url.rstrip("/").rpartition("/")[2])
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_without_a_mail_server_the_link_is_only_shown(office, invite, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    answer = invite(office.clients["secretariat"])
    assert mail.outbox == []
    assert "This installation sends no mail." in body(answer)
    assert "/office/link/" in body(answer)


def test_a_mail_server_that_fails_loses_nothing(office, invite, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMessage, "send", fail)
    answer = invite(office.clients["secretariat"])
    assert "The mail server did not take the mail." in body(answer)
    assert "/office/link/" in body(answer)


def test_an_officer_invites_a_contributor_of_the_own_jurisdiction(office, invite):
    assert invite(office.clients["officer_beg"]).status_code == 200
    assert Membership.objects.filter(user__email="new@opensalw.example", role="contributor").exists()


@pytest.mark.parametrize(
    ("institution", "role"),
    [("J-PRN/police", "contributor"), ("J-BEG/commission", "officer"), ("J-REG/secretariat", "secretariat")],
)
def test_an_officer_invites_nobody_else(office, invite, institution, role):
    answer = invite(office.clients["officer_beg"], institution=institution, role=role)
    assert answer.status_code == 403
    assert not User.objects.filter(email="new@opensalw.example").exists()


@pytest.mark.parametrize(
    ("institution", "role"), [("J-BEG/police", "secretariat"), ("J-REG/donor", "officer"), ("J-BEG/police", "donor")]
)
def test_a_role_must_fit_its_institution(office, invite, institution, role):
    answer = invite(office.clients["secretariat"], institution=institution, role=role)
    assert answer.status_code == 422
    assert not User.objects.filter(email="new@opensalw.example").exists()


def test_a_wrong_invitation_keeps_what_was_typed_and_links_the_field(office, invite):
    answer = invite(office.clients["secretariat"], email="officer_beg@opensalw.example", shown_as="Kept <b>words</b>")
    assert answer.status_code == 422
    assert "Kept &lt;b&gt;words&lt;/b&gt;" in body(answer)
    assert 'href="#id_email"' in body(answer)
    assert "already has an account" in body(answer)


@pytest.mark.parametrize("action", ["", "appoint/", "close/", "link/"])
@pytest.mark.parametrize("whose", ["officer_prn", "police_prn", "secretariat"])
def test_an_officer_does_not_reach_people_of_other_seats(office, action, whose):
    client, path = office.clients["officer_beg"], f"/office/people/{getattr(office, whose).pk}/{action}"
    assert client.get(path).status_code == 403
    if action:
        assert client.post(path, {"send": "on"}).status_code == 403
    assert getattr(office, whose).links.count() == 0


def test_a_guessed_id_tells_an_officer_nothing(office):
    assert office.clients["officer_beg"].get(f"/office/people/{uuid4()}/").status_code == 403
    assert office.clients["secretariat"].get(f"/office/people/{uuid4()}/").status_code == 404


def test_an_officer_manages_contributors_but_not_colleagues(office):
    client = office.clients["officer_beg"]
    assert client.get(f"/office/people/{office.police_beg.pk}/link/").status_code == 200
    assert client.get(f"/office/people/{office.chair_beg.pk}/").status_code == 200
    assert client.get(f"/office/people/{office.chair_beg.pk}/link/").status_code == 403


def test_somebody_with_a_second_post_is_left_to_the_secretariat(office):
    commands.appoint(
        office.police_beg, institution="J-PRN/commission", role="officer", since=date.today(), by="operator"
    )
    path = f"/office/people/{office.police_beg.pk}/link/"
    assert office.clients["officer_beg"].post(path, {"send": "on"}).status_code == 403
    assert office.clients["secretariat"].get(path).status_code == 200


def test_an_officer_sees_the_people_of_the_own_jurisdiction_only(office):
    shown = body(office.clients["officer_beg"].get("/office/people/"))
    assert "police_beg@" in shown
    assert "_prn@" not in shown
    assert "secretariat@" not in shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=CHAIR", {"chair_beg"}),
        ("role=contributor", {"police_beg", "police_prn"}),
        ("jurisdiction=J-PRN", {"officer_prn", "police_prn"}),
        ("role=officer&jurisdiction=J-BEG", {"officer_beg"}),
        ("state=deactivated", {"donor"}),
        ("state=expired", {"reviewer"}),
        ("state=active&q=review", set()),
    ],
)
def test_the_list_is_narrowed(office, query, expected):
    commands.deactivate(office.donor, by="operator")
    office.reviewer.set_unusable_password()
    office.reviewer.save()
    shown = body(office.clients["secretariat"].get(f"/office/people/?{query}"))
    assert {name for name in office.clients if f"{name}@opensalw" in shown} == expected


def test_pages_of_the_list_follow_each_other_both_ways(office):
    for number in range(60):
        commands.add_user(email=f"p{number}@opensalw.example", shown_as=f"Post {number // 2:02}", by="operator")
    client, seen, address = office.clients["secretariat"], [], "/office/people/"
    while address:
        page = client.get(address).context["page"]
        seen += [user.pk for user in page.rows]
        address = page.next_url and f"/office/people/{page.next_url}"
    assert len(seen) == len(set(seen)) == 68
    first = client.get(f"/office/people/{page.previous_url}").context["page"]
    assert [user.pk for user in first.rows] == seen[: len(first.rows)]
    assert first.previous_url == ""


@pytest.mark.parametrize("place", ["x", "", "00000000-0000-4000-8000-000000000001", "%00"])
def test_a_wrong_place_in_the_list_shows_its_beginning(office, place):
    assert office.clients["secretariat"].get(f"/office/people/?after={place}").status_code == 200


def test_closing_an_account_ends_its_sessions_at_once(office):
    victim, client = office.clients["police_beg"], office.clients["officer_beg"]
    assert victim.get("/office/ledger/").status_code == 200
    path = f"/office/people/{office.police_beg.pk}/close/"
    assert "signed out at once" in body(client.get(path))
    assert client.post(path).status_code == 302
    assert victim.get("/office/ledger/").status_code == 302
    assert not Client().login(email="police_beg@opensalw.example", password="lanterns-over-drina")


def test_an_account_is_opened_again_without_its_old_sessions(office):
    victim, client = office.clients["police_beg"], office.clients["secretariat"]
    client.post(f"/office/people/{office.police_beg.pk}/close/")
    assert client.post(f"/office/people/{office.police_beg.pk}/open/").status_code == 302
    assert User.objects.get(pk=office.police_beg.pk).is_active
    assert victim.get("/office/ledger/").status_code == 302
    assert "Make a new link" in body(client.get(f"/office/people/{office.police_beg.pk}/"))


def test_nobody_closes_or_dismisses_oneself(office):
    client, own = office.clients["secretariat"], office.secretariat
    post = own.memberships.get()
    assert client.post(f"/office/people/{own.pk}/close/").status_code == 403
    assert client.post(f"/office/people/{own.pk}/posts/{post.pk}/end/", {"on": date.today()}).status_code == 403


def test_a_post_is_given_and_ended(office):
    client, user = office.clients["secretariat"], office.police_beg
    given = {"institution": "J-BEG/interior", "role": "contributor", "since": date.today().isoformat()}
    assert client.post(f"/office/people/{user.pk}/appoint/", given).status_code == 302
    held = user.memberships.get(institution="J-BEG/interior")
    path = f"/office/people/{user.pk}/posts/{held.pk}/end/"
    assert client.post(path, {"on": (date.today() - timedelta(days=1)).isoformat()}).status_code == 422
    assert client.post(path, {"on": date.today().isoformat()}).status_code == 302
    assert user.memberships.get(pk=held.pk).until == date.today()


def test_a_post_of_somebody_else_is_not_ended_under_a_known_id(office):
    foreign = office.police_prn.memberships.get()
    path = f"/office/people/{office.police_beg.pk}/posts/{foreign.pk}/end/"
    assert office.clients["officer_beg"].post(path, {"on": date.today()}).status_code == 404
    assert Membership.objects.get(pk=foreign.pk).until is None


def test_every_act_leaves_a_line_that_only_the_secretariat_reads(office, invite):
    invite(office.clients["officer_beg"])
    shown = body(office.clients["secretariat"].get("/office/acts/?q=Police%20desk"))
    assert "Made an invitation link for Police desk" in shown
    assert "Officer beg" in shown
    assert office.clients["officer_beg"].get("/office/acts/").status_code == 403
    assert AdministrativeAct.objects.filter(act="invitation_link_made").count() == 1


@pytest.mark.parametrize("path", ["invite/", "{id}/close/", "{id}/link/", "{id}/appoint/"])
def test_a_form_without_its_token_is_refused(office, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.secretariat)
    answer = client.post(f"/office/people/{path}".format(id=office.police_beg.pk), {"send": "on"})
    assert answer.status_code == 403
    assert User.objects.get(pk=office.police_beg.pk).is_active


def test_asking_for_a_page_that_changes_something_changes_nothing(office):
    client = office.clients["secretariat"]
    for action in ("close/", "link/", "appoint/"):
        assert client.get(f"/office/people/{office.police_beg.pk}/{action}").status_code == 200
    assert User.objects.get(pk=office.police_beg.pk).is_active
    assert OneTimeLink.objects.count() == 0
