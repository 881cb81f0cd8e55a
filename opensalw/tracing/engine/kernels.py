"""The loops of the search, compiled by numba on their first call and kept in the folder of the data.

All costs are in hundredths. ``places`` and the tables beside it hold every reading of the question, see
``question.py``; ``planes[j, row]`` is the byte of symbol ``j`` of a row.
"""

import os

import numba
import numpy as np

from opensalw.core import database

from .lanes import bound_of_8, bound_of_16

numba.config.CACHE_DIR = os.environ.get("NUMBA_CACHE_DIR", str(database.data_folder() / "compiled"))  # type: ignore[attr-defined]
compiled = numba.njit(cache=True, nogil=True)
BLOCK = 64
UNIT = 16
TIERS = 4096
FAR = np.int32(1 << 28)


@compiled
def aligned(planes, row, reading, places, read, added, lost, swapped, runs, start, cap, work):
    """What one reading costs against the serial of a row; anything above ``cap`` may come back as FAR."""
    n = places[reading]
    before, last, now = 0, 1, 2
    work[last, 0] = start[reading]
    for i in range(1, n + 1):
        work[last, i] = work[last, i - 1] + added[reading, i - 1]
    lowest, former = np.int32(0), 0
    for j in range(planes.shape[0]):
        sign = planes[j, row]
        if sign == 0:
            break
        gone = lost[reading, sign]
        best = FAR
        for i in range(n + 1):
            cost = work[last, i] + (0 if runs[reading, i] else gone)
            if i > 0:
                cost = min(cost, work[last, i - 1] + read[reading, i - 1, sign])
                cost = min(cost, work[now, i - 1] + added[reading, i - 1])
                if i > 1 and j > 0:
                    crossed = read[reading, i - 1, former] + read[reading, i - 2, sign]
                    cost = min(cost, work[before, i - 2] + swapped[reading] + crossed)
            work[now, i] = cost
            best = min(best, cost)
        if best > cap and lowest > cap:
            return FAR
        lowest = best
        former = sign
        before, last, now = last, now, before
    return work[last, n]


@compiled
def serial_cost(planes, row, places, read, added, lost, swapped, runs, start, cap, work):
    """The cheapest reading of a row's serial."""
    best = FAR
    for reading in range(len(places)):
        if start[reading] <= cap:
            cost = aligned(
                planes, row, reading, places, read, added, lost, swapped, runs, start, min(cap, best), work
            )  # fmt: skip
            best = min(best, cost)
    return best if len(places) else np.int32(0)


@compiled
def keep(cost, mark, row, costs, marks, rows):
    """Put a row among the best, ordered by cost and then by mark, once; the lists stay full."""
    last = len(costs) - 1
    if cost > costs[last] or (cost == costs[last] and mark >= marks[last]):
        return
    place = last
    while place > 0 and (costs[place - 1] > cost or (costs[place - 1] == cost and marks[place - 1] >= mark)):
        place -= 1
    if marks[place] == mark and costs[place] == cost:
        return
    for other in range(last, place, -1):
        costs[other], marks[other], rows[other] = costs[other - 1], marks[other - 1], rows[other - 1]
    costs[place], marks[place], rows[place] = cost, mark, row


@compiled
def keep_all(others, best):
    """Put the rows of another list among the best."""
    for place in range(len(others[0])):
        if others[2][place] >= 0:
            keep(others[0][place], others[1][place], others[2][place], best[0], best[1], best[2])


@compiled
def score_all(planes, marks, years, cell_start, cell_cost, year_cost, year_least, tables, hidden, best):
    """Score every row of some cells, bound by nothing but the list itself: the ceiling of what can be found."""
    places, read, added, lost, swapped, runs, start = tables
    costs, best_marks, rows = best
    work = np.zeros((3, 34), np.int32)
    for cell in range(len(cell_cost)):
        for row in range(cell_start[cell], cell_start[cell + 1]):
            if len(hidden) and hidden[row]:
                continue
            fields = cell_cost[cell] - year_least + year_cost[years[row]]
            cap = costs[-1] - fields
            found = serial_cost(planes, row, places, read, added, lost, swapped, runs, start, cap, work)
            if found < FAR:
                keep(found + fields, marks[row], row, costs, best_marks, rows)


