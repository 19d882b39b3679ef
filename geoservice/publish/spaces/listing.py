"""Which spaces have a page worth finding: those with a name, in parts for sitemaps.

A sitemap holds at most 50,000 addresses (https://www.sitemaps.org/protocol.html); each page
stands in one in each language.
"""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from geoservice.store.relations import view_of

PART = 10_000
_LARGEST_PART = 2**31

_SPACES = view_of("spaces")
_NAMED = or_(_SPACES.c.name_th.is_not(None), _SPACES.c.name_en.is_not(None))


def count_parts(session: Session) -> int:
    """Return how many parts there are."""
    named = session.scalar(select(func.count()).select_from(_SPACES).where(_NAMED)) or 0
    return -(-named // PART)


def list_named(session: Session, part: int) -> list[tuple[int, datetime]]:
    """Return the spaces of a part, id and last change; the first part is 1."""
    if not 0 < part < _LARGEST_PART:
        return []
    wanted = select(_SPACES.c.id, _SPACES.c.updated_at).where(_NAMED).order_by(_SPACES.c.id)
    rows = session.execute(wanted.limit(PART).offset((part - 1) * PART))
    return [(row.id, row.updated_at) for row in rows]
