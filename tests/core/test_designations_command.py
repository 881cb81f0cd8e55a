"""``opensalw designations lint`` as a person runs it."""

import subprocess
import sys


def lint(*words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "opensalw.cli", "designations", "lint", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_a_bare_mention_fails_with_its_place(tmp_path):
    path = tmp_path / "note.md"
    path.write_text("Weapons were melted in Kosovo in November.\n")
    done = lint(str(path))
    assert done.returncode == 1
    assert f"{path}:1:" in done.stdout


def test_the_meeting_notes_have_two_errors_and_two_proper_names(shared):
    done = lint(str(shared / "domain" / "meeting-notes-2020-07-03.md"))
    assert done.returncode == 1
    assert "2 errors, 2 proper names" in done.stderr


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    done = lint(str(tmp_path / "absent.docx"))
    assert done.returncode == 3
    assert "absent.docx" in done.stderr
