"""The addresses of the directory by function."""

from django.urls import path

from . import directory

urlpatterns = [
    path("work/directory/", directory.directory_list, name="directory"),
    path("work/directory/directory.csv", directory.directory_file, name="directory_file"),
    path("work/directory/new/", directory.body_new, name="body_new"),
    path("work/directory/<uuid:id>/", directory.body, name="body"),
    path("work/directory/<uuid:id>/functions/<uuid:function>/end/", directory.function_end, name="function_end"),
    path("work/directory/<uuid:id>/<slug:act>/", directory.body_act, name="body_act"),
]