@compiled
def bound_block(planes, block, bounds, floor, low):
    """A lower bound of the serial's cost for 64 rows, by all readings (see ``lanes``); returns the least."""
    facts, signs, masks = bounds
    at = block * BLOCK
    least = np.int64(floor)
    for lane in range(BLOCK):
        low[lane] = floor
    for which in range(len(facts)):
        n, count = facts[which, 0], facts[which, 1]
        if n <= 8:
            least = bound_of_8(
                planes.ctypes.data + at, planes.shape[1], planes.shape[0], n, signs[which].ctypes.data,
                masks[which].ctypes.data, count, facts[which].ctypes.data, low.ctypes.data,
            )  # fmt: skip
        else:
            least = bound_of_16(
                planes.ctypes.data + at, planes.shape[1], planes.shape[0], n, signs[which].ctypes.data,
                masks[which].ctypes.data, count, facts[which].ctypes.data, low.ctypes.data,
            )  # fmt: skip
    return least


@compiled
def bound_cells(planes, cell_start, cell_cost, cells, question, share, cap, entries):
    """Bound this thread's share of the blocks of some cells; list those that stay, cheapest first."""
    bounds, floor = question
    thread, threads = share
    blocks, cells_of, lows, order = entries
    tiers, low = np.zeros(TIERS + 1, np.int64), np.empty(BLOCK, np.uint8)
    least = cell_cost[cells].min()
    entry, listed, last, bound = 0, 0, -1, np.int64(0)
    for cell in cells:
        fields = cell_cost[cell]
        for block in range(cell_start[cell] // BLOCK, (cell_start[cell + 1] - 1) // BLOCK + 1):
            entry += 1
            if (entry >> 5) % threads != thread or fields > cap:
                continue
            if block != last:
                bound, last = bound_block(planes, block, bounds, floor, low), block
            if fields + bound * UNIT <= cap:
                blocks[listed], cells_of[listed], lows[listed] = block, cell, bound
                tiers[min(TIERS - 1, (fields - least) // UNIT + bound) + 1] += 1
                listed += 1
    for tier in range(TIERS):
        tiers[tier + 1] += tiers[tier]
    for place in range(listed):
        tier = min(TIERS - 1, (cell_cost[cells_of[place]] - least) // UNIT + lows[place])
        order[tiers[tier]] = place
        tiers[tier] += 1
    return listed


@compiled
def search_cells(columns, costs, question, tables, share, cells, shared, entries, best):
    """The best rows of this thread's share of some cells, exact: what is left out costs more by its bound.

    ``shared`` holds the best list's last cost of all threads. Years cost at least ``year_least``, which
    ``cell_cost`` includes.
    """
    planes, years, marks, cell_start, hidden = columns
    cell_cost, year_cost, year_least = costs
    places, read, added, lost, swapped, runs, start = tables
    best_costs, best_marks, best_rows = best
    blocks, cells_of, lows, order = entries
    work, low = np.zeros((3, 34), np.int32), np.empty(BLOCK, np.uint8)
    cap = min(shared[0], best_costs[-1])
    listed = bound_cells(planes, cell_start, cell_cost, cells, question, share, cap, entries)
    for which in range(listed):
        block, cell = blocks[order[which]], cells_of[order[which]]
        cap = min(shared[0], best_costs[-1])
        if cell_cost[cell] + lows[order[which]] * UNIT > cap:
            continue
        bound_block(planes, block, question[0], question[1], low)
        for row in range(max(cell_start[cell], block * BLOCK), min(cell_start[cell + 1], (block + 1) * BLOCK)):
            fields = cell_cost[cell] - year_least + year_cost[years[row]]
            cap = min(shared[0], best_costs[-1])
            if fields + low[row - block * BLOCK] * UNIT > cap or (len(hidden) and hidden[row]):
                continue
            found = serial_cost(planes, row, places, read, added, lost, swapped, runs, start, cap - fields, work)
            if found <= cap - fields:
                keep(found + fields, marks[row], row, best_costs, best_marks, best_rows)
        shared[0] = min(shared[0], best_costs[-1])
