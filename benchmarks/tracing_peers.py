"""The engines that the search is held against, each set up as well as we know how.

Every peer indexes the folded serial, gets the same description and hands over candidates, which the common scorer
puts in order; its time is counted with theirs.
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import psycopg

from opensalw.core.embedded import EmbeddedServer, EmbeddedServerError
from opensalw.registers.marks import CONFUSED
from opensalw.tracing.engine import scanning
from opensalw.tracing.engine.columns import Columns
from opensalw.tracing.engine.fields import cost_of_fields
from opensalw.tracing.engine.kernels import compiled, keep, serial_cost
from opensalw.tracing.engine.question import laid_out

from .tracing_register import Description, Register, asked, text_of

POSTGRESQL_15 = Path("/usr/lib/postgresql/15/bin")
CANDIDATES = 100
Answers = Callable[[Description], list[int]]
NO_PLACE: list[int] = []


@compiled
def scored(rows, planes, marks, years, cell_of, cell_cost, year_cost, year_least, tables, best):
    """The rows handed over, scored and ordered."""
    places, read, added, lost, swapped, runs, start = tables
    work = np.zeros((3, 34), np.int32)
    for row in rows:
        fields = cell_cost[cell_of[row]] - year_least + year_cost[years[row]]
        cap = best[0][-1] - fields
        cost = serial_cost(planes, row, places, read, added, lost, swapped, runs, start, cap, work)
        keep(cost + fields, marks[row], row, best[0], best[1], best[2])


class Scorer:
    """The common scorer for candidates by their number."""

    def __init__(self, register: Register, columns: Columns) -> None:
        self.words, self.columns = register.words, columns
        self.row_of = np.empty(columns.count, np.int64)
        self.row_of[columns.marks] = np.arange(columns.count)
        self.cell_of = np.repeat(np.arange(len(columns.cell_codes)), np.diff(columns.cell_start))

    def order(self, one: Description, numbers: list[int] | np.ndarray) -> list[int]:
        """The ten best of these rows."""
        found, question = scanning.Found.none(10), laid_out(asked(one, self.words))
        costs = cost_of_fields(self.columns, question)
        columns = self.columns
        scored(
            self.row_of[np.asarray(numbers, np.int64)], columns.planes, columns.marks, columns.years, self.cell_of,
            costs.cells, costs.years, costs.year_least, tuple(question.tables), found.arrays,
        )  # fmt: skip
        return [int(mark) for mark, row in zip(found.marks, found.rows, strict=True) if row >= 0]


def folded_serials(register: Register) -> list[str]:
    """The key of every row."""
    return [one.translate(CONFUSED) for one in text_of(register.rows.serials)]


class Tantivy:
    """Fuzzy terms of distance 1 and 2 with boosts, and the fields as terms of constant score."""

    name = "tantivy, fuzzy d <= 2, rerank"

    def __init__(self, register: Register, serials: list[str], scorer: Scorer, rest: ExitStack) -> None:
        import tantivy  # noqa: PLC0415 - a package of the tests, absent where the product is only run

        self.t, self.scorer = tantivy, scorer
        folder = rest.enter_context(tempfile.TemporaryDirectory())
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("id", stored=True)
        schema.add_text_field("serial", tokenizer_name="raw")
        for name in ("make", "model", "calibre"):
            schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
        self.schema = schema.build()
        index, began = tantivy.Index(self.schema, path=folder), time.perf_counter()
        writer = index.writer(heap_size=512_000_000, num_threads=2)
        codes = register.rows.codes[:, :3].tolist()
        for number, (serial, (make, model, calibre)) in enumerate(zip(serials, codes, strict=True)):
            writer.add_document(
                tantivy.Document(id=number, serial=serial, make=str(make), model=str(model), calibre=str(calibre))
            )
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.seconds = time.perf_counter() - began
        self.bytes = sum(file.stat().st_size for file in Path(folder).iterdir())
        self.searcher = index.searcher()

    def __call__(self, one: Description) -> list[int]:
        """Its hundred best, reranked."""
        query, must, should = self.t.Query, self.t.Occur.Must, self.t.Occur.Should
        near = [query.fuzzy_term_query(self.schema, "serial", one.folded, d, True) for d in (2, 1)]
        parts = [(must, near[0]), (should, near[1])]
        parts.append((should, query.const_score_query(query.term_query(self.schema, "serial", one.folded), 1.0)))
        terms = [("make", code, 1.0) for code in one.makes] + [("model", one.model, 1.1), ("calibre", one.calibre, 0.9)]
        for name, code, weight in terms:
            if code:
                parts.append((should, query.const_score_query(query.term_query(self.schema, name, str(code)), weight)))
        hits = self.searcher.search(query.boolean_query(parts), CANDIDATES).hits
        return self.scorer.order(one, [self.searcher.doc(address)["id"][0] for _score, address in hits])


class Trigrams:
    """pg_trgm on PostgreSQL 15: a GIN index of the folded serial, threshold .2, agreeing fields before others."""

    name = "pg_trgm GIN, folded, threshold .2, rerank"
    question = """
        select id from f where serial %% %(serial)s order by similarity(serial, %(serial)s)
        + .2 * (make = any(%(makes)s))::int + .2 * (model = %(model)s)::int + .15 * (calibre = %(calibre)s)::int desc
        limit 100
    """

    def __init__(self, register: Register, serials: list[str], scorer: Scorer, rest: ExitStack) -> None:
        if not (POSTGRESQL_15 / "postgres").exists():
            raise FileNotFoundError(f"PostgreSQL 15 is not in {POSTGRESQL_15}: apt-get install postgresql-15")
        folder = Path(tempfile.mkdtemp(prefix="bench-pg-"))
        folder.chmod(0o755)
        rest.callback(shutil.rmtree, folder, True)
        server = EmbeddedServer(folder, POSTGRESQL_15)
        server.start()
        rest.callback(server.stop)
        self.scorer = scorer
        self.db = rest.enter_context(psycopg.connect(server.dsn(), autocommit=True))
        for line in ("create extension pg_trgm", "set work_mem = '128MB'", "set maintenance_work_mem = '1GB'",
                     "create table f (id int, serial text, make int2, model int2, calibre int2)"):  # fmt: skip
            self.db.execute(line)
        with self.db.cursor() as cursor, cursor.copy("copy f from stdin") as copy:
            for number, (serial, codes) in enumerate(zip(serials, register.rows.codes[:, :3].tolist(), strict=True)):
                copy.write(f"{number}\t{serial}\t{codes[0]}\t{codes[1]}\t{codes[2]}\n")
        began = time.perf_counter()
        self.db.execute("create index f_gin on f using gin (serial gin_trgm_ops)")
        self.seconds = time.perf_counter() - began
        self.db.execute("vacuum analyze f")
        self.db.execute("set pg_trgm.similarity_threshold = 0.2")
        self.bytes = self.db.execute("select pg_relation_size('f_gin')").fetchone()[0]

    def __call__(self, one: Description) -> list[int]:
        """Its hundred best, reranked."""
        known = {"serial": one.folded, "makes": list(one.makes), "model": one.model, "calibre": one.calibre}
        found = self.db.execute(self.question, known, prepare=True, binary=True).fetchall()
        return self.scorer.order(one, [row[0] for row in found])


class RapidFuzz:
    """Optimal string alignment of at most three edits over a list of the folded serials."""

    name = "RapidFuzz extract, OSA <= 3, rerank"
    seconds, bytes = 0.0, 0

    def __init__(self, register: Register, serials: list[str], scorer: Scorer, rest: ExitStack) -> None:
        from rapidfuzz import process  # noqa: PLC0415 - as above
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

        self.process, self.distance, self.serials, self.scorer = process, OSA.distance, serials, scorer

    def __call__(self, one: Description) -> list[int]:
        """Its hundred best, reranked."""
        found = self.process.extract(one.folded, self.serials, scorer=self.distance, score_cutoff=3, limit=CANDIDATES)
        return self.scorer.order(one, [number for _text, _score, number in found])


PEERS = (Tantivy, Trigrams, RapidFuzz)
ABSENT = (ImportError, FileNotFoundError, EmbeddedServerError, psycopg.Error)
