import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from opensalw.core import designations, name_sets
from opensalw.core.designation_lint import lint_text
from opensalw.core.designations import Footnotes, footnote, label, star
from opensalw.core.jurisdictions import ids
from opensalw.core.refusal import Refused

PIECES = some.sampled_from(
    [
        "Kosovo",
        "kosovo",
        "KOSOVO",
        "Kosova",
        "Kosovës",
        "Kosove\u0308",
        "Косово",
        "Косова",
        "Kosovar",
        "Ko\u00adsovo",
        "Kosovo*",
        "Kosovo\\*",
        "Kosovo's",
        "Kosovo’s*",
        "(Kosovo)",
        "“Kosovo”*",
        "**Kosovo**",
        "_Kosovo_",
        "`Kosovo`",
        "OSCE Mission to Kosovo",
        "OSCE Mission to\nKosovo",
        "Kosovo Force Mission",
        "Kosovo Polje",
        "kosovo.org",
        "https://example.org/kosovo",
        "kosovo_2019.csv",
        "a@kosovo.org",
        "Kosovska",
        "Kosović",
        "Belgrade",
        "in",
        " ",
        "\n",
        "*",
        "**",
        "\\",
        "/",
        "-",
        ".",
        "@",
        "'",
        "\u0308",
        "\u200b",
        "x",
        "1",
        ":",
        "://",
        "www.",
        "`",
        "_",
        footnote("un").text,
        footnote("eu").text,
    ]
)
TEXTS = some.one_of(some.lists(PIECES, max_size=12).map("".join), some.lists(PIECES, max_size=8).map(" ".join))


def test_the_seat_is_shown_unless_the_name_is_asked_for():
    assert [label(jid) for jid in ids()] == [
        "Belgrade",
        "Podgorica",
        "Pristina",
        "Sarajevo",
        "Skopje",
        "Tirana",
        "Regional",
    ]
    assert label("J-PRN", form="name") == "Kosovo*"
    assert label("J-SAR", "eu", "name") == "Bosnia and Herzegovina"
    assert designations.plain_name("J-PRN") == "Kosovo"


def test_each_audience_has_its_footnote():
    assert set(designations.audiences()) == {"un", "eu", "osce"}
    assert "Security Council resolution 1244 (1999)" in footnote("un").text
    assert "without prejudice to positions on status" in footnote("eu").text
    assert "resolution 1244" in footnote("osce").text
    assert str(footnote("un")).startswith("* References to Kosovo shall be understood")


def test_unknown_audiences_and_jurisdictions_are_refused():
    with pytest.raises(Refused, match="“nato” is not an audience"):
        label("J-PRN", "nato")
    with pytest.raises(Refused):
        label("J-XYZ")


def test_nothing_is_owed_where_only_seats_are_shown():
    notes = Footnotes("un")
    assert [notes.label(jid) for jid in ("J-BEG", "J-PRN")] == ["Belgrade", "Pristina"]
    assert notes.text("Report by the OSCE Mission to Kosovo") == "Report by the OSCE Mission to Kosovo"
    assert notes.owed() == []


@pytest.mark.parametrize("audience", ["un", "eu", "osce"])
def test_a_name_owes_the_footnote_once(audience):
    notes = Footnotes(audience)
    assert notes.label("J-PRN", form="name") == "Kosovo*"
    notes.scan("UNDP Kosovo*")
    assert notes.owed() == [footnote(audience)]


def test_text_gets_its_asterisks_and_is_noted():
    notes = Footnotes("eu")
    assert notes.text("Police in Kosovo and Kosovo's customs") == "Police in Kosovo* and Kosovo*'s customs"
    assert notes.owed() == [footnote("eu")]


def test_scanning_notes_a_starred_mention():
    notes = Footnotes()
    notes.scan("UNDP Kosovo* supports the campaign")
    assert len(notes.owed()) == 1


@pytest.mark.parametrize(
    ("text", "starred"),
    [
        ("Kosovo, KOSOVO and Kosovës", "Kosovo*, KOSOVO* and Kosovës*"),
        ("Косово, Косова", "Косово*, Косова*"),
        ("Kosovo-Albanian; Serbia/Kosovo", "Kosovo*-Albanian; Serbia/Kosovo*"),
        ("Kosovo* and Kosovo\\*", "Kosovo* and Kosovo\\*"),
        (
            "through the KFOR Kosovo Force Mission in Kosovo",
            "through the KFOR Kosovo Force Mission in Kosovo*",
        ),
        ("in Kosovo force was used", "in Kosovo* force was used"),
        (
            "https://example.org/kosovo kosovo.csv kosovo_id",
            "https://example.org/kosovo kosovo.csv kosovo_id",
        ),
        (footnote("osce").text, footnote("osce").text),
        ("Kosović, Kosovrasti", "Kosović, Kosovrasti"),
    ],
)
def test_the_asterisk_stands_after_each_mention_that_owes_it(text, starred):
    assert star(text) == starred


def test_an_audience_may_want_the_first_mention_only(monkeypatch):
    first = name_sets.name_set("eu").model_copy(update={"asterisk": "first"})
    sets = {**name_sets.vocabulary().audiences, "eu": first}
    words = name_sets.vocabulary().model_copy(update={"audiences": sets})
    monkeypatch.setattr(name_sets, "vocabulary", lambda: words)
    assert star("Kosovo and Kosovo", "eu") == "Kosovo* and Kosovo"
    assert lint_text("Kosovo* and Kosovo", "eu", fragment=True) == []
    notes = Footnotes("eu")
    assert [notes.text("Kosovo"), notes.text("Kosovo")] == ["Kosovo*", "Kosovo"]


@given(TEXTS)
@example("KosovarThis designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999.")
@example(
    "KosovarThis designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the "
    "ICJ Opinion on the Kosovo declaration of independence."
)
def test_starring_twice_changes_nothing(text):
    assert star(star(text)) == star(text)


@given(TEXTS)
def test_only_asterisks_are_added(text):
    assert star(text).replace("*", "") == text.replace("*", "")


@given(TEXTS)
def test_a_starred_text_with_its_footnote_is_clean(text):
    document = f"{star(text)}\n\n{footnote('un')}"
    assert [finding for finding in lint_text(document, "un") if finding.is_error] == []
