"""The real needs and the real portfolio beside the record: no sentence of it, no person of it, no bare name."""

import re
from pathlib import Path

from opensalw.coordination.real import reading
from opensalw.core.designation_lint import lint_text

RUN = 8


def texts():
    for one in reading.real_needs():
        yield from (one.text, one.beneficiary)
    for one in reading.real_organisations():
        yield one.name
    for one in reading.real_projects():
        yield from (one.title, one.summary, one.beneficiaries, one.note, *(act.title for act in one.activities))


def runs(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_no_sentence_of_ours_is_one_of_the_record(shared):
    taken = runs((shared / "domain" / "meeting-notes-2020-07-03.md").read_text(encoding="utf-8"))
    own_names = {one.name for one in reading.real_organisations()}
    for text in texts():
        assert text in own_names or not runs(text) & taken, text


def test_no_person_is_named_and_no_name_is_bare(shared):
    notes = (shared / "domain" / "meeting-notes-2020-07-03.md").read_text(encoding="utf-8")
    names = re.findall(r"(?:Mr|Ms|H\.E)\.?\s+((?:[A-ZÀ-Ž][\w’'-]+ ?)+)", notes)
    data = "\n".join(path.read_text(encoding="utf-8") for path in Path(reading.DATA).glob("*.yaml"))
    for part in {part for name in names for part in name.split()}:
        assert not re.search(rf"\b{re.escape(part)}\b", data), part
    for text in texts():
        assert "countr" not in text.lower(), text
        assert [one for one in lint_text(text) if one.kind == "bare"] == [], text
