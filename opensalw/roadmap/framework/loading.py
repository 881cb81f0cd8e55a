"""Reading and checking framework files."""

import hashlib
import json
from collections.abc import Collection
from functools import cache
from pathlib import Path

from opensalw.roadmap.framework.declared_text import examined, located
from opensalw.roadmap.framework.references import Problem, broken_references
from opensalw.roadmap.framework.spec import FrameworkSpec

FILES = Path(__file__).parent / "files"


class BadFramework(ValueError):
    """A framework file that cannot be used; ``problems`` says why, all at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def builtin() -> list[str]:
    """Keys of the frameworks that come with the product."""
    return sorted(path.stem for path in FILES.glob("*.yaml"))


@cache
def builtin_spec(key: str) -> FrameworkSpec:
    """A framework that comes with the product."""
    return read(FILES / f"{key}.yaml")


def read(path: Path) -> FrameworkSpec:
    """The framework in a file; BadFramework names everything that is wrong with it."""
    return parse(Path(path).read_text(encoding="utf-8"))


def parse(text: str, known_counts: Collection[str] | None = None) -> FrameworkSpec:
    """The framework in a text; BadFramework names everything that is wrong with it."""
    spec, problems = _examine(text, known_counts)
    if spec is None or problems:
        raise BadFramework(problems)
    return spec


def check(text: str, known_counts: Collection[str] | None = None) -> list[Problem]:
    """Everything that is wrong with a framework text; empty when it can be used.

    Names of counts are checked where ``known_counts`` says which there are.
    """
    return _examine(text, known_counts)[1]


def canonical(spec: FrameworkSpec) -> bytes:
    """The same bytes for the same content, whatever the file's layout was."""
    content = spec.model_dump(mode="json")
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(spec: FrameworkSpec) -> str:
    """SHA-256 of the canonical bytes."""
    return hashlib.sha256(canonical(spec)).hexdigest()


def from_canonical(content: bytes | str) -> FrameworkSpec:
    """The framework whose canonical bytes these are."""
    return FrameworkSpec.model_validate_json(content)


def _examine(text: str, known_counts: Collection[str] | None) -> tuple[FrameworkSpec | None, list[Problem]]:
    nothing = Problem("file", "The file holds no framework.", "Start with key: and title:.", 1)
    spec, problems, places = examined(text, FrameworkSpec, nothing)
    if spec is None:
        return None, problems
    return spec, [located(problem, places) for problem in broken_references(spec, known_counts)]
