"""The best choice proven by HiGHS, where the problem is small enough to be solved in time.

Maximal covering (Church & ReVelle 1974, Papers of the Regional Science Association 32, 101-118)
and set covering (Toregas, Swain, ReVelle & Bergman 1971, Operations Research 19:6, 1363-1373) as
mixed integer programmes, solved in this process by scipy.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import block_array, csc_array, csr_array, eye_array

from geoservice.coverage.siting.question import Deadline, Floats, Limits

MOST_ENTRIES = 60_000  # more are not even presolved in some seconds
_LEAST_SECONDS = 0.1
_ENTRY_SECONDS = 1.5e-5  # HiGHS does not look at the clock everywhere: so much later it may end


@dataclass(frozen=True)
class Proof:
    """The best candidates found, None if none were, and a bound on all choices."""

    chosen: list[int] | None
    bound: float


def fits(covers: csr_array, deadline: Deadline) -> bool:
    """Tell whether a problem is small enough, and time is left, to be given to HiGHS."""
    return covers.nnz <= MOST_ENTRIES and _seconds(covers, deadline) >= _LEAST_SECONDS


def _seconds(covers: csr_array, deadline: Deadline) -> float:
    return float(deadline.left - _ENTRY_SECONDS * covers.nnz)


def prove_most(covers: csr_array, people: Floats, limits: Limits, *, deadline: Deadline) -> Proof:
    """Return the candidates that cover most people, or the best found, with an upper bound."""
    count, spots = covers.shape
    unit = float(people.max())
    rows = block_array(
        [
            [-csr_array(covers.T, dtype=np.float64), eye_array(spots)],
            *([csr_array(costs[None, :]), None] for costs, _ in limits.knapsacks),
        ]
    )
    most = [most for _, most in limits.knapsacks]
    found = milp(
        np.concatenate((np.zeros(count), -people / unit)),
        constraints=LinearConstraint(csc_array(rows), -np.inf, np.array([0.0] * spots + most)),
        bounds=Bounds(0, 1),
        integrality=np.repeat([1, 0], [count, spots]),
        options=_options(covers, deadline),
    )
    bound = float(people.sum()) if found.mip_dual_bound is None else -found.mip_dual_bound * unit
    return Proof(_chosen(found, count), bound)


def prove_all(covers: csr_array, costs: Floats, *, deadline: Deadline) -> Proof:
    """Return the cheapest candidates that cover every spot, or the best found, and a lower bound.

    Every spot is covered by some candidate.
    """
    found = milp(
        costs,
        constraints=LinearConstraint(csc_array(covers.T, dtype=np.float64), 1, np.inf),
        bounds=Bounds(0, 1),
        integrality=np.ones(covers.shape[0]),
        options=_options(covers, deadline),
    )
    bound = 0.0 if found.mip_dual_bound is None else found.mip_dual_bound
    return Proof(_chosen(found, covers.shape[0]), float(bound))


def _options(covers: csr_array, deadline: Deadline) -> dict[str, float]:
    return {"time_limit": max(_seconds(covers, deadline), 0.0), "mip_rel_gap": 0.0}


def _chosen(found: OptimizeResult, count: int) -> list[int] | None:
    if found.x is None:
        return None
    return [int(each) for each in np.flatnonzero(found.x[:count] > 0.5)]
