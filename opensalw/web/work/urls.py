"""Addresses of the workspace."""

from django.urls import include, path

from . import (
    desk,
    evidence,
    goals,
    measures,
    needs,
    parts,
    plans,
    receipts,
    review,
    rounds,
    statements,
    steps,
    synthesis,
)

PART = [
    path("", parts.part, name="part"),
    path("goals/<int:goal>/", goals.part_goal, name="part_goal"),
    path("goals/<int:goal>/<slug:kind>/", goals.part_text, name="part_text"),
    path("activities/<uuid:activity>/", goals.part_activity, name="part_activity"),
    path("figures/", parts.part_figures, name="part_figures"),
    path("figures/fill/", measures.part_fill, name="part_fill"),
    path("figures/<slug:measure>/", measures.part_measure, name="part_measure"),
    path("evidence/", evidence.evidence_add, name="evidence_add"),
    path("evidence/<uuid:evidence>/", evidence.evidence_file, name="evidence_file"),
    path("evidence/<uuid:evidence>/remove/", evidence.evidence_remove, name="evidence_remove"),
    path("review/", review.part_review, name="part_review"),
    path("queries/", review.query_ask, name="query_ask"),
    path("queries/<uuid:query>/", review.query_answer, name="query_answer"),
    path("steps/<slug:step>/", steps.part_step, name="part_step"),
    path("history/", parts.part_history, name="part_history"),
    path("receipts/<int:number>/", receipts.receipt, name="receipt"),
    path("receipts/<int:number>/content.json", receipts.receipt_file, name="receipt_file"),
]
urlpatterns = [
    path("", desk.desk, name="work"),
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/open/", rounds.round_open, name="round_open"),
    path("rounds/<slug:round>/", rounds.round_matrix, name="round_matrix"),
    path("rounds/<slug:round>/dates/", rounds.round_dates, name="round_dates"),
    path("rounds/<slug:round>/close/", rounds.round_close, name="round_close"),
    path("rounds/<slug:round>/synthesis/", synthesis.synthesis, name="synthesis"),
    path("rounds/<slug:round>/statements/", statements.statement_make, name="statement_make"),
    path("rounds/<slug:round>/<slug:jid>/", include(PART)),
    path("review/", review.review_queue, name="review_queue"),
    path("needs/", needs.needs, name="needs"),
    path("needs/needs.xlsx", needs.needs_file, name="needs_file"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<uuid:plan>/", plans.plan, name="plan"),
    path("plans/<uuid:plan>/activities/<uuid:activity>/", plans.activity_status, name="activity_status"),
]
