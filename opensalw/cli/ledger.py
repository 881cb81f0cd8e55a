"""``opensalw verify|backup|restore`` and ``opensalw ledger``: the record of what happened."""

import json
from argparse import ArgumentTypeError, Namespace
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from rich.progress import Progress, SpinnerColumn, TextColumn

from opensalw.core.jurisdictions import jurisdiction
from opensalw.core.refusal import require
from opensalw.core.session import acting_for, everywhere
from opensalw.ledger import commands, queries
from opensalw.ledger.queries import Verification
from opensalw.ledger.readers import follow, rebuild
from opensalw.ledger.tallies import TallyReader
from opensalw.roadmap.queries.changes import broken_drafts

from .command import OK, OPERATOR, REFUSED, console, say, show, verb


def register(nouns) -> None:
    """Declare the bare verbs about the record and the verbs of ``opensalw ledger``."""
    checking = verb(nouns, "verify", verify, "check every chain and digest; names the first broken place", json=True)
    checking.add_argument(
        "--against", type=Path, metavar="FILE", help="digests exported before (opensalw ledger digests)"
    )
    checking.add_argument("--jurisdiction", action="append", metavar="J", help="only this one; may be repeated")
    checking.add_argument("--tallies", action="store_true", help="count the figures again from the entries as well")
    saving = verb(nouns, "backup", backup, "write database, evidence files and digests to one file", json=True)
    saving.add_argument("file", type=Path, metavar="FILE")
    saving.add_argument("--keys", type=Path, metavar="FILE", help="write the keys to this file, to be kept apart")
    saving.add_argument("--force", action="store_true", help="replace the file if it is there")
    restoring = verb(nouns, "restore", restore, "restore a backup into an empty database and verify it", json=True)
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.add_argument("--into", metavar="NAME", help="name of the database, instead of that of the settings")
    restoring.add_argument("--keys", type=Path, metavar="FILE", help="take over the keys of this file")
    _register_ledger(nouns)


def _register_ledger(nouns) -> None:
    parser = nouns.add_parser("ledger", help="seal, export, read and erase in the ledger")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    sealing = verb(verbs, "seal", seal, "sign a digest of all that was recorded since the last one", json=True)
    sealing.add_argument("--jurisdiction", action="append", metavar="J", help="only this one; may be repeated")
    sealing.add_argument("--new-key", action="store_true", help="begin with a new signing key")
    tallying = verb(verbs, "tallies", tallies, "take new entries into the tallies of figures", json=True)
    tallying.add_argument("--rebuild", action="store_true", help="forget all tallies and count every entry again")
    exporting = verb(verbs, "digests", digests, "print all digests as JSON, to be kept elsewhere", json=True)
    exporting.add_argument("--out", type=Path, metavar="FILE", help="write them to a file instead")
    reading = verb(verbs, "history", history, "print what happened to a subject, personal fields masked", json=True)
    reading.add_argument("subject", type=_uuid, metavar="SUBJECT")
    erasing = verb(verbs, "erase", erase, "destroy a person's key: personal fields become unreadable for ever")
    erasing.add_argument("person", type=_uuid, metavar="PERSON")
    erasing.add_argument("--reason", required=True, help="why; it is noted")


def verify(args: Namespace) -> int:
    """Check the ledger; the exit code is 1 when something is broken."""
    exported = queries.digests_of_file(args.against) if args.against else ()
    with Progress(
        SpinnerColumn(), TextColumn("{task.completed:,} entries checked"), console=console, transient=True
    ) as bar:
        task = bar.add_task("", total=None)
        found = queries.verify(
            _chosen(args), against=exported, progress=lambda entries: bar.update(task, completed=entries)
        )
    with acting_for(*everywhere()):
        changes, broken = broken_drafts(_chosen(args))
    drafts = {"changes": changes, "broken": broken}
    wrong = _wrong_tallies(_chosen(args)) if args.tallies else []
    sound = found.is_sound and not broken and not wrong
    facts = {**_facts(found), "sound": sound, "drafts": drafts, **({"tallies": wrong} if args.tallies else {})}
    counted = [f"BROKEN {place}" for place in wrong] or ["Every tally is what its entries add up to."]
    show(
        facts,
        args.json,
        lambda: [*_lines(found), *_draft_lines(changes, broken), *(counted if args.tallies else [])],
    )
    return OK if sound else REFUSED


def _wrong_tallies(jurisdictions) -> list[str]:
    """Each tally that is not what its entries add up to, in words."""
    wrong = []
    for one in jurisdictions or everywhere():
        with acting_for(one):
            for place, kept, counted in queries.differing_tallies(one):
                where = f"{one} {place.line} {place.month:%Y-%m} {place.dims_key or '(whole)'}"
                wrong.append(f"{where}: kept {kept or 'nothing'}, counted {counted or 'nothing'}")
    return wrong


