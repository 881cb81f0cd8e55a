"""Addresses of the office: people, institutions, tokens, acts, frameworks, the ledger."""

from django.urls import URLPattern, path

from . import acts, drafts, frameworks, institutions, invitations, ledger, links, people, tokens

urlpatterns: list[URLPattern] = [
    path("people/", people.people, name="people"),
    path("people/invite/", invitations.person_invite, name="person_invite"),
    path("people/<uuid:id>/", people.person, name="person"),
    path("people/<uuid:id>/appoint/", people.person_appoint, name="person_appoint"),
    path("people/<uuid:id>/posts/<int:post>/end/", people.person_dismiss, name="person_dismiss"),
    path("people/<uuid:id>/close/", people.person_deactivate, name="person_deactivate"),
    path("people/<uuid:id>/open/", people.person_reactivate, name="person_reactivate"),
    path("people/<uuid:id>/link/", invitations.person_link, name="person_link"),
    path("link/", links.link_password, name="link_password"),
    path("link/<str:secret>/", links.link, name="link"),
    path("institutions/", institutions.institutions, name="institutions"),
    path("institutions/add/", institutions.institution_add, name="institution_add"),
    path("institutions/<path:key>/edit/", institutions.institution_edit, name="institution_edit"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/issue/", tokens.token_issue, name="token_issue"),
    path("tokens/<uuid:id>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("acts/", acts.acts, name="acts"),
    path("frameworks/", frameworks.frameworks, name="frameworks"),
    path("frameworks/<slug:key>/draft/", frameworks.framework_draft, name="framework_draft"),
    path("frameworks/<slug:key>/<int:number>/", frameworks.framework_version, name="framework_version"),
    path("frameworks/<slug:key>/<int:number>/goals/add/", drafts.draft_goal_add, name="draft_goal_add"),
    path("frameworks/<slug:key>/<int:number>/goals/<int:goal>/", drafts.draft_goal, name="draft_goal"),
    path("frameworks/<slug:key>/<int:number>/measures/<slug:measure>/", drafts.draft_measure, name="draft_measure"),
    path("frameworks/<slug:key>/<int:number>/text/", drafts.draft_text, name="draft_text"),
    path("frameworks/<slug:key>/<int:number>/difference/", drafts.draft_difference, name="draft_difference"),
    path("frameworks/<slug:key>/<int:number>/discard/", drafts.draft_discard, name="draft_discard"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/find/", ledger.ledger_find, name="ledger_find"),
    path("ledger/verify/", ledger.ledger_verify, name="ledger_verify"),
    path("ledger/digests.json", ledger.ledger_digests, name="ledger_digests"),
    path("ledger/subjects/<uuid:subject>/", ledger.ledger_subject, name="ledger_subject"),
]
