"""What a route is called in addresses: out of its English title, else a number."""

import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.store.models import Route

LONGEST = 60
RESERVED = frozenset({"edit", "print", "qr"})  # pages of their own beside the routes'
_NUMBERED = "route"
_PARTS = re.compile(r"[a-z0-9]+")


def new_slug(session: Session, city_id: int, titles: tuple[str | None, ...]) -> str:
    """Return a slug that no route of the city has; whoever asks holds it until the end.

    The first title with Latin letters makes it; without any it is numbered: route-1.
    """
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("add route"), city_id)))
    taken = set(session.scalars(select(Route.slug).where(Route.city_id == city_id)))
    said = next((slug for slug in map(slug_of, titles) if slug), "")
    return free_slug(said, taken)


def slug_of(title: str | None) -> str:
    """Return the Latin letters and digits of a title as a slug, nothing without a letter."""
    plain = unicodedata.normalize("NFKD", title or "").encode("ascii", "ignore").decode()
    parts = _PARTS.findall(plain.lower().replace("'", ""))
    slug = "-".join(parts)[:LONGEST].strip("-")
    return slug if re.search("[a-z]", slug) else ""


def free_slug(slug: str, taken: Collection[str]) -> str:
    """Return a slug that is free: itself, or the first of its numbered ones that is."""
    taken = {*taken, *RESERVED}
    if slug and slug not in taken:
        return slug
    stem = slug[: LONGEST - 5] or _NUMBERED
    number = 2 if slug else 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
