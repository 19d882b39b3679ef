"""Finding places that two sources list twice, and offering them as merges to a curator.

Nothing is merged here: an offer is a pending contribution, and a pair that was offered once, or
rejected, is not offered again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from geoservice.name_likeness import Likeness, best_likeness
from geoservice.same_place import (
    FARTHEST_METRES,
    LEAST_LIKENESS,
    farthest_metres,
    reach_metres,
)
from geoservice.store.audit import FROM_SHELL, Author, Write, record_write
from geoservice.store.models import City, Contribution, Space

LAYER = "duplicates"
# One list seldom has a place twice: its entries must be called the same and lie close. (In
# thailand-hospitals 42 of the 43 pairs of one name are within 16 m.)
_LEAST_WITHIN_A_SOURCE = 0.97
_WITHIN_A_SOURCE_METRES = 50.0
# Distances of one place between two lists: 500 m counts as much as 30 % of unlike names.
_DISTANCE_WEIGHT = 0.3


class Listed(NamedTuple):
    """A space as it is compared: what it is called, and where that comes from."""

    id: int
    kind: str
    source: str
    name_th: str | None
    name_en: str | None
    other_names: list[str]
    phone: str | None
    website: str | None
    wikidata: str | None
    provenance: dict[str, Any]


@dataclass(frozen=True)
class Duplicate:
    """Two spaces that seem to be one place, the one to keep first; `score` from 0 to 1."""

    keep: Listed
    other: Listed
    metres: float
    score: float
    reasons: tuple[str, ...]


def offer_duplicates(session: Session, city: City) -> list[Duplicate]:
    """Offer each newly found pair of a city's spaces as a merge; return the pairs, best first."""
    found = find_duplicates(session, city)
    session.add_all(_offer(city, duplicate) for duplicate in found)
    session.flush()
    if found:
        _write_down(session, city, FROM_SHELL, ("offer", {"pairs": len(found)}))
    return found


def find_duplicates(session: Session, city: City) -> list[Duplicate]:
    """Return pairs of published spaces that seem to be one place and were never offered.

    A space is paired at most once with each other source: its best match there.
    """
    rows = session.execute(
        text("SELECT one, other, metres FROM duplicate_candidates(:city, :metres)"),
        {"city": city.id, "metres": FARTHEST_METRES},
    ).all()
    standing = _merges(session, city, statuses=("pending", "approved"))
    ids = {id for row in rows for id in (row.one, row.other)}
    spaces = _spaces(session, ids | {id for merge in standing for id in merge})
    pairs = (_compare(spaces[row.one], spaces[row.other], row.metres) for row in rows)
    taken = {
        claim
        for one, other in standing
        if one in spaces and other in spaces
        for claim in _claims(spaces[one], spaces[other])
    }
    return _best_of_each([pair for pair in pairs if pair is not None], taken)


def pending_offers(session: Session, city: City) -> list[Duplicate]:
    """Return the merges that wait for a curator and can still be done, best first."""
    offers = _offers(session, city, statuses=("pending",))
    spaces = _spaces(session, _published(session, {id for each in offers for id in _pair(each)}))
    found = [
        Duplicate(
            spaces[keep],
            spaces[other],
            offer.proposal["metres"],
            offer.proposal["score"],
            tuple(offer.proposal["reasons"]),
        )
        for offer in offers
        for keep, other in [_pair(offer)]
        if keep in spaces and other in spaces
    ]
    return sorted(found, key=lambda duplicate: -duplicate.score)


def _offers(session: Session, city: City, *, statuses: tuple[str, ...]) -> list[Contribution]:
    return list(
        session.scalars(
            select(Contribution).where(
                Contribution.city_id == city.id,
                Contribution.layer == "spaces",
                Contribution.status.in_(statuses),
                Contribution.proposal.has_key("merge"),
            )
        )
    )


def dismiss_pair(
    session: Session, city: City, pair: tuple[int, int], *, account: int, author: Author
) -> None:
    """Say that two spaces are two places, so that they are never offered again."""
    known = [each for each in _every_offer(session, city) if set(_pair(each)) == set(pair)]
    if not known:
        known = [Contribution(city_id=city.id, layer="spaces", subject_id=pair[0])]
        known[0].proposal = {"merge": list(pair), "score": 0, "metres": 0, "reasons": []}
        session.add_all(known)
    for each in known:
        each.status, each.decided_by, each.decided_at = "rejected", account, datetime.now(UTC)
    session.flush()
    _write_down(session, city, author, ("dismiss", {"pair": list(pair)}))


