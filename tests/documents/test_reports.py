"""The documents of the real round: what they say, that they are the same twice, and who may build them."""

import hashlib

import pytest
from django.db import transaction

from opensalw.core.designation_lint import lint_file
from opensalw.core.refusal import Refused
from opensalw.documents.commands import build_reports, publish_reports
from opensalw.documents.content import brief, indicators, narrative, receipt
from opensalw.documents.queries import FILE_FORMATS, document_set, file_name, library, printed, stored_at
from opensalw.documents.walking import texts
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_text
from opensalw.roadmap.models import Round, Snapshot
from tests.cast import SECRETARIAT, chair, officer


def words_of(document) -> str:
    return "\n".join(texts(document))


def test_the_indicator_report_gives_the_partial_total_with_its_reason(real_round):
    said = words_of(indicators.build(real_round))
    assert "2 of 6: Belgrade, Skopje" in said
    assert "not reported" in said
    assert "number not confirmed" in said
    assert "Indicator 1 " in said


def test_the_regional_figure_is_16015_and_no_other_total_of_destruction_is_printed(real_round):
    printed_text = printed(indicators.build(real_round), "md").decode()
    assert "16,015" in printed_text
    assert "16,609" not in printed_text  # with Pristina's "weapons"
    assert "17,005" not in printed_text  # with Podgorica's "SALW"


def test_the_narrative_has_every_goal_and_seat_in_order(real_round):
    said = words_of(narrative.build(real_round))
    seats = ["Belgrade", "Podgorica", "Pristina", "Sarajevo", "Skopje", "Tirana"]
    goal_1 = said[said.index("Goal 1. ") : said.index("Goal 2. ")]
    positions = [goal_1.index(f"\n{seat}\n") for seat in seats]
    assert positions == sorted(positions)
    assert "reconstructed from a meeting record" in said


def test_every_text_and_statement_of_the_round_is_printed(real_round):
    said = words_of(narrative.build(real_round))
    from_goals = [item.text for part in real_round.submissions.all() for item in part.texts.all()]
    for text in [*from_goals, *real_round.statements.values_list("text", flat=True)]:
        assert text[:40].replace("Kosovo*", "Kosovo") in said.replace("Kosovo*", "Kosovo")


def test_every_figure_of_the_round_is_printed(real_round):
    said = printed(indicators.build(real_round), "md").decode()
    for row in real_round.observations.filter(kind="amount"):
        assert f"{row.value.normalize():,f}" in said


def test_the_brief_is_about_one_jurisdiction(real_round):
    said = words_of(brief.build(real_round, "J-PRN"))
    assert "Pristina" in said
    assert "15,430" not in said
    assert "594" in said


def test_the_set_is_the_same_bytes_twice(real_round):
    def digests():
        return [
            hashlib.sha256(printed(document, format)).hexdigest()
            for _kind, _jid, document in document_set(real_round, briefs=True)
            for format in FILE_FORMATS
        ]

    assert digests() == digests()


def test_no_document_names_a_place_without_what_it_owes(real_round, tmp_path):
    for kind, jid, document in document_set(real_round, briefs=True):
        for format in ("docx", "xlsx", "md", "html"):
            path = tmp_path / file_name(real_round, kind, jid, format)
            path.write_bytes(printed(document, format))
            assert [finding for finding in lint_file(path) if finding.is_error] == []


def test_building_again_keeps_one_report_and_publishing_shows_it(real_round, settings, tmp_path):
    settings.REPORTS = tmp_path
    first = build_reports(real_round, by=SECRETARIAT, briefs=False)
    again = build_reports(real_round, by=SECRETARIAT, briefs=False)
    assert [report.pk for report in first] == [report.pk for report in again]
    assert hashlib.sha256(stored_at(first[0].sha256).read_bytes()).hexdigest() == first[0].sha256
    assert not library().exists()
    assert publish_reports(real_round, by=SECRETARIAT) == 12
    assert library().count() == 12


def test_only_the_secretariat_builds_and_never_publishes_an_open_round(real_round, settings, tmp_path):
    settings.REPORTS = tmp_path
    with pytest.raises(Refused, match="Only the secretariat"):
        build_reports(real_round, by=officer("J-BEG"))
    following = Round.objects.get(pk__iexact="wb-2020-H1")
    build_reports(following, by=SECRETARIAT, briefs=False)
    with pytest.raises(Refused, match="not released"), transaction.atomic():
        publish_reports(following, by=SECRETARIAT)


def test_a_receipt_prints_what_was_sent(real_round):
    following = Round.objects.get(pk__iexact="wb-2020-H1")
    part = following.submissions.get(jurisdiction="J-SKP")
    save_text(part, goal=6, kind="progress", text="Firearms were melted.", by=officer("J-SKP"))
    fill_missing(part, measure=None, reason="not_yet", by=officer("J-SKP"))
    submissions.clear(part, by=chair("J-SKP"))
    submissions.submit(part, by=officer("J-SKP"))
    snapshot = Snapshot.objects.get(submission=part)
    document = receipt.build(snapshot, "Officer, Skopje")
    said = words_of(document)
    assert snapshot.sha256 in said
    assert "Firearms were melted." in said
    assert "not yet available" in said
    assert printed(document, "pdf").startswith(b"%PDF")
