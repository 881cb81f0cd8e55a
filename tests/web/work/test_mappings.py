"""Mappings of codes on their pages: listed, looked into, loaded with all errors at once, fetched, taken out of use."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opensalw.returns.commands import load_mapping
from opensalw.returns.queries import mappings
from tests.returns.test_coded_formats import THEIRS

pytestmark = pytest.mark.django_db


def send(browser, text):
    file = SimpleUploadedFile("police.yaml", text if isinstance(text, bytes) else text.encode())
    return browser.post(reverse("mappings"), {"file": file}, follow=True)


def test_an_officer_loads_a_mapping_sees_what_it_covers_and_fetches_it(as_, part):
    browser = as_("officer", "J-BEG")
    assert "No mapping is in use" in browser.get(reverse("mappings")).content.decode()
    page = send(browser, THEIRS).content.decode()
    assert "is in use, version 1" in page
    page = browser.get(reverse("mapping", args=["police-system"])).content.decode()
    assert "fbfJHSPpUQD" in page
    assert "no code" in page
    assert "3 of 88 lines have a code" in page
    assert browser.get(reverse("mapping_file", args=["police-system"])).content.decode() == THEIRS
    assert b"key: own-codes" in browser.get(reverse("mapping_start", args=["wb_2018"])).content
    browser.post(reverse("mapping_withdraw", args=["police-system"]))
    assert not mappings()
    assert browser.get(reverse("mapping", args=["police-system"])).status_code == 404


def test_a_wrong_file_is_told_all_at_once_and_changes_nothing(as_, part):
    wrong = THEIRS.replace("line: destroyed.firearm}", "line: destroyed.firearms}").replace("J-BEG", "J-XXX")
    answer = send(as_("officer", "J-BEG"), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is not a jurisdiction" in page
    assert "Nothing was changed" in page
    assert not mappings()
    assert send(as_("officer", "J-BEG"), b"\xff\xfe\x00").status_code == 422
    assert as_("officer", "J-BEG").post(reverse("mappings")).status_code == 422


def test_others_read_a_mapping_and_do_not_change_it(as_, part, person):
    load_mapping(THEIRS, by=person("officer", "J-BEG"))
    browser = as_("officer", "J-TIR")
    assert "Take out of use" not in browser.get(reverse("mapping", args=["police-system"])).content.decode()
    assert "Only an officer" in send(browser, THEIRS).content.decode()
    browser.post(reverse("mapping_withdraw", args=["police-system"]))
    assert len(mappings()) == 1
    assert "Load a mapping file" not in as_("contributor", "J-BEG", "court").get(reverse("mappings")).content.decode()


@pytest.mark.parametrize(("name", "args"), [("mappings", ()), ("mapping", ("police-system",))])
def test_its_pages_ask_few_questions(as_, part, person, name, args, django_assert_max_num_queries):
    load_mapping(THEIRS, by=person("officer", "J-BEG"))
    browser = as_("officer", "J-BEG")
    with django_assert_max_num_queries(12):
        browser.get(reverse(name, args=args))
