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


def _step(vectors: Vectors, signs: ir.Value, e: ir.Value, top: ir.Value, state: tuple[ir.Value, ...]) -> None:
    """One symbol further: the columns of the alignment, and the score at its last place."""
    b, one, none = vectors.builder, vectors.constant(1), vectors.constant(0)
    up, down, diagonal, former, score = state
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
    b.store(b.add(b.load(score), change), score)
    ph = b.or_(b.shl(ph, one), one)
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


def _emitted(bits: int):  # type: ignore[no-untyped-def]
    lane = ir.IntType(bits)

    def emit(context, builder, signature, args):  # type: ignore[no-untyped-def]
        address, stride, width, n, signs_at, masks_at, count, everywhere, unit, base, most, out = args
        vectors = Vectors(builder, lane)
        known = (signs_at, masks_at, count)
        wide = (lambda value: builder.trunc(value, lane)) if bits < 64 else (lambda value: value)
        everywhere = vectors.same(wide(everywhere), vectors.type)
        top = vectors.same(wide(builder.shl(ir.Constant(WORD, 1), builder.sub(n, ir.Constant(WORD, 1)))), vectors.type)
        none = vectors.constant(0)
        begin = (builder.not_(none), none, none, none, vectors.same(builder.trunc(n, BYTE), BYTES))
        state = tuple(vectors.variable(value) for value in begin)
        with cgutils.for_range(builder, width) as loop:
            signs = vectors.load(builder.add(address, builder.mul(loop.index, stride)), BYTES)
            whole = builder.bitcast(signs, ir.IntType(8 * ROWS))
            with builder.if_then(builder.icmp_unsigned("==", whole, ir.Constant(whole.type, 0))):
                loop.do_break()
            _step(vectors, signs, _agreeing(vectors, signs, everywhere, known), top, state)
        return _finish(vectors, state[-1], (unit, base, most), out)

    return emit


def _block(bits: int):  # type: ignore[no-untyped-def]
    emit = _emitted(bits)

    def typed(  # type: ignore[no-untyped-def]
        typingctx, address, stride, width, n, signs_at, masks_at, count, everywhere, unit, base, most, out
    ):
        return types.int64(*[types.int64] * 12), emit

    return intrinsic(typed)


bound_of_8 = _block(8)
bound_of_16 = _block(16)
