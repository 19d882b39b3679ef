"""The best new places as GeoJSON and as CSV."""

import json

from geoservice.coverage.asked import AskedSites
from geoservice.coverage.figures import Sites
from geoservice.publish.coverage.documents import sites_document
from geoservice.publish.coverage.table import write_csv

_COLUMNS = ("number", "lon", "lat", "people_gained", "cost", "name_th", "name_en", "district")


def sites_geojson(sites: Sites, asked: AskedSites, language: str) -> str:
    """Return a FeatureCollection of points, the first chosen first, with the proof beside them."""
    document = sites_document(sites, asked, language)
    features = [
        {
            "type": "Feature",
            "id": number,
            "geometry": {"type": "Point", "coordinates": [site.pop("lon"), site.pop("lat")]},
            "properties": {"number": number, **site},
        }
        for number, site in enumerate(document.pop("sites"), 1)
    ]
    whole = {"type": "FeatureCollection", "features": features, **document}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def sites_csv(sites: Sites, asked: AskedSites) -> str:
    """Return a line for each place."""
    found = sites_document(sites, asked, "en")["sites"]
    numbered = [{"number": number, **site} for number, site in enumerate(found, 1)]
    return write_csv([_COLUMNS, *([site[name] for name in _COLUMNS] for site in numbered)])
