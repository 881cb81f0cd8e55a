"""The pictures of the manual: taken by the browser tests, shown on a page, and told in words."""

import re

import pytest

from .manual import DOCS, PAGES, ROOT, shown

PICTURES = sorted((DOCS / "pictures").glob("*.png"))
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
LARGEST = 400_000


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_taken_by_a_browser_test_and_stands_on_a_page(picture):
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "browser").glob("*.py"))
    assert f'"{picture.stem}"' in tests
    assert any(f"pictures/{picture.name}" in page.read_text(encoding="utf-8") for page in PAGES)
    assert picture.stat().st_size < LARGEST


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_each_picture_of_a_page_is_told_in_words(page):
    for words, address in SHOWN.findall(page.read_text(encoding="utf-8")):
        assert len(words) > 20, address
        assert (page.parent / address).exists()
