"""Enough, not only near: what a space offers, shared by all who can walk to it.

Enhanced two-step floating catchment area (E2SFCA: Luo & Qi 2009, Health & Place 15:4, 1100-1107).
First each space j shares its supply among the people around it, R_j = S_j / sum_i P_i W_ij; then
each place i adds up the shares within reach, A_i = sum_j R_j W_ij, in supply per person.

Each space adds its own part to the access of a place, so access is additive over spaces: a space
with no supply is as good as removed, and access to additional spaces is added to what there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geoservice.coverage.asked import Decay
from geoservice.coverage.decay import Floats, weights


@dataclass(frozen=True, eq=False)
class Crowds:
    """Catchments weighed once, whatever the supply: `crowds` (spaces,) are people who share each.

    `weights` (demand, spaces): access is summed up spot by spot, which is the quicker way round.
    """

    weights: csr_array
    crowds: Floats


def weigh_catchments(
    catchments: csr_array, people: NDArray[Any], *, decay: Decay, horizon_seconds: float
) -> Crowds:
    """Return who shares each space, given stored walking seconds (spaces, demand).

    A stored zero is a place at the door of the space; what is not stored is out of reach.
    """
    held = weights(decay, catchments.data, horizon_seconds)
    weighed = csr_array((held, catchments.indices, catchments.indptr), shape=catchments.shape)
    crowds = np.asarray(weighed @ np.asarray(people, dtype=np.float64))
    return Crowds(weighed.T.tocsr(), crowds)


def find_access(crowds: Crowds, supply: NDArray[Any]) -> Floats:
    """Return supply per person within reach of each demand spot (demand,).

    A space that nobody lives around gives nothing to anybody.
    """
    shared = np.zeros(len(crowds.crowds))
    np.divide(supply, crowds.crowds, out=shared, where=crowds.crowds > 0)
    return np.asarray(crowds.weights @ shared)


def typical_capacities(capacity: NDArray[Any], kinds: NDArray[Any]) -> Mapping[Any, float]:
    """Return the median of the known capacities of each kind that has any above 0.

    `capacity` (spaces,) is NaN where unknown.
    """
    capacity = np.asarray(capacity, dtype=np.float64)
    known = capacity > 0
    return {
        kind: float(np.median(capacity[known & (kinds == kind)]))
        for kind in np.unique(kinds[known]).tolist()
    }


def supply_of(
    capacity: NDArray[Any], kinds: NDArray[Any], typical: Mapping[Any, float] | None = None
) -> Floats:
    """Return supply in typical spaces: capacity by the median of its kind, 1 where not known.

    A what-if gives the `typical` capacities from before it, or one new great library would make
    all others small.
    """
    capacity = np.asarray(capacity, dtype=np.float64)
    typical = typical_capacities(capacity, kinds) if typical is None else typical
    usual = np.array([typical.get(kind, np.nan) for kind in np.asarray(kinds).tolist()])
    supply = capacity / usual if len(usual) else capacity
    return np.where(np.isnan(supply), np.where(capacity == 0, 0.0, 1.0), supply)
