"""Wan phra, the Buddhist holy days: the 8th and the last day of each half of a Thai lunar month.

The half of the waxing moon has 15 days, that of the waning moon 15 in even months and 14 in odd
ones. A year of twelve months has 354 days; it gets a day more at the end of month 7 (adhikavara),
or a second month 8 (adhikamasa), when the authorities say so. Which year is which is read off the
dates of Asalha Bucha, the full moon of the (second) month 8, in the `holidays` package: they lie
354, 355 or 384 days apart.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

import holidays

FIRST_DAY = date(1963, 1, 1)
LAST_DAY = date(2099, 12, 31)  # what is ahead follows the rules, the authorities may differ

# Days of the months between two full moons of month 8: 9 to 12, 1 to 6, and what 7 and 8 have.
_LONG, _SHORT = 30, 29
_MONTHS = (_SHORT, _LONG, _SHORT, _LONG) + (_SHORT, _LONG, _SHORT, _LONG, _SHORT, _LONG)
_MONTHS_7_8 = {354: (_SHORT,), 355: (_LONG,), 384: (_SHORT, _LONG)}
_FULL_MOON = 15


def is_wan_phra(day: date) -> bool:
    """Return whether a day is a Buddhist holy day in Thailand; False outside 1963 to 2099."""
    if not FIRST_DAY <= day <= LAST_DAY:
        return False
    return day in _holy_days(day.year - 1) or day in _holy_days(day.year)


@lru_cache(maxsize=8)
def _holy_days(year: int) -> frozenset[date]:
    """Return the holy days from Asalha Bucha of a year until before that of the next."""
    full_moon, following = _asalha_bucha(year), _asalha_bucha(year + 1)
    halves = _waning_and_waxing((following - full_moon).days)
    ends = accumulate(halves, lambda day, half: day + timedelta(days=half), initial=full_moon)
    lasts = list(ends)
    eighths = (last + timedelta(days=8) for last in lasts[:-1])
    return frozenset([*lasts[:-1], *eighths])


def _waning_and_waxing(days: int) -> Iterator[int]:
    """Yield the days of each half moon, from the waning moon of month 8 on."""
    yield _FULL_MOON
    for month in (*_MONTHS, *_MONTHS_7_8[days]):
        yield _FULL_MOON
        yield month - _FULL_MOON
    yield _FULL_MOON


@lru_cache(maxsize=8)
def _asalha_bucha(year: int) -> date:
    calendar = holidays.country_holidays("TH", years=year, language="en_US", observed=False)
    return min(calendar.get_named("Asarnha Bucha"))
