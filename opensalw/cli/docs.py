"""``opensalw docs``: the reference of the manual, made from the declarations."""

from argparse import Namespace
from pathlib import Path

from .command import OK, REFUSED, say, verb
from .manual import reference

DEFAULT = Path("docs/reference")


def register(nouns) -> None:
    """Declare the verbs of ``opensalw docs``."""
    parser = nouns.add_parser("docs", help="make the manual's reference from the declarations")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name, run, words in (
        ("write", write, "write the pages of the reference"),
        ("check", check, "say which pages of the reference differ from the declarations"),
    ):
        made = verb(verbs, name, run, words)
        made.add_argument("--out", type=Path, default=DEFAULT, metavar="DIR", help="folder of the reference")
        made.set_defaults(nouns=nouns)


def write(args: Namespace) -> int:
    """Write every page, and remove pages that are no longer made."""
    pages = reference(args.nouns)
    for path, text in pages.items():
        target = args.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for left in _strangers(args.out, pages):
        left.unlink()
    say(f"Wrote {len(pages)} files to {args.out}.")
    return OK


def check(args: Namespace) -> int:
    """Compare the pages with what would be written."""
    pages = reference(args.nouns)
    differ = [path for path, text in pages.items() if _read(args.out / path) != text]
    differ += [str(path.relative_to(args.out)) for path in _strangers(args.out, pages)]
    for path in differ:
        say(f"{args.out / path} differs from the declarations.")
    if differ:
        say(f"Write it anew: opensalw docs write --out {args.out}")
    return REFUSED if differ else OK


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _strangers(folder: Path, pages: dict[str, str]) -> list[Path]:
    """Files in the folder that the declarations do not make."""
    kept = {folder / path for path in pages}
    return sorted(path for path in folder.rglob("*") if path.is_file() and path not in kept)
