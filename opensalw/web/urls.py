"""The addresses of the pages."""

from django.urls import include, path

from .styleguide import styleguide

urlpatterns = [
    path("", include("opensalw.web.public.urls")),
    path("work/", include("opensalw.web.work.urls")),
    path("office/", include("opensalw.web.office.urls")),
    path("styleguide/", styleguide, name="styleguide"),
]
