"""Proposals about spaces: a new one, a correction, one that is gone. Anybody may send them.

Of a correction the fields are kept as they were when it was sent, so that whoever decides later
sees what changed meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.contributions.values import plain_values
from geoservice.ecology.editing.rows import PLACE, changed_values, check_place
from geoservice.ecology.editing.twins import Twin, Wanted, find_twins
from geoservice.ecology.media import find_sent_picture
from geoservice.errors import InputError, NotFoundError
from geoservice.store.audit import CITIZEN, Write, record_write
from geoservice.store.catalog import SPACES
from geoservice.store.cities import find_city
from geoservice.store.models import City, Contribution, Space

LAYER = "contributions"
CREATE, UPDATE, HIDE = "create", "update", "hide"
PENDING = "pending"
_WITHHELD = (PLACE, "address")
"""What is not published of a space whose place is not public (sql/20_published.sql)."""


@dataclass(frozen=True)
class Proposal:
    """What is proposed of a space: its fields, its place among them as `geom`, and words about it.

    `base_version` is the version its sender saw; `picture` the key of one that was sent before.
    """

    city: str
    action: str
    values: Mapping[str, Any]
    subject_id: int | None = None
    base_version: int | None = None
    message: str | None = None
    picture: str | None = None


class Sender(NamedTuple):
    """Who sends: a mark of the day and the address, and the account if there is one."""

    mark: str
    asker: Asker | None = None


class Proposed(NamedTuple):
    """A proposal that waits, and the spaces that may be the proposed one."""

    id: int
    twins: tuple[Twin, ...]


def propose(session: Session, proposal: Proposal, sender: Sender) -> Proposed:
    """Keep a proposal for the curators; the same one of the same sender is kept once.

    NotFoundError for an unknown city or subject, InputError for what no curator could approve.
    """
    city = find_city(session, proposal.city)
    row = _row(session, city, proposal)
    row.sender = sender.mark
    row.account_id = sender.asker.account_id if sender.asker else None
    known = _same(session, row)
    if known is None:
        session.add(row)
        session.flush()
        _write_down(session, row, sender)
    return Proposed(known or row.id, tuple(_twins(session, city.id, proposal)))


def find_public_twins(session: Session, wanted: Wanted) -> list[Twin]:
    """Return the spaces that may be the wanted one; none whose place is not for everybody."""
    twins = find_twins(session, wanted)
    public = select(Space.id).where(
        Space.id.in_([twin.id for twin in twins]), Space.place_privacy == "public"
    )
    shown = set(session.scalars(public))
    return [twin for twin in twins if twin.id in shown]


def wanted_space(city_id: int, values: Mapping[str, Any]) -> Wanted:
    """Return what a proposed space is compared by."""
    names = (values.get("name_th"), values.get("name_en"), *(values.get("other_names") or ()))
    place = values.get(PLACE)
    return Wanted(city_id, values["kind"], names, (place.x, place.y) if place else None)


def _row(session: Session, city: City, proposal: Proposal) -> Contribution:
    subject = _subject(session, city, proposal) if proposal.action != CREATE else None
    values = _news(subject, proposal.values) if subject else dict(proposal.values)
    _check(session, city, proposal, values)
    seen = {name: getattr(subject, name) for name in values} if subject else {}
    picture = proposal.picture and find_sent_picture(session, city.id, proposal.picture)
    return Contribution(
        city_id=city.id,
        layer=SPACES.id,
        action=proposal.action,
        subject_id=proposal.subject_id,
        base_version=proposal.base_version or (subject.version if subject else None),
        proposal={"set": plain_values(values), "seen": plain_values(seen)},
        message=proposal.message,
        medium_id=picture.id if picture else None,
        geom=_where(values.get(PLACE), subject),
    )


def _news(subject: Space, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are not published already.

    What is withheld is news whatever it says: nobody finds out by guessing what is stored.
    """
    withheld = _WITHHELD if subject.place_privacy != "public" else ()
    known = {name: value for name, value in values.items() if name not in withheld}
    guessed = {name: values[name] for name in withheld if values.get(name) not in (None, "")}
    return {**changed_values(subject, known), **guessed}


def _write_down(session: Session, row: Contribution, sender: Sender) -> None:
    """Let the trail tell who sent it and from where; what it says is kept with the proposal."""
    write = Write(
        actor=sender.asker.actor if sender.asker else CITIZEN,
        action="suggest",
        layer=LAYER,
        city_id=row.city_id,
        subject_id=row.id,
        after={"action": row.action, "space": row.subject_id},
        reason=row.message,
        address=sender.mark,
    )
    record_write(session, write)


def _where(place: Point | None, subject: Space | None) -> Any:
    """Return where to look on the map."""
    if place is not None:
        return from_shape(place, srid=4326)
    return subject.geom if subject else None


def _subject(session: Session, city: City, proposal: Proposal) -> Space:
    published = Space.id == proposal.subject_id, Space.status == "published"
    subject = session.scalar(select(Space).where(*published, Space.city_id == city.id))
    if subject is None:
        raise NotFoundError(
            "There is no feature '{id}' in {collection}.",
            id=proposal.subject_id,
            collection=SPACES.id,
        )
    return subject


def _check(session: Session, city: City, proposal: Proposal, values: Mapping[str, Any]) -> None:
    if proposal.action == CREATE and not (values.get("name_th") or values.get("name_en")):
        raise InputError("It has no name.")
    if proposal.action == UPDATE and not values and not proposal.message:
        raise InputError("It stands like that already; say what should be different.")
    place = values.get(PLACE)
    if place is not None:
        check_place(session, city.id, place)


def _same(session: Session, row: Contribution) -> int | None:
    """Return the same proposal where it waits already: somebody pressed twice, or tried again."""
    alike = (
        *("city_id", "layer", "action", "subject_id", "proposal", "message"),
        *("sender", "account_id", "medium_id"),
    )
    columns = Contribution.__table__.columns
    query = select(Contribution.id).where(
        Contribution.status == PENDING,
        *(columns[name].is_not_distinct_from(getattr(row, name)) for name in alike),
    )
    return session.scalar(query.limit(1))


def _twins(session: Session, city_id: int, proposal: Proposal) -> list[Twin]:
    if proposal.action != CREATE:
        return []
    return find_public_twins(session, wanted_space(city_id, proposal.values))
