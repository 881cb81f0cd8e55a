"""The addresses of the pages."""

from django.urls import include, path

from .styleguide import styleguide
from .work import reminders

urlpatterns = [
    path("", include("opensalw.web.public.urls")),
    path("work/registry/imports/", include("opensalw.web.loading.urls")),
    path("work/registry/", include("opensalw.web.registry.urls")),
    path("work/tracing/", include("opensalw.web.tracing.urls")),
    path("work/tracing/", include("opensalw.web.desk.urls")),
    path("work/", include("opensalw.web.work.urls")),
    path("calendar/<str:secret>.ics", reminders.calendar_feed, name="calendar_feed"),
    path("reminders/stop/<str:word>/", reminders.reminders_stop, name="reminders_stop"),
    path("", include("opensalw.web.meeting.urls")),
    path("", include("opensalw.web.money.urls")),
    path("field/", include("opensalw.web.field.urls")),
    path("protection/", include("opensalw.web.protection.urls")),
    path("", include("opensalw.web.law.urls")),
    path("office/", include("opensalw.web.office.urls")),
    path("styleguide/", styleguide, name="styleguide"),
]
