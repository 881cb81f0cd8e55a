"""The addresses of the pages on law."""

from django.urls import path

from . import act_files, acts, correlations, editing, matrix, tables

urlpatterns = [
    path("legislation/", matrix.legal_matrix, name="legal_matrix"),
    path("legislation/matrix.<slug:format>", matrix.legal_matrix_file, name="legal_matrix_file"),
    path("legislation/acts/", acts.act_list, name="legal_acts"),
    path("legislation/acts/<slug:key>/", acts.act, name="legal_act"),
    path("legislation/acts/<slug:key>/<int:number>.akn.xml", acts.act_file, name="legal_act_file"),
    path("legislation/tables/<int:version>/<str:jid>/", tables.table, name="concordance"),
    path("legislation/tables/<int:version>/<str:jid>/<slug:kind>.<slug:format>", tables.table_file,
         name="concordance_file"),
    path("work/legislation/", editing.law_desk, name="law_desk"),
    path("work/legislation/acts/<slug:key>/status/", editing.act_status, name="act_status"),
    path("work/legislation/acts/<slug:key>/provisions/", act_files.act_provisions, name="act_provisions"),
    path("work/legislation/tables/<int:version>/<str:jid>/", editing.table_editor, name="concordance_editor"),
    path("work/legislation/rows/<uuid:id>/", editing.row_editor, name="concordance_row"),
    path("work/legislation/correlations/", correlations.correlations, name="correlations"),
    path("work/legislation/correlations/<uuid:id>/", correlations.correlation, name="correlation"),
]  # fmt: skip
