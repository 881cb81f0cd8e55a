"""Notes of meetings, read: the given ones against what a person marked, and others of our own with other structures."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as NewDocument
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from opensalw.cli.__main__ import main
from opensalw.core.refusal import Refused
from opensalw.roadmap.prose.documents import read_content, read_document, read_text
from opensalw.roadmap.prose.meeting_notes.measuring import measure_notes, read_gold
from opensalw.roadmap.prose.meeting_notes.people import Voices
from opensalw.roadmap.prose.meeting_notes.promising import promised_in
from opensalw.roadmap.prose.meeting_notes.reading import read_notes
from opensalw.roadmap.prose.vocabulary import vocabulary

from .given import meeting_notes

GOLD = Path(__file__).with_name("minutes_gold.yaml")
WRITTEN = date(2020, 7, 3)
LOCAL = """# Local Coordination Meeting, Podgorica

Held on 12 May 2021 in Podgorica

Moderated by: President of the SALW Commission

## Welcome

Head of the SALW Commission: The meeting prepares the regional one. In 2020, three workshops were held.

## Progress since the last meeting

- In the second half of 2020 the police seized more weapons than in 2019.
- Ministry of Interior: the new law will be sent to parliament by 30 June 2021.
- Border Police, Head of Department: training was organised in March; a second one is planned for 4-6 October.
- Between January and April 2021, 12 weapons were handed in.
- The ballistic laboratory was accredited on 3 March 2021.

## Support

UNDP, Project Manager: The software should be ready in the first quarter of 2022.

OSCE Mission to Montenegro: The detectors were delivered at the end of 2020. The rest is due by the end of the year.

The Roadmap aims to end trafficking by 2024.

## Next steps

