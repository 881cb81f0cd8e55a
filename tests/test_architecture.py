"""The house rules that a machine can check; each names the place that breaks it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "opensalw"
DOMAIN = (
    "core", "ledger", "registers", "incidents", "stockpiles", "tracing", "legislation", "roadmap", "coordination",
    "documents", "returns",
)  # fmt: skip
WRITES = {
    "save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create",
    "select_for_update",
}  # fmt: skip
JUNK_DRAWERS = {"utils", "helpers", "common", "misc", "base", "manager"}


def modules(*parts: str) -> Iterator[Path]:
    for path in sorted(PACKAGE.joinpath(*parts).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def role_of(path: Path) -> str:
    """Which of the five files a module belongs to: its own name or its folder's."""
    inner = path.relative_to(PACKAGE).parts[1:]
    return inner[0].removesuffix(".py")


def database_writes(path: Path) -> Iterator[ast.Call]:
    """Calls that look like writes through the ORM: ``X.objects...update()``, ``thing.save()``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            target = ast.unparse(node.func.value)
            orm = "objects" in target or node.func.attr in {
                "bulk_create",
                "update_or_create",
                "get_or_create",
                "select_for_update",
            }
            saving = node.func.attr in {"save", "delete"} and not node.args
            if orm or saving:
                yield node


@pytest.mark.parametrize("package", DOMAIN)
def test_only_commands_write(package):
    allowed = {"commands", "readers", "session"}
    found = [
        place(path, node) for path in modules(package) if role_of(path) not in allowed for node in database_writes(path)
    ]
    assert found == []


def test_pages_and_api_never_write_by_themselves():
    found = [place(path, node) for area in ("web", "api") for path in modules(area) for node in database_writes(path)]
    assert found == []


@pytest.mark.parametrize("package", DOMAIN)
def test_no_domain_function_takes_a_request(package):
    found = [
        place(path, node)
        for path in modules(package)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(argument.arg == "request" for argument in [*node.args.args, *node.args.kwonlyargs])
    ]
    assert found == []


def test_no_junk_drawers():
    assert [str(path) for path in modules() if path.stem in JUNK_DRAWERS or path.parent.name in JUNK_DRAWERS] == []


def test_files_functions_and_templates_keep_their_size():
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in modules()
        if (count := len(path.read_text().splitlines())) > 300
    ]
    for path in sorted((PACKAGE / "web" / "templates").rglob("*.html")):
        if (count := len(path.read_text().splitlines())) > 100:
            long.append(f"{path.relative_to(ROOT)}: {count} lines")
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 60:
                long.append(f"{place(path, node)} {node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines")
    assert long == []


def test_every_public_thing_has_a_docstring():
    missing = []
    for path in modules():
        tree = ast.parse(path.read_text())
        if path.read_text().strip() and not ast.get_docstring(tree):
            missing.append(str(path.relative_to(ROOT)))
        for node in tree.body:
            if (
                isinstance(node, ast.FunctionDef | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                missing.append(f"{place(path, node)} {node.name}")
    assert missing == []


def test_no_inline_script_or_style_in_templates():
    wrong = re.compile(
        r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son(click|load|change|submit|input|key\w+|focus|blur|mouse\w+|error)=|hx-on|hx-vals=.js:|javascript:",
        re.IGNORECASE,
    )
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)}"
        for path in (PACKAGE / "web" / "templates").rglob("*.html")
        for match in wrong.finditer(path.read_text())
    ]
    assert found == []


def test_no_unfinished_marks():
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImplemented" + r"Error)\b")
    found = [str(path.relative_to(ROOT)) for path in modules() if words.search(path.read_text())]
    assert found == []


def test_the_word_country_is_not_used_for_a_jurisdiction():
    allowed = {"core/jurisdictions.py"}
    found = [
        f"{path.relative_to(ROOT)}"
        for path in [*modules(), *(PACKAGE / "web" / "templates").rglob("*.html")]
        if re.search(r"\bcountr(y|ies)\b", path.read_text(), re.IGNORECASE)
        and str(path.relative_to(PACKAGE)) not in allowed
        and "country name" not in path.read_text()
    ]
    assert found == []
