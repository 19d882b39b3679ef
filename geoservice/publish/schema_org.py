"""The catalogue for search engines: schema.org's DataCatalog and Dataset as JSON-LD.

What they want to know is listed at
https://developers.google.com/search/docs/appearance/structured-data/dataset.
"""

from collections.abc import Sequence
from typing import Any

from geoservice.language import translate
from geoservice.publish.catalogue import CityPlace, Holding
from geoservice.publish.dcat import ABOUT, Addresses

Node = dict[str, Any]


def data_catalog(holdings: Sequence[Holding], at: Addresses, publisher: str, language: str) -> Node:
    """Return the catalogue as it stands in a page, its texts in `language`."""
    organization = {"@type": "Organization", "name": publisher, "url": at.page}
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "@id": at.catalogue,
        "name": translate("Open data of cities that learn", language),
        "description": translate(ABOUT, language),
        "url": at.page,
        "inLanguage": ["th", "en"],
        "publisher": organization,
        "dataset": [
            {**_dataset(each, at, language), "publisher": organization} for each in holdings
        ],
    }


def _dataset(holding: Holding, at: Addresses, language: str) -> Node:
    collection, about = holding.collection, holding.about
    other = "th" if language == "en" else "en"
    dated = {"dateModified": about.changed} if about.version.changed_at else {}
    return {
        "@type": "Dataset",
        "@id": at.of(at.collection, collection),
        "name": collection.title(language),
        "alternateName": collection.title(other),
        "description": f"{collection.description(language)} {collection.description(other)}",
        "url": at.of(at.page_of, collection),
        "identifier": collection.id,
        "isAccessibleForFree": True,
        "version": str(about.version.number),
        **dated,
        **({"license": about.licence.url} if about.licence else {}),
        **({"creditText": about.attribution} if about.attribution else {}),
        "spatialCoverage": [_place(each, language) for each in holding.places],
        "variableMeasured": [each.title(language) for each in collection.properties.values()],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": form.title,
                "encodingFormat": form.media_type.split(";")[0],
                "contentUrl": f"{at.of(at.export, collection)}?f={form.id}",
            }
            for form in holding.formats
        ],
    }


def _place(place: CityPlace, language: str) -> Node:
    """Return a city with its box as schema.org writes it: south west north east."""
    names = (place.name_en, place.name_th) if language == "en" else (place.name_th, place.name_en)
    west, south, east, north = place.box
    return {
        "@type": "Place",
        "name": names[0] or names[1] or place.slug,
        "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
    }
