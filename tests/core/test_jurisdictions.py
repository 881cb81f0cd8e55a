import pytest

from opensalw.core import jurisdictions
from opensalw.core.refusal import Refused


def test_seats_stand_in_their_order_and_the_region_is_none():
    assert [str(seat) for seat in jurisdictions.seats()] == [
        "Belgrade",
        "Podgorica",
        "Pristina",
        "Sarajevo",
        "Skopje",
        "Tirana",
    ]
    assert jurisdictions.ids() == (
        "J-BEG",
        "J-POD",
        "J-PRN",
        "J-SAR",
        "J-SKP",
        "J-TIR",
        jurisdictions.REGIONAL,
    )
    assert not any(seat.is_regional for seat in jurisdictions.seats())
    assert jurisdictions.order("J-SAR") == 3


@pytest.mark.parametrize(
    ("jid", "alpha2", "alpha3"),
    [
        ("J-BEG", "RS", "SRB"),
        ("J-POD", "ME", "MNE"),
        ("J-PRN", None, None),
        ("J-SAR", "BA", "BIH"),
        ("J-SKP", "MK", "MKD"),
        ("J-TIR", "AL", "ALB"),
        ("J-REG", None, None),
    ],
)
def test_iso_codes_exist_where_the_standard_has_them(jid, alpha2, alpha3):
    assert jurisdictions.codes(jid, "iso3166_1_alpha2") == alpha2
    assert jurisdictions.codes(jid, "iso3166_1_alpha3") == alpha3


@pytest.mark.parametrize(("code_list", "code"), [("alpha2_xk", "XK"), ("alpha3_xkx", "XKX"), ("alpha2_kv", "KV")])
def test_lists_with_a_code_of_their_own(code_list, code):
    assert jurisdictions.codes("J-PRN", code_list) == code
    assert jurisdictions.from_code(code.lower(), code_list) == "J-PRN"


def test_codes_lead_back_to_one_id():
    for code_list in jurisdictions.code_lists():
        for one in jurisdictions.seats():
            code = jurisdictions.codes(one.id, code_list)
            assert code is None or jurisdictions.from_code(code, code_list) == one.id
    assert jurisdictions.from_code("DE", "iso3166_1_alpha2") is None


@pytest.mark.parametrize(
    ("text", "jid"),
    [
        ("Kosovo", "J-PRN"),
        ("prishtine", "J-PRN"),
        ("SERBIA", "J-BEG"),
        ("crna  gora", "J-POD"),
        ("bosna", "J-SAR"),
        ("северна", "J-SKP"),
        ("shqiperi", "J-TIR"),
        ("XKX", "J-PRN"),
        ("j-tir", "J-TIR"),
        ("Western Balkans", "J-REG"),
    ],
)
def test_people_find_a_jurisdiction_by_the_words_they_use(text, jid):
    assert jurisdictions.search(text) == (jid,)


def test_nothing_is_found_for_nothing():
    assert jurisdictions.search(" ") == jurisdictions.search("Atlantis") == ()


def test_unknown_ids_and_lists_are_refused_by_name():
    with pytest.raises(Refused, match="“J-XYZ” is not a jurisdiction"):
        jurisdictions.jurisdiction("J-XYZ")
    with pytest.raises(Refused, match="“nuts” is not a list of codes"):
        jurisdictions.codes("J-BEG", "nuts")
    with pytest.raises(Refused):
        jurisdictions.from_code("RS", "nuts")
