"""The addresses of funds, calls, proposals and decisions."""

from django.urls import path

from . import calls, committee, funds, proposing, reviewing

urlpatterns = [
    path("funds/", funds.fund_list, name="funds"),
    path("funds/<slug:key>/", funds.fund, name="fund"),
    path("calls/<slug:key>/", funds.call, name="call"),
    path("decisions/", funds.decision_list, name="decision_list"),
    path("decisions/decisions.<slug:ending>", funds.decision_file, name="decision_file"),
    path("decisions/<slug:number>/", funds.decision, name="decision"),
    path("work/calls/", calls.call_desk, name="call_desk"),
    path("work/calls/<slug:key>/", calls.call_work, name="call_work"),
    path("work/calls/<slug:key>/proposals.<slug:ending>", calls.call_file, name="call_file"),
    path("work/calls/<slug:key>/begin/", calls.proposal_begin, name="proposal_begin"),
    path("work/calls/<slug:key>/decide/", committee.decision_new, name="decision_new"),
    path("work/calls/<slug:key>/<slug:number>/<slug:act>/", calls.call_act, name="call_act"),
    path("work/proposals/<slug:number>/", proposing.proposal, name="proposal"),
    path("work/proposals/<slug:number>/edit/<slug:section>/", proposing.proposal_section, name="proposal_section"),
    path("work/proposals/<slug:number>/<slug:act>/", proposing.proposal_act, name="proposal_act"),
    path("work/reviews/<uuid:id>/", reviewing.review, name="review"),
    path("work/no-objections/<uuid:id>/", reviewing.no_objection, name="no_objection"),
    path("work/decisions/<slug:number>/", committee.committee, name="committee"),
    path("work/decisions/<slug:number>/record.json", committee.decision_record, name="decision_record"),
    path("work/decisions/<slug:number>/<slug:paper>.<slug:ending>", committee.decision_paper, name="decision_paper"),
    path("work/decisions/<slug:number>/<slug:act>/", committee.committee_act, name="committee_act"),
    path("work/decisions/<slug:number>/points/<uuid:point>/motion/", committee.point_motion, name="point_motion"),
    path("work/decisions/<slug:number>/points/<uuid:point>/vote/", committee.point_vote, name="point_vote"),
]  # fmt: skip
