"""What the tests of the manual share: its files, its words, and the command line that it speaks of."""

import re
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

from opensalw.cli.__main__ import parser

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
AT_THE_ROOT = tuple(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md"))
PAGES = (*AT_THE_ROOT, *sorted(DOCS.rglob("*.md")))
WRITTEN = tuple(page for page in PAGES if REFERENCE not in page.parents)

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?:^\s*|`)opensalw ((?:[a-z-]+ ?)+)([^`\n#]*)", re.MULTILINE)


def shown(page: Path) -> str:
    """How a page is called in a message."""
    return str(page.relative_to(ROOT))


def links(page: Path) -> Iterator[str]:
    """The addresses that a page links to."""
    for found in _LINK.finditer(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        yield found.group(1)


def commands(page: Path) -> Iterator[tuple[list[str], list[str]]]:
    """The commands of ``opensalw`` that a page shows: their words, and their options."""
    for found in _COMMAND.finditer(page.read_text(encoding="utf-8").replace("\\\n", " ")):
        yield found.group(1).split(), re.findall(r"--[a-z-]+", found.group(2))


def below(given: ArgumentParser) -> dict[str, ArgumentParser]:
    """The verbs of a noun, or the nouns of the whole; empty for a verb."""
    found = next((action for action in given._actions if isinstance(action, _SubParsersAction)), None)
    return dict(found.choices) if found else {}


def verbs() -> dict[str, ArgumentParser]:
    """Every command that can be run, by its words."""
    found: dict[str, ArgumentParser] = {}
    for noun, one in below(parser()).items():
        found |= {f"{noun} {verb}": two for verb, two in below(one).items()} or {noun: one}
    return found
