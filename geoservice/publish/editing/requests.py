"""Features and patches that curators send, read into the values of a row.

Only what differs from the feature as it is published is said to change: so a feature that was
read can be sent back as it is, with what a curator cannot set, and with what an import brought in
that would be refused here.
"""

from collections.abc import Mapping
from typing import Any

from geoservice.ecology.editing.rows import PLACE, New
from geoservice.errors import InputError
from geoservice.publish.bodies import check_city, check_members
from geoservice.publish.crs import CoordinateSystem
from geoservice.publish.editing.fields import check_field
from geoservice.publish.editing.merge_patch import merged
from geoservice.publish.editing.places import check_place
from geoservice.publish.values import shown
from geoservice.store.catalog import Collection

Feature = Mapping[str, Any]
_MEMBERS = ("type", "id", "geometry", "properties", "links", "bbox")
# What left out does not mean: who sees a home is never changed by silence.
_STAYS = ("place_privacy", "currency")
_DERIVED = ("open_now", "next_change")  # publish/opening.py adds them to what is read


def parse_new(collection: Collection, body: Feature, crs: CoordinateSystem) -> New:
    """Return the row that a feature describes; its id is given by the store."""
    given = _properties(collection, body)
    for name, about in collection.properties.items():
        if about.read_only and given.get(name) is not None:
            raise _read_only(name)
    city = check_city("city", given["city"]) if given.get("city") is not None else None
    found = {
        name: check_field(name, given.get(name), of=collection)
        for name in collection.editable_properties
    }
    values = {name: value for name, value in found.items() if value not in (None, ())}
    place = _new_place(collection, body, crs)
    return New(city, values if place is None else {**values, PLACE: place})


def parse_replacement(
    collection: Collection, body: Feature, current: Feature, crs: CoordinateSystem
) -> dict[str, Any]:
    """Return what a feature changes in the current one; a property it leaves out is emptied."""
    given = _properties(collection, body)
    _check_not_set(collection, body, given, current)
    return _changes(collection, (given, _geometry(body)), current, crs)


def parse_patch(
    collection: Collection, patch: Feature, current: Feature, crs: CoordinateSystem
) -> dict[str, Any]:
    """Return what a merge patch changes in the current feature."""
    check_members(patch, _MEMBERS)
    given = patch.get("properties", {})
    _check_known(collection, given)
    _check_not_set(collection, patch, given, current)
    body = merged(current, patch)
    changed = (_properties(collection, body), body.get("geometry"))
    return _changes(collection, changed, current, crs)


def _changes(
    collection: Collection, sent: tuple[Feature, Any], current: Feature, crs: CoordinateSystem
) -> dict[str, Any]:
    given, geometry = sent
    known = current["properties"]
    found = {
        name: check_field(name, given.get(name), of=collection)
        for name in collection.editable_properties
        if _said(given.get(name)) != _said(known[name])
        and not (name in _STAYS and given.get(name) is None)
    }
    # Where the place is not public, both are null: then nothing is said of it.
    if geometry != current["geometry"]:
        if not collection.placed:
            raise _not_placed()
        found[PLACE] = check_place(geometry, crs)
    return found


def _new_place(collection: Collection, body: Feature, crs: CoordinateSystem) -> Any:
    if collection.placed:
        return check_place(_geometry(body), crs)
    if body.get("geometry") is not None:
        raise _not_placed()
    return None


def _not_placed() -> InputError:
    return InputError(
        "'geometry' cannot be set here: it stands where its spaces stand. Give null, and say which "
        "space in 'space_id'."
    )


def _said(value: Any) -> Any:
    """Return a value, None for one that says nothing."""
    return None if value in ("", []) else value


def _properties(collection: Collection, body: Feature) -> Feature:
    """Return the properties of a GeoJSON feature, all of them known."""
    check_members(body, _MEMBERS)
    if body.get("type") != "Feature":
        raise InputError(
            "The body must be one GeoJSON Feature, with type, geometry and properties."
        )
    given = body.get("properties")
    _check_known(collection, given)
    return given  # type: ignore[return-value]


def _check_known(collection: Collection, given: object) -> None:
    if not isinstance(given, dict):
        raise InputError("'properties' must be an object with the properties of the feature.")
    unknown = [name for name in given if name not in collection.properties and name not in _DERIVED]
    if unknown:
        raise InputError(
            "There is no property '{name}' in {collection}; there are: {known}.",
            name=shown(unknown[0]),
            collection=collection.id,
            known=", ".join(collection.editable_properties),
        )


def _check_not_set(collection: Collection, body: Feature, given: Feature, current: Feature) -> None:
    """Refuse another value for what no curator sets."""
    if "id" in body and str(body["id"]) != str(current["id"]):
        raise _read_only("id")
    for name in ("city", *collection.properties):
        kept = name == "city" or collection.properties[name].read_only
        if kept and name in given and given[name] != current["properties"][name]:
            raise _read_only(name)


def _read_only(name: str) -> InputError:
    return InputError("'{name}' cannot be set: the store keeps it. Leave it out.", name=name)


def _geometry(body: Feature) -> Any:
    if "geometry" not in body:
        raise InputError(
            "The feature has no 'geometry'; give a Point, or null for a space that is online only."
        )
    return body["geometry"]
