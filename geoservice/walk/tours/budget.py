"""Choosing the stops of a walk so that it is never longer than the time there is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geoservice.walk.tours.beam import WIDTH, best_walk, inserted
from geoservice.walk.tours.choices import Choices, Seconds, read_choices
from geoservice.walk.tours.order import UNREACHABLE, whole_seconds
from geoservice.walk.tours.outing import Option, Outing

_MOST = 60  # options looked at: those worth most


@dataclass(frozen=True)
class Visit:
    """A chosen stop: all times are seconds after the departure.

    One comes at `arrive`, waits `wait` seconds for the door to open, and stays from then on.
    `reason` is wanted, theme, only (the only one of its kind), best (of the highest rank among
    its kind), age, or near. `place_of_kind` counts from 1 how it ranks among all options of its
    kind, `of_kind` how many there are. `closes` ends the span that holds the visit.
    """

    option: int
    arrive: int
    wait: int
    leave: int
    reason: str
    hours_known: bool
    closes: int | None
    themes: tuple[str, ...]
    place_of_kind: int
    of_kind: int


@dataclass(frozen=True)
class Left:
    """An option that is not on the walk.

    `reason` is seen, not_reachable, too_far (there and back alone take longer than the time),
    closed (while one could be there), no_time (not even in place of one chosen stop), or less
    (others give more). `lacking` are the seconds that are missing for it, 0 where that is not
    the reason; `of_kind` is how many of its kind are on the walk.
    """

    option: int
    reason: str
    lacking: int = 0
    of_kind: int = 0


@dataclass(frozen=True)
class Chosen:
    """A walk within a time; `seconds` is when it is over, walking, waiting and staying.

    Where not even the way from the start to the end can be walked in the time, `fits` is False,
    and `seconds` is how long that way takes.
    """

    visits: tuple[Visit, ...]
    seconds: int
    left: tuple[Left, ...]
    fits: bool = True

    @property
    def order(self) -> tuple[int, ...]:
        """The chosen options in walking order."""
        return tuple(visit.option for visit in self.visits)


def choose(
    seconds: NDArray[np.generic],
    options: Sequence[Option],
    outing: Outing,
    *,
    width: int = WIDTH,
) -> Chosen:
    """Return the walk on which one learns most within the time, and why it is as it is.

    `seconds[i, j]` leads from option i to option j; rows after the options are the start and the
    end. What cannot be walked is infinite. The walk is proven best where 8 options or fewer could
    be visited at all. A wider search takes longer and may find a little more.
    """
    choices = read_choices(seconds, options, outing)
    straight = _straight(seconds, outing)
    if straight > outing.budget_seconds:
        left = tuple(_left_alone(choices, options, range(len(options))))
        return Chosen((), straight, left, fits=False)
    left = tuple(_left_alone(choices, options, range(len(options))))
    possible = _worthiest(choices, {each.option for each in left})
    found = best_walk(_part(choices, possible), width=width)
    order = [int(possible[place]) for place in found.order]
    over = int(choices.finish(np.array([order], dtype=np.int64))[0]) if order else straight
    assert over <= outing.budget_seconds  # noqa: S101  (the one promise of this module)
    others = sorted(set(range(len(options))) - set(order) - {each.option for each in left})
    left += tuple(_left_behind(choices, options, order, others))
    return Chosen(
        visits=tuple(_visits(choices, options, order, outing)),
        seconds=over,
        left=tuple(sorted(left, key=lambda each: each.option)),
    )


def _straight(seconds: NDArray[np.generic], outing: Outing) -> int:
    if outing.loop or outing.start is None or outing.end is None:
        return 0
    return int(whole_seconds(seconds)[outing.start, outing.end])


def _worthiest(choices: Choices, left: set[int]) -> Seconds:
    """Return the options to choose from: those that can be visited, the most precious ones."""
    possible = np.array([each for each in range(len(choices)) if each not in left], dtype=np.int64)
    worth = (choices.points + choices.bonus)[possible]
    return np.sort(possible[np.argsort(-worth, kind="stable")[:_MOST]])


def _part(choices: Choices, rows: Seconds) -> Choices:
    pairs = np.ix_(rows, rows)
    return Choices(
        first=choices.first[rows],
        ways=choices.ways[pairs],
        home=None if choices.home is None else choices.home[rows],
        dwell=choices.dwell[rows],
        opens=choices.opens[rows],
        last_begins=choices.last_begins[rows],
        points=choices.points[rows],
        bonus=choices.bonus[rows],
        better=choices.better[pairs],
        budget=choices.budget,
        wait=choices.wait,
    )


def _left_alone(choices: Choices, options: Sequence[Option], candidates: range) -> Iterator[Left]:
    """Yield what can be on no walk at all: seen, unreachable, too far, or closed."""
    home = np.zeros(len(choices), dtype=np.int64) if choices.home is None else choices.home
    alone = choices.first + choices.dwell + home
    for option in candidates:
        way = choices.first[option] + home[option]
        if options[option].seen:
            yield Left(option, "seen")
        elif way >= UNREACHABLE:
            yield Left(option, "not_reachable")
        elif alone[option] > choices.budget:
            yield Left(option, "too_far", lacking=int(alone[option]) - choices.budget)
        elif not _ever_open(choices, option, int(home[option])):
            yield Left(option, "closed")


def _ever_open(choices: Choices, option: int, home: int) -> bool:
    """Return whether a visit fits between the earliest arrival and the latest way home."""
    earliest = int(choices.first[option])
    latest = choices.budget - home - int(choices.dwell[option])
    begin = np.maximum(choices.opens[option], earliest)
    return bool((begin <= np.minimum(choices.last_begins[option], latest)).any())


def _left_behind(
    choices: Choices, options: Sequence[Option], order: Sequence[int], others: Sequence[int]
) -> Iterator[Left]:
    """Yield why the options that could be visited are not: no time, or others give more."""
    chosen = np.array(order, dtype=np.int64)
    kinds = [options[each].kind for each in order]
    for option in others:
        one = np.array([option], dtype=np.int64)
        walks = [inserted(np.delete(chosen, place), one) for place in range(len(chosen))]
        instead = any(bool((choices.finish(each) <= choices.budget).any()) for each in walks)
        more = int(choices.finish(inserted(chosen, one)).min()) - choices.budget
        yield Left(
            option,
            "less" if instead and not options[option].wanted else "no_time",
            lacking=more if 0 < more < UNREACHABLE else 0,
            of_kind=kinds.count(options[option].kind) if options[option].kind else 0,
        )


def _visits(
    choices: Choices, options: Sequence[Option], order: Sequence[int], outing: Outing
) -> Iterator[Visit]:
    """Yield the stops with their times and reasons."""
    time, before = 0, None
    kinds = [options[each].kind for each in order]
    for option in order:
        way = choices.first[option] if before is None else choices.ways[before, option]
        arrive = time + int(way)
        stop = np.array([option], dtype=np.int64)
        begin = int(choices.begins(np.array([arrive], dtype=np.int64), stop)[0])
        time, before = begin + int(choices.dwell[option]), option
        asked = options[option]
        same = [each for each in options if each.kind == asked.kind]
        themes = tuple(theme for theme in outing.themes if theme in asked.themes)
        place = 1 + sum(each.rank > asked.rank for each in same)
        yield Visit(
            option=option,
            arrive=arrive,
            wait=begin - arrive,
            leave=time,
            reason=_reason(asked, outing, only=kinds.count(asked.kind) == 1, place=place),
            hours_known=asked.hours_known,
            closes=_closes(asked, begin, time) if asked.hours_known else None,
            themes=themes,
            place_of_kind=place,
            of_kind=len(same),
        )


def _closes(option: Option, begin: int, end: int) -> int | None:
    holding = (span[1] for span in option.spans or () if span[0] <= begin and end <= span[1])
    return min(holding, default=None)


def _reason(option: Option, outing: Outing, *, only: bool, place: int) -> str:
    for_age = outing.age_group is not None and outing.age_group in option.age_groups
    reasons = {
        "wanted": option.wanted,
        "theme": bool(set(option.themes) & set(outing.themes)),
        "only": only and option.kind is not None,
        "best": place == 1 and option.kind is not None,
        "age": for_age,
    }
    return next((word for word, holds in reasons.items() if holds), "near")
