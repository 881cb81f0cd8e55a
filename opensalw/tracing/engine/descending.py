"""Walking a trie: the rows whose serial costs at most a budget by one reading, compiled by numba.

The alignment is the one of ``kernels.aligned``, a row of its table per symbol, so that serials that begin
alike share the work. ``sheet`` holds all that a reading costs in one array (see ``question.sheet``), ``table``
the rows of the alignment, with the span that is alive in its last two columns.

A walk from the front lets the first half of the reading use half of the budget, a walk from the back the
second half; an alignment within the budget is within half of it in one of the two.
"""

import numpy as np

from .kernels import FAR, compiled, keep, serial_cost

LOST, ADDED, LIMIT, RUNS, CHEAPEST, REST = 32, 33, 34, 35, 36, 37
SPAN = 36


@compiled
def may_cross(depth, sign, sheet, table):
    """Whether this symbol and the next, exchanged, can still come within the limits."""
    n = sheet[REST, 0]
    for i in range(max(2, table[depth, SPAN] + 2), min(n, table[depth, SPAN + 1] + 2) + 1):
        cost = table[depth, i - 2] + sheet[REST, 1] + sheet[i - 1, sign] + sheet[CHEAPEST, i - 2]
        if cost <= sheet[LIMIT, i]:
            return True
    return False


@compiled
def one_symbol(depth, sign, former, sheet, table):
    """The table's next row for one more symbol, as far as it is within the limits; whether anything is."""
    n = sheet[REST, 0]
    low, high = table[depth, SPAN], table[depth, SPAN + 1]
    if depth > 0:
        low = min(low, table[depth - 1, SPAN] + 2)
        high = max(high, table[depth - 1, SPAN + 1] + 1)
    low = min(low, n)
    gone = sheet[LOST, sign]
    first, final = n + 1, -1
    for i in range(low):
        table[depth + 1, i] = FAR
    beside = FAR
    i = low
    while i <= n and (i <= high + 1 or beside < FAR):
        cost = table[depth, i] + (0 if sheet[RUNS, i] else gone)
        if i > 0:
            cost = min(cost, table[depth, i - 1] + sheet[i - 1, sign])
            cost = min(cost, beside + sheet[ADDED, i - 1])
            if i > 1 and depth > 0:
                crossed = sheet[i - 1, former] + sheet[i - 2, sign]
                cost = min(cost, table[depth - 1, i - 2] + sheet[REST, 1] + crossed)
        if cost <= sheet[LIMIT, i]:
            beside = cost
            first, final = min(first, i), i
        else:
            beside = FAR
        table[depth + 1, i] = beside
        i += 1
    for after in range(i, n + 1):
        table[depth + 1, after] = FAR
    table[depth + 1, SPAN], table[depth + 1, SPAN + 1] = first, final
    return final >= 0 or may_cross(depth, sign, sheet, table)


@compiled
def answer(row, columns, costs, tables, least, above, best, work):
    """Put a row that was reached among the best, with its true cost, unless it is there or was looked at."""
    planes, years, marks, cell_start, hidden = columns
    cell_cost, year_cost, year_least = costs
    best_costs, best_marks, best_rows = best
    if len(hidden) and hidden[row]:
        return
    low, high = 0, len(cell_start) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if cell_start[middle] <= row:
            low = middle
        else:
            high = middle
    fields, last, mark = cell_cost[low] - year_least + year_cost[years[row]], len(best_costs) - 1, marks[row]
    if cell_cost[low] <= above or fields + least > best_costs[last]:
        return
    places, read, added, lost, swapped, runs, start = tables
    cap = best_costs[last] - fields
    cost = fields + serial_cost(planes, row, places, read, added, lost, swapped, runs, start, cap, work)
    keep(cost, mark, row, best_costs, best_marks, best_rows)


@compiled
def symbol(key, planes, row, place, backwards):
    """A symbol of a serial, from its key as far as that reaches."""
    if place < 8:
        return np.int64((key >> np.uint64(56 - 8 * place)) & np.uint64(255)) if place >= 0 else 0
    if not backwards:
        return np.int64(planes[place, row])
    length = planes.shape[0]
    while planes[length - 1, row] == 0:
        length -= 1
    return np.int64(planes[length - 1 - place, row]) if place < length else 0


