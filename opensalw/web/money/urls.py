"""The addresses of the pages of needs, projects, funds and decisions."""

from django.urls import URLPattern, URLResolver, include, path

from . import contribution, donors, gaps, iati, need_acts, own, portfolio, project_edits, rates, register, taking

PROJECT = [
    path("", own.project_work, name="project_work"),
    path("facts/", project_edits.project_facts, name="project_facts"),
    path("money/", project_edits.money_add, name="money_add"),
    path("money/<uuid:id>/strike/", project_edits.money_strike, name="money_strike"),
    path("activities/", project_edits.project_activity, name="project_activity_new"),
    path("activities/<uuid:id>/", project_edits.project_activity, name="project_activity"),
    path("results/", project_edits.project_result, name="project_result_new"),
    path("results/<uuid:id>/", project_edits.project_result, name="project_result"),
    path("needs/", project_edits.project_needs, name="project_needs"),
    path("shares/<slug:of>/", project_edits.project_shares, name="project_shares"),
    path("release/", project_edits.project_release, name="project_release"),
    path("form/<slug:round>/", contribution.contribution, name="contribution"),
    path("form/<slug:round>/<int:number>/", contribution.contribution_receipt, name="contribution_receipt"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("opensalw.web.money.fund_urls")),
    path("work/", include("opensalw.web.money.desk_urls")),
    path("work/register/", register.need_register, name="need_register"),
    path("work/register/register.<slug:ending>", register.need_register_file, name="need_register_file"),
    path("work/register/new/", register.need_new, name="need_new"),
    path("work/register/take/<slug:round>/", taking.need_take, name="need_take"),
    path("work/register/<slug:number>/", register.need, name="need"),
    path("work/register/<slug:number>/<slug:act>/", need_acts.need_act, name="need_act"),
    path("work/gaps/", gaps.gaps, name="gaps"),
    path("work/gaps/<slug:table>.<slug:ending>", gaps.gaps_file, name="gaps_file"),
    path("work/projects/", own.project_list, name="project_list"),
    path("work/projects/projects.<slug:ending>", own.project_list_file, name="project_list_file"),
    path("work/projects/new/", own.project_new, name="project_new"),
    path("work/projects/<slug:key>/", include(PROJECT)),
    path("work/iati/", iati.iati, name="iati"),
    path("work/rates/", rates.rates, name="rates"),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/portfolio.<slug:ending>", portfolio.portfolio_file, name="portfolio_file"),
    path("portfolio/iati/<slug:name>.xml", iati.iati_file, name="iati_file"),
    path("portfolio/indicators/<slug:key>/", portfolio.measure_money, name="measure_trace"),
    path("portfolio/donors/<slug:key>/", donors.donor, name="donor"),
    path("portfolio/donors/<slug:key>.pdf", donors.donor_pdf, name="donor_pdf"),
    path("portfolio/<slug:key>/", portfolio.project, name="project"),
    path("needs/", portfolio.needs_public, name="public_needs"),
    path("needs/needs.<slug:ending>", portfolio.needs_public_file, name="public_needs_file"),
    path("needs/<slug:number>/", portfolio.need_public, name="public_need"),
]
