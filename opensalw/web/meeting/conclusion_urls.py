"""The addresses of conclusions and of their follow-up."""

from django.urls import path

from . import conclusion, following, listing, notes, public_conclusions, recording

urlpatterns = [
    path("conclusions/", public_conclusions.public_conclusions, name="public_conclusions"),
    path("conclusions/conclusions.<slug:format>", public_conclusions.public_conclusions_file,
         name="public_conclusions_file"),
    path("work/conclusions/", listing.conclusion_list, name="conclusions"),
    path("work/conclusions/conclusions.<slug:format>", listing.conclusion_file, name="conclusion_file"),
    path("work/conclusions/mine/", listing.promises, name="promises"),
    path("work/conclusions/new/", recording.conclusion_new, name="conclusion_new"),
    path("work/conclusions/<slug:number>/", conclusion.conclusion, name="conclusion"),
    path("work/conclusions/<slug:number>/evidence/<uuid:progress>/", conclusion.conclusion_evidence,
         name="conclusion_evidence"),
    path("work/conclusions/<slug:number>/<slug:act>/", conclusion.conclusion_act, name="conclusion_act"),
    path("work/meetings/<uuid:meeting>/conclusions/", recording.meeting_conclusions, name="meeting_conclusions"),
    path("work/meetings/<uuid:meeting>/conclusions/add/", recording.conclusion_quick, name="conclusion_quick"),
    path("work/meetings/<uuid:meeting>/notes/", notes.meeting_notes, name="meeting_notes"),
    path("work/meetings/<uuid:meeting>/notes/<uuid:notes>/", notes.meeting_note, name="meeting_note"),
    path("work/meetings/<uuid:meeting>/notes/<uuid:notes>/take/", notes.note_take, name="note_take"),
    path("work/meetings/<uuid:meeting>/notes/<uuid:notes>/promises/<int:position>/", notes.note_promise,
         name="note_promise"),
    path("work/meetings/<uuid:meeting>/follow-up/", following.meeting_follow_up, name="meeting_follow_up"),
    path("work/meetings/<uuid:meeting>/follow-up/carry/", following.follow_up_carry, name="follow_up_carry"),
    path("work/meetings/<uuid:meeting>/follow-up/<int:carried>/", following.follow_up_say, name="follow_up_say"),
]  # fmt: skip
