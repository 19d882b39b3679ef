"""The catalogue for other catalogues: DCAT-AP 3.0 as JSON-LD, in Thai and English.

Words are of https://www.w3.org/TR/vocab-dcat-3/; what has to be there of
https://semiceu.github.io/DCAT-AP/releases/3.0.0/.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from geoservice.language import say_both
from geoservice.publish import dcat_terms as terms
from geoservice.publish.catalogue import CityPlace, Holding, Period
from geoservice.publish.dcat_terms import Node, both, instant, ref, typed
from geoservice.publish.exports.about import Licence
from geoservice.publish.exports.formats import Format
from geoservice.publish.grid import Box
from geoservice.store.catalog import Collection
from geoservice.store.labels import VOCABULARIES

MEDIA_TYPE = "application/ld+json"
_KEYWORDS = ("kind", "level", "class")  # properties whose words say what a collection is about
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
    agent = {"@type": "foaf:Agent", "foaf:name": publisher, "foaf:homepage": _page(at.page)}
    contact = {"@type": "vcard:Organization", "vcard:fn": publisher, "vcard:hasURL": ref(at.page)}
    given = {"dct:publisher": agent, "dcat:contactPoint": contact}
    places = {place.slug: place for each in holdings for place in each.places}
    changed = [each.about.changed for each in holdings if each.about.version.changed_at]
    return {
        "@context": terms.CONTEXT,
        "@id": at.catalogue,
        "@type": "dcat:Catalog",
        "dct:title": both(say_both("Open data of cities that learn")),
        "dct:description": both(say_both(ABOUT)),
        "dct:publisher": agent,
        "dct:language": terms.languages(),
        "dct:spatial": [_location(each) for each in places.values()],
        "dcat:themeTaxonomy": terms.themes(),
        "foaf:homepage": _page(at.page),
        **({"dct:modified": instant(max(changed))} if changed else {}),
        "dcat:service": {**_service(holdings, at), **given},
        "dcat:dataset": [{**_dataset(each, at), **given} for each in holdings],
    }


ABOUT = (
    "Learning spaces, districts and streets as open data, in every common format, in any coordinate"
    " system, and through OGC API."
)


def _service(holdings: Sequence[Holding], at: Addresses) -> Node:
    return {
        "@id": at.api,
        "@type": "dcat:DataService",
        "dct:title": "OGC API",
        "dct:description": both(say_both(ABOUT)),
        "dct:accessRights": terms.public(),
        "dcat:endpointURL": ref(at.api),
        "dcat:endpointDescription": ref(at.definition),
        "dct:conformsTo": [terms.standard(_FEATURES), terms.standard(_TILES)],
        "dcat:servesDataset": [ref(at.of(at.collection, each.collection)) for each in holdings],
    }


def _dataset(holding: Holding, at: Addresses) -> Node:
    collection, about = holding.collection, holding.about
    modified = {"dct:modified": instant(about.changed)} if about.version.changed_at else {}
    return {
        "@id": at.of(at.collection, collection),
        "@type": "dcat:Dataset",
        "dct:identifier": collection.id,
        "dct:title": both((collection.title_th, collection.title_en)),
        "dct:description": both((collection.description_th, collection.description_en)),
        "dcat:keyword": _keywords(collection),
        "dcat:theme": terms.theme(collection),
        "dcat:landingPage": _page(at.of(at.page_of, collection)),
        "dct:language": terms.languages(),
        "dct:accessRights": terms.public(),
        "dct:accrualPeriodicity": terms.continuously(),
        "dct:spatial": [_location(each) for each in holding.places],
        **modified,
        **({"dct:temporal": _period(holding.period)} if holding.period else {}),
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
    return [word for pair in pairs for word in both(pair)]


def _location(place: CityPlace) -> Node:
    """Return a city as a place: its names, and its box as WKT (longitude, latitude)."""
    names = [(place.name_th, "th"), (place.name_en, "en")]
    return {
        "@type": "dct:Location",
        "skos:prefLabel": [{"@value": name, "@language": code} for name, code in names if name],
        "dcat:bbox": {"@value": _wkt(place.box), "@type": "geo:wktLiteral"},
    }


def _period(period: Period) -> Node:
    until = {"dcat:endDate": instant(period.end.isoformat())} if period.end else {}
    begin = instant(period.begin.isoformat())
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": begin, **until}


def _page(url: str) -> Node:
    return typed(url, "foaf:Document")


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
            "dct:format": terms.file_type("geojson", "GeoJSON"),
            "dcat:accessURL": ref(items),
            "dcat:accessService": ref(at.api),
            "dct:conformsTo": terms.standard(_FEATURES),
        },
        {
            **_distribution("tiles", "OGC API – Tiles, TileJSON", holding, at),
            "dct:format": terms.file_type("tiles", "Mapbox Vector Tiles"),
            "dcat:accessURL": ref(tiles),
            "dcat:accessService": ref(at.api),
            "dct:conformsTo": terms.standard(_TILES),
        },
    ]


def _export(form: Format, holding: Holding, at: Addresses) -> Node:
    url = f"{at.of(at.export, holding.collection)}?f={form.id}"
    plain = form.media_type.split(";")[0]
    known = {"dcat:mediaType": terms.media_type(plain)} if form.id in _REGISTERED else {}
    return {
        **_distribution(form.id, form.title, holding, at),
        "dcat:accessURL": ref(url),
        "dcat:downloadURL": ref(url),
        "dct:format": terms.file_type(form.id, form.title),
        **known,
    }


def _distribution(name: str, title: str, holding: Holding, at: Addresses) -> Node:
    about = holding.about
    rights = {"@type": "dct:RightsStatement", "rdfs:label": about.attribution}
    return {
        "@id": f"{at.of(at.collection, about.collection)}#{name}",
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dct:description": both(
            (f"{about.collection.title_th} · {title}", f"{about.collection.title_en} · {title}")
        ),
        "dct:language": terms.languages(),
        "dcatap:availability": terms.available(),
        **({"dct:license": _licence(about.licence)} if about.licence else {}),
        **({"dct:modified": instant(about.changed)} if about.version.changed_at else {}),
        **({"dct:rights": rights} if about.attribution else {}),
    }


def _licence(licence: Licence) -> Node:
    return {**typed(licence.url, "dct:LicenseDocument"), "dct:title": licence.title}
