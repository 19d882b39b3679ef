"""The catalogue for other catalogues: DCAT-AP 3.0 as JSON-LD, in Thai and English.

Words are of https://www.w3.org/TR/vocab-dcat-3/; what has to be there of
https://semiceu.github.io/DCAT-AP/releases/3.0.0/.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geoservice.language import Both, say_both
from geoservice.publish.catalogue import CityPlace, Holding
from geoservice.publish.exports.formats import Format
from geoservice.publish.grid import Box
from geoservice.store.catalog import Collection
from geoservice.store.labels import VOCABULARIES

MEDIA_TYPE = "application/ld+json"
Node = dict[str, Any]

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_THEMES = {"spaces": "EDUC", "streets": "TRAN"}
_USUAL_THEME = "REGI"
_KEYWORDS = ("kind", "level", "class")  # properties whose words say what a collection is about
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_REGISTERED = ("geojson", "geojsonseq", "csv", "xlsx", "gpkg", "parquet", "kml", "dxf", "shp")
_FEATURES = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
_TILES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core"


@dataclass(frozen=True)
class Addresses:
    """Where things are; `{collection}` stands in those of each collection.

    `page` shows the catalogue, `page_of` a collection in it.
    """

    catalogue: str
    page: str
    page_of: str
    api: str
    definition: str
    collection: str
    items: str
    export: str
    tilejson: str

    def of(self, template: str, collection: Collection) -> str:
        """Return one of these addresses for a collection."""
        return template.replace("{collection}", collection.id)


def dcat_document(holdings: Sequence[Holding], at: Addresses, publisher: str) -> Node:
    """Return the catalogue with a dataset for each collection."""
    agent = {"@type": "foaf:Agent", "foaf:name": publisher, "foaf:homepage": _ref(at.page)}
    changed = [each.about.changed for each in holdings if each.about.version.changed_at]
    return {
        "@context": _CONTEXT,
        "@id": at.catalogue,
        "@type": "dcat:Catalog",
        "dct:title": _both(say_both("Open data of cities that learn")),
        "dct:description": _both(say_both(ABOUT)),
        "dct:publisher": agent,
        "dct:language": [_ref(f"{_AUTHORITY}language/{code}") for code in ("THA", "ENG")],
        "dcat:themeTaxonomy": _ref(f"{_AUTHORITY}data-theme"),
        "foaf:homepage": _ref(at.page),
        **({"dct:modified": _instant(max(changed))} if changed else {}),
        "dcat:service": _service(holdings, at, agent),
        "dcat:dataset": [{**_dataset(each, at), "dct:publisher": agent} for each in holdings],
    }


ABOUT = (
    "Learning spaces, districts and streets as open data, in every common format, in any coordinate"
    " system, and through OGC API."
)


def _service(holdings: Sequence[Holding], at: Addresses, agent: Node) -> Node:
    return {
        "@id": at.api,
        "@type": "dcat:DataService",
        "dct:title": "OGC API",
        "dct:publisher": agent,
        "dcat:endpointURL": _ref(at.api),
        "dcat:endpointDescription": _ref(at.definition),
        "dct:conformsTo": [_ref(_FEATURES), _ref(_TILES)],
        "dcat:servesDataset": [_ref(at.of(at.collection, each.collection)) for each in holdings],
    }


def _dataset(holding: Holding, at: Addresses) -> Node:
    collection, about = holding.collection, holding.about
    theme = _THEMES.get(collection.id, _USUAL_THEME)
    modified = {"dct:modified": _instant(about.changed)} if about.version.changed_at else {}
    return {
        "@id": at.of(at.collection, collection),
        "@type": "dcat:Dataset",
        "dct:identifier": collection.id,
        "dct:title": _both((collection.title_th, collection.title_en)),
        "dct:description": _both((collection.description_th, collection.description_en)),
        "dcat:keyword": _keywords(collection),
        "dcat:theme": _ref(f"{_AUTHORITY}data-theme/{theme}"),
        "dcat:landingPage": _ref(at.of(at.page_of, collection)),
        "dct:language": [_ref(f"{_AUTHORITY}language/{code}") for code in ("THA", "ENG")],
        "dct:spatial": [_location(each) for each in holding.places],
        **modified,
        "dcat:version": str(about.version.number),
        "dcat:distribution": [
            *_api_distributions(holding, at),
            *(_export(form, holding, at) for form in holding.formats),
        ],
    }


def _keywords(collection: Collection) -> list[Node]:
    labels = [
        label for name in _KEYWORDS if name in collection.properties for label in VOCABULARIES[name]
    ]
    own = (collection.title_th, collection.title_en)
    pairs = [own, *((each.title_th, each.title_en) for each in labels)]
    return [word for pair in pairs for word in _both(pair)]


def _location(place: CityPlace) -> Node:
    """Return a city as a place: its names, and its box as WKT (longitude, latitude)."""
    names = [(place.name_th, "th"), (place.name_en, "en")]
    return {
        "@type": "dct:Location",
        "skos:prefLabel": [{"@value": name, "@language": code} for name, code in names if name],
        "dcat:bbox": {"@value": _wkt(place.box), "@type": "geo:wktLiteral"},
    }


def _wkt(box: Box) -> str:
    corners = (
        *((box.west, box.south), (box.east, box.south), (box.east, box.north)),
        *((box.west, box.north), (box.west, box.south)),
    )
    return f"POLYGON(({','.join(f'{lon} {lat}' for lon, lat in corners)}))"


def _api_distributions(holding: Holding, at: Addresses) -> list[Node]:
    items = at.of(at.items, holding.collection)
    tiles = at.of(at.tilejson, holding.collection)
    return [
        {
            **_distribution("api", "OGC API – Features", holding, at),
            "dcat:accessURL": _ref(items),
            "dcat:accessService": _ref(at.api),
            "dct:conformsTo": _ref(_FEATURES),
        },
        {
            **_distribution("tiles", "OGC API – Tiles, TileJSON", holding, at),
            "dcat:accessURL": _ref(tiles),
            "dcat:accessService": _ref(at.api),
            "dct:conformsTo": _ref(_TILES),
        },
    ]


def _export(form: Format, holding: Holding, at: Addresses) -> Node:
    url = f"{at.of(at.export, holding.collection)}?f={form.id}"
    plain = form.media_type.split(";")[0]
    known = {"dcat:mediaType": _ref(_MEDIA_TYPES + plain)} if form.id in _REGISTERED else {}
    return {
        **_distribution(form.id, form.title, holding, at),
        "dcat:accessURL": _ref(url),
        "dcat:downloadURL": _ref(url),
        "dct:format": {"@type": "dct:MediaTypeOrExtent", "rdfs:label": form.title},
        **known,
    }


def _distribution(name: str, title: str, holding: Holding, at: Addresses) -> Node:
    about = holding.about
    rights = {"@type": "dct:RightsStatement", "rdfs:label": about.attribution}
    return {
        "@id": f"{at.of(at.collection, about.collection)}#{name}",
        "@type": "dcat:Distribution",
        "dct:title": title,
        **({"dct:license": _ref(about.licence.url)} if about.licence else {}),
        **({"dct:rights": rights} if about.attribution else {}),
    }


def _both(pair: Both) -> list[Node]:
    return [
        {"@value": text, "@language": code} for text, code in zip(pair, ("th", "en"), strict=True)
    ]


def _instant(text: str) -> Node:
    return {"@value": text, "@type": "xsd:dateTime"}


def _ref(url: str) -> Node:
    return {"@id": url}
