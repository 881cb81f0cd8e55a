"""Akoma Ntoso: the tree goes out without text and comes back the same; what is not read is told."""

from datetime import date

import pytest
from lxml import etree

from opensalw.core.refusal import Refused
from opensalw.legislation.commands.acts import Part, enter_version
from opensalw.returns.akoma_ntoso import NAMESPACE, as_akoma_ntoso, read_akoma_ntoso
from opensalw.returns.commands.acts import take_act_in
from tests.cast import DONOR, SECRETARIAT

pytestmark = pytest.mark.django_db
TREE = (
    Part("Chapter I", "Scope"), Part("Art. 1", "Terms", "Chapter I"), Part("Art. 1(1)", "Firearm", "Art. 1"),
    Part("Art. 1(2)", "", "Art. 1"), Part("Art. 1(2)(a)", "Parts", "Art. 1(2)"), Part("Art. 2"),
    Part("Annex I", "Categories"),
)  # fmt: skip
FOREIGN = f"""<akomaNtoso xmlns="{NAMESPACE}"><act name="act"><meta><identification source="#x"><FRBRWork>
<FRBRalias name="CELEX" value="32021L0555"/><FRBRdate date="2021-03-24" name=""/></FRBRWork></identification></meta>
<preface><p><docTitle>Control of <b>weapons</b></docTitle></p></preface><preamble><p>Whereas</p></preamble>
<body><chapter><num>CHAPTER I</num><heading>Scope</heading>
<article><num>Article 1</num><heading>Terms</heading><paragraph><num>1.</num><content><p>Words of it.</p></content>
</paragraph><paragraph><num>(2)</num><list><point><num>(a)</num><content><p>More.</p></content></point></list></paragraph>
</article><article><heading>No number</heading><content><p/></content></article>
<article><num>Article 1</num><content><p/></content></article></chapter></body></act></akomaNtoso>""".encode()


@pytest.fixture
def version(old):
    return enter_version(old.act, label="As amended", parts=TREE, valid_from=date(2017, 5, 17), by=SECRETARIAT)


def test_a_tree_goes_out_and_comes_back_the_same(version):
    read = read_akoma_ntoso(as_akoma_ntoso(version))
    assert read.parts == TREE
    assert (read.title, read.celex, read.valid_from) == ("Old directive", "31991L0477", date(2017, 5, 17))
    assert read.not_read == ()


def test_the_skeleton_names_its_levels_and_has_ids_of_its_own_and_no_text(version):
    root = etree.fromstring(as_akoma_ntoso(version))
    found = {one.get("eId"): etree.QName(one).localname for one in root.iter() if one.get("eId")}
    assert found == {
        "opensalw": "TLCOrganization", "chp_I": "chapter", "chp_I__art_1": "article",
        "chp_I__art_1__para_1": "paragraph", "chp_I__art_1__para_2": "paragraph",
        "chp_I__art_1__para_2__point_a": "point", "art_2": "article", "hcontainer_I": "hcontainer",
    }  # fmt: skip
    spaces = {"a": NAMESPACE}
    assert [one.get("value") for one in root.findall(".//a:FRBRuri", spaces)] == [
        "/akn/eu/act/1991-06-18/old-directive", "/akn/eu/act/1991-06-18/old-directive/eng@2017-05-17",
        "/akn/eu/act/1991-06-18/old-directive/eng@2017-05-17.xml",
    ]  # fmt: skip
    assert not any("".join(one.itertext()).strip() for one in root.findall(".//a:content", spaces))


def test_a_version_without_a_day_is_refused_because_none_is_made_up(old):
    undated = enter_version(old.act, label="Undated", parts=[Part("Art. 1")], by=SECRETARIAT)
    with pytest.raises(Refused, match="has no day"):
        as_akoma_ntoso(undated)


def test_a_file_of_others_is_read_leniently_and_what_was_not_read_is_told():
    read = read_akoma_ntoso(FOREIGN)
    assert [(part.number, part.title, part.within) for part in read.parts] == [
        ("CHAPTER I", "Scope", ""), ("Art. 1", "Terms", "CHAPTER I"), ("Art. 1(1)", "", "Art. 1"),
        ("Art. 1(2)", "", "Art. 1"), ("Art. 1(2)(a)", "", "Art. 1(2)"),
    ]  # fmt: skip
    assert (read.title, read.valid_from) == ("Control of weapons", date(2021, 3, 24))
    assert dict(read.not_read) == {
        "text of a provision; texts are not kept": 2, "element article without a number": 1,
        "element list without a number": 1, "element preamble": 1, "Art. 1, which stands twice": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b" ", "empty"),
        (b"<akomaNtoso><act>", "not sound XML"),
        (b"<html/>", "no act of Akoma Ntoso"),
        (b"<akomaNtoso><act><body/></act></akomaNtoso>", "no provision with a number"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><akomaNtoso><act><body>&x;</body></act></akomaNtoso>', "entities"),
        (b'<!DOCTYPE a SYSTEM "x"><akomaNtoso><act><body/></act></akomaNtoso>', "entities"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><akomaNtoso/>'.encode("utf-16"), "entities"),
        (b"PK\x03\x04", "not sound XML"),
    ],
)
def test_what_is_no_act_or_could_do_harm_is_refused_in_words(content, words):
    with pytest.raises(Refused, match=words):
        read_akoma_ntoso(content)


def test_a_file_becomes_a_version_of_its_act_once_the_secretariat_takes_it(old):
    take_act_in(FOREIGN, act=old.act, label="Taken", by=SECRETARIAT, look_only=True)
    assert old.act.versions.count() == 1
    take_act_in(FOREIGN, act=old.act, label="Taken", by=SECRETARIAT)
    made = old.act.versions.get(label="Taken")
    assert [one.number for one in made.provisions.all()][-1] == "Art. 1(2)(a)"
    with pytest.raises(Refused, match="Only the secretariat"):
        take_act_in(FOREIGN, act=old.act, label="Taken", by=DONOR)
