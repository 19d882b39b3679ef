"""What the addresses of OGC API answer, as schemas of the OpenAPI definition."""

from geoservice.publish.openapi.parts import (
    NUMBER,
    TEXT,
    TIME,
    WHOLE,
    Document,
    listed,
    members,
    nullable,
    one_of,
    schema_ref,
)
from geoservice.publish.schemas import property_schema
from geoservice.store.catalog import COLLECTIONS, Collection

_LINKS: Document = listed(schema_ref("link"))
_BOX: Document = listed(NUMBER, minItems=4, maxItems=6)
_SHAPES = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon")


def answer_schemas(language: str) -> Document:
    """Return what is answered about the API, its collections, their features and their tiles."""
    feature = _feature({"type": "object"})
    found = {
        "link": members("rel", "href", rel=TEXT, href=TEXT, type=TEXT, title=TEXT),
        "landing": members("links", title=TEXT, description=TEXT, links=_LINKS),
        "conformance": members("conformsTo", conformsTo=listed(TEXT)),
        "collection": _collection(),
        "collections": members(
            *("links", "collections"),
            links=_LINKS,
            collections=listed(schema_ref("collection")),
        ),
        "json_schema": members("type", type=one_of(("object",)), properties={"type": "object"}),
        "features": _features(feature),
        "tile_set": _tile_set(),
        "tile_sets": members(
            *("links", "tilesets"), links=_LINKS, tilesets=listed(schema_ref("tile_set"))
        ),
        "matrix_sets": members(
            "tileMatrixSets", tileMatrixSets=listed({"type": "object"}), links=_LINKS
        ),
        "matrix_set": members(
            *("id", "uri", "crs", "tileMatrices"),
            id=TEXT,
            title=TEXT,
            uri=TEXT,
            crs=TEXT,
            tileMatrices=listed({"type": "object"}, minItems=1),
        ),
        "cities": members("cities", cities=listed(_city())),
        "limits": members(
            *("title", "groups"), title=TEXT, description=TEXT, groups=listed({"type": "object"})
        ),
    }
    for collection in COLLECTIONS.values():
        found |= _features_of(collection, language)
    return found


def _features_of(collection: Collection, language: str) -> Document:
    named = {
        name: nullable(property_schema(name, about, language))
        for name, about in collection.properties.items()
    }
    feature = f"{collection.id}_feature"
    return {
        feature: _feature(members(**named), id={"type": "integer"}),
        f"{collection.id}_features": _features(schema_ref(feature)),
    }


def _feature(properties: Document, **others: Document) -> Document:
    shape = members("type", "coordinates", type=one_of(_SHAPES), coordinates=listed({}))
    return members(
        *("type", "geometry", "properties"),
        type=one_of(("Feature",)),
        geometry=nullable(shape),
        properties=properties,
        links=_LINKS,
        **others,
    )


def _features(feature: Document) -> Document:
    return members(
        *("type", "features"),
        type=one_of(("FeatureCollection",)),
        features=listed(feature),
        numberMatched=WHOLE,
        numberReturned=WHOLE,
        numberMatchedIsEstimate={"type": "boolean"},
        timeStamp=TIME,
        links=_LINKS,
    )


def _collection() -> Document:
    spatial = members("bbox", bbox=listed(_BOX, minItems=1), crs=TEXT)
    return members(
        *("id", "links"),
        id=TEXT,
        title=TEXT,
        description=TEXT,
        itemType=one_of(("feature",)),
        extent=members(spatial=spatial),
        crs=listed(TEXT, minItems=1),
        storageCrs=TEXT,
        links=_LINKS,
    )


def _tile_set() -> Document:
    return members(
        *("dataType", "crs", "links"),
        title=TEXT,
        dataType=one_of(("vector",)),
        crs=TEXT,
        tileMatrixSetId=TEXT,
        tileMatrixSetURI=TEXT,
        links=_LINKS,
    )


def _city() -> Document:
    return members(
        *("id", "name_th", "name_en", "bbox"),
        id=TEXT,
        name_th=TEXT,
        name_en=TEXT,
        country=TEXT,
        timezone=TEXT,
        bbox=_BOX,
        attribution=TEXT,
        spaces={"type": "object"},
        levels={"type": "object"},
    )
