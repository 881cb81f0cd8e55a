"""The little Markdown of a text: what it makes, and that nothing else ever becomes markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensalw.core.redline import redline
from opensalw.core.richtext import TAGS, Stretch, html_of, plain_of, stretches

ATTACKS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example/)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "![x](http://evil.example/x.png)",
    '[x](http://a.example "onmouseover=alert(1)")',
    '[x](http://a.example/"onmouseover=alert(1))',
    "**<b onclick=alert(1)>x</b>**",
    "`<script>`",
    "&lt;script&gt;",
    "# Heading",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "\x00<svg/onload=alert(1)>",
]


def test_bold_italic_lists_and_links_are_read():
    text = "**Melted** on *3 March*:\n\n- in [the works](https://works.example/a)\n- elsewhere\n\n1. first\n2. second"
    made = html_of(text)
    assert "<strong>Melted</strong> on <em>3 March</em>" in made
    assert '<a href="https://works.example/a" rel="nofollow noopener noreferrer">the works</a>' in made
    assert made.count("<li>") == 4
    assert "<ol>" in made
    assert plain_of(text) == "Melted on 3 March:\n\u2022 in the works\n\u2022 elsewhere\n1. first\n2. second"
    assert stretches("a **b** [c](http://d.example)") == [
        Stretch("a "), Stretch("b", bold=True), Stretch(" "), Stretch("c", link="http://d.example"),
    ]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_else_is_markup(attack):
    refuse_markup(html_of(attack))
    assert all(one.link.startswith(("", "http://", "https://")) for one in stretches(attack))


def refuse_markup(made):
    tags = set(re.findall(r"<\s*/?\s*([A-Za-z!?][A-Za-z0-9]*)", made))
    assert tags <= TAGS, made
    for attributes in re.findall(r"<[a-z]+\s([^>]*)>", made):
        assert re.fullmatch(r'(?i)(href="https?://[^"]*" )?(rel="[a-z ]+")|start="\d+"', attributes.strip()), made


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200) | st.lists(st.sampled_from(
    [*ATTACKS, "**", "*", "_", "[", "](", ")", "<", ">", "\n", "- ", "1. ", "http://a.example", '"', "\\", " ", "x"]
)).map("".join))  # fmt: skip
def test_wild_text_never_becomes_markup_and_never_fails(text):
    refuse_markup(html_of(text))
    for stretch in stretches(text):
        assert not stretch.link or stretch.link.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "text",
    [
        "12. marta 2020. godine",
        "2019. godine",
        "+ 5 per cent",
        "Kosovo* and Kosovo*",
        "a_b_c",
        "2 * 3 * 4",
        "5 < 6",
    ],
)
def test_what_only_looks_like_markup_stays_as_it_is(text):
    assert plain_of(text) == text
    assert "<ol" not in html_of(text)
    assert "<em>" not in html_of(text)


def test_words_are_changed_but_never_the_markup():
    assert html_of("**a** [a](http://a.example)", lambda words: words.replace("a", "b")) == (
        '<p><strong>b</strong> <a href="http://a.example" rel="nofollow noopener noreferrer">b</a></p>\n'
    )


def test_a_redline_shows_what_went_and_what_came():
    pieces = [(one.change, one.text) for one in redline("Nine rifles were melted.", "Nine pistols were crushed.")]
    assert pieces == [
        ("same", "Nine "), ("removed", "rifles"), ("added", "pistols"), ("same", " were "), ("removed", "melted"),
        ("added", "crushed"), ("same", "."),
    ]  # fmt: skip


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_can_be_read_out_of_a_redline(before, after):
    pieces = redline(before, after)
    assert "".join(one.text for one in pieces if one.change != "added") == before
    assert "".join(one.text for one in pieces if one.change != "removed") == after
