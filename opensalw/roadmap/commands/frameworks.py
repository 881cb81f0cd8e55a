"""Frameworks: load, draft, publish. A used version is never edited; a new one follows it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append

from ..counts import NAMED_COUNTS
from ..events import FrameworkPublished
from ..framework.loading import BadFramework, canonical, digest, parse
from ..framework.spec import FrameworkSpec
from ..models import FrameworkVersion
from .subjects import subject


@transaction.atomic
def load_framework(text: str, *, by: Person) -> FrameworkVersion:
    """Load a framework file as a published version; the same content again is the version there is.

    Raises BadFramework with all problems of the file.
    """
    require(refuse_secretariat_work(by))
    spec = parse(text, NAMED_COUNTS)
    latest = FrameworkVersion.objects.filter(key=spec.key).exclude(status="draft").first()
    if latest and latest.digest == digest(spec):
        return latest
    version = _new_version(spec, text)
    version.save()
    return _publish(version, by)


@transaction.atomic
def load_draft(text: str, *, by: Person) -> FrameworkVersion:
    """Load a framework file as a draft, such as one whose content is not known yet; again is harmless."""
    require(refuse_secretariat_work(by))
    spec = parse(text, NAMED_COUNTS)
    present = FrameworkVersion.objects.filter(key=spec.key).first()
    if present:
        return present
    draft = _new_version(spec, text)
    draft.save()
    return draft


@transaction.atomic
def start_draft(key: str, *, by: Person) -> FrameworkVersion:
    """Begin a draft that follows the latest version of a framework."""
    require(refuse_secretariat_work(by))
    latest = FrameworkVersion.objects.filter(key=key).first()
    if latest is None:
        raise Refused(_("There is no framework %(key)s.") % {"key": key})
    if latest.status == FrameworkVersion.Status.DRAFT:
        raise Refused(_("This framework already has a draft version."))
    draft = _new_version(latest.spec, latest.text)
    draft.save()
    return draft


@transaction.atomic
def save_draft(draft: FrameworkVersion, text: str, *, by: Person) -> FrameworkVersion:
    """Keep a changed draft. Raises BadFramework with every problem; the former draft then stays."""
    require(refuse_secretariat_work(by))
    require(None if draft.status == "draft" else _("A published version is never edited. Start a draft."))
    spec = parse(text, NAMED_COUNTS)
    if spec.key != draft.key:
        raise Refused(_("The key of a framework does not change: it is %(key)s.") % {"key": draft.key}, field="key")
    draft.text, draft.canonical, draft.digest = text, canonical(spec).decode(), digest(spec)
    draft.save()
    draft.__dict__.pop("spec", None)
    return draft


@transaction.atomic
def publish_draft(draft: FrameworkVersion, *, by: Person, note: str) -> FrameworkVersion:
    """Put a draft into force. Measures whose definition changed must have a higher version."""
    require(refuse_secretariat_work(by))
    require(None if draft.status == "draft" else _("This version is already published."))
    require(None if note.strip() else _("Say what changed, for the readers."), field="note")
    before = FrameworkVersion.objects.filter(key=draft.key, status="published").first()
    if before:
        require(refuse_silent_change(before.spec, draft.spec))
    draft.note = note
    return _publish(draft, by)


def discard_draft(draft: FrameworkVersion, *, by: Person) -> None:
    """Throw a draft away."""
    require(refuse_secretariat_work(by))
    require(None if draft.status == "draft" else _("A published version is never deleted."))
    draft.delete()


def refuse_silent_change(before: FrameworkSpec, after: FrameworkSpec) -> str | None:
    """A measure that counts differently bears a new version number; else old and new values would mix."""
    old = {measure.key: measure for measure in before.measures}
    for measure in after.measures:
        was = old.get(measure.key)
        if was is None or measure.version > was.version:
            continue
        same = (was.definition, was.lines, was.counting_unit) == (
            measure.definition, measure.lines, measure.counting_unit
        )  # fmt: skip
        if measure.version < was.version or not same:
            return _("The definition of %(key)s changed: raise its version above %(version)d.") % {
                "key": measure.key, "version": was.version
            }  # fmt: skip
    return None


def _new_version(spec: FrameworkSpec, text: str) -> FrameworkVersion:
    latest = FrameworkVersion.objects.filter(key=spec.key).order_by("-number").first()
    if latest and latest.status == FrameworkVersion.Status.DRAFT:
        raise Refused(_("This framework has a draft version. Publish or discard it first."))
    number = latest.number + 1 if latest else 1
    return FrameworkVersion(
        key=spec.key, number=number, text=text, canonical=canonical(spec).decode(), digest=digest(spec)
    )


def _publish(version: FrameworkVersion, by: Person) -> FrameworkVersion:
    FrameworkVersion.objects.filter(key=version.key, status="published").update(status="retired")
    version.status, version.published_at = FrameworkVersion.Status.PUBLISHED, timezone.now()
    version.save()
    append(
        FrameworkPublished(key=version.key, number=version.number, digest=version.digest),
        subject=subject("framework", version.key),
        jurisdiction=REGIONAL,
        by=by.id,
        on=timezone.localdate(),
    )
    return version


__all__ = [
    "BadFramework",
    "discard_draft",
    "load_draft",
    "load_framework",
    "publish_draft",
    "refuse_silent_change",
    "save_draft",
    "start_draft",
]
