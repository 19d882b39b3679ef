"""KML 2.2 (OGC 07-147r2): a placemark for each feature, its properties as typed data.

GDAL's writers have no place for the licence, or keep the whole file in memory.
"""

from sqlalchemy.orm import Session

from geoservice.publish.exports.about import About
from geoservice.publish.exports.records import (
    Record,
    as_words,
    each_record,
    escaped,
    name_of,
    records,
)
from geoservice.publish.exports.rows import Export
from geoservice.publish.exports.streams import Stream
from geoservice.store.catalog import Property

_TYPES = {"integer": "int", "number": "double", "boolean": "bool"}
_NAMESPACES = 'xmlns="http://www.opengis.net/kml/2.2" xmlns:atom="http://www.w3.org/2005/Atom"'


def kml(_session: Session, export: Export) -> Stream:
    """Return a document whose schema names every property in both languages."""
    name, properties = export.asked.collection.id, tuple(export.properties)
    return Stream(
        head=_head(export).encode(),
        rows=records(export, "kml"),
        dress=each_record(lambda record: _placemark(record, name, properties)),
        tail=lambda count: (
            f"\n{'' if count else _no_placemarks(export)}</Document>\n</kml>\n".encode()
        ),
    )


def _no_placemarks(export: Export) -> str:
    """Return an empty folder, by which GDAL knows that there is a layer at all."""
    return f"<Folder><name>{escaped(export.about.title)}</name></Folder>\n"


def _placemark(record: Record, collection: str, properties: tuple[str, ...]) -> str:
    name = escaped(name_of(record))
    data = "".join(
        f'<SimpleData name="{each}">{escaped(as_words(record[each]))}</SimpleData>'
        for each in properties
        if record[each] not in (None, [])
    )
    return (
        f'<Placemark id="{collection}.{record["id"]}">{f"<name>{name}</name>" if name else ""}'
        f'<ExtendedData><SchemaData schemaUrl="#{collection}">{data}</SchemaData></ExtendedData>'
        f"{record['kml'] or ''}</Placemark>"
    )


def _head(export: Export) -> str:
    about, collection = export.about, export.asked.collection.id
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<kml {_NAMESPACES}>",
            "<Document>",
            f"<name>{escaped(about.title)}</name>",
            *_origin(about),
            f"<description>{escaped(_described(about))}</description>",
            f'<Schema name="{collection}" id="{collection}">',
            *(_field(name, each) for name, each in export.properties.items()),
            "</Schema>\n",
        ]
    )


def _origin(about: About) -> list[str]:
    """Return who is to be named and on which terms."""
    author = f"<atom:author><atom:name>{escaped(about.attribution)}</atom:name></atom:author>"
    url = about.licence.url if about.licence else ""
    return [
        *([author] if about.attribution else []),
        *([f'<atom:link rel="license" href="{escaped(url)}"/>'] if url else []),
    ]


def _described(about: About) -> str:
    parts = (about.description, about.credit, f"{about.changed}, v{about.version.number}")
    return "\n".join(part for part in parts if part)


def _field(name: str, about: Property) -> str:
    shown = escaped(f"{about.title_th} · {about.title_en}")
    return (
        f'<SimpleField type="{_TYPES.get(about.type, "string")}" name="{name}">'
        f"<displayName>{shown}</displayName></SimpleField>"
    )