def _write_down(
    session: Session, city: City, author: Author, what: tuple[str, dict[str, Any]]
) -> None:
    action, told = what
    write = Write(
        author.actor,
        action,
        LAYER,
        city_id=city.id,
        after=told,
        reason=author.reason,
        address=author.address,
    )
    record_write(session, write)


def _every_offer(session: Session, city: City) -> list[Contribution]:
    return _offers(session, city, statuses=("pending", "approved", "rejected"))


def _pair(offer: Contribution) -> tuple[int, int]:
    one, other = offer.proposal["merge"]
    return one, other


def _published(session: Session, ids: set[int]) -> set[int]:
    query = select(Space.id).where(Space.id.in_(ids), Space.status == "published")
    return set(session.scalars(query))


def _merges(session: Session, city: City, *, statuses: tuple[str, ...]) -> list[tuple[int, int]]:
    return [_pair(offer) for offer in _offers(session, city, statuses=statuses)]


def _spaces(session: Session, ids: Iterable[int]) -> dict[int, Listed]:
    wanted = sorted(ids)
    found: dict[int, Listed] = {}
    for start in range(0, len(wanted), 5000):
        query = select(*(getattr(Space, name) for name in Listed._fields))
        rows = session.execute(query.where(Space.id.in_(wanted[start : start + 5000])))
        found.update({row.id: Listed(*row) for row in rows})
    return found


def _compare(one: Listed, other: Listed, metres: float) -> Duplicate | None:
    """Return the pair if its names are alike enough for their distance."""
    alike = _likeness(one, other)
    least = _LEAST_WITHIN_A_SOURCE if one.source == other.source else LEAST_LIKENESS
    if alike.score < least or metres > min(reach_metres(alike.score), _farthest(one, other)):
        return None
    score = alike.score * (1 - _DISTANCE_WEIGHT * metres / FARTHEST_METRES)
    reasons = (alike.reason, *_further_reasons(one, other))
    keep, goes = sorted((one, other), key=_worth_keeping)
    return Duplicate(keep, goes, round(metres, 1), round(score, 4), reasons)


def _likeness(one: Listed, other: Listed) -> Likeness:
    if one.wikidata is not None and one.wikidata == other.wikidata:
        return Likeness(1.0, "same_wikidata")
    return best_likeness(_names(one), _names(other))


def _names(space: Listed) -> tuple[str | None, ...]:
    return (space.name_th, space.name_en, *space.other_names)


def _farthest(one: Listed, other: Listed) -> float:
    """Return how far apart two such places may lie at most, whatever their names."""
    chain = farthest_metres(one.kind, other.kind)
    return min(chain, _WITHIN_A_SOURCE_METRES) if one.source == other.source else chain


def _further_reasons(one: Listed, other: Listed) -> tuple[str, ...]:
    fields = ("phone", "website", "wikidata")
    return tuple(
        f"same_{name}"
        for name in fields
        if getattr(one, name) is not None and getattr(one, name) == getattr(other, name)
    )


def _worth_keeping(space: Listed) -> tuple[bool, int, int]:
    """Order spaces: one a curator worked on first, then the one that knows more, then the older."""
    curated = any(str(origin).startswith("curator:") for origin in space.provenance.values())
    return (not curated, -len(space.provenance), space.id)


def _best_of_each(pairs: list[Duplicate], taken: set[tuple[int, str]]) -> list[Duplicate]:
    best = []
    for pair in sorted(pairs, key=lambda each: (-each.score, each.keep.id, each.other.id)):
        claims = _claims(pair.keep, pair.other)
        if not claims & taken:
            taken |= claims
            best.append(pair)
    return best


def _claims(one: Listed, other: Listed) -> set[tuple[int, str]]:
    """Return what a pair takes: the one match of each space in the other's source."""
    return {(one.id, other.source), (other.id, one.source)}


def _offer(city: City, duplicate: Duplicate) -> Contribution:
    return Contribution(
        city_id=city.id,
        layer="spaces",
        subject_id=duplicate.keep.id,
        proposal={
            "merge": [duplicate.keep.id, duplicate.other.id],
            "score": duplicate.score,
            "metres": duplicate.metres,
            "reasons": list(duplicate.reasons),
        },
    )
