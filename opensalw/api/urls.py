"""The addresses of the API, version 1, and its description."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Swagger

from . import (
    agenda,
    checks,
    conclusions,
    concordance,
    correlations,
    data_value_sets,
    differences,
    directory,
    documents,
    drafts,
    figure_files,
    frameworks,
    funds,
    incidents,
    indicators,
    legislation,
    meeting_notes,
    meetings,
    needs,
    observations,
    problems,
    projects,
    restatements,
    rounds,
    submissions,
    threads,
    weapons,
    workbooks,
)
from .answers import Designating
from .authentication import READING
from .strictness import StrictParser, known_parameters_only

DESCRIPTION = """
Figures and reports of a small-arms Roadmap. Public data need no token. An institution's machine sends
`Authorization: Bearer osw_...`; its token has the scopes `read`, `write`, `submit`, `check`.

Numbers are text, exact to the last place. A figure that is missing says why; missing is never zero.
Unknown parameters and fields are refused by name. Refusals are problem details (RFC 9457).
"""


class Described(NinjaAPI):
    """The API with a description that tells problem details and public access as they are."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """The OpenAPI document."""
        schema = super().get_openapi_schema(**kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "ProblemDetails" in str(response["content"]):
                        response["content"] = {problems.MEDIA_TYPE: next(iter(response["content"].values()))}
        for bound in self._get_bound_routers():
            for view in bound.path_operations.values():
                for one in view.operations:
                    if any(not hasattr(auth, "openapi_security_schema") for auth in one.auth_callbacks):
                        name = self.get_openapi_operation_id(one)
                        _operation(schema, name)["security"].append({})
        return schema


def _operation(schema: Any, name: str) -> dict:
    every = (one for operations in schema["paths"].values() for one in operations.values())
    return next(one for one in every if one["operationId"] == name)


api = Described(
    title="OpenSALW",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    auth=READING,
    renderer=Designating(),
    parser=StrictParser(),
    docs=Swagger({"deepLinking": True, "persistAuthorization": False, "validatorUrl": None}),
)
problems.handle(api)
api.add_decorator(known_parameters_only, mode="view")
for noun in (frameworks, indicators, observations, restatements, rounds, submissions, checks, documents):
    api.add_router(noun.__name__.rpartition(".")[2], noun.router)
api.add_router("conclusions", conclusions.router)
api.add_router("weapons", weapons.router)
api.add_router("meetings", meetings.router)
api.add_router("meetings", agenda.router)
api.add_router("meetings", meeting_notes.router)
api.add_router("directory", directory.router)
api.add_router("legislation", legislation.router)
api.add_router("legislation", concordance.router)
api.add_router("legislation/correlations", correlations.router)
api.add_router("needs", needs.router)
api.add_router("projects", projects.router)
api.add_router("submissions", figure_files.router)
api.add_router("funds", funds.router)
api.add_router("incidents", incidents.router)
api.add_router("dataValueSets", data_value_sets.router)
api.add_router("rounds", drafts.router)
api.add_router("submissions", differences.router)
api.add_router("submissions", threads.router)
api.add_router("submissions", checks.parts)
api.add_router("submissions", workbooks.parts)


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose framework-made refusals (no such method, no such page) are problem details too."""

    @wraps(view, assigned=())
    def telling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return unknown(request)
        if response.status_code == 405:
            allowed = response["Allow"]
            detail = _("Offered here: %(methods)s.") % {"methods": allowed}
            return problems.answer(problems.Problem(405, detail, headers={"Allow": allowed}))
        return response

    return telling


def unknown(request: HttpRequest) -> HttpResponse:
    """Anything else under the address of the API."""
    return problems.answer(problems.missing(_("There is nothing at this address. See /api/v1/docs.")))


unknown.csrf_exempt = True  # type: ignore[attr-defined]
patterns, app, space = api.urls
for pattern in patterns:
    if isinstance(pattern, URLPattern):
        pattern.callback = told(pattern.callback)

urlpatterns = [path("v1/", (patterns, app, space)), re_path(r"^.*$", unknown)]
