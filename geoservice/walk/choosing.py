"""Which stops a walk has, and in which order: as given, the best order, or what fits a time."""

from dataclasses import dataclass

from geoservice.errors import InputError
from geoservice.language import translate
from geoservice.walk.ground import Ground
from geoservice.walk.itinerary import LeftOut, Wish
from geoservice.walk.tours import best_order

WAIT_SECONDS = 600  # as long as one waits before a door that opens soon


@dataclass(frozen=True)
class Choice:
    """Chosen stops in walking order, as rows of the ground, and what is said of the choice.

    `waits` are seconds before each door; `whys` are Thai and English; `proven`: no order is
    shorter.
    """

    order: tuple[int, ...]
    waits: tuple[int, ...]
    whys: tuple[tuple[str, str], ...]
    left_out: tuple[LeftOut, ...] = ()
    proven: bool = False


def choose_stops(ground: Ground, wish: Wish) -> Choice:
    """Return the stops of a wish in the order they are walked to.

    InputError where no order of them can be walked.
    """
    if wish.budget_minutes is not None:
        return _within_budget(ground, wish)
    order, proven = _ordered(ground, wish)
    why = _both("You asked for this stop.")
    return Choice(order, (0,) * len(order), (why,) * len(order), proven=proven)


def _ordered(ground: Ground, wish: Wish) -> tuple[tuple[int, ...], bool]:
    count = len(ground.stops)
    if not wish.best_order:
        return tuple(range(count)), False
    tour = best_order(
        ground.seconds, start=ground.start, end=ground.end, loop=wish.loop, fixed=wish.fixed
    )
    if not tour.reachable:
        raise InputError(
            "No order of these stops can be walked: streets between them go one way only; leave "
            "one out."
        )
    return tour.order, tour.proven


def _both(message: str, **values: object) -> tuple[str, str]:
    return translate(message, "th", **values), translate(message, "en", **values)
