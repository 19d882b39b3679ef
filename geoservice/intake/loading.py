"""Merging what a source says into what is stored, and counting what that did.

Rows go by COPY into a temporary table, then one SQL function (`sql/30_merge_spaces.sql`) merges
them: ids stay, what a curator edited wins field by field, an unchanged row is not written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from shapely import MultiPolygon, Point
from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.errors import GeoserviceError, InputError
from geoservice.intake.staging import stage_rows


@dataclass(frozen=True)
class Refusal:
    """What was not taken in: which object or row ("row 7", "way/123"), and why.

    `count` says for how many objects of the same reason it stands; the subject is the first.
    """

    subject: str
    reason: GeoserviceError
    count: int = 1


@dataclass(frozen=True)
class Counts:
    """What an import did with the things it read, and what is worth knowing about them."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    hidden: int = 0
    refusals: tuple[Refusal, ...] = ()
    warnings: tuple[GeoserviceError, ...] = ()

    @property
    def refused(self) -> int:
        """Return how many things were refused."""
        return sum(refusal.count for refusal in self.refusals)

    def with_refusals(self, refusals: Iterable[Refusal]) -> "Counts":
        """Return the same counts after further things were read and refused."""
        further = tuple(refusals)
        read = self.read + sum(refusal.count for refusal in further)
        return replace(self, read=read, refusals=(*self.refusals, *further))

    def with_warnings(self, warnings: Iterable[GeoserviceError]) -> "Counts":
        """Return the same counts with further warnings."""
        return replace(self, warnings=(*self.warnings, *warnings))


@dataclass(frozen=True)
class IncomingSpace:
    """A space as one source knows it; None or empty where the source says nothing.

    `source_id` is the source's own stable id of it. `geom` is where one goes, lon and lat in
    EPSG:4326 (None: online only); `outline` its extent. `rank` lies between 0 and 1.
    """

    source_id: str
    kind: str
    subkind: str | None = None
    religion: str | None = None
    name_th: str | None = None
    name_en: str | None = None
    other_names: tuple[str, ...] = ()
    description_th: str | None = None
    description_en: str | None = None
    age_groups: tuple[str, ...] = ()
    opening_hours: str | None = None
    capacity: int | None = None
    wheelchair: str | None = None
    website: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    operator: str | None = None
    wikidata: str | None = None
    source_members: tuple[str, ...] = ()
    rank: float = 0.0
    geom: Point | None = None
    outline: MultiPolygon | None = None


_NAMES = tuple(field.name for field in fields(IncomingSpace))
_TYPES = {
    "other_names": "text []",
    "age_groups": "text []",
    "source_members": "text []",
    "capacity": "integer",
    "rank": "double precision",
    "geom": "geometry(point, 4326)",
    "outline": "geometry(multipolygon, 4326)",
}
_COLUMNS = {name: _TYPES.get(name, "text") for name in _NAMES} | {"filled": "text []"}
# Which columns carry no statement of the source about the place.
_NO_STATEMENT = {"source_id", "source_members", "rank"}


def merge_spaces(
    session: Session,
    *,
    city_id: int,
    source: str,
    rows: Iterable[IncomingSpace],
    hide_missing: bool,
) -> Counts:
    """Merge `rows` of `source` into the spaces of a city, in the session's transaction.

    With `hide_missing`, spaces of that source that are not among the rows become hidden, and come
    back when they are there again. A source id met twice is refused from the second time on.
    """
    refused: list[Refusal] = []
    stage_rows(session, "incoming_space", _COLUMNS, map(_row, _once(rows, refused)))
    counted = session.execute(
        text("SELECT * FROM merge_spaces(:city, :source, :hide)"),
        {"city": city_id, "source": source, "hide": hide_missing},
    ).one()
    return Counts(*counted).with_refusals(refused)


def _once(rows: Iterable[IncomingSpace], refused: list[Refusal]) -> Iterator[IncomingSpace]:
    seen: set[str] = set()
    for row in rows:
        if row.source_id in seen:
            reason = InputError("The id {id} is there more than once.", id=row.source_id)
            refused.append(Refusal(row.source_id, reason))
        else:
            seen.add(row.source_id)
            yield row


def _row(space: IncomingSpace) -> tuple[object, ...]:
    values = [getattr(space, name) for name in _NAMES]
    said = [
        name
        for name, value in zip(_NAMES, values, strict=True)
        if name not in _NO_STATEMENT and value not in (None, ())
    ]
    return (*values, said)
