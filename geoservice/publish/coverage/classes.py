"""Class breaks for maps that are shaded by a share: equal steps, quantiles, natural breaks.

Natural breaks are the optimum of Fisher 1958 ("On grouping for maximum homogeneity", JASA 53),
found by his dynamic programme. mapclassify says the same (compared in the tests); it is not asked
while serving, for it takes two seconds and 160 MB to be imported, and one second for 800 values.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geoservice.coverage.figures import Coverage

CLASSES = 5
_DECIMALS = 6
_EQUAL = [round(step / CLASSES, 1) for step in range(1, CLASSES + 1)]
Floats = NDArray[np.float64]


def share_classes(coverage: Coverage) -> dict[str, list[float]]:
    """Return the upper ends of the classes of the districts' shares, ends included.

    Of people's shares, or of streets' where nobody is counted. Fewer than five where fewer shares
    differ; none, but equal steps, where there are no shares.
    """
    counted = any(row.share is not None for row in coverage.districts)
    found = [row.share if counted else row.street_share for row in coverage.districts]
    shares = [round(share, _DECIMALS) for share in found if share is not None]
    return {"equal": _EQUAL, "quantiles": quantiles(shares), "natural": natural_breaks(shares)}


def quantiles(values: Sequence[float], classes: int = CLASSES) -> list[float]:
    """Return the upper ends of classes that hold about the same number of values."""
    if not values:
        return []
    ends = np.quantile(values, np.arange(1, classes + 1) / classes)
    return np.unique(ends.round(_DECIMALS)).tolist()  # type: ignore[no-any-return]


def natural_breaks(values: Sequence[float], classes: int = CLASSES) -> list[float]:
    """Return the upper ends of the classes within which squared differences sum to the least."""
    if not values:
        return []
    distinct, counts = np.unique(np.asarray(values, float), return_counts=True)
    spread = _spreads(distinct, counts.astype(float))
    number = len(distinct)
    best, begins = spread[0], []
    for _ in range(1, min(classes, number)):
        # The last of the classes up to j begins at i: what came before i - 1 was best already.
        before = np.concatenate(([np.inf], best[:-1]))[:, None] + spread
        begins.append(before.argmin(axis=0))
        best = before.min(axis=0)
    last, ends = number - 1, [number - 1]
    for begin in reversed(begins):
        last = int(begin[last]) - 1
        ends.append(last)
    return distinct[ends[::-1]].tolist()  # type: ignore[no-any-return]


def _spreads(values: Floats, counts: Floats) -> Floats:
    """Return (n, n): the sum of squared differences from the mean of values i to j, i <= j."""
    centred = values - np.average(values, weights=counts)  # keeps the sums of squares exact
    number, total, squares = (
        np.concatenate(([0.0], np.cumsum(counts * power)))
        for power in (1.0, centred, centred * centred)
    )
    first, last = np.meshgrid(np.arange(len(values)), np.arange(len(values)), indexing="ij")
    ordered = first <= last
    many = np.where(ordered, number[last + 1] - number[first], 1.0)
    sums = total[last + 1] - total[first]
    spread = squares[last + 1] - squares[first] - sums * sums / many
    return np.where(ordered, np.maximum(spread, 0.0), np.inf)
