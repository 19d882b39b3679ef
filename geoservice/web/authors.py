"""Who writes at a door that is open to everybody, as the trail calls them."""

from geoservice.ecology.accounts.asker import Asker
from geoservice.store.audit import CITIZEN, Author
from geoservice.web.access import optional_asker
from geoservice.web.throttle import sender_address, sender_mark


def author() -> Author:
    """Return the account that asks, or a citizen, known by the mark of the day alone."""
    return author_of(optional_asker())


def author_of(who: Asker | None) -> Author:
    """Return somebody whom we know, or (None) a citizen, as the trail calls them."""
    if who is None:
        return Author(CITIZEN, sender_mark())
    return Author(who.actor, sender_address())
