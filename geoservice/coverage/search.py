"""How long it is to the nearest of many doors, from everywhere at once.

One search over the streets walked backwards, from all doors together (multi-source Dijkstra with
a source above them all), gives the seconds from every junction, into the space included.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geoservice.coverage.spaces import Doors
from geoservice.walk.network import Network
from geoservice.walk.streets import Floats


@dataclass(frozen=True, eq=False)
class Backwards:
    """The streets of a network walked backwards, with room for sources: CSR of n junctions."""

    network: Network
    graph: csr_array

    @property
    def seconds(self) -> Floats:
        """Return (m, 2) seconds along and against each piece, infinite where it is no way."""
        return np.asarray(self.network.weights.seconds)


def turn_around(network: Network) -> Backwards:
    """Return a network walked backwards."""
    count = len(network.streets.junctions)
    forwards = csr_array((network.costs, network.indices, network.indptr), shape=(count, count))
    backwards = forwards.T.tocsr()
    backwards.sort_indices()
    return Backwards(network, backwards)


def junction_seconds(
    streets: Backwards, doors: Doors, entering: Floats, *, limit: float = np.inf
) -> Floats:
    """Return the seconds from each junction (n,) to the nearest door, infinite beyond `limit`.

    `entering` (k,) are the seconds from the street into each space.
    """
    ends, costs = _last_steps(streets, doors, entering)
    nearest: Floats = _search(streets, [(ends, costs)], limit)[0]
    return nearest


def each_junction_seconds(
    streets: Backwards, doors: Doors, entering: Floats, *, limit: float
) -> Floats:
    """Return the seconds (k, n) from each junction to each door, infinite beyond `limit`."""
    steps = []
    for number in range(len(doors.piece)):
        alone = doors.only(np.array([number]))
        steps.append(_last_steps(streets, alone, entering[number : number + 1]))
    return _search(streets, steps, limit)


def _last_steps(
    streets: Backwards, doors: Doors, entering: Floats
) -> tuple[NDArray[np.int32], Floats]:
    """Return the junctions beside doors, each once, ascending, and the seconds from there in."""
    there = doors.piece >= 0
    piece, along, entering = doors.piece[there], doors.along[there], entering[there]
    ends = streets.network.streets.ends[piece]
    costs = entering[:, None] + walked(streets.seconds[piece], np.stack((along, 1 - along), 1))
    ends, costs = ends.ravel(), costs.ravel()
    known = np.isfinite(costs)
    ends, costs = ends[known], costs[known]
    order = np.lexsort((costs, ends))
    ends, first = np.unique(ends[order], return_index=True)
    return ends.astype(np.int32), costs[order][first]


def walked(seconds: Floats, part: Floats) -> Floats:
    """Return the seconds that parts of pieces take; a closed way of no length takes none."""
    with np.errstate(invalid="ignore"):
        return np.where(part > 0, seconds * part, 0.0)


def _search(
    streets: Backwards, steps: list[tuple[NDArray[np.int32], Floats]], limit: float
) -> Floats:
    """Return the seconds (sources, n) over the graph with one source more for each of `steps`."""
    graph = streets.graph
    count, sources = graph.shape[0], len(steps)
    if sources == 0:
        return np.zeros((0, count))
    sizes = np.cumsum([len(ends) for ends, _ in steps])
    whole = csr_array(
        (
            np.concatenate([graph.data, *(costs for _, costs in steps)]),
            np.concatenate([graph.indices, *(ends for ends, _ in steps)]),
            np.concatenate([graph.indptr, graph.indptr[-1] + sizes]).astype(np.int32),
        ),
        shape=(count + sources, count + sources),
    )
    found: Floats = dijkstra(whole, indices=np.arange(count, count + sources), limit=limit)
    return found[:, :count]
