"""Finding what is published by the name people ask for."""

from geoservice.errors import InputError, NotFoundError
from geoservice.publish.values import shown
from geoservice.store.catalog import COLLECTIONS, Collection


def find_collection(name: str) -> Collection:
    """Return a collection; NotFoundError names those there are."""
    found = COLLECTIONS.get(name)
    if found is None:
        raise NotFoundError(
            "There is no collection '{name}'; there are: {known}.",
            name=shown(name),
            known=", ".join(COLLECTIONS),
        )
    return found


def find_collections(names: str | None) -> tuple[Collection, ...]:
    """Return the collections of a list with commas, all where it is None.

    InputError names those there are.
    """
    if names is None:
        return tuple(COLLECTIONS.values())
    wanted = dict.fromkeys(name.strip() for name in names.split(","))
    unknown = [name for name in wanted if name not in COLLECTIONS]
    if unknown:
        raise InputError(
            "There is no collection '{name}'; there are: {known}.",
            name=shown(unknown[0]),
            known=", ".join(COLLECTIONS),
        )
    return tuple(COLLECTIONS[name] for name in wanted)
