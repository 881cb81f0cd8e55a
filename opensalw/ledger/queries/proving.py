"""Checking the signed digests of a jurisdiction against its entries and against exported ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from ..chain import GENESIS, merkle_root
from ..keys import trusted_public_keys
from ..signing import SignedDigest


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the ledger does not hold, and what is wrong there."""

    jurisdiction: str
    what: str
    subject: UUID | None = None
    seq: int | None = None
    entry: int | None = None
    digest: int | None = None

    def line(self) -> str:
        """The place and what is wrong, as one sentence."""
        words = [self.jurisdiction]
        for word, value in (
            (_("subject"), self.subject),
            (_("number"), self.seq),
            (_("entry"), self.entry),
            (_("digest"), self.digest),
        ):
            words += [f"{word} {value}"] if value is not None else []
        return f"{', '.join(words)}: {self.what}."


def broken_digests(
    jurisdiction: str, signed: Sequence[SignedDigest], exported: Sequence[SignedDigest]
) -> tuple[list[Broken], list[str]]:
    """The broken places of a jurisdiction's digests, and what could not be checked."""
    trusted = trusted_public_keys(jurisdiction)
    broken = [*_links(signed, trusted), *_roots(jurisdiction, signed), *_differing(signed, exported, trusted)]
    notes = []
    if signed and not trusted:
        notes.append(
            _(
                "The signing key of %(jurisdiction)s is not here: signatures were checked with the key that "
                "the digests themselves name."
            )
            % {"jurisdiction": jurisdiction}
        )
    return broken, notes


def _links(signed: Sequence[SignedDigest], trusted: set[bytes]) -> Iterator[Broken]:
    """Each digest is signed by a key of ours and follows the one before."""
    previous, after = GENESIS, 0
    for number, digest in enumerate(signed, 1):
        if digest.number != number:
            yield Broken(digest.jurisdiction, _("this digest is missing"), digest=number)
            return
        if what := _unsigned(digest, trusted):
            yield Broken(digest.jurisdiction, what, digest=number)
        elif (digest.previous, digest.after) != (previous, after):
            yield Broken(digest.jurisdiction, _("it does not follow the digest before it"), digest=number)
        previous, after = digest.fingerprint(), digest.upto


def _unsigned(digest: SignedDigest, trusted: set[bytes]) -> str | None:
    if not digest.is_signed():
        return _("the signature is not valid")
    if trusted and digest.public_key not in trusted:
        return _("it was signed with a key that is not one of this node")
    return None


def _roots(jurisdiction: str, signed: Sequence[SignedDigest]) -> Iterator[Broken]:
    """Each digest's entries are all there, unchanged and without additions."""
    if not signed:
        return
    question = "select id, seal from ledger_entry where jurisdiction = %s and id <= %s order by id"
    with connection.chunked_cursor() as cursor:
        cursor.execute(question, [jurisdiction, max(digest.upto for digest in signed)])
        entries = iter(cursor)
        held: list[tuple[int, bytes]] = []
        for digest in signed:
            rest = chain(held, entries)
            count, root, held = _covered(rest, digest.upto)
            if count != digest.count:
                facts = {"day": digest.day, "sealed": digest.count, "found": count}
                what = _("of %(day)s, %(sealed)s entries were sealed and %(found)s are there") % facts
                yield Broken(jurisdiction, what, digest=digest.number)
            elif root != digest.root:
                what = _("an entry of %(day)s is not the one that was sealed") % {"day": digest.day}
                yield Broken(jurisdiction, what, digest=digest.number)


def _covered(entries: Iterator[tuple[int, bytes]], upto: int) -> tuple[int, bytes, list[tuple[int, bytes]]]:
    """Number and root of the next entries up to an id, and the one that was read too far."""
    count = 0
    beyond: list[tuple[int, bytes]] = []

    def is_covered(row: tuple[int, bytes]) -> bool:
        nonlocal count
        if row[0] > upto:
            beyond.append(row)
            return False
        count += 1
        return True

    root = merkle_root(bytes(seal) for _id, seal in takewhile(is_covered, entries))
    return count, root, beyond


def _differing(
    signed: Sequence[SignedDigest], exported: Sequence[SignedDigest], trusted: set[bytes]
) -> Iterator[Broken]:
    """Exported digests that are not signed by us, not here, or not the same here."""
    here = {digest.number: digest for digest in signed}
    for digest in exported:
        what = _unsigned(digest, trusted)
        if what:
            what = _("in the file: %(what)s") % {"what": what}
        elif digest.number not in here:
            what = _("it stands in the file and is missing here")
        elif here[digest.number].content() != digest.content():
            what = _("it is not the one that stands in the file")
        if what:
            yield Broken(digest.jurisdiction, what, digest=digest.number)
