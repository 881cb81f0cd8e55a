"""The addresses of the import workspace, each below its jurisdiction."""

from django.urls import include, path

from . import imports, mending, run

OWN = [
    path("", imports.import_list, name="import_list"),
    path("duplicates/", mending.import_duplicates, name="import_duplicates"),
    path("<uuid:id>/", run.import_run, name="import_run"),
    path("<uuid:id>/columns/", imports.import_columns, name="import_columns"),
    path("<uuid:id>/act/", run.import_act, name="import_act"),
    path("<uuid:id>/refused.csv", run.import_refused_file, name="import_refused_file"),
    path("<uuid:id>/rows/<int:row>/", mending.import_row, name="import_row"),
]

urlpatterns = [
    path("", imports.import_desk, name="import_desk"),
    path("<slug:jid>/", include(OWN)),
]