def tallies(args: Namespace) -> int:
    """Take new entries into the tallies."""
    count = (rebuild if args.rebuild else follow)(TallyReader())
    show({"entries": count}, args.json, lambda: [f"{count:,} entries taken into the tallies."])
    return OK


def _draft_lines(changes: int, broken: list[str]) -> list[str]:
    """What is said of the histories of drafts; nothing where there is none."""
    if broken:
        return [f"BROKEN {place}" for place in broken]
    return [f"{changes:,} changes of drafts, each history whole."] if changes else []


def backup(args: Namespace) -> int:
    """Write a backup."""
    for path in filter(None, (args.file, args.keys)):
        require(
            f"{path} is there already. Name another file, or add --force." if path.exists() and not args.force else None
        )
    facts: dict[str, object] = dict(commands.backup(args.file))
    if args.keys:
        facts["key_files"] = commands.backup_keys(args.keys)
        say(f"{args.keys} holds all keys: whoever has it and the backup reads every personal field. Keep them apart.")
    else:
        say("The keys are not in it. Without them personal fields cannot be read: opensalw backup FILE --keys FILE")
    show(facts, args.json, lambda: [f"{args.file}: {facts['entries']} entries, {facts['files']} evidence files."])
    return OK


def restore(args: Namespace) -> int:
    """Restore a backup, then verify it against the digests that it holds."""
    restored = commands.restore(args.file, into=args.into, keys_from=args.keys)
    with commands.connected_to(restored.database):
        found = queries.verify(against=restored.digests)
    facts = {"database": restored.database, "files": restored.files, **_facts(found)}
    show(facts, args.json, lambda: [f"Restored into the database {restored.database}.", *_lines(found)])
    return OK if found.is_sound else REFUSED


def seal(args: Namespace) -> int:
    """Sign what was recorded since the last digest."""
    made = commands.seal(_chosen(args), new_key=args.new_key)
    follow(TallyReader())
    facts = [digest.as_json() for digest in made]
    show(
        facts,
        args.json,
        lambda: (
            [f"{one.jurisdiction} digest {one.number}: {one.count} entries of {one.day}" for one in made]
            or ["Nothing new to seal."]
        ),
    )
    return OK


def digests(args: Namespace) -> int:
    """Print or write all digests."""
    with acting_for(*everywhere()):
        document = queries.exported_digests(everywhere())
    if args.out:
        args.out.write_text(json.dumps(document, indent=2), encoding="utf-8")
        say(f"{args.out}: {len(document['digests'])} digests. Keep it where nobody of this node can change it.")
    else:
        show(document, True, list)
    return OK


def history(args: Namespace) -> int:
    """Print a subject's entries."""
    with acting_for(*everywhere()):
        entries = queries.history(args.subject)
        standing = {entry.id for entry in queries.standing(entries)}
    facts = [
        {
            "entry": entry.id,
            "jurisdiction": entry.jurisdiction,
            "number": entry.seq,
            "happened_on": entry.happened_on,
            "recorded_at": entry.recorded_at,
            "by": entry.by,
            "name": entry.name,
            "line": entry.line(),
            "reason": entry.reason,
            "corrects": entry.corrects,
            "stands": entry.id in standing,
            "seal": bytes(entry.seal).hex(),
        }
        for entry in entries
    ]
    show(facts, args.json, lambda: [_history_line(fact) for fact in facts] or ["Nothing is recorded about it."])
    return OK if entries else REFUSED


def erase(args: Namespace) -> int:
    """Erase a person."""
    there = commands.erase_person(args.person, by=OPERATOR.id, reason=args.reason)
    say("The key is destroyed." if there else "There was no key; nothing can be recorded under this id from now on.")
    return OK


def _history_line(fact: dict) -> str:
    note = "" if fact["stands"] else f" (corrected; entry {fact['entry']} no longer stands)"
    return f"{fact['jurisdiction']} {fact['number']}. {fact['happened_on']} {fact['line']}{note}"


def _facts(found: Verification) -> dict:
    return {"sound": found.is_sound, **asdict(found)}


def _lines(found: Verification) -> list[str]:
    unsealed = f"{found.unsealed:,} are not sealed yet" if found.unsealed else "all are sealed"
    lines = [f"{found.entries:,} entries of {found.subjects:,} subjects, {found.digests:,} digests; {unsealed}."]
    if found.unreadable:
        lines.append(f"{found.unreadable:,} personal parts have no key here: erased, or the keys are elsewhere.")
    lines += found.notes
    if found.is_sound:
        return [*lines, "The ledger is whole."]
    return [*lines, *(f"BROKEN {broken.line()}" for broken in found.broken)]


def _chosen(args: Namespace) -> tuple[str, ...]:
    return tuple(jurisdiction(one).id for one in args.jurisdiction) if args.jurisdiction else everywhere()


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not an id like 123e4567-e89b-12d3-a456-426614174000") from None
