"""Variety of learning: how many kinds of spaces are within reach, for whom they are meant.

Spaces are counted by kind, so that a what-if takes some off and adds others without counting all
again: the counts of catchments are additive over spaces.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geoservice.coverage.decay import Floats

Counts = NDArray[np.integer[Any]]


def count_by_kind(
    catchments: csr_array,
    kinds: NDArray[np.integer[Any]],
    *,
    horizon_seconds: float,
    of: int,
    meant: NDArray[np.bool_] | None = None,
) -> Counts:
    """Return the number of spaces of each kind within reach of each spot (`of` kinds, demand).

    `catchments` (spaces, demand) stores walking seconds, zeros too; `kinds` (spaces,) are numbers
    from 0 to below `of`. Spaces that are not `meant` for an age group do not count for it.
    """
    spots = catchments.shape[1]
    counted = catchments.data <= horizon_seconds
    if meant is not None:
        counted &= np.repeat(meant, np.diff(catchments.indptr))
    cells = np.repeat(kinds.astype(np.int64) * spots, np.diff(catchments.indptr))
    cells += catchments.indices
    counts = np.bincount(cells[counted], minlength=of * spots)
    return np.asarray(counts.reshape(of, spots), dtype=np.int64)


def variety(counts: Counts) -> Counts:
    """Return the number of distinct kinds within reach of each spot (demand,)."""
    return np.asarray(np.count_nonzero(counts, axis=0), dtype=np.int64)


def mean_by_group(
    values: NDArray[Any], people: NDArray[Any], groups: NDArray[np.integer[Any]], *, of: int
) -> Floats:
    """Return the mean of values over people of each group (`of`,), NaN where nobody is.

    `groups` (demand,) are numbers from 0 to below `of`, below 0 for spots that are in none.
    """
    inside = groups >= 0
    weights = np.asarray(people, dtype=np.float64)[inside]
    total = np.bincount(groups[inside], weights, minlength=of)
    held = np.bincount(groups[inside], weights * np.asarray(values)[inside], minlength=of)
    mean = np.full(of, np.nan)
    np.divide(held, total, out=mean, where=total > 0)
    return mean
