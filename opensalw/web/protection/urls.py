"""The addresses of data protection, each below its jurisdiction."""

from django.urls import include, path, re_path

from . import access, clocks, looks, person_file

OWN = [
    path("looks/", looks.protection_log, name="protection_log"),
    re_path(r"^looks/file\.(?P<format>csv|xlsx)$", looks.protection_log_file, name="protection_log_file"),
    path("retention/", clocks.protection_clocks, name="protection_clocks"),
    path("retention/erase/", clocks.protection_erase, name="protection_erase"),
    path("file/", person_file.person_file, name="person_file"),
]

urlpatterns = [
    path("", access.protection_desk, name="protection_desk"),
    path("<slug:jid>/", include(OWN)),
]
