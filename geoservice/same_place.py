"""When two places that are called alike are one: the closer their names, the farther apart."""

FARTHEST_METRES = 500.0
LEAST_LIKENESS = 0.72
# Branches of one bank share its name, at every other corner.
_CHAINS = {"bank": 100.0, "company": 100.0}


def reach_metres(likeness: float) -> float:
    """Return how far two names may lie apart: all 500 m for one name, 100 m for barely alike."""
    share = (likeness - LEAST_LIKENESS) / (1 - LEAST_LIKENESS)
    return 100 + (FARTHEST_METRES - 100) * max(0.0, min(1.0, share))


def farthest_metres(*kinds: str) -> float:
    """Return how far apart places of such kinds may lie at most, whatever their names."""
    return min(_CHAINS.get(kind, FARTHEST_METRES) for kind in kinds)
