"""Stars that walkers give a route: one rating a device, of which only a hash is kept."""

import hashlib
import hmac
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from geoservice.errors import NotFoundError
from geoservice.store.audit import FROM_NOBODY_KNOWN, Author, record_of_author
from geoservice.store.models import Route, RouteRating

LAYER = "ratings"
MOST_STARS = 5


@dataclass(frozen=True)
class Rating:
    """What a device says of a route; `device` is a random id that it keeps."""

    route_id: int
    stars: int
    device: str


@dataclass(frozen=True)
class Rated:
    """How a route is rated after that."""

    stars: float
    ratings: int


def rate_route(
    session: Session, rating: Rating, *, key: str, author: Author = FROM_NOBODY_KNOWN
) -> Rated:
    """Keep what a device says of a published route, instead of what it said before.

    `key` hides the device: the same device has another hash at every route.
    """
    published = Route.id == rating.route_id, Route.status == "published"
    city_id = session.scalar(select(Route.city_id).where(*published))
    if city_id is None:
        raise NotFoundError("There is no route {id}.", id=rating.route_id)
    said = insert(RouteRating).values(
        route_id=rating.route_id, rater=_hash(rating, key), stars=rating.stars
    )
    session.execute(
        said.on_conflict_do_update(
            index_elements=[RouteRating.route_id, RouteRating.rater],
            set_={"stars": said.excluded.stars, "created_at": func.now()},
        )
    )
    record_of_author(
        session,
        author,
        "rate",
        LAYER,
        city_id=city_id,
        subject_id=rating.route_id,
        after={"stars": rating.stars},
    )
    mean = select(func.round(func.avg(RouteRating.stars), 1), func.count())
    stars, ratings = session.execute(mean.where(RouteRating.route_id == rating.route_id)).one()
    return Rated(float(stars), ratings)


def has_rated(session: Session, rating: Rating, *, key: str) -> bool:
    """Return whether the device of a rating gave the route stars before."""
    before = select(RouteRating.id).where(
        RouteRating.route_id == rating.route_id, RouteRating.rater == _hash(rating, key)
    )
    return session.scalar(before) is not None


def _hash(rating: Rating, key: str) -> str:
    said = f"{rating.route_id} {rating.device}".encode()
    return hmac.new(key.encode(), said, hashlib.sha256).hexdigest()
