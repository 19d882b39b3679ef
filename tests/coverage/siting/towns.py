"""Towns of hundreds of spots, too large to try everything in."""

import numpy as np
from scipy.sparse import csr_array

from geoservice.coverage.siting import Question


def town(*, candidates=300, spots=3000, radius=0.12, seed=0):
    """Return a question on a square kilometre with some crowded quarters."""
    random = np.random.default_rng(seed)
    quarters = random.random((6, 2))
    homes = quarters[random.integers(6, size=spots)] + random.normal(0, 0.15, (spots, 2))
    places = random.random((candidates, 2))
    apart = np.abs(places[:, None, :] - homes[None, :, :]).sum(axis=2)
    people = np.round(random.gamma(0.7, 8, spots))
    return Question(csr_array(apart <= radius), people, np.ones(candidates))
