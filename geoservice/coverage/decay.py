"""How much a space still counts the farther it is to walk: decay functions of the walking time.

Each gives 1 at the door and 0 beyond the horizon T.

- `binary`: 1 within T (Luo & Wang 2003, Environment and Planning B 30:6, 865-884, 2SFCA).
- `linear`: 1 - t/T (Kwan 1998, Geographical Analysis 30:3, 191-216, negative linear).
- `gaussian`: (exp(-(t/T)²/2) - exp(-1/2)) / (1 - exp(-1/2)), which falls to 0 at T
  (Dai 2010, Health & Place 16:5, 1038-1052).
- `exponential`: 0.1^(t/T), negative exponential (Kwan 1998); the rate is ours: a tenth at T.
- `zones`: 1, 0.68 and 0.22 in three zones of T/3 each (Luo & Qi 2009, Health & Place 15:4,
  1100-1107, E2SFCA; theirs were of 10 minutes each). The end of a zone belongs to it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geoservice.coverage.asked import Decay

Floats = NDArray[np.float64]

_ZONES = ((1 / 3, 1.0), (2 / 3, 0.68), (1.0, 0.22))
_LEFT_AT_HORIZON = 0.1
_TOUCH = 1e-9  # parts of a horizon: a third of it, added up, must stay in its zone


def weights(decay: Decay, seconds: NDArray[Any], horizon_seconds: float) -> Floats:
    """Return the weight 0 to 1 of spaces that take so many seconds to walk to.

    `horizon_seconds` is above 0; what takes longer, or no way leads to (infinite, NaN), weighs 0.

    >>> weights("linear", np.array([0.0, 300.0, 900.0, 901.0]), 900.0).round(3).tolist()
    [1.0, 0.667, 0.0, 0.0]
    >>> weights("gaussian", np.array([0.0, 300.0, 450.0, 900.0]), 900.0).round(3).tolist()
    [1.0, 0.863, 0.701, 0.0]
    >>> weights("exponential", np.array([0.0, 450.0, 900.0]), 900.0).round(3).tolist()
    [1.0, 0.316, 0.1]
    >>> weights("zones", np.array([300.0, 301.0, 900.0, np.inf]), 900.0).tolist()
    [1.0, 0.68, 0.22, 0.0]
    """
    parts = np.asarray(seconds, dtype=np.float64) / horizon_seconds
    within = parts <= 1
    return np.where(within, _CURVES[decay](np.where(within, parts, 1.0)), 0.0)


def _gaussian(parts: Floats) -> Floats:
    end = np.exp(-0.5)
    return np.asarray((np.exp(-0.5 * parts**2) - end) / (1 - end))


def _zones(parts: Floats) -> Floats:
    ends, steps = np.array(_ZONES).T
    return np.asarray(steps[np.searchsorted(ends[:-1], parts - _TOUCH)])


_CURVES: Mapping[Decay, Callable[[Floats], Floats]] = {
    "binary": np.ones_like,
    "linear": lambda parts: 1 - parts,
    "gaussian": _gaussian,
    "exponential": lambda parts: np.asarray(_LEFT_AT_HORIZON**parts),
    "zones": _zones,
}
