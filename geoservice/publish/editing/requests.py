"""Features and patches that curators send, read into the values of a space.

Only what differs from the feature as it is published is said to change: so a feature that was
read can be sent back as it is, with what a curator cannot set, and with what an import brought in
that would be refused here.
"""

from collections.abc import Mapping
from typing import Any

from geoservice.ecology.editing.spaces import FIELDS, PLACE, NewSpace
from geoservice.errors import InputError
from geoservice.publish.bodies import check_city, check_members
from geoservice.publish.crs import CoordinateSystem
from geoservice.publish.editing.fields import check_field
from geoservice.publish.editing.merge_patch import merged
from geoservice.publish.editing.places import check_place
from geoservice.publish.values import shown
from geoservice.store.catalog import SPACES

Feature = Mapping[str, Any]
_MEMBERS = ("type", "id", "geometry", "properties", "links", "bbox")
_NOT_SET = ("city", *(name for name, each in SPACES.properties.items() if each.read_only))
_DERIVED = ("open_now", "next_change")  # publish/opening.py adds them to what is read


def parse_new(body: Feature, crs: CoordinateSystem) -> NewSpace:
    """Return the space that a feature describes; its id is given by the store."""
    given = _properties(body)
    for name in _NOT_SET[1:]:
        if given.get(name) is not None:
            raise _read_only(name)
    city = check_city("city", given["city"]) if given.get("city") is not None else None
    found = {name: check_field(name, given.get(name)) for name in FIELDS}
    values = {name: value for name, value in found.items() if value not in (None, ())}
    place = check_place(_geometry(body), crs)
    return NewSpace(city, values if place is None else {**values, PLACE: place})


def parse_replacement(body: Feature, current: Feature, crs: CoordinateSystem) -> dict[str, Any]:
    """Return what a feature changes in the current one; a property it leaves out is emptied."""
    given = _properties(body)
    _check_not_set(body, given, current)
    return _changes(given, _geometry(body), current, crs)


def parse_patch(patch: Feature, current: Feature, crs: CoordinateSystem) -> dict[str, Any]:
    """Return what a merge patch changes in the current feature."""
    check_members(patch, _MEMBERS)
    given = patch.get("properties", {})
    _check_known(given)
    _check_not_set(patch, given, current)
    body = merged(current, patch)
    return _changes(_properties(body), body.get("geometry"), current, crs)


def _changes(
    given: Feature, geometry: Any, current: Feature, crs: CoordinateSystem
) -> dict[str, Any]:
    known = current["properties"]
    found = {
        name: check_field(name, given.get(name))
        for name in FIELDS
        if _said(given.get(name)) != _said(known[name])
    }
    # Where the place is not public, both are null: then nothing is said of it.
    if geometry != current["geometry"]:
        found[PLACE] = check_place(geometry, crs)
    return found


def _said(value: Any) -> Any:
    """Return a value, None for one that says nothing."""
    return None if value in ("", []) else value


def _properties(body: Feature) -> Feature:
    """Return the properties of a GeoJSON feature, all of them known."""
    check_members(body, _MEMBERS)
    if body.get("type") != "Feature":
        raise InputError(
            "The body must be one GeoJSON Feature, with type, geometry and properties."
        )
    given = body.get("properties")
    _check_known(given)
    return given  # type: ignore[return-value]


def _check_known(given: object) -> None:
    if not isinstance(given, dict):
        raise InputError("'properties' must be an object with the properties of the feature.")
    unknown = [name for name in given if name not in SPACES.properties and name not in _DERIVED]
    if unknown:
        raise InputError(
            "There is no property '{name}' in {collection}; there are: {known}.",
            name=shown(unknown[0]),
            collection=SPACES.id,
            known=", ".join(FIELDS),
        )


def _check_not_set(body: Feature, given: Feature, current: Feature) -> None:
    """Refuse another value for what no curator sets."""
    if "id" in body and str(body["id"]) != str(current["id"]):
        raise _read_only("id")
    for name in _NOT_SET:
        if name in given and given[name] != current["properties"][name]:
            raise _read_only(name)


def _read_only(name: str) -> InputError:
    return InputError("'{name}' cannot be set: the store keeps it. Leave it out.", name=name)


def _geometry(body: Feature) -> Any:
    if "geometry" not in body:
        raise InputError(
            "The feature has no 'geometry'; give a Point, or null for a space that is online only."
        )
    return body["geometry"]
