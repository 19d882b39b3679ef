"""The walk within a time on which one learns most: a beam search over sets and orders of stops.

Walks grow by one stop at a time; of those with as many stops the most promising are kept, and of
those that visited the same stops and stand at the same one, the earliest. With few options none
is dropped, so the answer is proven. A local search then exchanges stops. Nothing is random and
nothing looks at the clock: the same outing always gives the same walk.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geoservice.walk.tours.choices import Choices, Seconds, Worth

EXACT = 8  # options up to which every walk is looked at
WIDTH = 800
_EAGER = (0.5, 1.0, 2.0)  # how much a second left counts, in turns


@dataclass(frozen=True)
class Found:
    """A walk: its stops in order, what it is worth, and when it is over."""

    order: tuple[int, ...]
    worth: float
    finish: int

    @property
    def key(self) -> tuple[float, int, tuple[int, ...]]:
        """What makes one walk better than another: the least is best."""
        return (-self.worth, self.finish, self.order)


@dataclass(frozen=True)
class _Walks:
    """Walks with the same number of stops, a row each."""

    orders: Seconds
    visited: NDArray[np.bool_]
    leave: Seconds
    worth: Worth

    def __getitem__(self, rows: Seconds) -> "_Walks":
        return _Walks(self.orders[rows], self.visited[rows], self.leave[rows], self.worth[rows])

    def __len__(self) -> int:
        return len(self.leave)


def best_walk(choices: Choices, *, width: int = WIDTH) -> Found:
    """Return the walk on which one learns most, of equals the one that is over first."""
    nothing = Found((), 0.0, 0)
    if len(choices) == 0:
        return nothing
    if len(choices) <= EXACT:
        return min([nothing, *_grow(choices, None, 0.0)], key=lambda found: found.key)
    price = _price_of_a_second(choices)
    found = [nothing]
    for eager in _EAGER:
        grown = _grow(choices, width, eager * price)
        found.append(_improved(choices, min(grown, key=lambda each: each.key, default=nothing)))
    return min(found, key=lambda each: each.key)


def _price_of_a_second(choices: Choices) -> float:
    """Return what a second is worth when the time is filled with what gives most in it."""
    reach = np.minimum(choices.ways + _far(len(choices)), choices.first[None, :]).min(axis=0)
    takes = choices.dwell + reach
    by_price = np.argsort(-choices.points / np.maximum(takes, 1), kind="stable")
    last = min(int(np.searchsorted(np.cumsum(takes[by_price]), choices.budget)), len(takes) - 1)
    filled = by_price[: last + 1]
    return float(choices.points[filled].sum() / max(int(takes[filled].sum()), 1)) / 2


def _far(count: int) -> Seconds:
    return np.eye(count, dtype=np.int64) << 40


def _grow(choices: Choices, width: int | None, price: float) -> Iterator[Found]:
    """Yield the best walk of each number of stops."""
    walks = _Walks(
        orders=np.zeros((1, 0), dtype=np.int64),
        visited=np.zeros((1, len(choices)), dtype=bool),
        leave=np.zeros(1, dtype=np.int64),
        worth=np.zeros(1),
    )
    while len(walks):
        walks, finish = _longer(choices, walks)
        if len(walks):
            yield _best_of(walks, finish)
            walks = walks[_kept(choices, walks, _promise(choices, walks, finish, price), width)]


def _longer(choices: Choices, walks: _Walks) -> tuple[_Walks, Seconds]:
    """Return all walks of one stop more that are over in time, and when they are."""
    arrive, home = _ahead(choices, walks)
    leave = choices.begins(arrive) + choices.dwell
    finish = leave + home
    rows, stops = np.nonzero(~walks.visited & (finish <= choices.budget))
    visited = walks.visited[rows]
    visited[np.arange(len(rows)), stops] = True
    longer = _Walks(
        orders=np.column_stack([walks.orders[rows], stops]),
        visited=visited,
        leave=leave[rows, stops],
        worth=walks.worth[rows] + choices.gains(walks.visited)[rows, stops],
    )
    return longer, finish[rows, stops]


def _ahead(
    choices: Choices, walks: _Walks, stops: Seconds | slice = slice(None)
) -> tuple[Seconds, Seconds]:
    """Return when each walk comes to each stop, and how far it is home from there."""
    if walks.orders.shape[1]:
        arrive = walks.leave[:, None] + choices.ways[walks.orders[:, -1]][:, stops]
        return arrive, choices.homeward(walks.orders[:, 0])[:, stops]
    here = np.zeros(len(choices), dtype=np.int64)
    home = here if choices.home is None else choices.home
    return choices.first[None, stops], home[None, stops]


def _promise(choices: Choices, walks: _Walks, finish: Seconds, price: float) -> Worth:
    """Return what a walk may come to be worth: the time left, and wanted stops within reach."""
    left = choices.budget - (walks.leave + finish) / 2
    wanted = np.nonzero(choices.bonus)[0]
    arrive, home = _ahead(choices, walks, wanted)
    in_time = choices.begins(arrive, wanted) + choices.dwell[wanted] + home <= choices.budget
    hoped = (in_time & ~walks.visited[:, wanted]) @ choices.bonus[wanted]
    return np.asarray(walks.worth + hoped + price * left)


def _best_of(walks: _Walks, finish: Seconds) -> Found:
    best = walks.worth.max()
    rows = np.nonzero(walks.worth == best)[0]
    rows = rows[finish[rows] == finish[rows].min()]
    order = min(tuple(int(stop) for stop in walks.orders[row]) for row in rows)
    return Found(order, float(best), int(finish[rows[0]]))


def _kept(choices: Choices, walks: _Walks, promise: Worth, width: int | None) -> Seconds:
    """Return the rows of the walks to go on with."""
    if width is None:
        return _different(choices, walks, np.arange(len(walks)), by_time=True)
    best = np.arange(len(walks))
    if len(walks) > 4 * width:  # twins are looked for among the promising ones only
        best = np.sort(np.argpartition(-promise, 4 * width)[: 4 * width])
    different = _different(choices, walks, best, by_time=False)
    return different[np.argsort(-promise[different], kind="stable")[:width]]


def _different(choices: Choices, walks: _Walks, rows: Seconds, *, by_time: bool) -> Seconds:
    """Return one row of each set of visited stops and last stop (and time): the earliest."""
    # Waiting is limited, so a later walk may find a door open that an earlier one does not: where
    # every walk is looked at, only those that are alike in time too are one.
    sets = np.packbits(walks.visited[rows], axis=1)
    ends = walks.orders[rows][:, [-1] if choices.home is not None else [0, -1]]
    keys = [walks.leave[rows], *ends.T, *sets.T]
    order = np.lexsort(keys)
    sorted_keys = np.array(keys if by_time else keys[1:])[:, order]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (sorted_keys[:, 1:] != sorted_keys[:, :-1]).any(axis=0)
    return rows[np.sort(order[new])]


def _improved(choices: Choices, found: Found) -> Found:
    """Return a walk that no exchange, addition or move of one stop makes better."""
    while True:
        better = min(_neighbours(choices, found), key=lambda each: each.key, default=found)
        if better.key >= found.key:
            return found
        found = better


def _neighbours(choices: Choices, found: Found) -> Iterator[Found]:
    orders = np.array(list(found.order), dtype=np.int64)
    others = np.setdiff1d(np.arange(len(choices)), orders)
    yield from _best_with(choices, orders, others)
    for place in range(len(orders)):
        rest = np.delete(orders, place)
        yield from _best_with(choices, rest, np.append(others, orders[place]))


def _best_with(choices: Choices, order: Seconds, others: Seconds) -> Iterator[Found]:
    """Yield the best walk that has one of the other stops in it, somewhere."""
    walks = inserted(order, others)
    finish = choices.finish(walks)
    walks, finish = walks[finish <= choices.budget], finish[finish <= choices.budget]
    if len(walks):
        visited = np.zeros((len(walks), len(choices)), dtype=bool)
        np.put_along_axis(visited, walks, True, axis=1)
        yield _best_of(_Walks(walks, visited, finish, choices.worth(visited)), finish)


def inserted(order: Seconds, others: Seconds) -> Seconds:
    """Return a row for each of the others at each place of an order."""
    places = len(order) + 1
    walks = np.empty((places, len(others), places), dtype=np.int64)
    for place in range(places):
        walks[place, :, :place] = order[:place]
        walks[place, :, place] = others
        walks[place, :, place + 1 :] = order[place:]
    return walks.reshape(-1, places)
