"""Mappings are data: checked with all problems at once, loaded by who may, used by the doors."""

import json

import pytest

from opensalw.cli.__main__ import main
from opensalw.core.models import AdministrativeAct
from opensalw.core.refusal import Refused
from opensalw.returns.commands import BadMapping, load_mapping, send_file, withdraw_mapping
from opensalw.returns.mapping import MappingSpec, check, own_mapping, parse, written
from opensalw.returns.queries import mapping_named, mappings
from opensalw.roadmap.framework.loading import builtin, builtin_spec
from tests.cast import SECRETARIAT, officer
from tests.returns.test_coded_formats import THEIRS, VALUE
from tests.returns.wild import SPEC

OFFICER = officer("J-BEG")


@pytest.mark.parametrize("key", builtin())
def test_our_own_codes_are_a_sound_mapping_that_survives_its_file(key):
    framework = builtin_spec(key)
    if not any(line for measure in framework.measures for line in measure.lines):
        return
    mapping = own_mapping(framework)
    text = written(mapping).replace("own-codes", "a-system", 1)
    assert check(text, framework) == []
    read = parse(text, framework)[0]
    assert isinstance(read, MappingSpec)
    assert read.model_copy(update={"key": mapping.key}) == mapping


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ("line: destroyed.firearm}", "line: destroyed.firearms}", "elements.0.line", "not a line"),
        ("line: destroyed.firearm}", "line: policy_evidence.activities_share}", "elements.0.line", "never given"),
        ("line: destroyed.firearm}", "line: destroyed_surplus.firearm}", "elements.0.line", "not a line"),
        ("{origin: confiscated}", "{origin: moon}", "option_combos.PT59n8BQbqM", "not a member"),
        ("{owner: defence}", "{colour: red}", "attribute_option_combos.jntt7kFWAgf", "not a dimension"),
        ("ImspTQPwCqd: J-BEG", "ImspTQPwCqd: J-TIR", "org_units.ImspTQPwCqd", "whose mapping"),
        ("ImspTQPwCqd: J-BEG", "ImspTQPwCqd: Serbia", "org_units.ImspTQPwCqd", "not a jurisdiction"),
        ('No data": not_collected', 'No data": unknown', "comments.No data", "not a reason"),
        ("code: ORIGIN", "code: value", "categories.0.code", "ADX uses"),
        ("code: cYeuwXTCPkU", "code: fbfJHSPpUQD", "elements.0", "stands 2 times"),
        ("dimensions: {origin: surplus}", "dimensions: {place: inland}", "elements.1.dimensions", "not a dimension"),
        ("title: Police", "colour: red\ntitle: Police", "colour", "not known"),
        ("framework: wb_2018", "framework: wb_2025", "framework", "is for wb_2025"),
        ("key: police-system", "key: own-codes", "key", "of this program"),
    ],
)
def test_each_problem_of_a_mapping_has_its_place(old, new, path, words):
    assert old in THEIRS
    problems = check(THEIRS.replace(old, new), SPEC)
    assert [(problem.path, words in problem.message) for problem in problems] == [(path, True)]
    assert problems[0].line is not None
    assert problems[0].mend


@pytest.mark.parametrize("text", ["", "- a", "{", "key: [", "a: &a [*a]", "!!python/object:os.system {}"])
def test_a_text_that_is_no_mapping_is_told_so(text):
    assert check(text, SPEC)


def test_loading_makes_versions_and_keeps_who_did_it(framework):
    assert load_mapping(THEIRS, by=OFFICER).number == 1
    assert load_mapping(THEIRS, by=OFFICER).number == 1
    assert load_mapping(THEIRS.replace("Police", "The police"), by=SECRETARIAT).number == 2
    assert [one.number for one in mappings()] == [2]
    assert AdministrativeAct.objects.filter(act="mapping_loaded").count() == 2
    withdraw_mapping("police-system", by=OFFICER)
    with pytest.raises(Refused, match="no mapping police-system"):
        mapping_named("police-system")


@pytest.mark.parametrize(
    ("text", "by", "words"),
    [
        (THEIRS, officer("J-TIR"), "Only an officer"),
        (THEIRS.replace("jurisdiction: J-BEG\n", ""), OFFICER, "Only an officer"),
    ],
)
def test_an_officer_loads_only_the_mappings_of_the_own_seat(framework, text, by, words):
    with pytest.raises(Refused, match=words):
        load_mapping(text, by=by)


def test_nobody_takes_over_the_mapping_of_another_seat(framework):
    load_mapping(THEIRS.replace("J-BEG", "J-TIR"), by=SECRETARIAT)
    with pytest.raises(Refused, match="Another jurisdiction"):
        load_mapping(THEIRS, by=OFFICER)


def test_a_bad_mapping_changes_nothing(framework):
    with pytest.raises(BadMapping, match="elements.0.line"):
        load_mapping(THEIRS.replace("destroyed.firearm}", "no.line}"), by=OFFICER)
    with pytest.raises(BadMapping, match="no framework"):
        load_mapping(THEIRS.replace("wb_2018", "another"), by=OFFICER)
    assert mappings() == []


def test_a_file_is_read_by_the_mapping_that_is_named(round, part):
    load_mapping(THEIRS, by=OFFICER)
    content = json.dumps({"dataValues": [VALUE]}).encode()
    delivery = send_file(content, by=OFFICER, mapping="police-system")
    assert (delivery.format, delivery.outcome.counts["added"]) == ("dhis2-json", 1)
    assert send_file(content, by=OFFICER).outcome.counts["refused"] == 2
    with pytest.raises(Refused, match="no mapping"):
        send_file(content, by=OFFICER, mapping="nothing")
    with pytest.raises(Refused, match="no strategy"):
        send_file(content, by=OFFICER, strategy="guess")


def test_the_command_checks_loads_lists_and_withdraws(framework, tmp_path, capsys):
    path = tmp_path / "mapping.yaml"
    path.write_text(THEIRS)
    assert main(["mapping", "check", str(path)]) == 0
    assert main(["mapping", "load", str(path)]) == 0
    assert main(["mapping", "list"]) == 0
    assert "police-system" in capsys.readouterr().out
    assert main(["mapping", "withdraw", "police-system"]) == 0
    path.write_text(THEIRS.replace("destroyed.firearm}", "no.line}"))
    assert main(["mapping", "check", str(path)]) == 1
    assert "line 9, elements.0.line" in capsys.readouterr().out
    assert main(["mapping", "load", str(path)]) == 1
    assert main(["mapping", "check", str(tmp_path / "none.yaml")]) == 3
    own = tmp_path / "own.yaml"
    assert main(["mapping", "write", "--out", str(own)]) == 0
    assert "destroyed.firearm" in own.read_text()
