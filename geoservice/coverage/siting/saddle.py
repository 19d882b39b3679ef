"""Prices of spots and parts of sites that keep each other in balance: a large linear programme.

Least over parts x of sites, most over prices u of spots: costs x + u (needs - weights' x), by the
primal-dual hybrid gradient (Chambolle & Pock 2011, Journal of Mathematical Imaging and Vision 40,
120-145) with steps from the sums of rows and columns (Pock & Chambolle 2011, ICCV), reflected and
held to where it began (Halpern's iteration: Lu & Yang 2024, arXiv:2407.16144), begun anew when it
has come near. A step costs two products with the matrix, which is all that a whole city allows.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from geoservice.coverage.siting.question import Floats

_WATCHED = 20  # steps between looks at the prices
_NEAR = 0.2  # of the first move: moves that are so short mean that it has come near
_LONG = 0.36  # of all steps so far without beginning anew are enough (as in PDLP), after the first
_FIRST = 60
_TINY = 1e-12


@dataclass(frozen=True, eq=False)
class Game:
    """`weights` (sites, spots) >= 0, `needs` (spots,), `costs` (sites,); prices go to `dearest`.

    `allow` returns the nearest allowed parts to some, where a part may move at a speed of its own.
    `pace` is how much prices move compared with parts.
    """

    weights: csr_array
    needs: Floats
    costs: Floats
    dearest: float
    allow: Callable[[Floats, Floats], Floats]
    pace: float


def play(
    game: Game,
    prices: Floats,
    parts: Floats,
    *,
    steps: int,
    watch: Callable[[Floats], bool],
) -> Floats:
    """Return parts of sites near balance; `watch` sees prices on the way, and ends it if true."""
    by_spot = csr_array(game.weights.T.tocsr())
    spot_speed = game.pace / (np.asarray(game.weights.sum(axis=0)) + _TINY)
    site_speed = 1 / (game.pace * (np.asarray(game.weights.sum(axis=1)) + _TINY))
    begun, first_move, since = (prices, parts), 0.0, 0
    for step in range(1, steps + 1):
        rise = spot_speed * (game.needs - by_spot @ parts)
        next_prices = np.clip(prices + rise, 0, game.dearest)
        paid = game.weights @ (2 * next_prices - prices)
        next_parts = game.allow(parts - site_speed * (game.costs - paid), site_speed)
        move = _length(next_prices - prices, spot_speed) + _length(next_parts - parts, site_speed)
        first_move = move if since == 0 else first_move
        since += 1
        if step % _WATCHED == 0 and watch(next_prices):
            return next_parts
        if (since > 1 and move <= _NEAR * first_move) or since >= max(_LONG * step, _FIRST):
            begun, since = (next_prices, next_parts), 0
            prices, parts = begun
        else:
            held = since / (since + 1)
            prices = held * (2 * next_prices - prices) + (1 - held) * begun[0]
            parts = held * (2 * next_parts - parts) + (1 - held) * begun[1]
    return next_parts


def _length(move: Floats, speed: Floats) -> float:
    return float(np.sqrt(np.sum(move**2 / speed)))


def into_unit(parts: Floats, _speed: Floats) -> Floats:
    """Return the nearest parts from 0 to 1."""
    return np.clip(parts, 0, 1)


def into_knapsack(parts: Floats, speed: Floats, *, costs: Floats, most: float) -> Floats:
    """Return the nearest parts from 0 to 1 whose costs sum up to `most` at most.

    Nearest in the measure of the speeds: all give way to one rate, which Newton's method finds.
    """
    held = np.clip(parts, 0, 1)
    over = float(costs @ held) - most
    way, rate, low, high = speed * costs, 0.0, 0.0, np.inf
    for _ in range(50):
        if (rate == 0 and over <= 0) or abs(over) <= _TINY * (1 + most):
            break
        low, high = (rate, high) if over > 0 else (low, rate)
        moving = (held > 0) & (held < 1)
        slope = float(costs[moving] @ way[moving])
        rate = rate + over / slope if slope > 0 else np.inf
        if not low < rate < high:
            upper = high if np.isfinite(high) else float(np.max(parts[way > 0] / way[way > 0]))
            rate = (low + upper) / 2
        held = np.clip(parts - rate * way, 0, 1)
        over = float(costs @ held) - most
    return held
