"""Variety of learning: how many kinds of spaces are within reach."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def variety(counts: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
    """Return the number of distinct kinds within reach of n spots, given spaces (kinds, n)."""
    return np.asarray(np.count_nonzero(counts, axis=0), dtype=np.float64)
