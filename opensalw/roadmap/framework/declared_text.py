"""Declarations written as YAML: read against a model, every problem told with its place and line."""

from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from opensalw.core.quick_yaml import compose_yaml, data_of
from opensalw.roadmap.framework.references import Problem

MOST_NODES = 100_000
Model = TypeVar("Model", bound=BaseModel)


def examined(text: str, model: type[Model], nothing: Problem) -> tuple[Model | None, list[Problem], dict[str, int]]:
    """What a text declares, or everything that is wrong with it; and the line of each place in it."""
    try:
        node = compose_yaml(text)
        if _is_endless(node):
            return None, [Problem("file", "The file repeats itself without end.", "Write less by aliases (*).", 1)], {}
        places = places_of(node) if node else {}
        data = data_of(node)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = mark.line + 1 if mark else None
        reason = getattr(error, "problem", None) or "not YAML"
        return None, [Problem("file", f"The file cannot be read: {reason}.", "Mend the layout.", place)], {}
    if node is None or not isinstance(data, dict):
        return None, [nothing], {}
    try:
        return model.model_validate(data), [], places
    except ValidationError as error:
        return None, [located(_from_pydantic(item), places) for item in error.errors()], places


def located(problem: Problem, places: dict[str, int]) -> Problem:
    """The problem with the line of the nearest place in the file that is known."""
    path = problem.path
    while path not in places and "." in path:
        path = path.rpartition(".")[0]
    return Problem(problem.path, problem.message, problem.mend, places.get(path))


def places_of(node: yaml.Node, path: str = "") -> dict[str, int]:
    """Dotted path -> line number, for every value of a YAML file."""
    places: dict[str, int] = {}
    _find_places(node, path, places)
    return places


def _find_places(node: yaml.Node, path: str, places: dict[str, int]) -> None:
    if path:
        places[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = f"{path}.{key.value}" if path else str(key.value)
            _find_places(value, inner, places)
            places[inner] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            _find_places(value, f"{path}.{position}", places)


def _is_endless(node: yaml.Node | None) -> bool:
    """Whether a file is far larger than it looks, or holds itself, by its aliases."""
    waiting, count = [node], 0
    while waiting and count <= MOST_NODES:
        each = waiting.pop()
        count += 1
        if isinstance(each, yaml.MappingNode):
            waiting.extend(part for pair in each.value for part in pair)
        elif isinstance(each, yaml.SequenceNode):
            waiting.extend(each.value)
    return count > MOST_NODES


def _from_pydantic(error) -> Problem:
    path = ".".join(str(part) for part in error["loc"]) or "file"
    if error["type"] == "extra_forbidden":
        return Problem(path, "This field is not known.", "Take it out, or correct its name.")
    if error["type"] == "missing":
        return Problem(path, "This field is missing.", "Add it.")
    return Problem(path, f"{error['msg']}.", f"Found: {error['input']!r}."[:200])
