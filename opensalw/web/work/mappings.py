"""Mappings of codes: which there are, what each covers, loaded from a file, fetched, taken out of use."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.jurisdictions import jurisdiction
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.returns.commands import BadMapping, load_mapping, withdraw_mapping
from opensalw.returns.mapping import own_mapping, written
from opensalw.returns.mapping.covering import Cover, cover
from opensalw.returns.models import CodeMapping
from opensalw.returns.queries import mapping_named, mappings
from opensalw.returns.rules import refuse_mapping
from opensalw.roadmap.framework.references import Problem
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import FrameworkVersion
from opensalw.roadmap.queries.observations import latest_framework
from opensalw.web.files import attached
from opensalw.web.transactions import PersonalRequest

from .access import working

LARGEST = 2 * 1024 * 1024
YAML = "application/yaml; charset=utf-8"


@working
def mapping_list(request: PersonalRequest) -> HttpResponse:
    """The mappings in use; a file that is sent is loaded, or all that is wrong with it is said."""
    problems: list[Problem] = []
    if request.method == "POST":
        problems = _load(request)
        if not problems:
            return redirect("mappings")
    context = {
        "rows": [(one, _owner(one), _may_change(request.person, one)) for one in mappings()],
        "problems": problems, "may_load": any(_may_load(request.person)),
    }  # fmt: skip
    return render(request, "work/mappings.html", context, status=422 if problems else 200)


@working
def mapping(request: PersonalRequest, key: str) -> HttpResponse:
    """What one mapping covers: codes by line, and the lines for which it has none."""
    held = _held(key)
    spec = latest_framework(held.framework).spec
    covered = [(_title(spec, one), one) for one in cover(held.spec, spec)]
    context = {
        "coded": sum(bool(one.codes) for _words, one in covered),
        "mapping": held, "owner": _owner(held), "codes": held.spec, "units": _units(held),
        "covered": covered,
        "may_change": _may_change(request.person, held),
    }  # fmt: skip
    return render(request, "work/mapping.html", context)


@working
def mapping_file(request: PersonalRequest, key: str) -> HttpResponse:
    """The mapping as it was loaded."""
    return attached(_held(key).text, YAML, f"{key}.yaml")


@working
def mapping_start(request: PersonalRequest, framework: str) -> HttpResponse:
    """Our own codes as a mapping, to put the codes of a system in."""
    try:
        spec = latest_framework(framework).spec
    except FrameworkVersion.DoesNotExist:
        raise Http404(framework) from None
    return attached(written(own_mapping(spec)), YAML, f"mapping-{framework}.yaml")


@working
@require_POST
def mapping_withdraw(request: PersonalRequest, key: str) -> HttpResponse:
    """Take a mapping out of use."""
    try:
        withdraw_mapping(key, by=request.person)
        messages.success(request, _("No file is read by %(key)s any more.") % {"key": key})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("mappings")


def _load(request: PersonalRequest) -> list[Problem]:
    file = request.FILES.get("file")
    if file is None:
        return [Problem("file", _("No file was chosen."), _("Choose the mapping file."))]
    if (file.size or 0) > LARGEST:
        return [Problem("file", _("The file is larger than 2 MB."), _("A mapping is a text of some hundred lines."))]
    try:
        made = load_mapping(file.read().decode("utf-8-sig"), by=request.person)
    except UnicodeDecodeError:
        return [Problem("file", _("The file is not text in UTF-8."), _("Save it as UTF-8."))]
    except BadMapping as bad:
        return bad.problems
    except Refused as refused:
        return [Problem(refused.field or "file", str(refused.reason), "")]
    facts = {"title": made.title, "number": made.number}
    messages.success(request, _("%(title)s is in use, version %(number)d.") % facts)
    return []


def _held(key: str) -> CodeMapping:
    try:
        held = mapping_named(key)
    except Refused as refused:
        raise Http404(refused.reason) from None
    if held is None:
        raise Http404(key)
    return held


def _owner(held: CodeMapping) -> str:
    return str(jurisdiction(held.jurisdiction)) if held.jurisdiction else _("any jurisdiction")


def _units(held: CodeMapping) -> list[tuple[str, str]]:
    return [(code, jid) for code, jid in held.spec.org_units.items()]


def _may_load(person: Person) -> list[bool]:
    return [person.is_secretariat, *(post.role == "officer" for post in person.posts)]


def _may_change(person: Person, held: CodeMapping) -> bool:
    return refuse_mapping(person, held.jurisdiction, held.jurisdiction) is None


def _title(spec: FrameworkSpec, one: Cover) -> str:
    measure, _dot, _line = one.line.partition(".")
    return f"{spec.measure(measure).title}: {spec.line(one.line).title}"
