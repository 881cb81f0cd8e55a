"""The conclusions ledger: who is to do what by when, told by its entries, open until somebody closes it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from opensalw.coordination.commands import conclusions as commands
from opensalw.coordination.commands.carrying import carry, say
from opensalw.coordination.commands.progress import Shown, close, propose_closing, report_progress
from opensalw.coordination.models import Carried, Conclusion, Progress
from opensalw.coordination.queries.carrying import carried_to, to_carry, waiting_proposals
from opensalw.coordination.queries.conclusions import (
    Wanted,
    conclusions,
    is_public,
    life_of,
    of_meeting,
    owners,
    promises_of,
    seen_by,
)  # fmt: skip
from opensalw.core.commands import add_institution
from opensalw.core.models import Institution
from opensalw.core.permissions import PUBLIC
from opensalw.core.refusal import Refused
from tests.cast import CONTRIBUTOR, DONOR, SECRETARIAT, chair, officer, person
from tests.coordination.gatherings import item, meeting

LINK = Shown(link="https://example.org/agreement")
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 60


def promise(meeting, what="Sign the agreement on the donation", by=SECRETARIAT, **facts):
    given = {"owner": "Ministry of security", "due_on": date(2020, 7, 9), "due_from": date(2020, 7, 9),
             "jurisdiction": "J-SAR", "goal": 2, "kind": "commitment"}  # fmt: skip
    return commands.record(what=what, meeting=meeting, by=by, **{**given, **facts})


def test_the_life_of_a_conclusion_is_its_entries(third, fourth):
    """Recorded in a meeting, moved, reported on, carried, spoken of, closed with evidence, opened again."""
    held = promise(third, item=item(third), sentence="To be signed on 9 July.")
    commands.change_due(held, due_on=date(2020, 9, 1), due_words="1 September", reason="The minister travels.",
                        by=SECRETARIAT)  # fmt: skip
    commands.change_owner(held, owner="Council of ministers", reason="It decides.", by=SECRETARIAT)
    report_progress(held, said="The text is agreed.", by=officer("J-SAR"), shown=LINK)
    assert carry(fourth, by=SECRETARIAT).added == 1
    say(carried_to(fourth).get(), said="Signed in August.", by=SECRETARIAT)
    propose_closing(held, outcome="done", said="It was signed.", by=chair("J-SAR"))
    close(held, outcome="done", reason="Signed.", by=SECRETARIAT)
    commands.reopen(held, reason="The annex is missing.", by=SECRETARIAT)
    lines = [entry.line() for entry in life_of(held)]
    assert lines == [
        "C3-01 recorded: Sign the agreement on the donation (Ministry of security; 9 July 2020).",
        "Date changed from 9 July 2020 to 1 September 2020.",
        "Owner changed from Ministry of security to Council of ministers.",
        "Progress reported: The text is agreed.",
        "Put on the agenda of Regional meeting 4.",
        "Spoken of at Regional meeting 4: Signed in August.",
        "Proposed to close as done: It was signed.",
        "Closed as done.",
        "Reopened.",
    ]
    assert life_of(held)[1].reason == "The minister travels."
    held.refresh_from_db()
    assert (held.status, held.closed_on) == ("open", None)


def test_numbers_say_where_it_was_concluded(third):
    local = meeting(2, "local", "J-BEG", feeds=third)
    assert [promise(third).number for _each in range(3)] == ["C3-01", "C3-02", "C3-03"]
    assert promise(local).number == "C-BEG2-01"
    assert promise(third, origin="opinion", kind="recommendation").number == "O-01"
    assert promise(third, origin="assessment", kind="recommendation").number == "A-01"


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"what": " "}, "what", "what is to be done"),
        ({"owner": ""}, "owner", "who is to do it"),
        ({"due_on": None, "due_from": None}, "due", "why there is none"),
        ({"undated_because": "standing"}, "due", "Keep one of the two"),
        ({"due_from": date(2020, 8, 1)}, "due", "before it begins"),
        ({"kind": "wish"}, "kind", "Choose what it is"),
        ({"origin": "rumour"}, "meeting", "where it comes from"),
        ({"jurisdiction": "J-XXX"}, "jurisdiction", "not a jurisdiction"),
        ({"goal": 99}, "goal", "no goal 99"),
        ({"by": DONOR}, None, "Only the secretariat"),
        ({"by": officer("J-SAR")}, None, "Only the secretariat"),
    ],
)
def test_what_is_no_conclusion_is_refused_with_the_mend(third, facts, field, words):
    with pytest.raises(Refused, match=words) as refused:
        promise(third, **facts)
    assert refused.value.field == field
    assert not Conclusion.objects.exists()


def test_a_standing_conclusion_says_why_it_has_no_day(third):
    held = promise(third, due_on=None, due_from=None, undated_because="standing")
    assert "no day: standing" in life_of(held)[0].line()
    assert not held.is_overdue(date(2030, 1, 1))


def test_the_chair_records_at_the_own_local_meeting_only(third):
    own, other = meeting(1, "local", "J-SAR"), meeting(1, "local", "J-BEG")
    assert promise(own, by=chair("J-SAR")).number == "C-SAR1-01"
    with pytest.raises(Refused):
        promise(other, by=chair("J-SAR"))


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (SECRETARIAT, True), (officer("J-SAR"), True), (chair("J-SAR"), True), (officer("J-BEG"), False),
        (CONTRIBUTOR, False), (DONOR, False), (PUBLIC, False),
        (person("security-sar", "contributor", "J-SAR", "ministry"), True),
        (person("police-sar", "contributor", "J-SAR", "police"), False),
    ],
)  # fmt: skip
def test_who_reports_progress(third, who, may):
    add_institution(
        key="J-SAR/ministry", jurisdiction="J-SAR", type="ministry", name="Ministry of security", parent=None, by="t"
    )
    held = promise(third, owner_institution=Institution.objects.get(pk="J-SAR/ministry"))
    if may:
        report_progress(held, said="Under way.", by=who)
        assert held.progress.count() == 1
    else:
        with pytest.raises(Refused, match="Only the owner"):
            report_progress(held, said="Under way.", by=who)
    assert promises_of(who).exists() is (may and who is not SECRETARIAT)


@pytest.mark.parametrize(
    ("outcome", "reason", "evidence", "words"),
    [
        ("finished", "x", LINK, "done, partly done, or dropped"),
        ("open", "x", LINK, "done, partly done, or dropped"),
        ("done", " ", LINK, "why it is closed"),
        ("done", "Done.", Shown(), "Show what was done"),
        ("partly_done", "Half.", Shown(), "Show what was done"),
        ("done", "Done.", Shown(link="ftp://x"), "http"),
        ("done", "Done.", Shown(file=SimpleUploadedFile("x.exe", b"MZ")), "not a PDF"),
    ],
)
def test_closing_says_as_what_and_why_and_shows_it(third, outcome, reason, evidence, words):
    with pytest.raises(Refused, match=words):
        close(promise(third), outcome=outcome, reason=reason, by=SECRETARIAT, shown=evidence)
    assert not Progress.objects.exists()


def test_dropping_needs_a_reason_and_no_evidence(third):
    assert close(promise(third), outcome="dropped", reason="Overtaken.", by=SECRETARIAT).is_closed


def test_evidence_of_an_earlier_report_is_enough_to_close(third):
    held = promise(third)
    report_progress(held, said="Here it is.", by=SECRETARIAT,
                    shown=Shown(file=SimpleUploadedFile("photo.png", PNG)))  # fmt: skip
    assert close(held, outcome="done", reason="Seen.", by=SECRETARIAT).status == "done"
    kept = held.progress.get()
    assert (kept.file_name, kept.media_type) == ("photo.png", "image/png")
    assert life_of(held)[1].payload["sha256"] == kept.sha256


def test_the_owner_proposes_closing_and_does_not_close(third):
    held = promise(third)
    with pytest.raises(Refused, match="propose to close"):
        close(held, outcome="done", reason="Signed.", by=officer("J-SAR"), shown=LINK)
    propose_closing(held, outcome="done", said="Signed.", by=officer("J-SAR"), shown=LINK)
    held.refresh_from_db()
    assert held.is_waited_for


def test_what_is_proposed_counts_for_nothing_until_a_person_decides(third, fourth):
    first = promise(third, proposed=True, due_on=None, due_from=None)
    second = promise(third, what="We discussed the weather", proposed=True)
    assert not to_carry(fourth).exists()
    assert carry(fourth, by=SECRETARIAT).proposed == 2
    with pytest.raises(Refused, match="why there is none"):
        commands.confirm(first, by=SECRETARIAT)
    commands.confirm(first, by=SECRETARIAT, owner="BAFA", due_on=date(2020, 12, 31), due_words="end of 2020")
    commands.refuse_proposal(second, by=SECRETARIAT, reason="No promise.")
    assert [one.owner for one in to_carry(fourth)] == ["BAFA"]
    assert not waiting_proposals(fourth).exists()
    assert [one.line() for one in life_of(second)][-1] == "Not a conclusion."
    assert list(of_meeting(third)) == [first]
    with pytest.raises(Refused, match="no conclusion"):
        report_progress(second, said="x", by=SECRETARIAT)


def test_a_closed_one_is_neither_changed_nor_reported_on(third):
    held = close(promise(third), outcome="dropped", reason="No.", by=SECRETARIAT)
    for refused in (
        lambda: report_progress(held, said="x", by=SECRETARIAT),
        lambda: commands.change_owner(held, owner="x", reason="x", by=SECRETARIAT),
        lambda: commands.change_due(held, due_on=date(2021, 1, 1), reason="x", by=SECRETARIAT),
        lambda: close(held, outcome="done", reason="x", by=SECRETARIAT, shown=LINK),
    ):
        with pytest.raises(Refused, match="closed"):
            refused()


def test_the_list_is_filtered_and_the_late_ones_are_told(third):
    late, soon = promise(third), promise(third, owner="UNODC", jurisdiction="", goal=3, due_from=None,
                                         due_on=date(2020, 12, 31))  # fmt: skip
    today = date(2020, 10, 1)
    assert list(conclusions(Wanted(overdue=True), today=today)) == [late]
    assert list(conclusions(Wanted(owner="UNODC"))) == [soon]
    assert list(conclusions(Wanted(jurisdiction="J-SAR", goal=2, meeting=str(third.pk), status="open"))) == [late]
    assert list(conclusions(Wanted(words="c3-02"))) == [soon]
    assert list(conclusions(Wanted(sort="-due"))) == [soon, late]
    assert [(one.owner, one.overdue) for one in owners(today)] == [("Ministry of security", 1), ("UNODC", 0)]


def test_the_public_sees_what_stands_in_a_published_record(third):
    held, hidden = promise(third), promise(third, proposed=True)
    assert not is_public(held)
    third.state = "recorded"
    third.save()
    assert list(seen_by(conclusions(Wanted()), PUBLIC)) == [held]
    assert list(seen_by(conclusions(Wanted()), DONOR)) == [held]
    assert hidden in seen_by(conclusions(Wanted()), SECRETARIAT)


def test_the_database_is_the_last_rule(third):
    held = promise(third)
    report_progress(held, said="x", by=SECRETARIAT)
    for change in ({"owner": ""}, {"what": ""}, {"closed_on": date(2020, 1, 1)}, {"status": "done"},
                   {"due_on": None, "due_from": None}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Conclusion.objects.filter(pk=held.pk).update(**change)
    with pytest.raises(Exception, match="only added|permission denied|refuse"), transaction.atomic():
        Progress.objects.update(said="y")


def test_a_conclusion_is_carried_once_to_a_meeting(third, fourth):
    promise(third)
    assert (carry(fourth, by=SECRETARIAT).added, carry(fourth, by=SECRETARIAT).stood) == (1, 1)
    row = Carried.objects.get()
    assert (row.status_then, row.item.session.kind, row.item.title) == (
        "open", "follow_up", "C3-01 Sign the agreement on the donation",
    )  # fmt: skip
    fourth.state = "recorded"
    fourth.save()
    with pytest.raises(Refused, match="next one"):
        carry(fourth, by=SECRETARIAT)
