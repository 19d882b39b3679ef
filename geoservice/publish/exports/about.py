"""What an export says of itself: title, licence, attribution, date and version of the data."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.publish.exports.asked import AskedExport
from geoservice.publish.exports.origin import OPENSTREETMAP, Origin, read_origin
from geoservice.publish.features import Version
from geoservice.store.catalog import Collection
from geoservice.store.relations import CITY

_OPENSTREETMAP = "OpenStreetMap"
_PLACES = "สถานที่ · places"
_LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)  # the earliest that a ZIP archive can say


@dataclass(frozen=True)
class Licence:
    """Terms that data is given under."""

    id: str
    title: str
    url: str


ODBL = Licence(
    "ODbL-1.0",
    "Open Database License (ODbL) 1.0",
    "https://opendatacommons.org/licenses/odbl/1-0/",
)


@dataclass(frozen=True)
class About:
    """What stands in the file itself; `licence` None where the sources name none."""

    collection: Collection
    version: Version
    attribution: str
    licence: Licence | None

    @property
    def title(self) -> str:
        """Return the title, Thai first."""
        return f"{self.collection.title_th} · {self.collection.title_en}"

    @property
    def description(self) -> str:
        """Return what is in it, in both languages."""
        return f"{self.collection.description_th} · {self.collection.description_en}"

    @property
    def credit(self) -> str:
        """Return attribution and licence in one line."""
        parts = (self.attribution, self.licence.title if self.licence else "")
        return ", ".join(part for part in parts if part)

    @property
    def changed_at(self) -> datetime:
        """Return when the data was written last, in UTC; long ago where it never was."""
        return (self.version.changed_at or _LONG_AGO).astimezone(UTC)

    @property
    def changed(self) -> str:
        """Return when the data was written last, as RFC 3339 says it."""
        return self.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")

    def facts(self) -> dict[str, str]:
        """Return what formats with room for names and values are told."""
        found = {
            "title": self.title,
            "description": self.description,
            "attribution": self.attribution,
            "licence": self.licence.title if self.licence else "",
            "licence_url": self.licence.url if self.licence else "",
            "data_version": str(self.version.number),
            "changed": self.changed,
        }
        return {name: value for name, value in found.items() if value}


def read_about(session: Session, asked: AskedExport, version: Version) -> About:
    """Return what an export of one version says of itself."""
    origin = read_origin(session, asked.collection, _cities(asked))
    written_here = asked.collection.written_here
    attribution = _read_attribution(session, _cities(asked), origin, written_here=written_here)
    is_theirs = _OPENSTREETMAP in attribution and not written_here
    licence = ODBL if is_theirs else None
    return About(asked.collection, version, attribution, licence)


def _cities(asked: AskedExport) -> tuple[str, ...]:
    """Return the cities asked for, none for all."""
    return tuple(map(str, dict(asked.asked.values).get("city", ())))


def _read_attribution(
    session: Session, cities: tuple[str, ...], origin: Origin, *, written_here: bool
) -> str:
    """Return the attributions of cities, each once, as far as they are about this collection.

    That of OpenStreetMap is about what came from there; where other sources are beside it, it
    says which rows those are; where the texts were written here, that only the places are theirs.
    """
    said = select(func.distinct(CITY.c.attribution).label("said")).where(CITY.c.attribution != "")
    if cities:
        said = said.where(CITY.c.slug.in_(cities))
    found = session.scalars(said.order_by("said")).all()
    told = [each for each in found if _OPENSTREETMAP not in each or origin.openstreetmap]
    only = f" (source={OPENSTREETMAP})" if origin.is_mixed else ""
    if written_here:
        only = f" ({_PLACES})"
    return " · ".join(each + (only if _OPENSTREETMAP in each else "") for each in told)
