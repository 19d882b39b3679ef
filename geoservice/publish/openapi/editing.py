"""Writing in the OpenAPI definition: create, replace, update and take away, with a token."""

from geoservice.language import translate
from geoservice.publish.crs import CRS84_URI
from geoservice.publish.editing.fields import LONGEST, LONGEST_ITEM, MOST_ITEMS, RANGES
from geoservice.publish.editing.merge_patch import MEDIA_TYPE as MERGE_PATCH
from geoservice.publish.openapi.components import CONTENT_CRS
from geoservice.publish.openapi.parts import (
    GEOJSON,
    NUMBER,
    PROBLEM,
    SLUG,
    TEXT,
    Document,
    closed,
    formats,
    listed,
    members,
    nullable,
    one_of,
    parameter,
    ref,
    required,
    responses,
)
from geoservice.publish.schemas import property_schema
from geoservice.store.catalog import Collection, Property

SECURITY_SCHEMES: Document = {"token": {"type": "http", "scheme": "bearer"}}
_TOKEN: list[Document] = [{"token": []}]
_REQUIRED = {
    "spaces": ("kind",),
    "knowledge": ("space_id", "body", "title_th"),
    "activities": ("space_id", "title_th", "starts_at", "ends_at"),
    "offerings": ("space_id", "title_th"),
    "partners": ("actor", "name_th"),
    "notes": ("kind", "text"),
}
_NAMES: Document = {"anyOf": [{"required": ["name_th"]}, {"required": ["name_en"]}]}
_NAMED = ("spaces",)
_ADDED = ("open_now", "next_change")  # to a space that is read; sent back they change nothing
_POINT: Document = nullable(
    members(
        *("type", "coordinates"),
        type=one_of(("Point",)),
        coordinates=listed(NUMBER, minItems=2, maxItems=3),
    )
)
_READ_ONLY: Document = {"readOnly": True}
_NOWHERE: Document = nullable({"type": "object", "enum": []})


def create_operation(collection: Collection, language: str) -> Document:
    """Return what adds a feature to a collection."""
    allowed = translate("allow: add it beside a place that seems to be the same.", language)
    answers = _answers(collection, "409", body=True)
    answers["201"] = _created(answers.pop("200"), language)
    return {
        **_head(collection, "create", "Add a feature.", language),
        "parameters": [
            parameter("duplicate", allowed, one_of(("allow",))),
            *_shared(language),
            formats(language, "json", "geojson"),
            ref("lang"),
        ],
        "requestBody": _body(collection, GEOJSON, language),
        "responses": answers,
    }


def item_operations(collection: Collection, language: str) -> Document:
    """Return what changes one feature of a collection, or takes it away."""
    replace = "Put another feature in its place; what that leaves out is emptied."
    update = "Change what a merge patch names (RFC 7396); null empties."
    return {
        "put": _change(collection, ("replace", replace, GEOJSON), language),
        "patch": _change(collection, ("update", update, MERGE_PATCH), language),
        "delete": _hide(collection, language),
    }


def _change(collection: Collection, how: tuple[str, str, str], language: str) -> Document:
    name, summary, media_type = how
    return {
        **_head(collection, name, summary, language),
        "parameters": [
            *_on_one(language),
            *_shared(language),
            formats(language, "json", "geojson"),
            ref("lang"),
        ],
        "requestBody": _body(collection, media_type, language),
        "responses": _answers(collection, "412", "428", body=True),
    }


def _hide(collection: Collection, language: str) -> Document:
    answers = _answers(collection, "412", "428")
    answers.pop("200")
    answers["204"] = {"description": translate("It is taken away.", language)}
    reason, _ = _shared(language)
    return {
        **_head(collection, "hide", "Take a feature away; it is hidden, not erased.", language),
        "parameters": [*_on_one(language), reason, ref("lang")],
        "responses": answers,
    }


def _head(collection: Collection, name: str, summary: str, language: str) -> Document:
    return {
        "summary": translate(summary, language),
        "operationId": f"{collection.id}.{name}",
        "security": _TOKEN,
    }


def _on_one(language: str) -> list[Document]:
    told = translate("The ETag of the feature as it was read.", language)
    return [ref("featureId"), required(_header("If-Match", told, TEXT))]


def _shared(language: str) -> list[Document]:
    why = translate("Why, as the trail keeps it.", language)
    system = translate("The coordinate system of the body, a URI in angle brackets.", language)
    return [
        parameter("reason", why, {"type": "string", "maxLength": 500}),
        _header("Content-Crs", system, CONTENT_CRS) | {"example": f"<{CRS84_URI}>"},
    ]


def _header(name: str, description: str, schema: Document) -> Document:
    return {
        "name": name,
        "in": "header",
        "description": description,
        "required": False,
        "schema": schema,
    }


def _answers(collection: Collection, *further: str, body: bool = False) -> Document:
    found = responses(GEOJSON, schema=f"{collection.id}_feature", body=body)
    return {**found, **dict.fromkeys(("401", "403", "429", *further), PROBLEM)}


def _created(answer: Document, language: str) -> Document:
    where = translate("The address of the new feature.", language)
    location = {"description": where, "schema": {"type": "string", "format": "uri"}}
    return {**answer, "headers": {"Location": location}}


def _body(collection: Collection, media_type: str, language: str) -> Document:
    properties = {
        name: written_property(name, about, language)
        for name, about in collection.properties.items()
    }
    whole = media_type == GEOJSON
    needed = _REQUIRED[collection.id] if whole else ()
    given = members(*needed, **properties, **dict.fromkeys(_ADDED, _READ_ONLY))
    feature = {
        "type": one_of(("Feature",)),
        "geometry": _POINT if collection.placed else _NOWHERE,
        "properties": closed(given) | (_NAMES if whole and collection.id in _NAMED else {}),
    }
    others = {"id": {"type": "integer"}, "links": listed({}), "bbox": listed(NUMBER)}
    schema = closed(members(*(feature if whole else ()), **feature, **others))
    return {"required": True, "content": {media_type: {"schema": schema}}}


def written_property(name: str, about: Property, language: str) -> Document:
    """Return the schema of a property as those who write send it."""
    schema = property_schema(name, about, language)
    if about.type == "array":
        schema = {**schema, "maxItems": MOST_ITEMS}
        if not about.enum:
            schema["items"] = {**schema["items"], "maxLength": LONGEST_ITEM}
    if name in RANGES:
        schema |= dict(zip(("minimum", "maximum"), RANGES[name], strict=True))
    if name in LONGEST:
        schema["maxLength"] = LONGEST[name]
    if about.read_only:
        return schema | {"readOnly": True}
    if name == "city":
        return schema | SLUG
    return schema if name in ("kind", "body", "actor") else nullable(schema)
