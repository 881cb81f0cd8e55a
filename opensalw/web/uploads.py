"""An upload over the limit, or of a kind that is never taken, is refused before it is read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from opensalw.roadmap.commands.evidence import KINDS
from opensalw.roadmap.prose import documents

REGISTERS = "/work/registry/imports/"
FIGURES = {".csv", ".tsv", ".json", ".xml", ".yaml", ".yml"}
ENDINGS = {*KINDS.values(), ".jpeg", *documents.ENDINGS, *FIGURES}


class UploadLimit:
    """Refuse a body whose announced length is over the limit, or which announces none, with 413 or 411."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer ``request`` unless its body is too large."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.META.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked" and length == "0":
            return HttpResponse(_("Send the length of the file (Content-Length)."), status=411)
        most = settings.REGISTER_UPLOAD_LIMIT if request.path.startswith(REGISTERS) else settings.UPLOAD_LIMIT
        if not length.isdigit() or int(length) > most:
            limit = most // 1024 // 1024
            message = _("What you sent is over the limit of %(limit)d MB. Nothing was stored.") % {"limit": limit}
            return HttpResponse(message, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class KnownEndings(FileUploadHandler):
    """Skip a file whose name says that it is of no kind we take; its bytes are never stored."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Look at the name before anything is read; what is refused is said in ``request.refused_upload``."""
        super().new_file(*args, **kwargs)
        if Path(self.file_name or "").suffix.lower() not in ENDINGS:
            words = _("%(name)s is not taken. Send a PDF, DOCX, XLSX, PNG or JPEG. Nothing was stored.")
            self.request.refused_upload = words % {"name": self.file_name}  # type: ignore[union-attr]
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on what is read."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that keep it."""
