"""What the nouns that check a declared file share: reading it, and telling what is wrong in it."""

from argparse import Namespace
from pathlib import Path

from opensalw.roadmap.framework.references import Problem

from .command import OK, REFUSED, say, show


def text_of(file: Path) -> str | None:
    """The text of a file; None, and why, when it cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        say(f"{file} cannot be read: {error}")
        return None


def told(args: Namespace, problems: list[Problem]) -> int:
    """Print problems; the exit code says whether there were any."""
    facts = {
        "file": str(args.file),
        "problems": [
            {"line": one.line, "path": one.path, "message": one.message, "mend": one.mend} for one in problems
        ],
    }
    words = [f"{args.file}: {one}" for one in problems] or [f"{args.file}: no problem found."]
    show(facts, args.json, lambda: words)
    return REFUSED if problems else OK
