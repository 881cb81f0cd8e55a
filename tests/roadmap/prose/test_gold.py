"""The figures of the given meeting notes, against the annotation by hand."""

import json

import pytest

from opensalw.cli.__main__ import main
from opensalw.core.refusal import Refused
from opensalw.roadmap.prose.documents import read_document
from opensalw.roadmap.prose.figures import figures
from opensalw.roadmap.prose.measuring import measure, read_gold

from .given import GOLD, meeting_notes


@pytest.fixture(scope="module")
def groups():
    document = read_document(meeting_notes())
    return {group.title: group for group in measure(figures(document), document, read_gold(GOLD))}


def score(groups, title, name):
    return next(score for score in groups[title].scores if score.name == name)


@pytest.mark.parametrize("title", ["tuned on", "not tuned on"])
def test_nearly_every_amount_is_found_and_hardly_a_wrong_one(groups, title):
    amounts = score(groups, title, "amount")
    assert amounts.recall >= 0.95
    assert amounts.precision >= 0.9


@pytest.mark.parametrize("title", ["tuned on", "not tuned on"])
def test_amount_unit_and_object_are_found_together(groups, title):
    things = score(groups, title, "amount + unit + object")
    assert things.recall >= 0.85
    assert things.precision >= 0.9


@pytest.mark.parametrize("name", ["jurisdiction", "actor", "period", "fit", "status", "approximate", "direction"])
def test_each_other_field_is_mostly_right(groups, name):
    assert score(groups, "all", name).recall >= 0.85


def test_the_five_directions_without_a_number_are_found(groups):
    alone = score(groups, "all", "direction alone")
    assert (alone.right, alone.proposed, alone.there) == (5, 5, 5)


def test_the_annotation_holds_places_and_no_words_of_the_notes():
    text = meeting_notes().read_text(encoding="utf-8")
    for one in read_gold(GOLD).figures:
        assert 0 <= one.span[0] < one.span[1] <= len(text)
        assert len(text[slice(*one.span)]) <= 12


def test_an_annotation_of_another_file_is_refused(tmp_path):
    document = read_document(meeting_notes())
    gold = tmp_path / "gold.csv"
    gold.write_text(GOLD.read_text().replace(document.sha256, "0" * 64))
    with pytest.raises(Refused, match="belongs to another file"):
        measure([], document, read_gold(gold))


def test_one_command_prints_precision_and_recall(capsys):
    assert main(["notes", "measure", str(meeting_notes()), "--gold", str(GOLD), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [group["sections"] for group in printed if group["title"] in ("tuned on", "not tuned on")] == [
        ["I", "II"],
        ["opening", "III", "IV"],
    ]
    assert printed[-1]["fields"][0]["there"] == 46


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("I,a,2,3,,,,,,,,,,,", "figure 1: start, end, amount"),
        ("I,1,2,many,,,,,,,,,,,", "figure 1: start, end, amount"),
    ],
)
def test_a_row_of_the_annotation_that_cannot_be_read_is_named(tmp_path, row, words):
    gold = tmp_path / "gold.csv"
    head = next(line for line in GOLD.read_text().splitlines() if not line.startswith("#"))
    gold.write_text(f"{head}\n{row}\n")
    with pytest.raises(Refused, match=words):
        read_gold(gold)
