"""What learning the costs is worth: the best candidate is right more often than with the costs set by hand.

    python -m benchmarks.tracing_learning [--rows 200000] [--teach 4000] [--queries 1500] [--write learned-1]

The costs are learned from descriptions spoilt in one way (``teaching`` below) and tried on descriptions spoilt in
another (``tracing_register.described``), of other weapons. The two share that look-alike characters are mistaken,
not how often nor which; nothing of the second is seen while learning. ``--write`` keeps the model and its report.
"""

import argparse
import math
import random
from dataclasses import replace

import numpy as np
import yaml

from benchmarks import ground  # noqa: F401 - sets Django up
from benchmarks.tracing_postgres import _as_words, _vocabulary
from benchmarks.tracing_register import Description as Coded
from benchmarks.tracing_register import described, invented
from opensalw.tracing.engine.columns import arranged
from opensalw.tracing.engine.question import laid_out
from opensalw.tracing.engine.scanning import best_of
from opensalw.tracing.scoring import asked_from, error_model
from opensalw.tracing.scoring.believing import chances
from opensalw.tracing.scoring.errors import FOLDER
from opensalw.tracing.scoring.learning import Example, Weapon, learned

LOOKS = ("0ODQ", "1I7L", "2Z7", "38B", "5S6", "6GC", "UVY", "MNW", "4A9", "EFB", "PRK", "KXH")
NEARBY = {one: "".join(group.replace(one, "") for group in LOOKS if one in group) for one in set("".join(LOOKS))}
KINDS = ("looks", "illegible", "digit", "dropped", "doubled", "swapped", "first")
WEIGHTS = (0.34, 0.16, 0.2, 0.12, 0.05, 0.07, 0.06)


def teaching(register, count: int, seed: int) -> list[Coded]:
    """Descriptions to learn from, spoilt as a hurried copyist and a worn stamp do."""
    chance = random.Random(seed)
    return [_taught(register, chance.randrange(len(register.rows.marks)), chance) for _ in range(count)]


def _taught(register, truth: int, chance: random.Random) -> Coded:
    serial = list(register.serial(truth))
    while chance.random() < 0.5 and len(serial) > 3:
        kind, at = chance.choices(KINDS, WEIGHTS)[0], chance.randrange(len(serial))
        if kind == "looks" and serial[at] in NEARBY:
            serial[at] = chance.choice(NEARBY[serial[at]])
        elif kind == "illegible":
            serial[at] = "?"
        elif kind == "digit":
            serial[at] = chance.choice("0123456789")
        elif kind == "dropped":
            del serial[at]
        elif kind == "doubled":
            serial.insert(at, serial[at])
        elif kind == "swapped" and at:
            serial[at - 1], serial[at] = serial[at], serial[at - 1]
        elif kind == "first":
            del serial[0]
    make, model, calibre = (int(code) for code in register.rows.codes[truth, :3])
    words = register.words
    named = (
        (make,)
        if chance.random() < 0.93
        else (int(register.rows.codes[chance.randrange(len(register.rows.marks)), 0]),)
    )
    named = () if chance.random() < 0.1 else named
    said_model = (
        0 if chance.random() < 0.4 else model if chance.random() < 0.96 else chance.randrange(1, len(words.models))
    )
    said_calibre = 0 if chance.random() < 0.2 else calibre
    if said_calibre and chance.random() < 0.06:
        said_calibre = chance.randrange(1, len(words.calibres))
    return Coded(truth, "".join(serial), named, said_model, said_calibre)


def _example(one: Coded, register) -> Example:
    description, _truth = _as_words(one, register)
    codes = register.rows.codes[one.truth]
    words = {
        "make": register.words.makes[codes[0]], "model": "/".join(register.words.models[codes[1]]),
        "calibre": register.words.calibres[codes[2]],
    }  # fmt: skip
    coded = description.coded
    said = {
        "make": coded.makes, "model": tuple("/".join(each) for each in coded.models), "calibre": coded.calibres,
    }  # fmt: skip
    weapon = Weapon(register.serial(one.truth), words)
    return Example(description, (weapon,), {name: words for name, words in said.items() if words})


