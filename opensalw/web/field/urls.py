"""The addresses of the field, each below its jurisdiction."""

from django.urls import include, path, re_path

from opensalw.web.loading import incidents as files

from . import access, border, certificates, destruction, incidents, legalisation, stores

OWN = [
    path("incidents/", incidents.incident_list, name="incident_list"),
    re_path(r"^incidents/file\.(?P<format>csv|xlsx)$", incidents.incident_file, name="incident_file"),
    path("incidents/new/<slug:kind>/", incidents.incident_new, name="incident_new"),
    path("incidents/from-file/", files.incident_files, name="incident_files"),
    path("incidents/from-file/template.xlsx", files.incident_template, name="incident_template"),
    path("incidents/from-file/refused.csv", files.incident_refused_file, name="incident_refused_file"),
    path("incidents/<slug:number>/", incidents.incident_page, name="incident_page"),
    path("incidents/<slug:number>/correct/", incidents.incident_correct, name="incident_correct"),
    path("incidents/<slug:number>/act/", incidents.incident_act, name="incident_act"),
    path("incidents/<slug:number>/receipt/", incidents.incident_receipt, name="incident_receipt"),
    path("campaigns/", border.campaigns, name="campaigns"),
    path("campaigns/<slug:number>/", legalisation.campaign_page, name="campaign_page"),
    path("legalisation/", legalisation.legalisation_list, name="legalisation_list"),
    path("legalisation/new/", legalisation.legalisation_new, name="legalisation_new"),
    path("legalisation/<slug:number>/", legalisation.legalisation_page, name="legalisation_page"),
    path("legalisation/<slug:number>/act/", legalisation.legalisation_act, name="legalisation_act"),
    path("legalisation/<slug:number>/receipt/", legalisation.legalisation_receipt, name="legalisation_receipt"),
    path("border/", border.border_work, name="border_work"),
    path("border/<uuid:report>/withdraw/", border.border_withdraw, name="border_withdraw"),
    path("stores/", stores.store_list, name="store_list"),
    path("stores/<slug:number>/", stores.store, name="store"),
    path("stores/<slug:number>/act/", stores.store_act, name="store_act"),
    path("destruction/", destruction.destruction_list, name="destruction_list"),
    path("destruction/<slug:number>/", destruction.destruction, name="destruction"),
    path("destruction/<slug:number>/certificate/", destruction.destruction_certificate, name="destruction_certificate"),
    re_path(
        r"^destruction/(?P<number>[-\w]+)/certificate\.(?P<format>pdf|docx)$",
        certificates.destruction_file,
        name="destruction_file",
    ),  # fmt: skip
    path("certificates/", certificates.certificate_list, name="certificate_list"),
    path("certificates/<uuid:id>/", certificates.certificate_page, name="certificate_page"),
    re_path(
        r"^certificates/(?P<id>[0-9a-f-]{36})/certificate\.(?P<format>pdf|docx)$",
        certificates.certificate_file,
        name="certificate_file",
    ),  # fmt: skip
]

urlpatterns = [
    path("incidents/", access.field_desk, {"area": "incident_list"}, name="incident_desk"),
    path("stores/", access.field_desk, {"area": "store_list"}, name="store_desk"),
    path("<slug:jid>/", include(OWN)),
]
