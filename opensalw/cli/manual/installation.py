"""The pages of the installation: settings and the command line."""

from argparse import SUPPRESS, Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator

from django.conf import settings

from ..command import EXIT_CODES
from .markdown import code, page, said, table


def settings_page() -> str:
    """The environment variables that are read."""
    return page(
        "Settings",
        "The environment variables that OpenSALW reads. All have a default, given in brackets.",
        "",
        "A wrong value is named with its mend, and the program does not start. A variable that begins with\n"
        "`OPENSALW_` and is not in this list is refused too.",
        *table(("Variable", "Meaning"), ((code(name), said(words)) for name, words in settings.VARIABLES.items())),
    )


def command_line_page(nouns: _SubParsersAction) -> str:
    """Every command, its arguments, and the exit codes."""
    lines = [line for noun in _commands("opensalw", nouns, level=2) for line in noun]
    return page(
        "Command line",
        "Every command of `opensalw`. A command is a noun and a verb; a few verbs concern the whole node.",
        "",
        "Results go to standard output, progress to standard error. `--json` prints for a machine.",
        *table(("Exit code", "Meaning"), ((str(number), said(words)) for number, words in EXIT_CODES.items())),
        *lines,
    )


def _commands(before: str, below: _SubParsersAction, level: int) -> Iterator[Iterator[str]]:
    about = {action.dest: action.help or "" for action in below._choices_actions}
    for name, parser in below.choices.items():
        yield _command(f"{before} {name}", about.get(name, ""), parser, level)


def _command(words: str, about: str, parser: ArgumentParser, level: int) -> Iterator[str]:
    verbs = next((action for action in parser._actions if isinstance(action, _SubParsersAction)), None)
    yield from ("", f"{'#' * level} {code(words)}", "", said(about[:1].upper() + about[1:].rstrip(".")) + ".")
    arguments = [one for one in parser._actions if one is not verbs and one.dest != "help" and one.help != SUPPRESS]
    if arguments:
        yield from table(("Argument", "Meaning"), ((_name(one), _meaning(one)) for one in arguments))
    if verbs:
        for verb in _commands(words, verbs, level + 1):
            yield from verb


def _name(action: Action) -> str:
    shown = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    if not action.option_strings:
        return code(shown)
    takes_value = action.nargs != 0
    return code(" ".join([", ".join(action.option_strings), *([shown] if takes_value else [])]))


def _meaning(action: Action) -> str:
    parts = [said(action.help)] if action.help else []
    if action.choices:
        parts.append("one of " + ", ".join(code(choice) for choice in action.choices))
    if action.required and action.option_strings:
        parts.append("needed")
    if action.default not in (None, False, SUPPRESS) and action.option_strings:
        parts.append(f"default {code(action.default)}")
    return "; ".join(parts)
