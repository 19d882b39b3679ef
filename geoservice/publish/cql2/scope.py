"""Where a filter is read: which collection it asks, in which coordinates, what it has used."""

from dataclasses import dataclass, field, replace

from sqlalchemy import TableClause

from geoservice.errors import InputError
from geoservice.publish.cql2.limits import DEEPEST, Spent, too_deep
from geoservice.publish.crs import LONLAT, CoordinateSystem
from geoservice.publish.values import shown
from geoservice.store.catalog import Collection, Property
from geoservice.store.relations import view_of

GEOMETRY = "geometry"


@dataclass(frozen=True)
class Scope:
    """The place in a filter that is being read."""

    collection: Collection
    crs: CoordinateSystem = LONLAT
    spent: Spent = field(default_factory=Spent)
    depth: int = 0

    @property
    def view(self) -> TableClause:
        """Return the view that is asked."""
        return view_of(self.collection.id)

    def deeper(self) -> "Scope":
        """Return the scope one level down; InputError where it goes too deep."""
        if self.depth >= DEEPEST:
            raise too_deep()
        return replace(self, depth=self.depth + 1)

    def queryable(self, name: str) -> Property:
        """Return a property one can ask by; InputError names those there are."""
        known = self.collection.queryables
        if name not in known:
            raise InputError(
                "The parameter 'filter' asks for '{name}', by which {collection} cannot be asked; "
                "there are: {known}.",
                name=shown(name),
                collection=self.collection.id,
                known=", ".join((GEOMETRY, *known)),
            )
        return known[name]
