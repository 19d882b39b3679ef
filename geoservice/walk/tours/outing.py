"""What a walk within a time is chosen from, and what one learns at each stop."""

from dataclasses import dataclass

_LEAST = 200  # points of a place of no rank at all
_BY_RANK = 800
_THEME = 1.5
_FOR_AGE = 1.25
_NOT_FOR_AGE = 0.5
_UNKNOWN_HOURS = 0.5  # the door may be shut
WANTED = 1_000_000  # points: more than all the rest together


@dataclass(frozen=True)
class Option:
    """A stop one may choose.

    `spans` are the times in which a visit must lie from its first second to its last, in seconds
    after the departure; none of them is closed, None is any time. `hours_known` False: nobody
    knows when it is open. `seen` is never chosen, `wanted` whenever it can be. `rank` lies
    between 0 and 1.
    """

    dwell_seconds: int
    rank: float = 0.0
    kind: str | None = None
    spans: tuple[tuple[int, int], ...] | None = None
    hours_known: bool = True
    themes: tuple[str, ...] = ()
    age_groups: tuple[str, ...] = ()
    seen: bool = False
    wanted: bool = False


@dataclass(frozen=True)
class Outing:
    """What is asked of a walk within a time: it never takes more than `budget_seconds`.

    `start` and `end` are rows of the matrix after those of the options, None for anywhere. A loop
    returns to the start (or to its first stop). Before a door that opens soon one waits up to
    `wait_seconds`, which count.
    """

    budget_seconds: int
    start: int | None = None
    end: int | None = None
    loop: bool = False
    themes: tuple[str, ...] = ()
    age_group: str | None = None
    wait_seconds: int = 600


def points(option: Option, outing: Outing) -> int:
    """Return how much one learns at a stop, were it the only one: about 200 to 1900.

    The second stop of a kind counts half, the third a quarter and so on, the best of them in
    full: that is done where stops come together.
    """
    worth = _LEAST + _BY_RANK * min(max(option.rank, 0.0), 1.0)
    if set(option.themes) & set(outing.themes):
        worth *= _THEME
    if outing.age_group and option.age_groups:
        worth *= _FOR_AGE if outing.age_group in option.age_groups else _NOT_FOR_AGE
    if not option.hours_known:
        worth *= _UNKNOWN_HOURS
    return round(worth)
