"""The record beside our data: same figures, no sentence of it, no person of it."""

import json
import os
import re
from pathlib import Path

import pytest
from django.conf import settings

from opensalw.core.designation_lint import lint_text
from opensalw.roadmap.real_round import reading
from opensalw.roadmap.real_round.iafq import read_iafq

if not settings.configured:
    settings.configure(USE_I18N=False)

SHARED = Path(os.environ.get("OPENSALW_SHARED") or Path(__file__).parents[3] / "shared")
NOTES = SHARED / "domain" / "meeting-notes-2020-07-03.md"
RUN = 8
needs_notes = pytest.mark.skipif(
    not NOTES.exists(), reason="The meeting record is not here; set OPENSALW_SHARED to the folder that holds it."
)


def _texts() -> list[str]:
    """Every sentence of ours that comes from the record or from another publication."""
    round_ = reading.reconstructed_round()
    observations = (*round_.observations, *reading.external_observations())
    plans = [activity for plan in round_.action_plans for activity in plan.data.activities]
    return [
        round_.round.note,
        *(text.data.text for text in round_.texts),
        *(statement.data.text for statement in round_.statements),
        *(words for one in observations for words in (one.statement, *one.caveats)),
        *(words for one in plans for words in (one.title, one.objective, one.responsible, one.supporting)),
        *(fact.statement for fact in reading.coordination_facts()),
        *(one.why for one in reading.not_mapped()),
    ]


def _names_of_organisations() -> list[str]:
    statements = reading.reconstructed_round().statements
    return [one.data.organisation for one in statements]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


@needs_notes
def test_every_number_occurs_in_the_record():
    notes = NOTES.read_text(encoding="utf-8")
    for one in reading.reconstructed_round().observations:
        if one.gold[4:5] != "N":
            continue
        value = one.cell.value
        spelled = {"four": 4, "one": 1}
        figures = {f"{value:,}", f"{value / 1000:,}".removesuffix(".0"), f"{value / 1000:,.1f}"}
        figures |= {word for word, number in spelled.items() if number == value}
        found = any(re.search(rf"(?<![\d,.]){re.escape(figure)}(?![\d,])", notes) for figure in figures)
        assert found, one.id


@needs_notes
def test_no_sentence_of_ours_is_one_of_the_record():
    taken = _runs(_words(NOTES.read_text(encoding="utf-8")))
    for text in _texts():
        assert not _runs(_words(text)) & taken, text


@needs_notes
def test_no_person_of_the_record_is_named():
    notes = NOTES.read_text(encoding="utf-8")
    names = re.findall(r"(?:Mr|Ms|H\.E)\.?\s+((?:[A-ZÀ-Ž][\w’'-]+ ?)+)", notes)
    parts = {part for name in names for part in name.split()}
    assert len(parts) > 50
    folder = reading.DATA
    data = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml")))
    for part in parts:
        assert not re.search(rf"\b{re.escape(part)}\b", data), part


def test_no_person_known_from_addresses_is_named():
    data = "\n".join(path.read_text(encoding="utf-8") for path in sorted(reading.DATA.rglob("*.yaml")))
    assert not re.search(r"\b(Mr|Ms|Mrs|Dr|H\.E)\.", data)
    for words in ("ministri-", "commissioner-", "e-drejtorit-"):
        assert words not in data


def test_nothing_bare_and_no_word_that_the_field_avoids():
    observations = read_iafq().observations
    texts = [*_texts(), *_names_of_organisations(), *(one.statement for one in observations)]
    texts += [source.model_dump_json() for source in reading.sources().values()]
    texts += [json.dumps(one.model_dump(), ensure_ascii=False) for one in reading.not_mapped()]
    for text in texts:
        assert "countr" not in text.lower(), text
        assert [one for one in lint_text(text) if one.kind == "bare"] == [], text
