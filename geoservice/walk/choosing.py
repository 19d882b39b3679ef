"""Which stops a walk has, and in which order: as given, the best order, or what fits a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from geoservice.errors import InputError
from geoservice.language import Both, say_both
from geoservice.walk.ground import Ground
from geoservice.walk.hours import next_opening
from geoservice.walk.itinerary import Candidate, LeftOut, Wish
from geoservice.walk.timetable import daylight_seconds, later, open_seconds
from geoservice.walk.tours.budget import Chosen, choose
from geoservice.walk.tours.order import UNREACHABLE, best_order
from geoservice.walk.tours.outing import Option, Outing
from geoservice.walk.tours.reasons import Facts, farther_than_looked, why_chosen, why_left

WAIT_SECONDS = 600  # as long as one waits before a door that opens soon


@dataclass(frozen=True)
class Choice:
    """Chosen stops in walking order, as rows of the ground, and what is said of the choice.

    `waits` are seconds before each door; `whys` are Thai and English; `proven`: no order is
    shorter.
    """

    order: tuple[int, ...]
    waits: tuple[int, ...]
    whys: tuple[Both, ...]
    left_out: tuple[LeftOut, ...] = ()
    proven: bool = False


def choose_stops(ground: Ground, wish: Wish) -> Choice:
    """Return the stops of a wish in the order they are walked to.

    InputError where no order of them can be walked, or the way from the start to the end alone
    takes longer than the budget.
    """
    if wish.budget_minutes is None:
        everything = _all(ground, wish)
        if everything is None:
            raise InputError(
                "No order of these stops can be walked: streets between them go one way only; "
                "leave one out."
            )
        return everything
    if wish.stops and not ground.lost:
        everything = _all(ground, wish)
        if everything and _fits(ground, wish, everything.order):
            return everything
    return _within_budget(ground, wish)


def _all(ground: Ground, wish: Wish) -> Choice | None:
    """Return all stops in the wished order, None where there is no way from one to the next."""
    order, proven = _ordered(ground, wish)
    rows = walked_rows(ground, wish, order)
    if any(ground.seconds[pair] >= UNREACHABLE for pair in pairwise(rows)):
        return None
    why = say_both("You asked for this stop.")
    return Choice(order, (0,) * len(order), (why,) * len(order), proven=proven)


def walked_rows(ground: Ground, wish: Wish, order: Sequence[int]) -> list[int]:
    """Return the rows of the ground from where a walk begins to where it ends."""
    begin = [] if ground.start is None else [ground.start]
    rows = [*begin, *order]
    if ground.end is not None:
        return [*rows, ground.end]
    return [*rows, rows[0]] if wish.loop and len(rows) > 1 else rows


def _ordered(ground: Ground, wish: Wish) -> tuple[tuple[int, ...], bool]:
    count = len(ground.stops)
    if not wish.best_order:
        return tuple(range(count)), False
    # in milliseconds: rounded to seconds, a longer order might look as short as the best one
    tour = best_order(
        ground.ways.exact * 1000,
        start=ground.start,
        end=ground.end,
        loop=wish.loop,
        fixed=wish.fixed,
    )
    return tour.order, tour.proven


def _fits(ground: Ground, wish: Wish, order: Sequence[int]) -> bool:
    """Return whether stops in this order keep the budget, none of them known to be closed."""
    options = _options(ground, wish)
    coming = {b: int(ground.seconds[a, b]) for a, b in pairwise(walked_rows(ground, wish, order))}
    clock = 0
    for number, row in enumerate(order):
        clock += 0 if ground.start is None and number == 0 else coming[row]
        if options[row].hours_known and not _is_open(options[row], clock):
            return False
        clock += options[row].dwell_seconds
    walking = sum(coming.values())
    return walking + sum(options[row].dwell_seconds for row in order) <= _budget_seconds(wish)


def _is_open(option: Option, arrive: int) -> bool:
    leave = arrive + option.dwell_seconds
    return option.spans is None or any(
        begin <= arrive and leave <= end for begin, end in option.spans
    )


def _within_budget(ground: Ground, wish: Wish) -> Choice:
    outing = Outing(
        budget_seconds=_budget_seconds(wish),
        start=ground.start,
        end=ground.end,
        loop=wish.loop,
        themes=wish.themes,
        age_group=wish.age_group,
        wait_seconds=WAIT_SECONDS,
    )
    options = _options(ground, wish)
    chosen = choose(ground.seconds, options, outing)
    if not chosen.fits:
        raise InputError(
            "The way from the start to the end alone takes {minutes} minutes, more than the "
            "{budget} there are; take more time or a nearer end.",
            minutes=-(-chosen.seconds // 60),
            budget=wish.budget_minutes,
        )
    facts = Facts(outing, wish.depart)
    return Choice(
        order=chosen.order,
        waits=tuple(visit.wait for visit in chosen.visits),
        whys=tuple(why_chosen(visit, options[visit.option], facts) for visit in chosen.visits),
        left_out=tuple(_left_out(ground, wish, chosen, (options, outing))),
    )


def _budget_seconds(wish: Wish) -> int:
    return (wish.budget_minutes or 0) * 60


def _options(ground: Ground, wish: Wish) -> list[Option]:
    return [_option(candidate, wish) for candidate in ground.stops]


def _option(candidate: Candidate, wish: Wish) -> Option:
    """Return a candidate to choose from; of unknown hours only the day is counted on.

    A place of one's own has no hours: it is there at any time.
    """
    horizon = _budget_seconds(wish)
    spans = open_seconds(candidate, wish.depart, horizon=horizon, country=wish.country)
    known = spans is not None or candidate.space is None
    return Option(
        dwell_seconds=candidate.dwell_minutes * 60,
        rank=candidate.rank,
        kind=candidate.kind,
        spans=spans if known else daylight_seconds(wish.depart, horizon=horizon),
        hours_known=known,
        themes=candidate.agendas,
        age_groups=candidate.age_groups,
        seen=candidate.space is not None and candidate.space in wish.seen,
        wanted=bool(wish.stops),
    )


def _left_out(
    ground: Ground, wish: Wish, chosen: Chosen, among: tuple[Sequence[Option], Outing]
) -> Iterator[LeftOut]:
    options, outing = among
    for left in chosen.left:
        candidate = ground.stops[left.option]
        if left.reason == "not_reachable" and ground.limited:
            yield LeftOut(candidate, "too_far", *farther_than_looked())
            continue
        facts = Facts(
            outing, wish.depart, _opens(candidate, wish) if left.reason == "closed" else None
        )
        yield LeftOut(candidate, left.reason, *why_left(left, options[left.option], facts))


def _opens(candidate: Candidate, wish: Wish) -> datetime | None:
    after = later(wish.depart, _budget_seconds(wish))
    return next_opening(candidate.hours, after=after, country=wish.country)
