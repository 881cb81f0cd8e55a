"""Building documents and keeping them."""

import os
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import require
from opensalw.roadmap.commands.embargo import as_if_public
from opensalw.roadmap.models import Round

from ..models import Report
from ..queries.documents import FILE_FORMATS, document_set, figures_printed, file_name, printed, stored_at


@transaction.atomic
def build_reports(round: Round, *, by: Person, briefs: bool = True) -> list[Report]:
    """Build the set of a round and keep it; the same content again is the report there is.

    Parts that are released and become public at an hour to come are in it: it is not public before them.
    """
    require(refuse_secretariat_work(by))
    kept = []
    with as_if_public(round):
        documents = [
            (kind, jurisdiction, document, figures_printed(round, kind, jurisdiction))
            for kind, jurisdiction, document in document_set(round, briefs=briefs)
        ]
    for kind, jurisdiction, document, figures in documents:
        for format in FILE_FORMATS:
            facts = {"title": document.title, "figures": figures}
            kept.append(_keep(round, kind, jurisdiction, format, printed(document, format), by, facts))
    return kept


def _keep(
    round: Round, kind: str, jurisdiction: str, format: str, content: bytes, by: Person, facts: dict[str, Any]
) -> Report:
    digest = sha256(content).hexdigest()
    same = {"round": round, "kind": kind, "jurisdiction": jurisdiction, "format": format}
    if present := Report.objects.filter(**same, sha256=digest).first():
        store(digest, content)
        return present
    last = Report.objects.filter(**same).order_by("-number").first()
    store(digest, content)
    return Report.objects.create(
        **same,
        number=last.number + 1 if last else 1,
        **facts,
        file_name=file_name(round, kind, jurisdiction, format),
        sha256=digest,
        size=len(content),
        built_at=timezone.now(),
        built_by=by.id,
    )


def store(digest: str, content: bytes) -> None:
    """Put the bytes where their hash says."""
    path = stored_at(digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = settings.REPORTS / f".{os.getpid()}-{digest[:16]}"
    partial.write_bytes(content)
    partial.replace(path)
