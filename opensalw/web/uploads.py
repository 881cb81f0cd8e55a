"""An upload over the limit is refused before it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _


class UploadLimit:
    """Refuse a body whose announced length is over the limit, or which announces none, with 413 or 411."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer ``request`` unless its body is too large."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.META.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked" and length == "0":
            return HttpResponse(_("Send the length of the file (Content-Length)."), status=411)
        if not length.isdigit() or int(length) > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT // 1024 // 1024
            message = _("What you sent is over the limit of %(limit)d MB. Nothing was stored.") % {"limit": limit}
            return HttpResponse(message, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
