"""The report goes round: frozen, commented on until its hour, compared; and becomes public at the hour that is set."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.documents.commands import (
    build_reports,
    cancel_publication,
    circulate_draft,
    comment_on_draft,
    move_publication,
    publish_reports,
    settle_comment,
    would_be_printed,
)  # fmt: skip
from opensalw.documents.comparing import compare
from opensalw.documents.content import redline
from opensalw.documents.models import Draft, DraftComment, DraftFile, Report
from opensalw.documents.passages import Passage, sections
from opensalw.documents.queries import library, printed, stored_at
from opensalw.documents.queries.drafts import drafts_for, passages_in, voices
from opensalw.ledger.queries import history
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell, save_text
from opensalw.roadmap.commands.embargo import cancel_release, move_release
from opensalw.roadmap.commands.exceptions import unlock
from opensalw.roadmap.commands.rounds import write_synthesis
from opensalw.roadmap.commands.subjects import subject
from opensalw.roadmap.models import Observation, Submission
from opensalw.roadmap.queries.observations import public_observations
from opensalw.roadmap.queries.publicity import is_public
from opensalw.roadmap.queries.rounds import visible_texts
from tests.cast import CONTRIBUTOR, DONOR, REVIEWER, SECRETARIAT, chair, officer
from tests.roadmap.conftest import everywhere_db, framework, round  # noqa: F401 - fixtures

SOON = timedelta(hours=1)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.REPORTS = tmp_path


@pytest.fixture
def accepted(round):  # noqa: F811
    """Belgrade's part, accepted and not released."""
    part, by = round.submissions.get(jurisdiction="J-BEG"), officer("J-BEG")
    save_text(part, goal=6, kind="progress", text="Firearms were **melted** in the steelworks.", by=by)
    save_cell(
        part, measure="destroyed", line="firearm", cell=amount(1234, Unit.piece), by=by,
        explanation="One event, certified.",
    )  # fmt: skip
    fill_missing(part, measure=None, reason="not_reported", by=by)
    submissions.clear(part, by=chair("J-BEG"), reason="The ministries agree.")
    submissions.submit(part, by=by)
    submissions.accept(part, by=REVIEWER)
    return Submission.objects.select_related("round__framework").get(pk=part.pk)


def circulate(round, number=1, **facts):  # noqa: F811
    facts = {"comment_until": timezone.now() + SOON, "readers": "organisations", "by": SECRETARIAT, **facts}
    return circulate_draft(round, number=number, **facts)


def section_of(draft):
    return next(key for key in sections(passages_in(draft)) if "goal-6" in key and key.endswith("belgrade"))


def test_a_draft_freezes_what_is_accepted_and_makes_nothing_public(accepted):
    draft = circulate(accepted.round)
    words = "\n".join(one.text for one in passages_in(draft))
    assert "Firearms were melted in the steelworks." in words
    assert "1,234" in words
    assert not is_public(accepted)
    assert not visible_texts().filter(submission=accepted).exists()
    assert not Observation.objects.filter(submission=accepted, public_from__isnull=False).exists()
    assert Submission.objects.get(pk=accepted.pk).state == "accepted"
    assert [entry.name for entry in history(subject("round", accepted.round_id))][-1] == "draft_circulated"


def test_each_file_says_at_its_head_that_it_is_a_draft_and_until_when(accepted):
    draft = circulate(accepted.round)
    assert set(DraftFile.objects.values_list("format", flat=True)) == {"docx", "pdf", "xlsx", "md", "html"}
    for format in ("md", "html"):
        said = stored_at(draft.files.get(kind="narrative", format=format).sha256).read_text()
        assert "Draft 1: Regional narrative progress report" in said
        assert "comments until" in said
        assert "**melted" not in said.replace("**melted**", "")


def test_drafts_follow_each_other_and_leave_time(accepted):
    with pytest.raises(Refused, match="Only the secretariat"):
        circulate(accepted.round, by=officer("J-BEG"))
    with pytest.raises(Refused, match="next draft is number 1"):
        circulate(accepted.round, 2)
    with pytest.raises(Refused, match="hour to come"):
        circulate(accepted.round, comment_until=timezone.now() - SOON)
    circulate(accepted.round)
    circulate(accepted.round, 2)
    with pytest.raises(Refused, match="as 2 drafts"):
        circulate(accepted.round, 3)


def test_who_reads_a_draft_is_decided_by_the_round(accepted):
    for_seats = circulate(accepted.round, readers="seats")
    for_all = circulate(accepted.round, 2)
    section = section_of(for_all)
    for stranger, draft in ((DONOR, for_seats), (CONTRIBUTOR, for_all)):
        with pytest.raises(Refused, match="goes round among"):
            comment_on_draft(draft, section=section, text="Hm.", by=stranger)
    comment_on_draft(for_all, section=section, text="We paid for it.", by=DONOR)
    comment_on_draft(for_seats, section=section, text="Which works?", by=officer("J-TIR"))
    assert [draft.number for draft in drafts_for(DONOR)] == [2]
    assert [draft.number for draft in drafts_for(officer("J-TIR"))] == [1, 2]
    assert drafts_for(CONTRIBUTOR) == []


