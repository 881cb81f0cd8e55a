"""Every page of the office: who may open it, how many questions it asks, and that its words are in order."""

import pytest

from opensalw.core.designation_lint import lint_text

PAGES = {
    "/office/people/": 12,
    "/office/people/invite/": 8,
    "/office/institutions/": 8,
    "/office/institutions/add/": 8,
    "/office/tokens/": 8,
    "/office/tokens/issue/": 8,
    "/office/acts/": 12,
    "/office/frameworks/": 8,
    "/office/ledger/": 14,
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_few_questions(office, path, django_assert_max_num_queries):
    client = office.clients["secretariat"]
    client.get(path)
    with django_assert_max_num_queries(PAGES[path]):
        answer = client.get(path)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_the_words_of_a_page_carry_the_asterisk_they_owe(office, path):
    text = office.clients["secretariat"].get(path).content.decode()
    assert lint_text(text) == []


@pytest.mark.parametrize("path", PAGES)
def test_who_is_not_signed_in_is_asked_to(client, office, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=/office/")


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/office/ledger/"])
@pytest.mark.parametrize("name", ["police_beg", "donor"])
def test_contributors_and_donors_do_not_look_after_people(office, path, name):
    answer = office.clients[name].get(path)
    assert answer.status_code == 403
    assert "Only the secretariat" in answer.content.decode()
