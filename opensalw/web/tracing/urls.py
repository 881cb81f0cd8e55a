"""The addresses of the search, each below its jurisdiction."""

from django.urls import path

from . import access, batch, search

urlpatterns = [
    path("search/", access.trace_search_desk, name="trace_search_desk"),
    path("<slug:jid>/search/", search.trace_search, name="trace_search"),
    path("<slug:jid>/search/list/", batch.trace_batch, name="trace_batch"),
]
