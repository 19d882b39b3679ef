"""Parts of lines, measured along them."""

import numpy as np

from geoservice.walk.streets import Floats


def cut_line(line: Floats, planar: Floats, low: float, high: float) -> Floats:
    """Return the part of a line from `low` to `high` (0 to 1) of its length on the plane."""
    steps = np.hypot(*np.diff(planar, axis=0).T)
    reached = np.concatenate(([0.0], np.cumsum(steps)))
    low, high = low * reached[-1], high * reached[-1]
    inner = (reached > low) & (reached < high)
    at = np.concatenate(([low], reached[inner], [high]))
    return np.column_stack([np.interp(at, reached, line[:, axis]) for axis in (0, 1)])
