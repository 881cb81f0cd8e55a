"""The obvious scorer: every row of a register, one after the other, in plain Python."""

from opensalw.tracing.asked import LONGEST, Asked, Reading
from opensalw.tracing.scoring.errors import number_of


def cost_of_serial(reading: Reading, serial: str) -> int:
    """The cheapest way from the weapon's serial to what was read."""
    signs, n = [number_of(sign) for sign in serial[:LONGEST]], len(reading.read)
    best = {(0, 0): reading.start}
    for i in range(n + 1):
        for j in range(len(signs) + 1):
            ways = [best[i, j]] if (i, j) == (0, 0) else []
            if i and j:
                ways.append(best[i - 1, j - 1] + int(reading.read[i - 1, signs[j - 1]]))
            if i:
                ways.append(best[i - 1, j] + int(reading.added[i - 1]))
            if j:
                ways.append(best[i, j - 1] + (0 if reading.run_before[i] else int(reading.lost[signs[j - 1]])))
            if i > 1 and j > 1:
                crossed = int(reading.read[i - 1, signs[j - 2]]) + int(reading.read[i - 2, signs[j - 1]])
                ways.append(best[i - 2, j - 2] + reading.swapped + crossed)
            best[i, j] = min(ways)
    return best[n, len(signs)]


def cost(asked: Asked, serial: str, codes: dict[str, int]) -> int:
    """What a row costs; a row without a reading of the serial costs its fields alone."""
    alone = min((cost_of_serial(one, serial) for one in asked.readings), default=0)
    return alone + sum(int(costs[codes[name]]) for name, costs in asked.fields.items())


def best(asked: Asked, rows: list[tuple[int, str, dict[str, int]]], most: int) -> list[tuple[int, int]]:
    """(cost, mark) of the cheapest rows (mark, normalised serial, codes); the lower mark first among equals."""
    return sorted((cost(asked, serial, codes), mark) for mark, serial, codes in rows)[:most]
