"""The manual is true: what it names exists, what exists it names, and it is built without the outside."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from opensalw.core.designation_lint import lint_file
from opensalw.roadmap.framework.loading import builtin

from .manual import DOCS, PAGES, REFERENCE, ROOT, WRITTEN, commands, links, shown, verbs

OUTSIDE = re.compile(
    r"""<(?:script|img|iframe|source|link)\b[^>]*\b(?:src|href)\s*=\s*["'](?:https?:)?//[^"']*|"""
    r"""url\(\s*["']?(?:https?:)?//[^)]*|@import\s+["'](?:https?:)?//""",
    re.IGNORECASE,
)
NAMED_FILE = re.compile(r"`((?:opensalw|tests|benchmarks|docs)/[A-Za-z0-9_./-]+)`")
WORDS = (
    "jurisdiction seat round part submission observation measure line cell fit origin coverage clearing release "
    "restatement receipt snapshot evidence query statement framework goal axis digest seal chain designation "
    "focal point|indicator|salw|iarms|siena|iafq|iatg|kpi"
)


def ids(page: Path) -> str:
    return shown(page)


def test_the_readme_is_one_screen_and_begins_with_two_commands():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 40
    first = "\n".join(lines[:12])
    assert "make demo" in first
    assert "make test" in first


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_link_leads_somewhere(page):
    for address in links(page):
        if not address.startswith(("http://", "https://", "mailto:", "#")):
            assert (page.parent / address.partition("#")[0]).exists(), f"{shown(page)} links to {address}"


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_names_carry_their_asterisk_and_pages_their_footnote(page):
    found = [finding for finding in lint_file(page) if finding.is_error]
    assert not found, "\n".join(f"{shown(page)}:{one.line}: {one.sentence}" for one in found)


@pytest.mark.parametrize("page", WRITTEN, ids=ids)
def test_every_file_that_a_page_names_exists(page):
    text = page.read_text(encoding="utf-8")
    for named in NAMED_FILE.findall(text):
        assert (ROOT / named).exists(), f"{shown(page)} names {named}"


@pytest.mark.parametrize("page", WRITTEN, ids=ids)
def test_every_command_that_a_page_shows_exists_with_its_options(page):
    known = verbs()
    for words, options in commands(page):
        name = next((name for name in (" ".join(words[:2]), words[0]) if name in known), None)
        assert name, f"{shown(page)} shows opensalw {' '.join(words)}"
        offered = {option for action in known[name]._actions for option in action.option_strings}
        assert set(options) <= offered, f"{shown(page)} shows {options} of opensalw {name}"


def test_every_command_is_explained_on_a_written_page():
    spoken = {" ".join(words[:count]) for page in WRITTEN for words, _ in commands(page) for count in (1, 2)}
    assert not sorted(set(verbs()) - spoken)


def test_every_setting_is_in_the_reference():
    text = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    assert not [name for name in settings.VARIABLES if f"`{name}`" not in text]


def test_every_framework_has_a_page():
    assert {path.stem for path in (REFERENCE / "frameworks").glob("*.md")} == set(builtin())


def test_the_reference_is_what_the_program_declares():
    command = [sys.executable, "-m", "opensalw.cli", "docs", "check", "--out", str(REFERENCE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    text = (DOCS / "decisions" / "0012-dependencies.md").read_text(encoding="utf-8")
    assert not [name for one in wanted if (name := re.split(r"[\[<>=~ ]", one)[0]) and f"`{name}`" not in text]


def test_the_glossary_has_the_words_of_the_domain():
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").lower()
    words = [*WORDS.split("|")[0].removesuffix(" focal point").split(), "focal point", *WORDS.split("|")[1:]]
    assert not [word for word in words if word not in text]


def test_features_has_sixty_rows_each_with_an_answer():
    rows = re.findall(
        r"^\| (\d+) \|.*?\| (yes|partly|not yet) \|", (DOCS / "features.md").read_text("utf-8"), re.MULTILINE
    )
    assert [int(number) for number, _answer in rows] == list(range(1, 61))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The manual as a site, built strictly: a broken link or a page outside the menu fails."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_site_asks_nothing_of_the_outside(site):
    for path in sorted(site.rglob("*")):
        if path.suffix in (".html", ".css"):
            found = OUTSIDE.search(path.read_text(encoding="utf-8", errors="replace"))
            assert not found, f"{path.relative_to(site)}: {found.group(0)}"


def test_the_site_has_every_page_in_its_menu(site):
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    built = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
    assert not sorted(path for path in built if path not in menu)
    assert (site / "GLOSSARY.html").exists()


def test_the_site_names_places_as_it_should(site):
    for path in sorted(site.rglob("*.html")):
        found = [finding for finding in lint_file(path) if finding.is_error]
        assert not found, f"{path.relative_to(site)}: {[one.excerpt for one in found]}"
