"""The normalisation contract as test vectors: what becomes of a mark, of what was read, and of a sentence."""

from opensalw.registers.marks import VERSION, folded, keys, normalised, series_and_number, spoken
from opensalw.tracing.describing import patterns, understood
from opensalw.tracing.scoring import error_model

from .markdown import code, page, said, table

SEEN = (
    "AB-12345", "ab 12345", "АВ-12345", "СР 4471", "Љ-88123", "Đ 17", "000123", "AB 000123", "0OQD1IL", "S5Z2G6B8",
    "12 345/K", "１２３", "№ 77", "U-V 01",
)  # fmt: skip
READ = ("12?456", "12*456", "12[3/8]456", "бр. 12?456", "СР12")
SENTENCES = (
    "Zastava M70 AB2 7,62x39 br. 12?456", "Застава М70АБ2 7,62х39 бр. 12?456", "pištolj CZ 99 9 mm AB 12345",
    "Beretta 92 1987 C[3/8]4567", "M70 AB2 obliterated",
)  # fmt: skip


def matching_page() -> str:
    """The contract and its vectors."""
    marks = [
        tuple(
            map(
                code,
                (
                    one,
                    normalised(one),
                    spoken(one),
                    folded(one),
                    "; ".join(keys(one)),
                    " / ".join(series_and_number(one)),
                ),
            )
        )
        for one in SEEN
    ]
    read = [(code(one), code("; ".join(map(str, patterns(one))))) for one in READ]
    told = [
        (code(one), said(" · ".join(f"{word.label}: {word.text}" for word in understood(one).words)))
        for one in SENTENCES
    ]
    model = error_model()
    fields = [
        (code(name), str(one.agreed), str(one.misstated), "and how rare the word is" if one.is_fair else "")
        for name, one in model.fields.items()
    ]
    return page(
        "Matching: test vectors",
        f"The normalisation contract, version {VERSION}, and the error model {model.version}: what any other engine\n"
        "or node must give for the same marks. [How matching works](../explanation/matching.md) says why.",
        "",
        "## Marks",
        *table(("As seen", "Normalised", "Spoken", "Folded", "Keys", "Series · number · rest"), marks),
        "## What was read",
        *table(("As written", "Patterns"), read),
        "## Sentences",
        *table(("Sentence", "Read as"), told),
        "## Costs of the error model",
        "Hundredths of minus the natural logarithm of a likelihood.",
        *table(("Field", "Agrees", "Another one said", ""), fields),
        "",
        f"Illegible {model.illegible}, swapped {model.swapped}, left out {int(model.lost.min())} to "
        f"{int(model.lost.max())}, "
        f"added {int(model.added.min())} to {int(model.added.max())}; zeros {model.zeros}, letters left out "
        f"{model.affix}, year written in {model.year}, other script {model.script}.",
    )
