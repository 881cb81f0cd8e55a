"""One collector of footnotes for each request: what a page names, its foot explains."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from opensalw.core.designations import Footnotes


class OwedFootnotes:
    """Middleware: gives the request its collector, for the audience that the project serves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the collector; the tags of ``opensalw_web`` fill and print it."""
        request.footnotes = Footnotes()  # type: ignore[attr-defined]
        return self.get_response(request)
