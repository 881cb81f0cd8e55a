"""The addresses of the desk, each below its jurisdiction."""

from django.urls import include, path, re_path

from . import access, holdings, inbox, links, outcomes, papers, requests, wanted

OWN = [
    path("", inbox.trace_inbox, name="trace_inbox"),
    re_path(r"^new/(?P<direction>sent|received)/$", inbox.trace_new, name="trace_new"),
    path("requests/<slug:number>/", requests.trace_request, name="trace_request"),
    path("requests/<slug:number>/act/", requests.trace_act, name="trace_act"),
    re_path(
        r"^requests/(?P<number>[-\w]+)/paper\.(?P<format>pdf|csv|xml|json|txt)$", papers.trace_paper, name="trace_paper"
    ),
    path("links/<slug:number>/", links.trace_links, name="trace_links"),
    path("links/<slug:number>/file.csv", links.trace_links_file, name="trace_links_file"),
    path("wanted/", wanted.trace_wanted, name="trace_wanted"),
    path("wanted/<uuid:hook>/end/", wanted.trace_hook_end, name="trace_hook_end"),
    path("everything/", holdings.trace_holdings, name="trace_holdings"),
    path("siena/", holdings.trace_siena, name="trace_siena"),
    path("outcomes/", outcomes.trace_outcomes, name="trace_outcomes"),
    path("flows/", outcomes.trace_flows, name="trace_flows"),
    re_path(
        r"^product/(?P<kind>rapid|periodic|threat)\.(?P<format>docx|pdf)$", papers.trace_product, name="trace_product"
    ),
]
urlpatterns = [path("", access.trace_desk, name="trace_desk"), path("<str:jid>/", include(OWN))]
