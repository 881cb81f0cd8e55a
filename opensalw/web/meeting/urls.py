"""The addresses of these pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("opensalw.web.meeting.conclusion_urls")),
    path("", include("opensalw.web.meeting.directory_urls")),
    path("", include("opensalw.web.meeting.meeting_urls")),
]
