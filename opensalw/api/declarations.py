"""Finding what a request names: frameworks, measures, lines, rounds, sources; a wrong name is refused by name."""

from django.utils.translation import gettext as _

from opensalw.roadmap.framework.spec import FrameworkSpec, Line, Measure
from opensalw.roadmap.models import FrameworkVersion, Round, Source

from .problems import missing, wrong


def published(key: str = "") -> list[FrameworkVersion]:
    """The versions in force, of one framework if it is named."""
    found = list(FrameworkVersion.objects.filter(status=FrameworkVersion.Status.PUBLISHED).order_by("key"))
    if not key:
        return found
    chosen = [version for version in found if version.key == key]
    if not chosen:
        known = {"key": key, "known": ", ".join(version.key for version in found) or _("none")}
        raise wrong("framework", _("There is no framework %(key)s. Known: %(known)s.") % known)
    return chosen


def known_measure(versions: list[FrameworkVersion], key: str) -> None:
    """Refuse the key of a measure that no framework declares."""
    keys = sorted({measure.key for version in versions for measure in version.spec.measures})
    if key not in keys:
        known = {"key": key, "known": ", ".join(keys) or _("none")}
        raise wrong("measure", _("There is no measure %(key)s. Known: %(known)s.") % known)


def known_line(versions: list[FrameworkVersion], measure: str, key: str) -> None:
    """Refuse the key of a line that no measure, or not the one named, declares."""
    keys = sorted(
        {
            line.key
            for version in versions
            for declared in version.spec.measures
            if measure in ("", declared.key)
            for line in version.spec.lines_of(declared)
        }
    )
    if key not in keys:
        known = {"key": key, "known": ", ".join(keys) or _("none")}
        raise wrong("line", _("There is no line %(key)s. Known: %(known)s.") % known)


def indicator(key: str, framework: str = "") -> tuple[FrameworkVersion, Measure]:
    """The measure called ``key`` in the framework in force that declares it."""
    having = [
        (version, measure)
        for version in published(framework)
        for measure in version.spec.measures
        if measure.key == key
    ]
    if not having:
        raise missing(_("There is no indicator %(key)s in a framework in force.") % {"key": key})
    if len(having) > 1:
        named = ", ".join(version.key for version, _measure in having)
        raise wrong("framework", _("Several frameworks have this indicator. Name one of: %(keys)s.") % {"keys": named})
    return having[0]


def line_of(spec: FrameworkSpec, reference: str) -> tuple[Measure, Line] | None:
    """The measure and line of ``measure.line``; None when there is none."""
    try:
        return spec.measure(reference.partition(".")[0]), spec.line(reference)
    except KeyError:
        return None


def known_round(key: str, field: str) -> None:
    """Refuse the key of a round that does not exist."""
    if not Round.objects.filter(pk=key).exists():
        raise wrong(field, _("There is no round %(key)s.") % {"key": key})


def known_source(key: str) -> None:
    """Refuse the key of a source that does not exist."""
    if not Source.objects.filter(pk=key).exists():
        raise wrong("source", _("There is no source %(key)s.") % {"key": key})
