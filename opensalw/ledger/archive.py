"""The file of a backup: a tar with a manifest that names every member and its SHA-256."""

import io
import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

import orjson
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused

FORMAT = "opensalw-backup-1"
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Archive:
    """An archive that was checked: its manifest and where it lies."""

    path: Path
    manifest: dict[str, Any]

    @property
    def members(self) -> list[str]:
        """The names of all members but the manifest."""
        return list(self.manifest["members"])

    def read(self, name: str) -> bytes:
        """The content of a small member."""
        with self.opened(name) as member:
            return member.read()

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A member, to be read."""
        with tarfile.open(self.path) as tar, _member(tar, name) as member:
            yield member

    def extract(self, name: str, target: Path) -> None:
        """Write a member to ``target``, whole or not at all, for its owner only."""
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f"{target.name}.partial-{os.getpid()}")
        with self.opened(name) as member, _private(partial) as file:
            while chunk := member.read(CHUNK):
                file.write(chunk)
        partial.replace(target)


def write_archive(path: Path, members: Mapping[str, Path], facts: Mapping[str, Any]) -> None:
    """Write ``members`` (name -> file) with a manifest to ``path``, whole or not at all, for its owner only."""
    listed = {name: {"sha256": digest_of(file), "size": file.stat().st_size} for name, file in members.items()}
    manifest = orjson.dumps({"format": FORMAT, **facts, "members": listed}, option=orjson.OPT_INDENT_2)
    partial = path.with_name(f"{path.name}.partial-{os.getpid()}")
    try:
        with _private(partial) as file, tarfile.open(fileobj=file, mode="w") as tar:
            head = tarfile.TarInfo(MANIFEST)
            head.size = len(manifest)
            tar.addfile(head, io.BytesIO(manifest))
            for name, source in members.items():
                tar.add(source, arcname=name, recursive=False)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def read_archive(path: Path) -> Archive:
    """The archive at ``path``, once every member is found whole; refused otherwise."""
    try:
        with tarfile.open(path) as tar:
            with _member(tar, MANIFEST) as member:
                manifest = orjson.loads(member.read())
            if manifest.get("format") != FORMAT:
                raise ValueError(_("it has another format"))
            for name, facts in manifest["members"].items():
                _check_name(name)
                with _member(tar, name) as member:
                    if _digest(member) != facts["sha256"]:
                        raise ValueError(_("%(member)s was changed") % {"member": name})
    except (tarfile.TarError, KeyError, ValueError, AttributeError, EOFError) as error:
        reason = _("%(file)s is not a whole backup: %(error)s. Use another copy.")
        raise Refused(reason % {"file": path, "error": error}) from error
    return Archive(path, manifest)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return _digest(file)


def _digest(file: IO[bytes]) -> str:
    digest = sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _check_name(name: str) -> None:
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or not parts:
        raise ValueError(_("%(member)s leads out of the archive") % {"member": name})


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    member = tar.extractfile(name)
    if member is None:
        raise ValueError(_("%(member)s is no file") % {"member": name})
    return member


def _private(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb")
