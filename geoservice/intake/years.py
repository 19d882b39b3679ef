"""Of which year figures are: as said, as a column says, or as the file is called."""

import re

from geoservice.errors import InputError
from geoservice.names import western_digits

_BUDDHIST_ERA = 543
_YEARS = range(1900, 2101)


def read_year(text: str) -> int:
    """Return a year of the Common Era; one of the Buddhist Era (2564) is converted (2021)."""
    plain = western_digits(text).strip()
    number = int(plain) if re.fullmatch(r"\d{4}", plain) else 0
    for year in (number, number - _BUDDHIST_ERA):
        if year in _YEARS:
            return year
    raise InputError("'{value}' is not a year such as 2021 or 2564.", value=text[:40])


def year_in_name(name: str) -> int | None:
    """Return the one year that stands in a file's name, None where there is none or several."""
    found = set()
    for digits in re.findall(r"(?<!\d)\d{4}(?!\d)", western_digits(name)):
        try:
            found.add(read_year(digits))
        except InputError:
            continue
    return found.pop() if len(found) == 1 else None
