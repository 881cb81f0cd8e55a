"""The search of whole registers against its peers: ``python -m benchmarks.tracing [--size 1M|10M|30M] [--json]``.

An invented register and imperfect descriptions of weapons in it; all engines take turns on the same descriptions,
so that a busy machine is busy for each of them. The ceiling scores every row with the same costs; the search
must give the same list. Recall is of the described weapon among the first one and ten; beside it stands what
the ceiling of the same descriptions reaches. Peers that are not installed are named.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from . import ground

# isort: split
import numpy as np

from opensalw.tracing.engine import scanning, storing
from opensalw.tracing.engine.columns import Columns, arranged
from opensalw.tracing.engine.question import laid_out

from .tracing_peers import ABSENT, PEERS, Scorer, Trigrams, folded_serials
from .tracing_register import Description, Register, asked, described, invented

OURS, CEILING = "OpenSALW, exact", "ceiling: every row scored"
TURN = 10
COUNTS = {OURS: 1000, CEILING: 40, "tantivy": 1000, "pg_trgm": 300, "RapidFuzz": 60}


@dataclass
class Measured:
    """What an engine needed and found, in the order of the descriptions."""

    name: str
    answers: object
    most: int
    bytes: int = 0
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    lists: list[list[int]] = field(default_factory=list)

    def turn(self, descriptions: list[Description]) -> None:
        """Answer some descriptions."""
        for one in descriptions[: max(0, self.most - len(self.times))]:
            began = time.perf_counter()
            found = self.answers(one)
            self.times.append(time.perf_counter() - began)
            self.lists.append(found)

    def recall(self, descriptions: list[Description], first: int, upto: int | None = None) -> float:
        """The share of described weapons that stand among the first."""
        pairs = list(zip(descriptions, self.lists, strict=False))[:upto]
        return sum(one.truth in found[:first] for one, found in pairs) / max(1, len(pairs))


def ours(columns: Columns, register: Register):
    """The search of the product."""

    def answers(one: Description) -> list[int]:
        return scanning.best_of(columns, laid_out(asked(one, register.words)), 10).marks.tolist()

    return answers


def ceiling(columns: Columns, register: Register):
    """Every row scored."""

    def answers(one: Description) -> list[int]:
        return scanning.score_every(columns, laid_out(asked(one, register.words)), 10).marks.tolist()

    return answers


def stored(columns: Columns, folder: Path) -> tuple[Columns, dict[str, float]]:
    """The columns as the product has them: written to a file and mapped, with what that took."""
    path = folder / "base.cols"
    with ground.timed() as writing:
        storing.write(path, columns, {})
    with ground.timed() as opening:
        mapped, _facts = storing.read(path)
    return mapped, {"write": writing["seconds"], "open_checked": opening["seconds"], "bytes": path.stat().st_size}


def compared(size: int, rest: ExitStack, *, peers: bool) -> tuple[dict, list[Measured], list[Description]]:
    """All engines on the same register and descriptions."""
    register = invented(size, 1)
    descriptions = described(register, COUNTS[OURS] if size <= 1_000_000 else 400, 2)
    began = time.perf_counter()
    columns = arranged(register.rows)
    build = time.perf_counter() - began
    folder = Path(rest.enter_context(tempfile.TemporaryDirectory()))
    columns, facts = stored(columns, folder)
    scan = sum(getattr(columns, name).nbytes for name in ("planes", "years", "cell_codes", "cell_start"))
    tries = sum(array.nbytes for trie in columns.tries for array in trie)
    facts |= {"scan_bytes": scan / size, "trie_bytes": tries / size, "build": build}
    fewer = max(1, size // 1_000_000)
    engines = [
        Measured(OURS, ours(columns, register), COUNTS[OURS], scan + tries, build),
        Measured(CEILING, ceiling(columns, register), max(5, COUNTS[CEILING] // fewer), scan),
    ]
    if peers:
        scorer, serials = Scorer(register, columns), folded_serials(register)
        for kind in PEERS:
            try:
                peer = kind(register, serials, scorer, rest)
            except ABSENT as absent:
                print(f"{kind.name}: not measured: {absent}".splitlines()[0])
                continue
            count = COUNTS[kind.name.split()[0].strip(",")]
            engines.append(Measured(kind.name, peer, max(10, count // (5 if kind is Trigrams else 2)) if fewer > 1
                                    else count, peer.bytes, peer.seconds))  # fmt: skip
    for engine in engines:
        engine.answers(descriptions[0])
    for begin in range(0, len(descriptions), TURN):
        for engine in engines:
            engine.turn(descriptions[begin : begin + TURN])
    return facts, engines, descriptions


def table(size: int, engines: list[Measured], descriptions: list[Description]) -> list[dict]:
    """A line for each engine."""
    first = engines[0]
    lines = []
    for one in engines:
        times, count = np.array(one.times) * 1e3, len(one.times)
        lines.append({
            "engine": one.name, "queries": count, "median_ms": float(np.median(times)),
            "p99_ms": float(np.percentile(times, 99)), "r1": one.recall(descriptions, 1),
            "r10": one.recall(descriptions, 10), "ours_r10_same": first.recall(descriptions, 10, count),
            "slower": float(np.median(times) / np.median(first.times) / 1e3), "bytes_a_record": one.bytes / size,
            "build_s": one.seconds,
        })  # fmt: skip
    return lines


def same_lists(engines: list[Measured]) -> float:
    """Which share of the ceiling's rows the search gave."""
    pairs = list(zip(engines[0].lists, engines[1].lists, strict=False))
    return sum(len(set(one) & set(other)) for one, other in pairs) / sum(len(other) for _one, other in pairs)


