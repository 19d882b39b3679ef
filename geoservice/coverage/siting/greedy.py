"""One site after the other, each time the one that gains most: good, at once, and never proven.

At least 63 % of the best for a count of sites (Nemhauser, Wolsey & Fisher 1978, Mathematical
Programming 14, 265-294). Gains only shrink as sites are added, so a candidate is counted anew
only when it comes first (lazily: Minoux 1978; CELF: Leskovec et al. 2007, KDD).
"""

import heapq

import numpy as np
from scipy.sparse import csr_array

from geoservice.coverage.siting.covering import gains_of, reached
from geoservice.coverage.siting.question import Floats, Limits

_LEAST_COST = 1e-9  # what costs nothing comes first, the one that gains most before others


def pick_most(covers: csr_array, people: Floats, limits: Limits) -> list[int]:
    """Return candidates that cover many people within the limits, in the order they are picked.

    With a budget the better of two orders counts: most people first, most people per cost first
    (Khuller, Moss & Naor 1999, Information Processing Letters 70:1, 39-45).
    """
    picked = pick_greedily(covers, people, limits, np.ones(len(limits)))
    if not np.isfinite(limits.budget):
        return [candidate for candidate, _ in picked]
    by_cost = pick_greedily(covers, people, limits, limits.costs)
    best = max(picked, by_cost, key=lambda each: sum(gain for _, gain in each))
    return [candidate for candidate, _ in best]


def pick_greedily(
    covers: csr_array, people: Floats, limits: Limits, costs: Floats
) -> list[tuple[int, float]]:
    """Return candidates and what each gains, most people per cost first, while any gains somebody.

    Of equals the first comes first; one too dear for what is left of the budget is passed over.
    """
    left, spent = people.astype(np.float64), 0.0
    per = np.maximum(costs, _LEAST_COST)
    rates = gains_of(covers, left) / per
    heap = [(-rate, candidate) for candidate, rate in enumerate(rates.tolist()) if rate > 0]
    heapq.heapify(heap)
    picked: list[tuple[int, float]] = []
    while heap and len(picked) < limits.count:
        _, candidate = heapq.heappop(heap)
        if not limits.holds(spent + limits.costs[candidate]):
            continue
        spots = reached(covers, candidate)
        gain = float(left[spots].sum())
        again = (-gain / per[candidate], candidate)
        if heap and again > heap[0]:
            if gain > 0:
                heapq.heappush(heap, again)
        elif gain > 0:
            picked.append((candidate, gain))
            spent += float(limits.costs[candidate])
            left[spots] = 0.0
    return picked