def _ranks(register, columns, vocabulary, asked, model) -> tuple[list[int], list]:
    ranks, lists = [], []
    for one, truth in asked:
        question = asked_from(one, vocabulary, model)
        found = best_of(columns, laid_out(question), 20)
        marks = [int(mark) + 1 for mark in found.marks]
        ranks.append(marks.index(truth) if truth in marks else 99)
        lists.append((question, [int(cost) for cost in found.costs], ranks[-1]))
    return ranks, lists


def _belief(lists, model, size: int) -> tuple[float, float]:
    """The scale and shift under which what was found is as likely as it is said to be."""
    best = (math.inf, (1.0, 0.0))
    for scale in np.arange(0.5, 1.31, 0.1):
        for shift in np.arange(-6, 7, 1.0):
            tried = replace(model, belief=(float(scale), float(shift)))
            loss = 0.0
            for question, costs, rank in lists:
                shares, none = chances(costs, question, tried, size)
                loss -= math.log(max(1e-6, shares[rank] if rank < len(shares) else none))
            best = min(best, (loss, (float(scale), float(shift))))
    return best[1]


def _table(lists, model, size: int) -> list[dict[str, float]]:
    """How often the first candidate was right, by how likely it was said to be."""
    cells: dict[int, list[tuple[float, bool]]] = {}
    for question, costs, rank in lists:
        shares, _none = chances(costs, question, model, size)
        cells.setdefault(min(9, int(shares[0] * 10)), []).append((shares[0], rank == 0))
    return [
        {"from": tenth / 10, "descriptions": len(each), "said": round(sum(one for one, _ok in each) / len(each), 3),
         "right": round(sum(ok for _one, ok in each) / len(each), 3)}
        for tenth, each in sorted(cells.items())
    ]  # fmt: skip


def main() -> None:
    """Learn, try, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--teach", type=int, default=4000)
    parser.add_argument("--queries", type=int, default=1500)
    parser.add_argument("--write", default="")
    args = parser.parse_args()
    school, register = invented(args.rows, 11), invented(args.rows, 12)
    hand = error_model("hand-1")
    model = learned(
        [_example(one, school) for one in teaching(school, args.teach, 5)], hand, version=args.write or "new"
    )
    vocabulary, columns = _vocabulary(school), arranged(school.rows)
    there = [_as_words(one, school) for one in teaching(school, 600, 6)]
    elsewhere = [(one, -1) for one, _truth in (_as_words(one, register) for one in teaching(register, 250, 8))]
    _ranks_, lists = _ranks(school, columns, vocabulary, there + elsewhere, model)
    model = replace(model, belief=_belief(lists, model, args.rows))
    vocabulary, columns = _vocabulary(register), arranged(register.rows)
    asked = [_as_words(one, register) for one in described(register, args.queries, 7)]
    report = {}
    for name, each in (("hand-1", hand), (model.version, model)):
        ranks, lists = _ranks(register, columns, vocabulary, asked, each)
        report[name] = {f"R@{k}": round(sum(rank < k for rank in ranks) / len(ranks), 4) for k in (1, 3, 10)}
        print(name, report[name])
    strangers = [(one, -1) for one, _truth in (_as_words(one, school) for one in described(school, 400, 9))]
    _none, lost = _ranks(register, columns, vocabulary, strangers, model)
    table = _table(lists + lost, model, args.rows)
    for row in table:
        print(row)
    gain = report[model.version]["R@1"] - report["hand-1"]["R@1"]
    print(f"the first candidate is right {gain:+.4f} more often (bar +.02, stretch +.04); belief {model.belief}")
    if args.write:
        facts = {
            "taught_on": args.teach, "tried_on": args.queries, "register": args.rows, "right": report, "chances": table,
        }  # fmt: skip
        (FOLDER / f"{args.write}.yaml").write_text(yaml.safe_dump(model.as_data(), sort_keys=False, width=1000))
        (FOLDER / f"{args.write}.report.yaml").write_text(yaml.safe_dump(facts, sort_keys=False))


if __name__ == "__main__":
    main()
