"""Finding a city by the slug people type, and its clock."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.errors import NotFoundError
from geoservice.store.models import City


def find_city(session: Session, slug: str) -> City:
    """Return the city of `slug`; NotFoundError names the cities there are."""
    city = session.scalar(select(City).where(City.slug == slug))
    if city is not None:
        return city
    known = session.scalars(select(City.slug).order_by(City.slug)).all()
    if not known:
        raise NotFoundError(
            "There is no city '{slug}', and none at all yet; add it with: "
            "geoservice cities add {slug}",
            slug=slug,
        )
    raise NotFoundError(
        "There is no city '{slug}'; there are: {known}.", slug=slug, known=", ".join(known)
    )


def zone(name: str) -> ZoneInfo:
    """Return a time zone; UTC for a name nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
