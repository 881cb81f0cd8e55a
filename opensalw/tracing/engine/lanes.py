"""Lower bounds for 64 rows at a time, in vectors that the processor at hand has, without a compiler on the machine.

The loop of Hyyrö's bit-parallel optimal string alignment is written down as vector operations of LLVM,
which numba brings along; written as a loop over lanes it was 15 times slower (docs/decisions).
"""

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

ROWS = 64
BYTE, WORD = ir.IntType(8), ir.IntType(64)
BYTES = ir.VectorType(BYTE, ROWS)


class Vectors:
    """Few words for building vector code: all that the loop below needs."""

    def __init__(self, builder: ir.IRBuilder, lane: ir.IntType) -> None:
        self.builder, self.lane, self.type = builder, lane, ir.VectorType(lane, ROWS)

    def same(self, value: ir.Value, of: ir.VectorType) -> ir.Value:
        """A vector with the same value in every lane."""
        first = self.builder.insert_element(ir.Constant(of, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
        zeros = ir.Constant(ir.VectorType(ir.IntType(32), ROWS), [0] * ROWS)
        return self.builder.shuffle_vector(first, ir.Constant(of, ir.Undefined), zeros)

    def constant(self, value: int, of: ir.VectorType | None = None) -> ir.Value:
        """A vector of a number known beforehand."""
        of = of or self.type
        return ir.Constant(of, [value] * ROWS)

    def variable(self, begin: ir.Value) -> ir.Value:
        """A place for a vector, which the optimiser turns into registers."""
        place = cgutils.alloca_once(self.builder, begin.type)
        self.builder.store(begin, place)
        return place

    def load(self, address: ir.Value, of: ir.Type) -> ir.Value:
        """What stands at an address, aligned or not."""
        found = self.builder.load(self.builder.inttoptr(address, of.as_pointer()))
        found.align = 1
        return found


def _agreeing(vectors: Vectors, signs: ir.Value, everywhere: ir.Value, known: tuple[ir.Value, ...]) -> ir.Value:
    """Per lane, the places of the reading that agree with the symbol there."""
    builder = vectors.builder
    signs_at, masks_at, count = known
    agree = vectors.variable(everywhere)
    classes = builder.and_(signs, vectors.constant(0xF8, BYTES))
    size = ir.Constant(WORD, vectors.lane.width // 8)
    with cgutils.for_range(builder, count) as loop:
        sign = vectors.load(builder.add(signs_at, loop.index), BYTE)
        mask = vectors.load(builder.add(masks_at, builder.mul(loop.index, size)), vectors.lane)
        hit = builder.icmp_unsigned("==", classes, vectors.same(sign, BYTES))
        gained = builder.select(hit, vectors.same(mask, vectors.type), vectors.constant(0))
        builder.store(builder.or_(builder.load(agree), gained), agree)
    return builder.load(agree)


def _step(
    vectors: Vectors, signs: ir.Value, e: ir.Value, top: ir.Value, runs: tuple[ir.Value, ir.Value],
    state: tuple[ir.Value, ...],
) -> None:  # fmt: skip
    """One symbol further: the columns of the alignment, the score at its last place, and the best so far.

    Where a run may stand before the first place, a symbol there costs nothing; where one may stand after the
    last, the best score of all is the score.
    """
    b, one, none = vectors.builder, vectors.constant(1), vectors.constant(0)
    up, down, diagonal, former, score, best = state
    carried_in, runs_out = runs
    pv, mv = b.load(up), b.load(down)
    crossed = b.and_(b.shl(b.and_(b.not_(b.load(diagonal)), e), one), b.load(former))
    carried = b.xor(b.add(b.and_(e, pv), pv), pv)
    d0 = b.or_(b.or_(carried, e), b.or_(mv, crossed))
    ph = b.or_(mv, b.not_(b.or_(d0, pv)))
    mh = b.and_(pv, d0)
    risen = b.zext(b.icmp_unsigned("!=", b.and_(ph, top), none), BYTES)
    fallen = b.zext(b.icmp_unsigned("!=", b.and_(mh, top), none), BYTES)
    ends = b.icmp_unsigned("==", signs, vectors.constant(0, BYTES))
    change = b.select(ends, vectors.constant(0, BYTES), b.sub(risen, fallen))
    now, before = b.add(b.load(score), change), b.load(best)
    lower = b.select(b.icmp_unsigned("<", now, before), now, before)
    b.store(b.select(runs_out, lower, now), best)
    b.store(now, score)
    ph = b.or_(b.shl(ph, one), carried_in)
    b.store(b.or_(b.shl(mh, one), b.not_(b.or_(d0, ph))), up)
    b.store(b.and_(ph, d0), down)
    b.store(d0, diagonal)
    b.store(e, former)


def _finish(vectors: Vectors, score: ir.Value, bound: tuple[ir.Value, ...], out: ir.Value) -> ir.Value:
    """Edits to a bound, the lower of it and what stood there, and the lowest of the 64."""
    b = vectors.builder
    unit, base, most = (vectors.same(b.trunc(one, BYTE), BYTES) for one in bound)
    edits = b.load(score)
    edits = b.select(b.icmp_unsigned("<", edits, most), edits, most)
    found = b.add(b.mul(edits, unit), base)
    stood = vectors.load(out, BYTES)
    found = b.select(b.icmp_unsigned("<", found, stood), found, stood)
    b.store(found, b.inttoptr(out, BYTES.as_pointer())).align = 1
    kind = ir.FunctionType(BYTE, [BYTES])
    least = cgutils.get_or_insert_function(b.module, kind, f"llvm.vector.reduce.umin.v{ROWS}i8")
    return b.zext(b.call(least, [found]), WORD)


def fact_at(builder: ir.IRBuilder, facts: ir.Value, place: int) -> ir.Value:
    """One of the facts of a reading, which lie one after the other (see ``question.Bounds``)."""
    address = builder.add(facts, ir.Constant(WORD, 8 * place))
    return builder.load(builder.inttoptr(address, WORD.as_pointer()))


def _emitted(bits: int):  # type: ignore[no-untyped-def]
    lane = ir.IntType(bits)

    def emit(context, builder, signature, args):  # type: ignore[no-untyped-def]
        address, stride, width, n, signs_at, masks_at, count, facts, out = args
        at = [fact_at(builder, facts, place) for place in range(8)]
        everywhere, bound, run_before, run_after = at[2], (at[3], at[4], at[5]), at[6], at[7]
        vectors = Vectors(builder, lane)
        known = (signs_at, masks_at, count)
        wide = (lambda value: builder.trunc(value, lane)) if bits < 64 else (lambda value: value)
        everywhere = vectors.same(wide(everywhere), vectors.type)
        top = vectors.same(wide(builder.shl(ir.Constant(WORD, 1), builder.sub(n, ir.Constant(WORD, 1)))), vectors.type)
        none = vectors.constant(0)
        first = vectors.same(builder.trunc(n, BYTE), BYTES)
        begin = (builder.not_(none), none, none, none, first, first)
        no_run = builder.icmp_unsigned("==", run_before, ir.Constant(WORD, 0))
        runs = (
            builder.select(no_run, vectors.constant(1), none),
            builder.icmp_unsigned("!=", run_after, ir.Constant(WORD, 0)),
        )
        state = tuple(vectors.variable(value) for value in begin)
        with cgutils.for_range(builder, width) as loop:
            signs = vectors.load(builder.add(address, builder.mul(loop.index, stride)), BYTES)
            whole = builder.bitcast(signs, ir.IntType(8 * ROWS))
            with builder.if_then(builder.icmp_unsigned("==", whole, ir.Constant(whole.type, 0))):
                loop.do_break()
            _step(vectors, signs, _agreeing(vectors, signs, everywhere, known), top, runs, state)
        return _finish(vectors, state[-1], bound, out)

    return emit


def _block(bits: int):  # type: ignore[no-untyped-def]
    emit = _emitted(bits)

    def typed(  # type: ignore[no-untyped-def]
        typingctx, address, stride, width, n, signs_at, masks_at, count, facts, out
    ):
        return types.int64(*[types.int64] * 9), emit

    return intrinsic(typed)


bound_of_8 = _block(8)
bound_of_16 = _block(16)