def test_comments_are_taken_until_the_hour_and_settled_after_it(accepted):
    draft = circulate(accepted.round)
    section = section_of(draft)
    made = comment_on_draft(draft, section=section, text="Which works?", by=officer("J-SKP"))
    with pytest.raises(Refused, match="no such section"):
        comment_on_draft(draft, section="narrative/nowhere", text="Hm.", by=officer("J-SKP"))
    late = Draft.objects.create(
        round=draft.round, number=2, comment_until=timezone.now() - SOON, readers="seats", passages=draft.passages,
        sha256=draft.sha256, circulated_at=timezone.now(), circulated_by="x",
    )  # fmt: skip
    with pytest.raises(Refused, match="were taken until"):
        comment_on_draft(late, section=section, text="Too late.", by=officer("J-SKP"))
    with pytest.raises(Refused, match="Write the answer"):
        settle_comment(made, outcome="answered", by=SECRETARIAT)
    assert settle_comment(made, outcome="taken_up", by=SECRETARIAT).outcome == "taken_up"
    heard = {voice.jurisdiction: voice.comments for voice in voices(draft, list(DraftComment.objects.all()))}
    assert (heard["J-SKP"], heard["J-TIR"]) == (1, 0)


def test_what_is_frozen_and_said_is_never_changed(accepted):
    draft = circulate(accepted.round)
    made = comment_on_draft(draft, section=section_of(draft), text="Hm.", by=officer("J-BEG"))
    for act in (
        lambda: Draft.objects.filter(pk=draft.pk).update(passages=[]), lambda: draft.files.all().delete(), made.delete,
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_redline_shows_texts_word_by_word_and_figures_one_by_one(accepted):
    first = circulate(accepted.round)
    write_synthesis(accepted.round, goal=6, text="The region melted more than before.", by=SECRETARIAT)
    accepted.round.refresh_from_db()
    second = circulate(accepted.round, 2)
    write_synthesis(accepted.round, goal=6, text="The region melted less than before.", by=SECRETARIAT)
    accepted.round.refresh_from_db()
    (change,) = compare(passages_in(first), passages_in(second))
    assert [one.after for one in change.texts] == ["The region melted more than before."]
    changes = compare(passages_in(second), would_be_printed(accepted.round, SECRETARIAT))
    document = redline.build(accepted.round, changes, before="draft 2", after="final", on=second.circulated_at.date())
    page = printed(document, "html").decode()
    assert "<del>more</del><ins>less</ins>" in page
    assert printed(document, "docx").startswith(b"PK")


def test_paragraphs_are_paired_by_likeness_and_figures_by_their_row_and_column():
    was = [
        Passage("a", "A", "text", "Nine rifles were melted in March."), Passage("a", "A", "text", "The law waits."),
        Passage("a", "A", "figure", "12", "Firearms · Belgrade"),
    ]  # fmt: skip
    now = [
        Passage("a", "A", "text", "A new need is stated here."),
        Passage("a", "A", "text", "Ten rifles were melted in March."),
        Passage("a", "A", "figure", "13", "Firearms · Belgrade"),
        Passage("a", "A", "figure", "4", "Firearms · Skopje"),
    ]  # fmt: skip
    (change,) = compare(was, now)
    assert [(one.before, one.after) for one in change.texts] == [
        ("", "A new need is stated here."),
        ("Nine rifles were melted in March.", "Ten rifles were melted in March."),
        ("The law waits.", ""),
    ]
    assert [(one.before, one.after) for one in change.figures] == [("12", "13"), ("", "4")]


def test_a_part_under_embargo_is_public_from_its_hour_by_the_clock_of_the_database(accepted):
    with pytest.raises(Refused, match="hour has passed"):
        submissions.release(accepted, by=REVIEWER, public_from=timezone.now() - SOON)
    submissions.release(accepted, by=REVIEWER, public_from=timezone.now() + SOON)
    assert not is_public(accepted)
    assert not public_observations().filter(submission=accepted).exists()
    assert not visible_texts().filter(submission=accepted).exists()
    move_release(accepted, public_from=timezone.now() + 2 * SOON, by=REVIEWER, reason="The meeting is later.")
    Submission.objects.filter(pk=accepted.pk).update(public_from=timezone.now() - SOON)  # the hour comes
    Observation.objects.filter(submission=accepted).update(public_from=timezone.now() - SOON)
    assert is_public(accepted)
    assert visible_texts().filter(submission=accepted).exists()
    assert public_observations().filter(submission=accepted).exists()
    with pytest.raises(Refused, match="public already"):
        cancel_release(accepted, by=REVIEWER, reason="A slip.")


def test_a_release_is_taken_back_before_its_hour_with_a_reason(accepted):
    submissions.release(accepted, by=REVIEWER, public_from=timezone.now() + SOON)
    with pytest.raises(Refused, match="Say why"):
        cancel_release(accepted, by=REVIEWER, reason=" ")
    with pytest.raises(Refused, match="Only the secretariat"):
        cancel_release(accepted, by=officer("J-BEG"), reason="No.")
    assert cancel_release(accepted, by=REVIEWER, reason="A figure is doubted.").state == "accepted"
    assert not Observation.objects.filter(submission=accepted, public_from__isnull=False).exists()
    assert [entry.name for entry in history(accepted.pk)][-2:] == ["released", "release_cancelled"]
    submissions.release(accepted, by=REVIEWER)
    assert is_public(accepted)


@pytest.fixture
def released(accepted):
    """A round whose parts are released, Belgrade's under an embargo of an hour."""
    Submission.objects.filter(round=accepted.round).exclude(pk=accepted.pk).update(
        state="released", released_at=timezone.now() - SOON, public_from=timezone.now() - SOON
    )
    submissions.release(accepted, by=REVIEWER, public_from=timezone.now() + SOON)
    return accepted.round


def amended(part):
    """The part, unlocked after its release, with a text that nobody cleared."""
    unlock(part, until=timezone.now() + SOON, reason="A court wrote late.", cause="late_data", by=SECRETARIAT)
    part = Submission.objects.select_related("round__framework").get(pk=part.pk)
    save_text(part, goal=7, kind="progress", text="Nobody has cleared this yet.", by=officer("J-BEG"))
    return part.round


def test_a_part_that_is_public_and_amended_does_not_hold_the_reports_back(accepted):
    now = timezone.now()
    others = Submission.objects.filter(round=accepted.round).exclude(pk=accepted.pk)
    others.update(state="released", released_at=now, public_from=now)
    submissions.release(accepted, by=REVIEWER)
    round = amended(accepted)  # noqa: F811
    built = build_reports(round, by=SECRETARIAT, briefs=False)
    [narrative] = [one for one in built if one.kind == "narrative" and one.format == "md"]
    said = stored_at(narrative.sha256).read_text()
    assert "**melted**" in said
    assert "Nobody has cleared this yet" not in said
    assert publish_reports(round, by=SECRETARIAT) == len(built) == library().count()


def test_a_part_that_is_amended_under_embargo_holds_the_reports_back(released, accepted):
    built = build_reports(released, by=SECRETARIAT, briefs=False)
    publish_reports(released, by=SECRETARIAT, public_from=timezone.now() + 2 * SOON)
    amended(accepted)
    with pytest.raises(Refused, match="not released"):
        publish_reports(released, by=SECRETARIAT, public_from=timezone.now() + 2 * SOON)
    Report.objects.filter(pk__in=[one.pk for one in built]).update(public_from=timezone.now())
    assert not library().exists()


def test_a_report_is_public_from_its_hour_and_never_before_its_parts(released):
    built = build_reports(released, by=SECRETARIAT, briefs=False)
    said = stored_at(next(one.sha256 for one in built if one.kind == "narrative" and one.format == "md")).read_text()
    assert "**melted**" in said  # the part under embargo is in it
    with pytest.raises(Refused, match="cannot be public before"):
        publish_reports(released, by=SECRETARIAT)
    assert publish_reports(released, by=SECRETARIAT, public_from=timezone.now() + 2 * SOON) == len(built)
    assert not library().exists()
    move_publication(released, public_from=timezone.now() + 3 * SOON, by=SECRETARIAT, reason="The press asks.")
    assert cancel_publication(released, by=SECRETARIAT, reason="A figure is doubted.") == len(built)
    with pytest.raises(Refused, match="waits for its hour"):
        cancel_publication(released, by=SECRETARIAT, reason="Again.")
    names = [entry.name for entry in history(subject("round", released.key))]
    assert names[-3:] == ["reports_published", "reports_moved", "reports_moved"]


def test_what_was_submitted_is_what_is_printed(round):  # noqa: F811
    """Each figure of each accepted receipt stands in the report as it was sent, and no other figure of its line."""
    sent = {"J-BEG": 1234, "J-SKP": 77, "J-TIR": 5013}
    for jid, value in sent.items():
        part, by = round.submissions.get(jurisdiction=jid), officer(jid)
        cell = amount(value, Unit.piece)
        save_cell(part, measure="destroyed", line="firearm", cell=cell, by=by, explanation="Certified.")
        fill_missing(part, measure=None, reason="not_reported", by=by)
        submissions.clear(part, by=chair(jid), reason="The ministries agree.")
        submissions.submit(part, by=by)
        submissions.accept(part, by=REVIEWER)
        submissions.release(part, by=REVIEWER)
    rows = [one for one in would_be_printed(round, SECRETARIAT) if one.kind == "figure" and one.text != "not reported"]
    firearms = [one for one in rows if "Firearms destroyed" in one.label]
    for jid, value in sent.items():
        seat = {"J-BEG": "Belgrade", "J-SKP": "Skopje", "J-TIR": "Tirana"}[jid]
        snapshot = round.submissions.get(jurisdiction=jid).snapshots.latest("number")
        assert str(value).encode() in bytes(snapshot.content)
        assert {one.text for one in firearms if one.label.endswith(seat)} == {f"{value:,}"}
