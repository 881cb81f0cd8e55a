"""The look keeps its promises: nothing inline, short files, one footnote, missing in words."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from opensalw.web import figures, icons, states
from opensalw.web.styleguide import styleguide
from opensalw.web.templatetags import opensalw_web as tags

WEB = Path(figures.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
INLINE = re.compile(
    r"""\sstyle=|\son[a-z]+=["']|<style|hx-on|hx-vals=["']js:|hx-trigger="[^"]*\[|<script(?![^>]*\ssrc=)"""
)


def drawn(source: str, **context: object) -> str:
    """A template drawn for a request of its own."""
    request = RequestFactory().get("/")
    return Template("{% load opensalw_web %}" + source).render(Context({"request": request, **context}))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_a_template_is_short_and_holds_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 100
    assert not INLINE.findall(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (15430, "15,430"),
        (Decimal("23400.000"), "23,400"),
        (Decimal("54.10"), "54.1"),
        (-38, "\u221238"),
        (0, "0"),
        (None, ""),
    ],
)
def test_numbers(value: object, shown: str) -> None:
    assert tags.number(value) == shown


def test_dates() -> None:
    assert tags.day(date(2020, 7, 3)) == "3 July 2020"
    assert tags.moment(datetime(2020, 7, 3, 14, 2, tzinfo=UTC)) == "3 July 2020, 14:02"
    assert tags.on(date(2020, 7, 3)) == '<time datetime="2020-07-03">3 July 2020</time>'


def test_a_footnote_is_owed_once_and_shown_once() -> None:
    page = drawn("{% said text %}{% footnotes %}{% words text %}{% footnotes %}", text="In Kosovo <b>594</b> weapons.")
    assert "In Kosovo* &lt;b&gt;594" in page
    assert page.count("1244") == 1
    assert "footnote" not in drawn("{% seat 'J-TIR' %}{% footnotes %}")


def test_every_state_has_a_shape_and_a_word() -> None:
    for key, shown in states.STATES.items():
        assert shown.shape in icons.SHAPES, key
        assert str(shown.word) in drawn("{% state key %}", key=key)


def test_a_figure_is_a_door_and_a_missing_one_says_why() -> None:
    door = tags.figure(figures.Figure("15,430", "/observations/1/", marks=("p",)))
    assert 'href="/observations/1/"' in door
    assert "(provisional)" in door
    assert tags.figure(figures.Figure("not reported", missing=True)) == '<span class="missing">not reported</span>'


def test_the_style_guide_is_drawn(settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    page = styleguide(RequestFactory().get("/styleguide/")).content.decode()
    assert page.count("<h1") == 2
    assert ' style="' not in page
    assert page.count("1244") == 1