- The Commission commits to answer the questions of the secretariat by 1 June 2021.
- Next local meeting: November 2021.
"""


@pytest.fixture(scope="module")
def scores():
    document = read_document(meeting_notes())
    return {one.name: one for one in measure_notes(read_notes(document), document, read_gold(GOLD))}


@pytest.mark.parametrize("name", ["sessions", "chairs", "blocks", "speakers", "promises"])
def test_the_given_notes_are_read_as_a_person_marked_them(scores, name):
    assert (scores[name].right, scores[name].proposed) == (scores[name].there, scores[name].there)


def test_the_block_without_a_heading_is_found_by_what_it_speaks_of():
    blocks = read_notes(read_document(meeting_notes())).blocks
    [lost] = [one for one in blocks if one.kind == "presentation" and not one.headed]
    assert lost.jurisdiction == "J-SKP"


def test_no_persons_name_is_kept_of_those_who_chair_or_speak():
    text = meeting_notes().read_text(encoding="utf-8")
    notes = read_notes(read_document(meeting_notes()))
    voices = [session.chair for session in notes.sessions] + [said.voice for b in notes.blocks for said in b.said]
    for word in ("Mr", "Ms", "H.E"):
        assert not any(voice.words.startswith(f"{word}.") for voice in voices)
    assert GOLD.read_text() not in text


def test_the_command_prints_them_and_their_scores(capsys):
    assert main(["notes", "minutes", str(meeting_notes()), "--gold", str(GOLD), "--json"]) == 0
    assert {one["field"] for one in json.loads(capsys.readouterr().out)} >= {"sessions", "promises"}
    assert main(["notes", "minutes", str(meeting_notes()), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["held_on"], len(told["sessions"]), len(told["promises"])) == ("2020-07-03", 6, 12)


def test_a_local_meeting_in_plain_markdown():
    notes = read_notes(read_text(LOCAL))
    assert notes.held_on == date(2021, 5, 12)
    assert [(one.kind, one.chair.function) for one in notes.sessions] == [
        (kind, "President") for kind in ("opening", "jurisdictions", "other", "conclusions")
    ]
    assert {one.jurisdiction for one in notes.promises} == {"J-POD"}
    assert [(one.due_on.isoformat(), one.owner) for one in notes.promises] == [
        ("2021-06-30", "Ministry of Interior"), ("2021-10-06", "Border Police"), ("2022-03-31", "UNDP"),
        ("2021-12-31", "OSCE Mission to Montenegro"), ("2021-06-01", ""), ("2021-11-30", ""),
    ]  # fmt: skip


def test_a_document_of_word_with_headings_and_bold_speakers():
    made = NewDocument()
    made.add_heading("Second regional meeting", 0)
    made.add_paragraph("Tirana, 20 November 2019")
    made.add_heading("Opening", 1)
    made.add_paragraph("Chaired by Ms. Anna Example, Head of Unit, European Commission")
    line = made.add_paragraph()
    line.add_run("Mr. John Sample, Director, Regional Cooperation Council").bold = True
    line.add_run(" welcomed the participants.")
    made.add_heading("Reports of the jurisdictions", 1)
    made.add_heading("Tirana", 2)
    line = made.add_paragraph()
    line.add_run("Head of the SALW Commission").bold = True
    line.add_run(" presented the following points:")
    made.add_paragraph("A campaign will begin on 9 December 2019.", style="List Bullet")
    made.add_paragraph("In 2018, 512 weapons were destroyed.", style="List Bullet")
    made.add_heading("Comments", 2)
    line = made.add_paragraph()
    line.add_run("Ms. Jane Sample, Project Officer, UNDP").bold = True
    line.add_run(" announced that the scanners are to be delivered in the second half of 2020.")
    made.add_heading("Closing", 1)
    line = made.add_paragraph()
    line.add_run("Mr. Sample").bold = True
    line.add_run(" thanked everybody. The next meeting will take place in June 2020.")
    held = BytesIO()
    made.save(held)
    notes = read_notes(read_content("second.docx", held.getvalue()))
    assert notes.held_on == date(2019, 11, 20)
    assert (notes.sessions[0].chair.function, notes.sessions[0].chair.organisation) == (
        "Head of Unit", "European Commission",
    )  # fmt: skip
    assert [(one.kind, one.jurisdiction) for one in notes.blocks] == [
        ("address", ""), ("presentation", "J-TIR"), ("comments", "J-TIR"), ("conclusions", ""),
    ]  # fmt: skip
    assert [(one.due_on.isoformat(), one.owner) for one in notes.promises] == [
        ("2019-12-09", "SALW Commission"), ("2020-12-31", "UNDP"), ("2020-06-30", "Regional Cooperation Council"),
    ]  # fmt: skip
    assert "Sample" not in json.dumps([session.chair.words for session in notes.sessions])


@pytest.mark.parametrize(
    "text",
    [
        "In the second half of 2019, there was an increase of seized firearms at the borders.",
        "A public destruction was organised on 9 July 2019.",
        "594 weapons were destroyed in November.",
        "54.1% of the hunting weapons have been registered by April 2020.",
        "In July the police seized 20 weapons, and a campaign will start.",
        "The inspection, due to take place in Q1 2020, was postponed.",
        "The decision was adopted at the end of 2019.",
        "A second call was organised at the beginning of this year.",
        "The goal is to contain trafficking by 2024.",
        "They will work under the strategic framework 2020-2024.",
        "Directive 2017/853 will be transposed.",
        "The 2024 EU Firearms Action Plan will follow.",
        "The meeting in Novi Sad last November will be repeated.",
        "It will take place.",
        "May we recall that this will be needed.",
    ],
)
def test_the_past_and_the_horizon_are_no_promises(text):
    assert list(promised_in(text, WRITTEN)) == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The agreement is to be signed on 9 July 2020.", "2020-07-09"),
        ("It was agreed in May, and the decision will be made in July.", "2020-07-31"),
        ("Delivery has been postponed; it will be finished by the end of the year.", "2020-12-31"),
        ("The strategy is due to expire in mid-2020.", "2020-07-31"),
        ("The software should be ready by October this year.", "2020-10-31"),
        ("The commission undertakes to answer by 1.9.2020.", "2020-09-01"),
        ("Implementation will commence in 2020.", "2020-12-31"),
        ("Next meeting: 25 November 2020.", "2020-11-25"),
    ],
)
def test_what_lies_ahead_is_proposed(text, last):
    assert [due.due.last.isoformat() for _sentence, due in promised_in(text, WRITTEN)] == [last]


@pytest.mark.parametrize(
    ("introduction", "function", "organisation"),
    [
        ("Ms. A B, Project Coordinator, UNDP Serbia", "Project Coordinator", "UNDP Serbia"),
        ("H.E. A B, Director of Division, Arms Control, Federal Office, Germany",
         "Director of Division, Arms Control", "Federal Office, Germany"),
        ("UNDP, Project Manager", "Project Manager", "UNDP"),
        ("President of the SALW Commission", "President", "SALW Commission"),
        ("Ms. C D, SEESAC Project Specialist", "Project Specialist", "SEESAC"),
        ("OSCE", "", "OSCE"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_function_and_organisation_are_told_apart(introduction, function, organisation):
    voice = Voices(vocabulary()).read(introduction)
    assert (voice.function, voice.organisation) == (function, organisation)


def test_a_speaker_without_a_function_is_the_one_from_before():
    voices = Voices(vocabulary())
    voices.read("Mr. Ivan Petrovski, Principal Agent, INTERPOL")
    assert voices.read("Mr. Iwan Petrowski").words == "Principal Agent, INTERPOL"
    assert voices.read("Mr. Someone Else").words == ""


def test_notes_without_a_day_propose_nothing_until_it_is_given():
    document = read_text("# Meeting\n\n## Session 1\n\nUNDP: The software will be ready in October.")
    assert read_notes(document).promises == []
    assert [one.due_on for one in read_notes(document, held_on=WRITTEN).promises] == [date(2020, 10, 31)]


def test_an_annotation_that_is_none_is_refused(tmp_path):
    gold = tmp_path / "gold.yaml"
    gold.write_text("sessions: 3")
    with pytest.raises(Refused, match="annotation"):
        read_gold(gold)


@how(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([
    "# Title", "## Session I", "### Tirana", "## Comments", "Chaired by", "Chaired by X, Head, UNDP", "- point",
    "UNDP: It will be ready in October 2020.", "**Mr. X**", "**Mr. X Y, Head, OSCE** said", "| a | b |",
    "3 July 2020", "* * *",
    "**", "Belgrade", "Conclusions", "\\_\\_ / \\_\\_", "and it goes on",
]), max_size=25))  # fmt: skip
def test_whatever_the_structure_every_passage_is_read(lines):
    text = "\n\n".join(lines)
    if not text.strip(" \n*_\\/|-"):
        return
    try:
        notes = read_notes(read_text(text))
    except Refused:
        return
    for one in notes.promises:
        assert -1 <= one.session < len(notes.sessions)
        assert one.block < len(notes.sessions[one.session].blocks)
    json.dumps(notes.as_json())
