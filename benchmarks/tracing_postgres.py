"""The search in the tables of PostgreSQL beside pg_trgm at its best, on one server and in one run.

    python -m benchmarks.tracing_postgres [--rows 1000000] [--queries 300] [--binaries /usr/lib/postgresql/15/bin]

The server is the installed one, since the embedded one carries no pg_trgm. Both get folded serials, the same
descriptions and the same scorer; beside recall stands the ceiling of the run, which every row scored gives.
"""

import argparse
import io
import os
import statistics
import tempfile
import time
import uuid
from pathlib import Path

JURISDICTION = "J-BEG"
WORDS = ("make", "model", "calibre", "type")


def main() -> None:
    """Set up, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--binaries", type=Path, default=Path("/usr/lib/postgresql/15/bin"))
    parser.add_argument("--version", default="")
    parser.add_argument("--home", type=Path)
    args = parser.parse_args()
    if args.home:
        _run(args, args.home)
    else:
        with tempfile.TemporaryDirectory(prefix="os-bench-") as home:
            _run(args, Path(home))


def _run(args: argparse.Namespace, home: Path) -> None:
    from opensalw.core import database  # noqa: PLC0415 - settings are read at the first import
    from opensalw.core.embedded import EmbeddedServer  # noqa: PLC0415

    home.chmod(0o755)
    server = EmbeddedServer(home=home, binaries=args.binaries)
    server.start()
    try:
        database.prepare(server.dsn(), "bench")
        for variable, role in (("DATABASE_URL", database.APP), ("DATABASE_OWNER_URL", database.OWNER)):
            os.environ[variable] = f"postgresql://{role}@/bench?host={server.sockets}&port=5432"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opensalw.config.settings")
        import django  # noqa: PLC0415

        django.setup()
        _measure(args, server.dsn(dbname="bench"))
    finally:
        server.stop()


def _measure(args: argparse.Namespace, admin: str) -> None:
    import psycopg  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from benchmarks.tracing_register import described, invented  # noqa: PLC0415
    from opensalw.tracing.commands.keeping import keep_keys  # noqa: PLC0415
    from opensalw.tracing.scoring import error_model  # noqa: PLC0415
    from opensalw.tracing.scoring.errors import CURRENT  # noqa: PLC0415

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    register = invented(args.rows, 1)
    model = error_model(args.version or CURRENT)
    with psycopg.connect(admin, autocommit=True) as connection:
        if not connection.execute("select 1 from registers_markseen limit 1").fetchone():
            _fill(connection, register)
            began = time.perf_counter()
            keep_keys(JURISDICTION, batch=args.rows)
            print(f"keys written in {time.perf_counter() - began:.0f} s")
            _peer(connection)
        connection.execute("vacuum analyze tracing_key")
        (size,) = connection.execute("select pg_total_relation_size('tracing_key')").fetchone()
        (keys,) = connection.execute("select count(*) from tracing_key").fetchone()
        print(f"{keys / args.rows:.2f} keys and {size / args.rows:.0f} bytes a record; error model {model.version}")
        asked = [_as_words(one, register) for one in described(register, args.queries, 7)]
        results = {
            "exhaustive ceiling": _ceiling(register, asked, model),
            "pg_trgm, folded, threshold .2": _pg_trgm(connection, register, asked, model),
            "tables of PostgreSQL": _tables(asked, model),
        }
    _print(results)


def _fill(connection, register) -> None:
    """Weapons and marks by COPY, as loading leaves them; row and mark have the same number."""
    serials = [register.serial(row) for row in range(len(register.rows.marks))]
    words = register.words
    weapons, marks = io.StringIO(), io.StringIO()
    from opensalw.registers.catalogue import calibres, makes, models  # noqa: PLC0415
    from opensalw.registers.marks import keys_many  # noqa: PLC0415

    normal, looked, sounded = keys_many(serials)
    for row, serial in enumerate(serials):
        id = uuid.UUID(int=(row << 64) | 0x8000_0000_0000_0000 | row)
        make, model, calibre = (int(code) for code in register.rows.codes[row, :3])
        own, named = words.models[model]
        year = int(register.rows.years[row])
        kind = models()[own, named].type if model else ""
        weapons.write(
            f"{id}\t{JURISDICTION}\tW{row}\tk{row}\t0\t{kind}\t{words.makes[make]}\t{makes()[own].name}\t{named}\t"
            f"{models()[own, named].name}\t{words.calibres[calibre]}\t{calibres()[words.calibres[calibre]].name}\t"
            f"{serial}\t\t{year + 1799 if year else chr(92) + 'N'}\t{{}}\t\theld\t2000-01-01\t{{}}\tt\n"
        )
        marks.write(
            f"{row + 1}\t{JURISDICTION}\t{id}\tserial\t{serial}\tlatin\tframe\tintact\t\t\t{normal[row]}\t"
            f"{looked[row]}\t{sounded[row]}\n"
        )
    _copy(connection, "registers_firearm (id, jurisdiction, number, frame_key, twin, type, make, make_seen, model, "
          "model_seen, calibre, calibre_seen, serial, serial_answer, year, facts, category, state, since, flags, "
          "is_synthetic)", weapons)  # fmt: skip
    _copy(connection, "registers_markseen (id, jurisdiction, subject, kind, text, script, position, condition, answer, "
          "photo, normalised, folded, sounded)", marks)  # fmt: skip
    connection.execute("vacuum analyze registers_firearm")
    connection.execute("vacuum analyze registers_markseen")


def _copy(connection, into: str, lines: io.StringIO) -> None:
    with connection.cursor().copy(f"copy {into} from stdin") as copy:
        copy.write(lines.getvalue())


def _peer(connection) -> None:
    connection.execute("create extension pg_trgm")
    connection.execute("create table peer as select id::int, folded from registers_markseen")
    connection.execute("create index on peer using gin (folded gin_trgm_ops)")
    connection.execute("vacuum analyze peer")


def _as_words(one, register):
    """The description in words, as a person types them; with the number of the true mark."""
    from opensalw.registers.catalogue import calibres, makes, models  # noqa: PLC0415
    from opensalw.tracing.describing import described as in_words  # noqa: PLC0415

    words = register.words
    make = makes()[words.makes[one.makes[0]]].name if one.makes else ""
    make = "CZ" if len(one.makes) > 1 and "CZ" in (words.makes[code] for code in one.makes) else make
    model = models()[words.models[one.model]].name if one.model else ""
    calibre = calibres()[words.calibres[one.calibre]].name if one.calibre else ""
    return in_words(serial=one.serial, make=make, model=model, calibre=calibre), one.truth + 1


def _vocabulary(register):
    import numpy as np  # noqa: PLC0415

    from opensalw.tracing.scoring import Vocabulary  # noqa: PLC0415

    codes = register.rows.codes
    lists = {
        "make": register.words.makes, "model": ["/".join(one).strip("/") for one in register.words.models],
        "calibre": register.words.calibres, "type": [""], "origin": [""], "factory": [""],
        "year": ["", *map(str, range(1800, 2054))],
    }  # fmt: skip
    counts = {
        name: {lists[name][code]: int(n) for code, n in enumerate(np.bincount(codes[:, place])) if n}
        for place, name in enumerate(("make", "model", "calibre"))
    }
    return Vocabulary.of_lists(lists, counts)


def _ceiling(register, asked, model):
    from opensalw.tracing.engine.columns import arranged  # noqa: PLC0415
    from opensalw.tracing.engine.question import laid_out  # noqa: PLC0415
    from opensalw.tracing.engine.scanning import score_every  # noqa: PLC0415
    from opensalw.tracing.scoring import asked_from  # noqa: PLC0415

    columns, vocabulary = arranged(register.rows), _vocabulary(register)
    found, spent = [], []
    for one, truth in asked:
        question = laid_out(asked_from(one, vocabulary, model))
        began = time.perf_counter()
        rows = score_every(columns, question, 10)
        spent.append(time.perf_counter() - began)
        found.append([int(mark) + 1 for mark in rows.marks].index(truth) if truth - 1 in rows.marks else 99)
    return spent, found


def _pg_trgm(connection, register, asked, model):
    """Candidates of the index, put in order by the common scorer from columns in memory; only the question is timed."""
    import numpy as np  # noqa: PLC0415

    from opensalw.registers.marks import folded  # noqa: PLC0415
    from opensalw.tracing.scoring import asked_from  # noqa: PLC0415
    from opensalw.tracing.scoring.ranking import field_costs, serial_costs, symbols_of  # noqa: PLC0415

    vocabulary = _vocabulary(register)
    connection.execute("set pg_trgm.similarity_threshold = 0.2")
    question = "select id from peer where folded %% %s order by similarity(folded, %s) desc limit 100"
    found, spent = [], []
    for turn in range(2):
        found, spent = [], []
        for one, truth in asked[: None if turn else 20]:
            text = folded(one.serial).replace("?", "")
            began = time.perf_counter()
            ids = [row[0] for row in connection.execute(question, [text, text]).fetchall()]
            spent.append(time.perf_counter() - began)
            question_ = asked_from(one, vocabulary, model)
            rows = np.array(ids, np.int64) - 1
            costs = serial_costs(question_, symbols_of([register.serial(row) for row in rows]))[0]
            codes = {name: register.rows.codes[rows, place].astype(np.int32) for place, name in enumerate(WORDS)}
            for each in field_costs(question_, codes).values():
                costs = costs + each
            best = [ids[at] for at in np.lexsort((rows, costs))[:10]]
            found.append(best.index(truth) if truth in best else 99)
    return spent, found


def _tables(asked, model):
    from opensalw.core.session import acting_for  # noqa: PLC0415
    from opensalw.tracing.queries.commonness import commonness  # noqa: PLC0415
    from opensalw.tracing.queries.tables import from_tables  # noqa: PLC0415

    found, spent = [], []
    with acting_for(JURISDICTION):
        common = commonness([JURISDICTION])
        for turn in range(2):
            found, spent = [], []
            for one, truth in asked[: None if turn else 20]:
                began = time.perf_counter()
                scored, _asked, _notes = from_tables(one, [JURISDICTION], common, model, loose=False)
                spent.append(time.perf_counter() - began)
                marks = [row.mark for row in scored[:10]]
                found.append(marks.index(truth) if truth in marks else 99)
    return spent, found


def _print(results) -> None:
    ceiling = sum(rank < 10 for rank in results["exhaustive ceiling"][1])
    print(f"{'':34}{'median ms':>10}{'p99 ms':>10}{'R@1':>8}{'R@10':>8}{'of ceiling':>12}")
    for name, (spent, found) in results.items():
        ms = sorted(1000 * one for one in spent)
        hits = sum(rank < 10 for rank in found)
        print(
            f"{name:34}{statistics.median(ms):10.2f}{ms[int(len(ms) * 0.99)]:10.1f}"
            f"{sum(rank < 1 for rank in found) / len(found):8.3f}{hits / len(found):8.3f}{hits / ceiling:12.3f}"
        )
    _ceiling_ms, peer, ours = (statistics.median(spent) for spent, _found in results.values())
    print(f"median {peer / ours:.1f} times as fast as pg_trgm")


if __name__ == "__main__":
    main()
