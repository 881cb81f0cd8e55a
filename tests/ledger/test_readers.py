"""Readers are handed each entry exactly once, however transactions overlap."""

import random
import threading
import time
import uuid

import pytest
from django.db import connection, connections, transaction

from opensalw.core.session import acting_for
from opensalw.ledger import readers
from opensalw.ledger.models import ReaderCursor

from .test_verify import tamper

PATIENCE = 30


class Collector:
    """Remembers the ids that it was handed."""

    name = "collector"

    def __init__(self):
        self.seen = []
        self.resets = 0

    def handle(self, entries):
        self.seen += [entry.id for entry in entries]

    def reset(self):
        self.seen.clear()
        self.resets += 1


def follow_until(reader, wanted):
    """Follow until ``wanted`` entries came; other databases of the server may hold a reader back for a while."""
    end = time.monotonic() + PATIENCE
    while len(reader.seen) < wanted and time.monotonic() < end:
        if not readers.follow(reader, size=7):
            time.sleep(0.02)
    return reader.seen


class Slow(threading.Thread):
    """Appends in a transaction of its own that stays open until it is told to commit."""

    def __init__(self, pack, subject):
        super().__init__()
        self.pack, self.subject = pack, subject
        self.appended, self.may_commit = threading.Event(), threading.Event()
        self.id = 0

    def run(self):
        try:
            with acting_for("J-BEG"):
                self.id = self.pack(self.subject).id
                self.appended.set()
                self.may_commit.wait(PATIENCE)
        finally:
            connections.close_all()


def test_an_entry_that_commits_late_is_neither_skipped_nor_repeated(own_database, pack):
    reader = Collector()
    with acting_for("J-POD"):
        earliest = pack(uuid.uuid4(), "J-POD").id
    assert follow_until(reader, 1) == [earliest]
    slow = Slow(pack, uuid.uuid4())
    slow.start()
    assert slow.appended.wait(PATIENCE)
    with acting_for("J-POD"):
        fast = pack(uuid.uuid4(), "J-POD").id
    assert slow.id < fast
    for _time in range(3):
        assert readers.follow(reader) == 0
    slow.may_commit.set()
    slow.join()
    assert sorted(follow_until(reader, 3)) == [earliest, slow.id, fast]
    assert readers.follow(reader) == 0


def test_a_larger_id_that_commits_in_an_older_transaction_is_not_skipped(own_database, pack):
    """The older transaction takes its number first and its entry's id last."""
    reader = Collector()
    older_began, go_on, ids = threading.Event(), threading.Event(), {}

    def older():
        try:
            with acting_for("J-BEG"), connection.cursor() as cursor:
                cursor.execute("select pg_current_xact_id()")
                older_began.set()
                go_on.wait(PATIENCE)
                ids["older"] = pack(uuid.uuid4()).id
        finally:
            connections.close_all()

    thread = threading.Thread(target=older)
    thread.start()
    assert older_began.wait(PATIENCE)
    with acting_for("J-POD"):
        ids["younger"] = pack(uuid.uuid4(), "J-POD").id
    assert readers.follow(reader) == 0
    go_on.set()
    thread.join()
    assert ids["younger"] < ids["older"]
    assert follow_until(reader, 2) == [ids["older"], ids["younger"]]


def test_many_writers_and_two_followers(own_database, pack):
    """What two followers with the same name are handed together is every entry, once."""
    made, handed, done = [], [], threading.Event()
    lock = threading.Lock()

    class Shared(Collector):
        def handle(self, entries):
            with lock:
                handed.extend(entry.id for entry in entries)

        def reset(self):
            pass

    def writer(seed):
        chance = random.Random(seed)
        try:
            for _time in range(12):
                with acting_for("J-BEG"), transaction.atomic():
                    ids = [pack(subject).id for subject in sorted(uuid.UUID(int=chance.randrange(9)) for _n in "ab")]
                    time.sleep(chance.random() / 60)
                    stays = chance.random() < 0.8
                    transaction.set_rollback(not stays)
                with lock:
                    made.extend(ids if stays else [])
        finally:
            connections.close_all()

    def follower():
        try:
            while not done.is_set() or len(handed) < len(made):
                readers.follow(Shared(), size=3)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=writer, args=[seed]) for seed in range(4)]
    followers = [threading.Thread(target=follower, daemon=True) for _number in range(2)]
    for thread in threads + followers:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    done.set()
    for thread in followers:
        thread.join(PATIENCE)
    assert sorted(handed) == sorted(made)


def test_transaction_numbers_are_ordered_as_numbers(own_database, pack):
    """As text 10 comes before 9; the cursor would then pass over entries."""
    reader = Collector()
    with acting_for("J-BEG", "J-TIR"):
        ids = [pack(uuid.uuid4(), place).id for place in ("J-TIR", "J-BEG", "J-TIR")]
    numbers = zip(("9", "8", "10"), ids, strict=True)
    tamper(*(("update ledger_entry set xid = %s where id = %s", [xid, id]) for xid, id in numbers))
    while readers.follow(reader, size=1):
        pass
    assert reader.seen == [ids[1], ids[0], ids[2]]


def test_what_a_reader_writes_and_its_cursor_stand_or_fall_together(own_database, pack):
    with acting_for("J-BEG"):
        entry = pack(uuid.uuid4())
    reader = Collector()

    def fail(entries):
        raise RuntimeError

    reader.handle = fail
    with pytest.raises(RuntimeError):
        follow_until(reader, 1)
    assert not ReaderCursor.objects.filter(entry__gte=entry.id).exists()
    del reader.handle
    assert follow_until(reader, 1) == [entry.id]


def test_a_reader_is_rebuilt_from_nothing(own_database, pack):
    reader = Collector()
    with acting_for("J-BEG"):
        ids = [pack(uuid.uuid4()).id for _number in range(5)]
    assert follow_until(reader, 5) == ids
    resets = reader.resets
    readers.rebuild(reader)
    assert follow_until(reader, 5) == ids
    assert reader.resets > resets


def test_the_own_transaction_is_handed_over_once_it_is_final(db, pack):
    reader = Collector()
    with acting_for("J-BEG"):
        pack(uuid.uuid4())
    assert readers.follow(reader) == 0


def test_following_uses_the_index_under_row_level_security(everyone, subject, pack):
    pack(subject)
    question = """
        explain select * from ledger_entry where (xid, id) > ('5'::text::xid8, 7)
        and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, id limit 10
    """
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
        cursor.execute(question)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Cond: ((ROW(xid, id) > " in plan
