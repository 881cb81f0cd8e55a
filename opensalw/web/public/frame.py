"""What every public page stands in: the framework, its title in the masthead, the licence at the foot."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from opensalw.core.jurisdictions import Jurisdiction, seats
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import FrameworkVersion, Round
from opensalw.roadmap.queries.rounds import latest_public_round

_SPECS: dict[str, FrameworkSpec] = {}
KEPT = 32


def spec_of(version: FrameworkVersion) -> FrameworkSpec:
    """The declaration of a version; read once in each process, as the same digest is the same content."""
    if version.digest not in _SPECS:
        if len(_SPECS) >= KEPT:
            _SPECS.clear()
        _SPECS[version.digest] = version.spec
    return _SPECS[version.digest]


@dataclass(frozen=True)
class Frame:
    """The framework that a public page speaks of."""

    version: FrameworkVersion
    spec: FrameworkSpec

    @property
    def seats(self) -> tuple[Jurisdiction, ...]:
        """The seats that the framework asks, in their order."""
        return tuple(seat for seat in seats() if seat.id in self.spec.jurisdictions)

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids of those seats."""
        return tuple(seat.id for seat in self.seats)

    @cached_property
    def round(self) -> Round | None:
        """The latest round of the framework of which something is public."""
        return latest_public_round(self.spec.key)


def published_versions() -> list[FrameworkVersion]:
    """The versions in force, without their texts."""
    found = FrameworkVersion.objects.filter(status=FrameworkVersion.Status.PUBLISHED)
    return list(found.defer("text", "canonical").order_by("key"))


def current() -> Frame:
    """The framework in use; without any published, no page that speaks of one is found."""
    frame = in_use()
    if frame is None:
        raise Http404(_("No framework has been published yet."))
    return frame


def in_use() -> Frame | None:
    """The framework in use: the only one published, or that of the latest public round."""
    versions = published_versions()
    if not versions:
        return None
    if len(versions) > 1 and (latest := latest_public_round()):
        versions.sort(key=lambda version: version.key != latest.framework.key)
    return Frame(versions[0], spec_of(versions[0]))


def framed(key: str) -> Frame:
    """A published framework by its key."""
    version = next((one for one in published_versions() if one.key == key), None)
    if version is None:
        raise Http404(_("This framework has not been published."))
    return Frame(version, spec_of(version))


def licence() -> str:
    """Under which terms the compilation may be used; what it quotes stays with its publishers."""
    return _("compilation under CC BY 4.0; what is quoted stays under the terms of its source")


def answer(request: HttpRequest, template: str, frame: Frame | None, context: dict, status: int = 200) -> HttpResponse:
    """A public page in its frame."""
    around = {"data_licence": licence(), "framework_title": frame.spec.title if frame else "", "frame": frame}
    return render(request, f"public/{template}.html", {**around, **context}, status=status)


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page to be read only: GET and HEAD; a browser that holds the same page is told so."""
    return wraps(view)(require_safe(cache_control(no_cache=True)(conditional_page(view))))
