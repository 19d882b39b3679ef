"""Which demand is covered: the matrix of candidates and spots, made plain and made small."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from geoservice.coverage.siting.question import Flags, Floats, Positions


def plain_covers(covers: csr_array) -> csr_array:
    """Return covers with one stored 1 (int8) per spot within reach and nothing else."""
    covers = csr_array(covers)
    if covers.nnz and not covers.data.all():
        covers = covers.copy()
        covers.eliminate_zeros()
    if not covers.has_canonical_format:
        covers = covers.copy()
        covers.sum_duplicates()
    ones = np.ones(covers.nnz, dtype=np.int8)
    return csr_array(
        (ones, covers.indices.astype(np.int32), covers.indptr.astype(np.int32)), shape=covers.shape
    )


def gains_of(covers: csr_array, people: Floats) -> Floats:
    """Return the people within reach of each candidate (n,)."""
    gains = np.zeros(covers.shape[0])
    filled = np.flatnonzero(np.diff(covers.indptr))
    if len(filled):
        gains[filled] = np.add.reduceat(people[covers.indices], covers.indptr[filled])
    return gains


def reached(covers: csr_array, candidate: int) -> Positions:
    """Return the spots within reach of a candidate."""
    return np.asarray(covers.indices[covers.indptr[candidate] : covers.indptr[candidate + 1]])


def covered_spots(covers: csr_array, chosen: Sequence[int]) -> Flags:
    """Return which spots (m,) some chosen candidate covers."""
    covered = np.zeros(covers.shape[1], dtype=bool)
    for candidate in chosen:
        covered[reached(covers, candidate)] = True
    return covered


def needed_sites(
    covers: csr_array, people: Floats, costs: Floats, chosen: Sequence[int]
) -> list[int]:
    """Return the chosen without those beside which the others cover as many, dear ones first.

    Those that cover most people alone come first.
    """
    times = np.zeros(covers.shape[1], dtype=np.int64)
    for candidate in chosen:
        times[reached(covers, candidate)] += 1
    kept = {}
    for candidate in sorted(chosen, key=lambda each: -costs[each]):
        spots = reached(covers, candidate)
        if not people[spots[times[spots] == 1]].any():
            times[spots] -= 1
        else:
            kept[candidate] = spots
    alone = {each: people[spots[times[spots] == 1]].sum() for each, spots in kept.items()}
    return sorted(kept, key=lambda each: -alone[each])


def group_spots(covers: csr_array, by: Positions | None = None) -> Positions:
    """Return a group number for each spot (m,), in order: one for all with the same candidates.

    Only the candidates `by` are looked at (all if None). The sets of candidates are told apart by
    sums of random 64-bit numbers; that two of 100,000 sets are taken for one has a chance below
    one in a billion.
    """
    some = covers if by is None else covers[by]
    random = np.random.default_rng(0)
    numbers = random.integers(-(2**62), 2**62, some.shape[0], dtype=np.int64)
    signed = csr_array(
        (np.repeat(numbers, np.diff(some.indptr)), some.indices, some.indptr), shape=some.shape
    )
    sums = signed.T @ np.ones(some.shape[0], dtype=np.int64)
    _, first, groups = np.unique(sums, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[groups]


def merge_alike(covers: csr_array, people: Floats) -> tuple[csr_array, Floats]:
    """Return the problem with one spot for all that have the same candidates.

    Spots without people, or without candidates, are left out.
    """
    groups = group_spots(covers)
    counts = np.bincount(covers.indices, minlength=covers.shape[1])
    sums: Floats = np.bincount(groups, np.where(counts > 0, people, 0.0)).astype(np.float64)
    first = np.zeros(len(sums), dtype=np.intp)
    first[groups[::-1]] = np.arange(len(groups))[::-1]
    kept = first[sums > 0]
    return csr_array(covers[:, kept]), sums[sums > 0]


def merge_cells(covers: csr_array, people: Floats, groups: Positions) -> tuple[csr_array, Floats]:
    """Return a coarser problem, whose cells are groups of spots (m,).

    The first are people within reach of each candidate in each cell (n, cells), the second all
    people of each cell. A bound on this problem holds for the finer one.
    """
    sums: Floats = np.bincount(groups, people).astype(np.float64)
    into = csr_array(
        (people, groups.astype(np.int32), np.arange(len(groups) + 1, dtype=np.int32)),
        shape=(len(groups), len(sums)),
    )
    return csr_array(covers.astype(np.float64) @ into), sums
