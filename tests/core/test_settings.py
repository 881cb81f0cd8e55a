"""A wrong setting is named with its mend, by the command that a person would run."""

import os
import subprocess
import sys

import pytest


def run(**environment: str) -> subprocess.CompletedProcess:
    """``opensalw db status`` with these variables."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("OPENSALW_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-m", "opensalw.cli", "db", "status"],
        env={**clean, "OPENSALW_DATA": os.environ.get("OPENSALW_DATA", "/var/tmp/opensalw-settings"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"DATABASE_URL": "mysql://somewhere/db"}, "DATABASE_URL must begin with postgresql://"),
        ({"OPENSALW_DEBUG": "maybe"}, "OPENSALW_DEBUG is 'maybe'; write yes or no"),
        ({"OPENSALW_NODE": "moon"}, "write regional, national or both"),
        ({"OPENSALW_SECRET_KEY": "short"}, "shorter than 40 characters"),
        ({"OPENSALW_MAIL_URL": "mail.example"}, "smtp://user:password@host:587"),
        ({"OPENSALW_MAIL_FROM": "nobody"}, "write an e-mail address"),
        ({"OPENSALW_COLOUR": "blue"}, "OPENSALW_COLOUR is not a setting"),
    ],
)
def test_a_wrong_variable_is_named_with_its_mend(variables, words):
    done = run(**variables)
    assert done.returncode == 3
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_unset_variables_mean_the_embedded_server():
    done = run()
    assert done.returncode == 0
    assert "kind: embedded" in done.stdout


def test_the_secret_is_made_once_and_kept_from_others(tmp_path):
    run(OPENSALW_DATA=str(tmp_path))
    first = (tmp_path / "keys" / "secret.key").read_text()
    run(OPENSALW_DATA=str(tmp_path))
    assert (tmp_path / "keys" / "secret.key").read_text() == first
    assert (tmp_path / "keys" / "secret.key").stat().st_mode & 0o077 == 0
