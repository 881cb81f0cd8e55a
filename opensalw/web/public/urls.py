"""Addresses of the public pages."""

from django.urls import URLPattern, path

from . import (
    data,
    downloads,
    frameworks,
    home,
    indicator,
    jurisdictions,
    notices,
    observation,
    reports,
    restatements,
    rounds,
    search,
)

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("roadmap/", frameworks.roadmap, name="roadmap"),
    path("roadmap/<slug:key>/", frameworks.framework, name="framework"),
    path("roadmap/<slug:key>/version/<int:number>/", frameworks.version, name="framework_version"),
    path("roadmap/<slug:key>/goal/<int:number>/", frameworks.goal, name="goal"),
    path("rounds/<slug:key>/", rounds.round, name="round"),
    path("indicators/", indicator.indicators, name="indicators"),
    path("indicators/<slug:key>/", indicator.indicator, name="indicator"),
    path("indicators/<slug:key>/<slug:name>.<slug:ending>", downloads.indicator_file, name="indicator_file"),
    path("observations/<uuid:id>/", observation.observation, name="observation"),
    path("jurisdictions/", jurisdictions.jurisdictions, name="jurisdictions"),
    path("jurisdictions/<slug:jid>/", jurisdictions.jurisdiction, name="jurisdiction"),
    path("restatements/", restatements.restatements, name="restatements"),
    path("restatements/restatements.csv", restatements.restatements_file, name="restatements_file"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<uuid:id>/<str:name>", reports.report_file, name="report_file"),
    path("data/", data.data, name="data"),
    path("data/not-mapped/", data.not_mapped, name="data_not_mapped"),
    path("data/<slug:name>.<slug:ending>", downloads.data_file, name="data_file"),
    path("search/", search.search, name="search"),
    path("robots.txt", notices.robots, name="robots"),
    path(".well-known/security.txt", notices.security, name="security"),
]
