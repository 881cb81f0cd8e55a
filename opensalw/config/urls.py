"""All addresses of the node."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/", include("opensalw.api.urls")),
    path("", include("opensalw.web.urls")),
]
