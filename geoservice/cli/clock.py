"""Times as they are typed at a shell: on the clock of the city, or with an offset from UTC."""

from datetime import datetime

from geoservice.errors import InputError
from geoservice.publish.values import shown


def parse_clock(option: str, text: str) -> datetime:
    """Return the date and time of an option; one without an offset has no time zone yet."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            "{option} is '{value}' but must be a date and a time, like 2026-11-28T14:00.",
            option=option,
            value=shown(text),
        ) from None
