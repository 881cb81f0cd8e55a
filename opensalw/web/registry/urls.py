"""The addresses of the register, each below its jurisdiction."""

from django.urls import include, path, re_path

from . import access, book, border, bulk, counter, files, holders, papers, purposes, search, seconds, weapon

OWN = [
    path("", search.register_search, name="register_search"),
    re_path(r"^weapons\.(?P<format>csv|xlsx)$", files.register_file, name="register_file"),
    path("together/", bulk.register_bulk, name="register_bulk"),
    path("border-check/", border.border_check, name="border_check"),
    path("counter/", counter.counter, {"act": "transfer"}, name="counter_desk"),
    path("counter/<slug:act>/", counter.counter, name="counter"),
    path("dealers/", book.dealer_list, name="dealer_list"),
    path("dealers/<slug:number>/", book.dealer_book, name="dealer_book"),
    path("views/", search.register_view_keep, name="register_view_keep"),
    path("purpose/", purposes.register_purpose, name="register_purpose"),
    path("second-person/", seconds.second_queue, name="second_queue"),
    path("second-person/<uuid:check>/", seconds.second_decide, name="second_decide"),
    path("holders/new/", holders.holder_new, name="holder_new"),
    path("holders/<slug:number>/", holders.holder_page, name="holder_page"),
    path("holders/<slug:number>/<slug:act>/", holders.holder_act, name="holder_act"),
    path("permits/expiring/", holders.permits_expiring, name="permits_expiring"),
    path("permits/<slug:number>/", holders.permit_holder, name="permit_holder"),
    path("permits/<slug:number>/paper/", papers.permit_paper, name="permit_paper"),
    path("permits/<slug:number>/<slug:act>/", holders.permit_act, name="permit_act"),
    path("weapons/<slug:number>/", weapon.weapon_page, name="weapon_page"),
    path("weapons/<slug:number>/receipt/", papers.weapon_receipt, name="weapon_receipt"),
    path("weapons/<slug:number>/do/<slug:step>/", weapon.weapon_step, name="weapon_step"),
    path("weapons/<slug:number>/entries/<int:entry>/", weapon.entry_correct, name="entry_correct"),
]

urlpatterns = [
    path("", access.register_desk, name="register_desk"),
    path("<slug:jid>/", include(OWN)),
]
