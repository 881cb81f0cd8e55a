"""The engine's files: built per jurisdiction, fresh after a commit, set aside when damaged."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest
from django.db import connections

from opensalw.cli.__main__ import main
from opensalw.core.session import acting_for, everywhere
from opensalw.registers import commands
from opensalw.registers.marks import Mark
from opensalw.tracing.engine import NotReady, search, searching, vocabulary
from opensalw.tracing.engine.building import build
from opensalw.tracing.engine.following import catch_up as follow_once
from opensalw.tracing.engine.following import needs_building
from opensalw.tracing.engine.storing import current, partition
from tests.registers.conftest import ELSEWHERE, OFFICER

from . import asking

DAY = date(2024, 3, 1)


@pytest.fixture
def node(own_database, settings, tmp_path, monkeypatch):
    """A node whose files lie in a folder of their own; what is written in it commits."""
    settings.DATA, settings.KEYS = tmp_path, tmp_path / "keys"
    monkeypatch.setattr(searching, "SILENT_AFTER", 3600)
    searching._words.cache_clear()
    searching._partition.cache_clear()


def registered(serial, *, by=OFFICER, seat="J-BEG", **given):
    known = {"make": "Zastava", "model": "M70AB2", "calibre": "7,62x39", **given}
    with acting_for(seat):
        return commands.register(jurisdiction=seat, by=by, on=DAY, serial=Mark(serial), **known)


def wait_until_all_may_be_read():
    """A moment at which a reader of the ledger may read all that was committed.

    A reader waits for every transaction that began before, on the whole server: those of other tests too.
    """
    for _attempt in range(600):
        with acting_for(*everywhere()), connections["default"].cursor() as cursor:
            cursor.execute(
                "select not exists (select from ledger_entry where xid >= pg_snapshot_xmin(pg_current_snapshot()))"
            )
            if cursor.fetchone()[0]:
                break
        time.sleep(0.1)


def catch_up():
    """Follow the ledger once all that was committed may be read."""
    wait_until_all_may_be_read()
    follow_once()


def found(*texts, seats=("J-BEG",), **fields):
    return [one.subject for one in search(asking.asked(*texts, **fields), jurisdictions=seats, k=3)]


def make_costs(word):
    words = vocabulary()["make"]
    return [0 if one == word else 550 for one in words]


def test_a_weapon_is_found_from_a_misread_serial_and_its_maker_tells_it_from_another(node):
    one, other = registered("AB-123456"), registered("AB-123456", make="Glock", model="17", calibre="9x19")
    build("J-BEG")
    catch_up()
    assert set(found("A8I2?456")) == {str(one.pk), str(other.pk)}
    answer = search(asking.asked("A8I2?456", make=make_costs("GLOCK")), jurisdictions=["J-BEG"], k=2)
    assert [(one.subject, one.cost, one.serial_cost, one.field_costs) for one in answer] == [
        (str(other.pk), 550, 550, (("make", 0),)),
        (str(one.pk), 1100, 550, (("make", 550),)),
    ]


def test_what_is_committed_after_the_build_is_found_and_what_is_corrected_is_found_once(node):
    old = registered("AB-111111")
    build("J-BEG")
    new = registered("CD-222222")
    catch_up()
    assert found("CD222222")[0] == str(new.pk)
    with acting_for("J-BEG"):
        commands.correct_field(old, field="make", value="Glock", on=DAY, by=OFFICER, reason="Misread.")
    catch_up()
    answer = search(asking.asked("AB111111", make=make_costs("GLOCK")), jurisdictions=["J-BEG"], k=3)
    assert [(one.subject, one.cost) for one in answer][0] == (str(old.pk), 0)
    assert [one.subject for one in answer].count(str(old.pk)) == 1
    build("J-BEG")
    assert found("CD222222")[0] == str(new.pk)


def test_nothing_is_forgotten_that_another_process_commits_while_the_columns_are_built(node):
    registered("AB-111111")
    build("J-BEG")
    during = []

    def meanwhile():
        during.append(registered("CD-222222"))
        catch_up()
        connections.close_all()

    def in_another_thread(_rows):
        with ThreadPoolExecutor(1) as thread:
            thread.submit(meanwhile).result(timeout=30)

    build("J-BEG", progress=in_another_thread)
    assert found("CD222222")[0] == str(during[0].pk)


def test_a_jurisdictions_rows_are_never_scored_for_another(node):
    own, foreign = registered("AB-123456"), registered("AB-123456", by=ELSEWHERE, seat="J-SKP")
    build("J-BEG")
    build("J-SKP")
    registered("AB-123457", by=ELSEWHERE, seat="J-SKP")
    catch_up()
    assert found("AB123456") == [str(own.pk)]
    assert found("AB123456", seats=["J-SKP"])[0] == str(foreign.pk)
    assert set(found("AB123456", seats=["J-BEG", "J-SKP"])[:2]) == {str(own.pk), str(foreign.pk)}


def test_what_is_missing_damaged_foreign_or_unfollowed_says_so_and_is_built_anew(node, tmp_path):
    registered("AB-123456")
    with pytest.raises(NotReady, match="Nobody follows"):
        found("AB123456")
    catch_up()
    with pytest.raises(NotReady, match="not been built for J-BEG"):
        found("AB123456")
    place = build("J-BEG")
    whole = bytearray(place.base.read_bytes())
    whole[-70] ^= 1
    place.base.write_bytes(whole)
    with pytest.raises(NotReady, match="digest"):
        found("AB123456")
    assert current(partition("J-BEG")) is None
    place = build("J-BEG")
    assert found("AB123456")
    place.tail.unlink()
    with pytest.raises(NotReady, match="tail"):
        found("AB123456")
    place = build("J-BEG")
    place.base.write_bytes(place.base.read_bytes()[:300])
    searching._partition.cache_clear()
    with pytest.raises(NotReady, match="damaged"):
        found("AB123456")


def test_an_engine_that_nobody_keeps_fresh_does_not_answer(node, monkeypatch):
    registered("AB-123456")
    build("J-BEG")
    catch_up()
    monkeypatch.setattr(searching, "SILENT_AFTER", -1)
    with pytest.raises(NotReady, match="has not followed"):
        found("AB123456")


def test_a_torn_piece_of_the_tail_is_left_out_and_cut_off(node):
    registered("AB-123456")
    place = build("J-BEG")
    with place.tail.open("ab") as file:
        file.write(b"\x01\x00\x00\x00torn")
    catch_up()
    new = registered("CD-222222")
    catch_up()
    assert found("CD222222")[0] == str(new.pk)


def test_the_command_line_builds_follows_and_checks(node, capsys):
    weapon = registered("AB-123456")
    assert main(["trace", "engine", "check", "--jurisdiction", "J-BEG"]) == 1
    assert main(["trace", "engine", "build", "--jurisdiction", "J-BEG"]) == 0
    fresh = registered("CD-222222")
    wait_until_all_may_be_read()
    assert main(["trace", "engine", "follow", "--once"]) == 0
    assert main(["trace", "engine", "check", "--jurisdiction", "J-BEG"]) == 0
    assert "1 marks built" in capsys.readouterr().out
    assert (found("AB123456")[0], found("CD222222")[0]) == (str(weapon.pk), str(fresh.pk))
    assert not needs_building("J-BEG")
    assert needs_building("J-SKP")


def test_a_list_of_silly_length_is_refused():
    with pytest.raises(ValueError):
        search(asking.asked("A"), jurisdictions=[], k=0)
    assert np.int16 == asking.reading("A").read.dtype
