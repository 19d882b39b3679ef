"""Codes of districts as different offices write them, brought to one form.

Thailand's geocodes (กรมการปกครอง) nest: two digits the province, four the amphoe, six the tambon.
COD-AB writes the country before them (TH500101), spreadsheets a ".0" behind them.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

from geoservice.names import western_digits

COUNTRY_CODE = "0"
_NESTED = re.compile(r"\d{2}(\d{2}){0,3}")


def plain_code(code: str, *, country: str) -> str:
    """Return a code without what offices put around it: "TH500101" and "500101.0" are 500101."""
    plain = re.sub(r"[\s_-]", "", western_digits(code)).upper()
    plain = re.sub(r"\.0+$", "", plain)
    without = plain.removeprefix(country.upper())
    return without if without.isdigit() else plain


def parent_of(code: str, known: Mapping[str, object]) -> str | None:
    """Return the code of the next larger unit that is `known`, None for none.

    The whole country has the code 0.
    """
    if not _NESTED.fullmatch(code):
        return None
    for length in range(len(code) - 2, 0, -2):
        if code[:length] in known:
            return code[:length]
    return COUNTRY_CODE if COUNTRY_CODE in known else None


def children(known: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the codes directly below each code that has any."""
    below: dict[str, list[str]] = defaultdict(list)
    for code in known:
        parent = parent_of(code, known)
        if parent is not None:
            below[parent].append(code)
    return dict(below)
