"""The addresses of meetings."""

from django.urls import path

from . import (
    agenda,
    desk,
    materials,
    minute_taking,
    preparing,
    public_meetings,
    records,
    registration,
    statements,
    versions,
)

ONE = "work/meetings/<uuid:meeting>/"

urlpatterns = [
    path("meetings/", public_meetings.public_meetings, name="public_meetings"),
    path("meetings/meetings.csv", public_meetings.public_meetings_file, name="public_meetings_file"),
    path("meetings/materials/<uuid:material>/", materials.material_file, name="material_file"),
    path("meetings/papers/<uuid:id>/<str:name>", records.paper_file, name="paper_file"),
    path("meetings/<slug:series>/<int:number>/", public_meetings.public_meeting, name="public_meeting"),
    path("meetings/<slug:series>/<int:number>/meeting.ics", public_meetings.public_meeting_ics,
         name="public_meeting_ics"),
    path("work/meetings/", desk.meeting_list, name="meetings"),
    path("work/meetings/new/", preparing.meeting_new, name="meeting_new"),
    path(ONE, desk.meeting, name="meeting"),
    path(f"{ONE}move/", desk.meeting_move, name="meeting_move"),
    path(f"{ONE}meeting.ics", desk.meeting_ics, name="meeting_ics"),
    path(f"{ONE}facts/", preparing.meeting_facts, name="meeting_facts"),
    path(f"{ONE}agenda/", agenda.meeting_agenda, name="meeting_agenda"),
    path(f"{ONE}agenda/act/", agenda.agenda_act, name="agenda_act"),
    path(f"{ONE}agenda/session/", agenda.agenda_session, name="agenda_session_new"),
    path(f"{ONE}agenda/session/<uuid:session>/", agenda.agenda_session, name="agenda_session"),
    path(f"{ONE}agenda/session/<uuid:session>/item/", agenda.agenda_item_new, name="agenda_item_new"),
    path(f"{ONE}agenda/item/<uuid:item>/", agenda.agenda_item, name="agenda_item"),
    path(f"{ONE}registration/", registration.meeting_registration, name="meeting_registration"),
    path(f"{ONE}registration/delegations.<slug:format>", registration.registration_file, name="registration_file"),
    path(f"{ONE}registration/<uuid:delegation>/withdraw/", registration.delegation_withdraw,
         name="delegation_withdraw"),
    path(f"{ONE}materials/", materials.meeting_materials, name="meeting_materials"),
    path(f"{ONE}materials/<uuid:material>/withdraw/", materials.material_withdraw, name="material_withdraw"),
    path(f"{ONE}minutes/", minute_taking.meeting_minutes, name="meeting_minutes"),
    path(f"{ONE}minutes/begin/", minute_taking.minutes_begin, name="minutes_begin"),
    path(f"{ONE}minutes/<uuid:item>/", minute_taking.minutes_item, name="minutes_item"),
    path(f"{ONE}minutes/<uuid:item>/history/", versions.minutes_history, name="minutes_history"),
    path(f"{ONE}minutes/<uuid:item>/settle/", versions.minutes_settle, name="minutes_settle"),
    path(f"{ONE}minutes/<uuid:item>/statements/", statements.statement_add, name="statement_add"),
    path(f"{ONE}statements/<uuid:statement>/withdraw/", statements.statement_withdraw, name="statement_withdraw"),
    path(f"{ONE}record/", records.meeting_record_page, name="meeting_record"),
    path(f"{ONE}record/publish/", records.record_publish, name="record_publish"),
    path(f"{ONE}record/draft.<slug:format>", records.record_draft, name="record_draft"),
]  # fmt: skip