@compiled
def leaf(first, last, depth, keys, rows, planes, backwards, sheet, table, reached_rows, count):
    """The rows of a leaf, in order: what a serial shares with the one before is not aligned again."""
    n, width = sheet[REST, 0], planes.shape[0]
    before, reached, dead = np.uint64(0), depth, 99
    for place in range(first, last):
        key, row = keys[place], rows[place]
        if place > first:
            differ, shared = key ^ before, 8
            while differ != 0:
                differ >>= np.uint64(8)
                shared -= 1
            before = key
            if shared >= dead:
                continue
            reached, dead = min(reached, shared), 99
        before = key
        while reached < width:
            sign = symbol(key, planes, row, reached, backwards)
            if sign == 0:
                break
            former = symbol(key, planes, row, reached - 1, backwards)
            if not one_symbol(reached, sign, former, sheet, table):
                dead = reached + 1
                break
            reached += 1
        if dead == 99:
            if table[reached, n] <= sheet[LIMIT, n] and count < len(reached_rows):
                reached_rows[count] = row
                count += 1
            reached = min(reached, 8)
    return count


@compiled
def begin(sheet, table):
    """The table before the first symbol."""
    n = sheet[REST, 0]
    table[0, 0] = sheet[REST, 2]
    table[0, SPAN], table[0, SPAN + 1] = 0, 0
    for i in range(1, n + 1):
        cost = table[0, i - 1] + sheet[ADDED, i - 1]
        table[0, i] = cost if cost <= sheet[LIMIT, i] else FAR
        if table[0, i] < FAR:
            table[0, SPAN + 1] = i


@compiled
def descend(sheet, trie, backwards, columns, costs, tables, least, above, most, best):
    """Put every row that is within the limits among the best, in cells whose fields cost more than ``above``.

    Returns how many nodes were looked at, or -1 where they were more than ``most``: then it gave up.
    """
    keys, rows, levels, starts, children = trie
    planes = columns[0]
    n, deepest = sheet[REST, 0], len(levels) - 2
    table, work = np.full((18, 40), FAR, np.int32), np.zeros((3, 34), np.int32)
    at, end, signs = np.zeros(10, np.int64), np.zeros(10, np.int64), np.zeros(10, np.int64)
    reached = np.empty(1 << 16, np.uint32)
    begin(sheet, table)
    at[1], end[1] = levels[1], levels[2]
    depth, seen = 1, np.int64(0)
    while depth > 0:
        if at[depth] >= end[depth]:
            depth -= 1
            continue
        node = at[depth]
        at[depth] += 1
        seen += 1
        if seen > most:
            return -1
        first = np.int64(starts[node])
        last = np.int64(starts[node + 1]) if node + 1 < levels[depth + 1] else len(keys)
        sign = np.int64((keys[first] >> np.uint64(64 - 8 * depth)) & np.uint64(255))
        if sign == 0 and table[depth - 1, n] > sheet[LIMIT, n]:
            continue
        if sign != 0 and not one_symbol(depth - 1, sign, signs[depth - 1], sheet, table):
            continue
        signs[depth] = sign
        if sign == 0:
            for place in range(first, last):
                answer(rows[place], columns, costs, tables, least, above, best, work)
        elif depth < deepest:
            ends = node + 1 == levels[depth + 1]
            at[depth + 1] = levels[depth + 1] + children[node]
            end[depth + 1] = levels[depth + 2] if ends else levels[depth + 1] + children[node + 1]
            depth += 1
        else:
            seen += (last - first) // 4
            for some in range(first, last, 1 << 16):
                upto = min(last, some + (1 << 16))
                count = leaf(some, upto, depth, keys, rows, planes, backwards, sheet, table, reached, 0)
                for place in range(count):
                    answer(reached[place], columns, costs, tables, least, above, best, work)
    return seen
