"""The addresses where the secretariat enters organisations, funds and calls."""

from django.urls import include, path

from . import call_writing, fund_desk, fund_edits, organisations

FUND = [
    path("", fund_desk.fund_work, name="fund_work"),
    path("money.<slug:ending>", fund_desk.fund_money_file, name="fund_money_file"),
    path("facts/", fund_edits.fund_facts, name="fund_facts"),
    path("seats/", fund_edits.seat_new, name="seat_new"),
    path("seats/<int:id>/end/", fund_edits.seat_leave, name="seat_leave"),
    path("seats/<int:id>/remove/", fund_edits.seat_remove, name="seat_remove"),
    path("rules/", fund_edits.fund_rules, name="fund_rules"),
    path("money/", fund_edits.fund_money_new, name="fund_money_new"),
    path("money/<uuid:id>/strike/", fund_edits.fund_money_strike, name="fund_money_strike"),
    path("calls/", call_writing.call_new, name="call_new"),
]
urlpatterns = [
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/organisations.<slug:ending>", organisations.organisation_list_file,
         name="organisation_list_file"),
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/<slug:key>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:key>/change/", organisations.organisation_edit, name="organisation_edit"),
    path("organisations/<slug:key>/remove/", organisations.organisation_remove, name="organisation_remove"),
    path("funds/", fund_desk.fund_desk, name="fund_desk"),
    path("funds/new/", fund_edits.fund_new, name="fund_new"),
    path("funds/<slug:key>/", include(FUND)),
    path("calls/<slug:key>/text/", call_writing.call_text, name="call_text"),
    path("calls/<slug:key>/terms/", call_writing.call_terms, name="call_terms"),
    path("calls/<slug:key>/texts/", call_writing.call_texts, name="call_texts"),
    path("calls/<slug:key>/criteria/", call_writing.call_criteria, name="call_criteria"),
    path("calls/<slug:key>/open/", call_writing.call_open, name="call_open"),
    path("calls/<slug:key>/end/", call_writing.call_end, name="call_end"),
    path("calls/<slug:key>/remove/", call_writing.call_remove, name="call_remove"),
]  # fmt: skip