def verdicts(size: int, lines: list[dict]) -> list[str]:
    """The bars of the project, each with what this run reached."""
    by_name = {line["engine"].split()[0].strip(","): line for line in lines}
    own, said = lines[0], []
    wanted = {"pg_trgm": 10 if size <= 1_000_000 else 20, "tantivy": 4 if size <= 1_000_000 else 3}
    for name, ratio in wanted.items():
        if name in by_name:
            peer = by_name[name]
            gain = peer["ours_r10_same"] - peer["r10"]
            said.append(
                f"{name}: {peer['slower']:.1f} times slower than ours (bar {ratio}), R@10 {gain:+.3f} in our favour"
            )
    bar = 3 if size <= 1_000_000 else 15 if size <= 10_000_000 else 45
    said.append(f"p99 {own['p99_ms']:.1f} ms (bar {bar})")
    return said


def size_of(text: str) -> int:
    """``10M`` as a number."""
    return int(float(text.upper().removesuffix("M")) * (1_000_000 if text.upper().endswith("M") else 1))


def main() -> int:
    """Measure and print; a busy machine is no failure."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--size", type=size_of, default=1_000_000, metavar="N", help="1M, 10M or 30M")
    words.add_argument("--alone", action="store_true", help="without the peers")
    words.add_argument("--json", action="store_true")
    args = words.parse_args()
    with ExitStack() as rest:
        facts, engines, descriptions = compared(args.size, rest, peers=not args.alone)
        lines = table(args.size, engines, descriptions)
    facts |= {
        "size": args.size, "relative_recall": same_lists(engines), "load": os.getloadavg()[0],
        "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip
    if args.json:
        print(json.dumps({"facts": facts, "engines": lines}))
        return 0
    print(f"{args.size:,} weapons, load {facts['load']:.1f}")
    print(
        f"{'':42}{'n':>6}{'median':>9}{'p99 ms':>9}{'R@1':>7}{'R@10':>7}{'ours':>7}{'ratio':>8}{'B/rec':>7}{'build':>8}"
    )
    for line in lines:
        print(
            f"{line['engine']:42}{line['queries']:>6}{line['median_ms']:>9.2f}{line['p99_ms']:>9.2f}{line['r1']:>7.3f}"
            f"{line['r10']:>7.3f}{line['ours_r10_same']:>7.3f}{line['slower']:>8.1f}{line['bytes_a_record']:>7.0f}"
            f"{line['build_s']:>7.1f}s"
        )
    print(f"relative recall@10 to the ceiling: {facts['relative_recall']:.4f} (bar .995)")
    print(f"scan {facts['scan_bytes']:.1f} B and tries {facts['trie_bytes']:.1f} B a record")
    print(
        f"built in {facts['build']:.1f} s, written in {facts['write']:.1f} s, opened with its digest checked in "
        f"{facts['open_checked']:.2f} s; process at most {facts['memory_mib']:,.0f} MiB"
    )
    for said in verdicts(args.size, lines):
        print(said)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
