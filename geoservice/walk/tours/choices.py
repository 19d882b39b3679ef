"""Walks within a time as arrays: what follows from visiting these stops in this order.

All times are whole seconds after the departure. What stops are worth is kept in halves of whole
numbers, which floats hold exactly: sums are the same on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geoservice.walk.tours.order import UNREACHABLE, whole_seconds
from geoservice.walk.tours.outing import WANTED, Option, Outing, points

Seconds = NDArray[np.int64]
Worth = NDArray[np.float64]

NEVER = UNREACHABLE << 4
_LATER_OF_A_KIND = 0.5


@dataclass(frozen=True)
class Choices:
    """The options of an outing as arrays; `home` is None where a loop returns to its first stop."""

    first: Seconds
    ways: Seconds
    home: Seconds | None
    dwell: Seconds
    opens: Seconds  # a row for each option, a column for each of its spans
    last_begins: Seconds
    points: Worth
    bonus: Worth
    better: Worth  # better[i, j] is 1 where i is of the kind of j, and worth more
    budget: int
    wait: int

    def __len__(self) -> int:
        return len(self.first)

    def homeward(self, origins: Seconds) -> Seconds:
        """Return the way home from each stop, one row for each first stop of a walk."""
        return self.ways.T[origins] if self.home is None else self.home[None, :]

    def begins(self, arrive: Seconds, stops: Seconds | slice = slice(None)) -> Seconds:
        """Return when a visit begins for one who comes at `arrive`; `NEVER` where it cannot."""
        best = np.full(arrive.shape, NEVER, dtype=np.int64)
        for span in range(self.opens.shape[1]):
            begin = np.maximum(arrive, self.opens[stops, span])
            fits = (begin <= self.last_begins[stops, span]) & (begin - arrive <= self.wait)
            np.minimum(best, begin, out=best, where=fits)
        return best

    def gains(self, visited: NDArray[np.bool_]) -> Worth:
        """Return what each option would add to each set of visited ones."""
        chosen = visited.astype(np.float64)
        share = _LATER_OF_A_KIND ** _times(chosen, self.better)
        pushed_back = _times(chosen * self.points * share, self.better.T)
        return self.points * share - (1 - _LATER_OF_A_KIND) * pushed_back + self.bonus

    def worth(self, visited: NDArray[np.bool_]) -> Worth:
        """Return what is learnt on the whole from each set of visited options."""
        chosen = visited.astype(np.float64)
        share = _LATER_OF_A_KIND ** _times(chosen, self.better)
        return np.asarray((chosen * (self.points * share + self.bonus)).sum(axis=1))

    def finish(self, orders: Seconds) -> Seconds:
        """Return when each walk (a row of stops) is over; `NEVER` and more where it cannot be."""
        if orders.shape[1] == 0:
            return np.zeros(len(orders), dtype=np.int64)
        time = self.first[orders[:, 0]]
        for place in range(orders.shape[1]):
            stops = orders[:, place]
            if place:
                time = time + self.ways[orders[:, place - 1], stops]
            time = np.minimum(self.begins(time, stops) + self.dwell[stops], NEVER)
        last = orders[:, -1]
        return time + (self.ways[last, orders[:, 0]] if self.home is None else self.home[last])


def read_choices(
    seconds: NDArray[np.generic], options: Sequence[Option], outing: Outing
) -> Choices:
    """Return the options as arrays; row and column i of `seconds` are option i."""
    count = len(options)
    ways = whole_seconds(seconds)
    nothing = np.zeros(count, dtype=np.int64)
    goal = outing.start if outing.loop else outing.end
    home: Seconds | None = nothing if goal is None else ways[:count, goal]
    opens, last_begins = _windows(options)
    worth = np.array([points(each, outing) for each in options], dtype=np.float64)
    return Choices(
        first=nothing if outing.start is None else ways[outing.start, :count],
        ways=ways[:count, :count],
        home=None if outing.loop and outing.start is None else home,
        dwell=np.array([each.dwell_seconds for each in options], dtype=np.int64),
        opens=opens,
        last_begins=last_begins,
        points=worth,
        bonus=np.array([WANTED * each.wanted for each in options], dtype=np.float64),
        better=_better([each.kind for each in options], worth),
        budget=outing.budget_seconds,
        wait=outing.wait_seconds,
    )


def _times(rows: Worth, matrix: Worth) -> Worth:
    # Not `rows @ matrix`: BLAS would start threads for so little, which wait busily for each
    # other where the processors have more to do.
    return np.asarray(np.einsum("ri,ij->rj", rows, np.ascontiguousarray(matrix)))


def _windows(options: Sequence[Option]) -> tuple[Seconds, Seconds]:
    """Return when spans open and when a visit begins last in them; missing ones never do."""
    spans = [((0, NEVER),) if each.spans is None else each.spans for each in options]
    most = max((len(each) for each in spans), default=0)
    opens = np.full((len(options), most), NEVER, dtype=np.int64)
    last_begins = np.full((len(options), most), -1, dtype=np.int64)
    for row, (option, each) in enumerate(zip(options, spans, strict=True)):
        for column, (begin, end) in enumerate(each):
            opens[row, column], last_begins[row, column] = begin, end - option.dwell_seconds
    return opens, last_begins


def _better(kinds: Sequence[str | None], worth: Worth) -> Worth:
    names = np.array([kind or f"\0{place}" for place, kind in enumerate(kinds)], dtype=object)
    same = names[:, None] == names[None, :]
    places = np.arange(len(kinds))
    more = worth[:, None] > worth[None, :]
    equal_but_first = (worth[:, None] == worth[None, :]) & (places[:, None] < places[None, :])
    return np.asarray(same & (more | equal_but_first), dtype=np.float64)
