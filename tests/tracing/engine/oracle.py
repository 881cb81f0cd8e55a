"""The obvious scorer: a table per serial, every row, sorted. Slow and plain, to hold the engines against."""

from opensalw.tracing.asked import SYMBOLS, Asked, Reading


def numbers(serial: str) -> list[int]:
    return [SYMBOLS.find(sign) if sign in SYMBOLS else len(SYMBOLS) for sign in serial[:16]]


def reading_cost(reading: Reading, serial: str) -> int:
    signs, n = numbers(serial), len(reading.read)
    table: dict[tuple[int, int], int] = {}
    for i in range(n + 1):
        for j in range(len(signs) + 1):
            ways = [reading.start] if i == j == 0 else []
            if i and j:
                ways.append(table[i - 1, j - 1] + int(reading.read[i - 1][signs[j - 1]]))
            if i:
                ways.append(table[i - 1, j] + int(reading.added[i - 1]))
            if j:
                ways.append(table[i, j - 1] + (0 if reading.run_before[i] else int(reading.lost[signs[j - 1]])))
            if i > 1 and j > 1:
                crossed = int(reading.read[i - 1][signs[j - 2]]) + int(reading.read[i - 2][signs[j - 1]])
                ways.append(table[i - 2, j - 2] + reading.swapped + crossed)
            table[i, j] = min(ways)
    return table[n, len(signs)]


def cost(asked: Asked, serial: str, codes: dict[str, int]) -> int:
    alone = min((reading_cost(one, serial) for one in asked.readings), default=0)
    return alone + sum(int(costs[codes[name]]) for name, costs in asked.fields.items())


def best(asked: Asked, rows: list[tuple[int, str, dict[str, int]]], most: int) -> list[tuple[int, int]]:
    return sorted((cost(asked, serial, codes), mark) for mark, serial, codes in rows)[:most]
