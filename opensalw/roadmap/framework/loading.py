"""Reading and checking framework files."""

import hashlib
import json
from collections.abc import Collection
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

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
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = mark.line + 1 if mark else None
        reason = getattr(error, "problem", None) or "not YAML"
        return None, [Problem("file", f"The file cannot be read: {reason}.", "Mend the layout.", place)]
    if node is None or not isinstance(data, dict):
        return None, [Problem("file", "The file holds no framework.", "Start with key: and title:.", 1)]
    places = _places(node)
    try:
        spec = FrameworkSpec.model_validate(data)
    except ValidationError as error:
        return None, [_located(_from_pydantic(item), places) for item in error.errors()]
    return spec, [_located(problem, places) for problem in broken_references(spec, known_counts)]


def _from_pydantic(error) -> Problem:
    path = ".".join(str(part) for part in error["loc"]) or "file"
    if error["type"] == "extra_forbidden":
        return Problem(path, "This field is not known.", "Take it out, or correct its name.")
    if error["type"] == "missing":
        return Problem(path, "This field is missing.", "Add it.")
    return Problem(path, f"{error['msg']}.", f"Found: {error['input']!r}."[:200])


def _located(problem: Problem, places: dict[str, int]) -> Problem:
    """The problem with the line of the nearest place in the file that is known."""
    path = problem.path
    while path not in places and "." in path:
        path = path.rpartition(".")[0]
    return Problem(problem.path, problem.message, problem.mend, places.get(path))


def _places(node: yaml.Node, path: str = "") -> dict[str, int]:
    """Dotted path -> line number, for every value of a YAML file."""
    places = {path: node.start_mark.line + 1} if path else {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = f"{path}.{key.value}" if path else str(key.value)
            places |= _places(value, inner)
            places[inner] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            places |= _places(value, f"{path}.{position}")
    return places
