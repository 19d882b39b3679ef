"""What a filter may cost: each limit is counted while the filter is read, and published."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from geoservice.errors import InputError

LONGEST = 2000
DEEPEST = 64
DEEPEST_JSON = 2 * DEEPEST + 8  # an object and a list for each level, and a shape's brackets


@dataclass(frozen=True)
class Limit:
    """The most there may be of something in one filter; `what` is said in both languages."""

    most: int
    what: InputError


LIMITS: Mapping[str, Limit] = {
    "conditions": Limit(200, InputError("conditions, like name_th = 'วัด'")),
    "items": Limit(900, InputError("values in lists of IN and of arrays")),
    "patterns": Limit(10, InputError("patterns of LIKE")),
    "wildcards": Limit(20, InputError("wildcards (%) in all patterns")),
    "functions": Limit(50, InputError("calls of CASEI and ACCENTI")),
    "shapes": Limit(10, InputError("spatial conditions")),
    "vertices": Limit(400, InputError("vertices in all shapes")),
    "times": Limit(30, InputError("temporal conditions")),
}


@dataclass
class Spent:
    """What one filter has used so far."""

    counts: Counter[str] = field(default_factory=Counter)

    def take(self, name: str, amount: int = 1) -> None:
        """Count something; InputError once there is more of it than may be."""
        self.counts[name] += amount
        limit = LIMITS[name]
        if self.counts[name] > limit.most:
            raise InputError(
                "The parameter 'filter' has more than {most} {what}; ask in several requests.",
                most=limit.most,
                what=limit.what,
            )


def too_deep() -> InputError:
    """Return the refusal of a filter that is nested too deep."""
    return InputError(
        "The parameter 'filter' is nested more than {most} levels deep; write it flatter, "
        "like a = 1 AND b = 2 AND c = 3.",
        most=DEEPEST,
    )
