"""Words of DCAT-AP: namespaces, and terms of the vocabularies that it asks for, each typed.

Terms are those of https://op.europa.eu/en/web/eu-vocabularies; a node that is only pointed at says
what it is, so that a validator need not fetch it.
"""

from typing import Any

from geoservice.language import Both
from geoservice.store.catalog import Collection

Node = dict[str, Any]

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_THEMES = {
    "spaces": "EDUC",
    "knowledge": "EDUC",
    "activities": "EDUC",
    "routes": "EDUC",
    "offerings": "ECON",
    "partners": "SOCI",
    "streets": "TRAN",
}
_USUAL_THEME = "REGI"
_THEME_LABELS = {
    "ECON": ("เศรษฐกิจและการเงิน", "Economy and finance"),
    "EDUC": ("การศึกษา วัฒนธรรม และกีฬา", "Education, culture and sport"),
    "REGI": ("ภูมิภาคและเมือง", "Regions and cities"),
    "SOCI": ("ประชากรและสังคม", "Population and society"),
    "TRAN": ("การขนส่ง", "Transport"),
}
_FILE_TYPES = {
    "geojson": "GEOJSON",
    "csv": "CSV",
    "xlsx": "XLSX",
    "gpkg": "GPKG",
    "parquet": "PARQUET",
    "kml": "KML",
    "shp": "SHP",
}


def both(pair: Both) -> list[Node]:
    """Return a text in Thai and in English."""
    return [
        {"@value": text, "@language": code} for text, code in zip(pair, ("th", "en"), strict=True)
    ]


def instant(text: str) -> Node:
    """Return a moment as xsd:dateTime."""
    return {"@value": text, "@type": "xsd:dateTime"}


def ref(url: str) -> Node:
    """Return a pointer."""
    return {"@id": url}


def typed(url: str, kind: str) -> Node:
    """Return a pointer that says what it points at."""
    return {"@id": url, "@type": kind}


def languages() -> list[Node]:
    """Return Thai and English."""
    codes = ("THA", "ENG")
    return [typed(f"{_AUTHORITY}language/{code}", "dct:LinguisticSystem") for code in codes]


def theme(collection: Collection) -> Node:
    """Return what a collection is about, of the themes of European data."""
    word = _THEMES.get(collection.id, _USUAL_THEME)
    label = {"skos:prefLabel": both(_THEME_LABELS[word])}
    return {**typed(f"{_AUTHORITY}data-theme/{word}", "skos:Concept"), **label}


def themes() -> Node:
    """Return the list that the themes are of."""
    scheme = typed(f"{_AUTHORITY}data-theme", "skos:ConceptScheme")
    return {**scheme, "dct:title": both(("หัวเรื่องของข้อมูล", "Data theme"))}


def file_type(form: str, title: str) -> Node:
    """Return a format: a term where the list of file types has one, its name where not."""
    known = ref(f"{_AUTHORITY}file-type/{_FILE_TYPES[form]}") if form in _FILE_TYPES else {}
    return {**known, "@type": "dct:MediaTypeOrExtent", "rdfs:label": title}


def media_type(name: str) -> Node:
    """Return a media type as IANA registers it."""
    return typed(_MEDIA_TYPES + name, "dct:MediaType")


def standard(url: str) -> Node:
    """Return what something conforms to."""
    return typed(url, "dct:Standard")


def public() -> Node:
    """Return that anybody may have it."""
    return typed(f"{_AUTHORITY}access-right/PUBLIC", "dct:RightsStatement")


def continuously() -> Node:
    """Return that it changes with every edit."""
    return typed(f"{_AUTHORITY}frequency/UPDATE_CONT", "dct:Frequency")


def available() -> Node:
    """Return that it can be had, with its name, for validators ask a concept for one."""
    term = typed(f"{_AUTHORITY}planned-availability/AVAILABLE", "skos:Concept")
    return {**term, "skos:prefLabel": both(("มีให้ใช้", "Available"))}
