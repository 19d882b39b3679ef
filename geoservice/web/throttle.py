"""Slowing down whoever tries tokens: so many wrong ones from an address, then a pause.

Counted in each process by `limits`, the engine of Flask-Limiter; a count is forgotten when its
minute is over, so that memory stays small.
"""

import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

WRONG_TOKENS = "20/minute"


class Throttle:
    """Counts what went wrong from each address."""

    def __init__(self, rate: str = WRONG_TOKENS) -> None:
        self._rate = parse(rate)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def note(self, address: str) -> None:
        """Count one that went wrong."""
        self._limiter.hit(self._rate, address)

    def pause_seconds(self, address: str) -> int:
        """Return how long an address has to wait, 0 where it may ask."""
        if self._limiter.test(self._rate, address):
            return 0
        ends = self._limiter.get_window_stats(self._rate, address).reset_time
        return max(1, round(ends - time.time()))
