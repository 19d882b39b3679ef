"""What need not be looked at where all must be covered: spots and candidates that others imply.

Reductions of set covering (Toregas & ReVelle 1972, Papers of the Regional Science Association 28,
133-144). Who covers a spot covers every spot that has all of its candidates and more, and a
candidate is not needed where one that costs no more covers all it covers. Sets are compared as
bits of a row, all at once. Each stops when its deadline is over and has then left out fewer.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geoservice.coverage.siting.covering import reached
from geoservice.coverage.siting.question import Deadline, Flags, Floats, Positions

_Bits = NDArray[np.uint8]


def reduce_all(
    covers: csr_array, costs: Floats, *, deadline: Deadline
) -> tuple[csr_array, Positions]:
    """Return a smaller problem (some candidates, some spots) and its candidates' positions.

    The cheapest cover of the smaller one is a cheapest cover of the whole. No two spots have the
    same candidates, and every spot has one.
    """
    some = np.arange(covers.shape[0])
    shape = None
    while shape != covers.shape and not deadline.over:
        shape = covers.shape
        covers = csr_array(covers[:, needed_spots(covers, deadline=deadline)])
        useful = useful_candidates(covers, costs[some], deadline=deadline)
        covers, some = csr_array(covers[useful]), some[useful]
    return covers, some


def needed_spots(covers: csr_array, *, deadline: Deadline) -> Positions:
    """Return the spots that are not covered anyway when all others are."""
    by_spot = csr_array(covers.T.tocsr())
    sizes = np.diff(by_spot.indptr)
    bits = _bits(covers)
    needed = np.ones(covers.shape[1], dtype=bool)
    for spot in np.argsort(sizes, kind="stable").tolist():
        if deadline.over:
            break
        if needed[spot]:
            needed &= ~_in_all(bits, reached(by_spot, spot), len(needed))
            needed[spot] = True
    return np.flatnonzero(needed)


def useful_candidates(covers: csr_array, costs: Floats, *, deadline: Deadline) -> Positions:
    """Return the candidates that none covers as much as for as little.

    Of candidates that are alike the first is useful.
    """
    bits = _bits(csr_array(covers.T.tocsr()))
    useful = np.diff(covers.indptr) > 0
    sizes = np.diff(covers.indptr)
    for candidate in np.lexsort((-np.arange(len(costs)), sizes)).tolist():
        if deadline.over:
            break
        if useful[candidate]:
            better = _in_all(bits, reached(covers, candidate), len(useful))
            better &= useful & (costs <= costs[candidate])
            better[candidate] = False
            useful[candidate] = not better.any()
    return np.flatnonzero(useful)


def _bits(rows: csr_array) -> _Bits:
    """Return which columns are stored in each row, eight to a byte."""
    found = np.zeros((rows.shape[0], -(-rows.shape[1] // 8)), dtype=np.uint8)
    for row in range(rows.shape[0]):
        stored = np.zeros(rows.shape[1], dtype=bool)
        stored[reached(rows, row)] = True
        found[row] = np.packbits(stored)
    return found


def _in_all(bits: _Bits, rows: Positions, columns: int) -> Flags:
    """Return which columns are stored in all of some rows."""
    return np.unpackbits(np.bitwise_and.reduce(bits[rows], axis=0), count=columns).astype(bool)
