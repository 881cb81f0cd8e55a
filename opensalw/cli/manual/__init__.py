"""The reference of the manual, made from the declarations: each page is a function that returns Markdown."""

from argparse import _SubParsersAction
from collections.abc import Mapping

from opensalw.roadmap.framework.loading import builtin

from .api import api_page
from .checks import checks_page
from .events import events_page
from .figures import not_mapped_page, record_page
from .formats import file_formats_page
from .frameworks import framework_page
from .installation import command_line_page, settings_page
from .lives import lives_drawing, lives_page
from .markdown import page, table
from .matching import matching_page
from .permissions import permissions_page
from .places import jurisdictions_page
from .states import states_drawing, states_page
from .tracing import tracing_page
from .words import cells_page, units_page

__all__ = ["reference"]


def reference(nouns: _SubParsersAction) -> dict[str, str]:
    """Every file of the reference by its path; ``nouns`` are the commands."""
    frameworks = {f"frameworks/{key}.md": framework_page(key) for key in builtin()}
    pages = {
        "events.md": events_page(),
        **frameworks,
        "cells.md": cells_page(),
        "units.md": units_page(),
        "states.md": states_page(),
        "tracing.md": tracing_page(),
        "weapon-life.md": lives_page(),
        "matching.md": matching_page(),
        "checks.md": checks_page(),
        "permissions.md": permissions_page(),
        "jurisdictions.md": jurisdictions_page(),
        "settings.md": settings_page(),
        "command-line.md": command_line_page(nouns),
        "api.md": api_page(),
        "file-formats.md": file_formats_page(),
        "figures-of-the-record.md": record_page(),
        "not-mapped.md": not_mapped_page(),
    }
    return {"index.md": _index(pages), **pages, "states.svg": states_drawing(), "weapon-life.svg": lives_drawing()}


def _index(pages: Mapping[str, str]) -> str:
    rows = []
    for path, text in pages.items():
        title, lead = text.split("\n\n")[0].removeprefix("# "), text.split("\n\n")[1]
        rows.append((f"[{title}]({path})", lead.replace("\n", " ")))
    return page(
        "Reference",
        "What the program declares, page by page. Nothing here is written by hand: `opensalw docs write` makes these\n"
        "pages, and a test fails when they differ from the program.",
        *table(("Page", "What it holds"), rows),
    )
