"""The tree of institutions: adding, renaming, moving."""

from opensalw.core.models import Institution

NEW = {"jurisdiction": "J-BEG", "type": "customs", "name": "Customs, Belgrade", "parent": ""}


def test_an_institution_is_added_below_another(office):
    client = office.clients["secretariat"]
    assert client.post("/office/institutions/add/", {**NEW, "parent": "J-BEG/interior"}).status_code == 302
    assert Institution.objects.get(key="J-BEG/customs-belgrade").parent_id == "J-BEG/interior"
    rows = client.get("/office/institutions/").content.decode()
    assert rows.rindex("Ministry of the interior, Belgrade<") < rows.rindex("Customs, Belgrade<")


def test_the_same_name_twice_makes_two_institutions(office):
    client = office.clients["secretariat"]
    for _time in range(2):
        client.post("/office/institutions/add/", NEW)
    assert Institution.objects.filter(key__startswith="J-BEG/customs-belgrade").count() == 2


def test_a_parent_of_another_jurisdiction_and_a_secretariat_of_a_seat_are_refused(office):
    client = office.clients["secretariat"]
    assert client.post("/office/institutions/add/", {**NEW, "parent": "J-PRN/police"}).status_code == 422
    assert client.post("/office/institutions/add/", {**NEW, "type": "secretariat"}).status_code == 422
    assert client.post("/office/institutions/add/", {**NEW, "jurisdiction": "J-REG"}).status_code == 422


def test_renaming_keeps_the_key_and_moving_makes_no_ring(office):
    client, path = office.clients["secretariat"], "/office/institutions/J-BEG/interior/edit/"
    assert client.post(path, {"name": "Interior", "parent": ""}).status_code == 302
    assert Institution.objects.get(key="J-BEG/interior").name == "Interior"
    assert client.post(path, {"name": "Interior", "parent": "J-BEG/police"}).status_code == 422
    assert client.post(path, {"name": "Interior", "parent": "J-BEG/interior"}).status_code == 422


def test_officers_look_at_their_own_and_change_nothing(office):
    client = office.clients["officer_beg"]
    shown = client.get("/office/institutions/").content.decode()
    assert "Police, Belgrade" in shown
    assert "SALW Commission, Pristina" not in shown
    assert client.get("/office/institutions/add/").status_code == 403
    assert client.post("/office/institutions/J-BEG/police/edit/", {"name": "x"}).status_code == 403
