"""What is asked of an export: parameters read once, for the web and the shell alike."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from geoservice.errors import InputError
from geoservice.publish.crs import LONLAT, CoordinateSystem, parse_crs
from geoservice.publish.exports import formats
from geoservice.publish.exports.formats import Format
from geoservice.publish.features import parse_properties
from geoservice.publish.filters import Filter, filter_parameters, parse_filter
from geoservice.publish.values import check_interval, shown
from geoservice.store.catalog import Collection

PARAMETERS = ("bbox", "bbox-crs", "datetime", "crs", "properties", "bom")
_SHORT_NAME = re.compile(r"(?:EPSG:|epsg:|urn:ogc:def:crs:EPSG:[0-9.]{0,10}:)?([0-9]{4,6})")
_WORDS = {"true": True, "false": False}


@dataclass(frozen=True)
class AskedExport:
    """A filtered collection in a format. `crs` None: as the format has it where nobody asks.

    `bom` begins a CSV with a byte order mark, by which Excel knows that it is UTF-8. `interval` is
    the time asked for, not yet part of `asked`.
    """

    collection: Collection
    format: Format
    asked: Filter
    properties: tuple[str, ...]
    crs: CoordinateSystem | None = None
    bom: bool = False
    interval: str | None = None


def export_parameters(collection: Collection) -> tuple[str, ...]:
    """Return the names of the parameters of an export, besides `f`."""
    return (*PARAMETERS, *filter_parameters(collection))


def parse_export(collection: Collection, form: Format, arguments: Mapping[str, str]) -> AskedExport:
    """Return what `arguments` ask for; InputError for what the format cannot hold."""
    _check_shapes(collection, form)
    if "datetime" in arguments:
        check_interval(arguments["datetime"])
    return AskedExport(
        collection=collection,
        format=form,
        asked=parse_filter(collection, arguments),
        properties=parse_properties(collection, arguments["properties"])
        if "properties" in arguments
        else tuple(collection.properties),
        crs=_system(form, arguments["crs"]) if "crs" in arguments else None,
        bom=_word("bom", arguments.get("bom", "false")),
        interval=arguments.get("datetime"),
    )


def _check_shapes(collection: Collection, form: Format) -> None:
    if form.surfaces or "Polygon" not in collection.geometry:
        return
    raise InputError(
        "{format} knows points and lines, but {collection} are areas; take one of: {others}.",
        format=form.title,
        collection=collection.id,
        others=", ".join(each.id for each in formats.FORMATS.values() if each.surfaces),
    )


def _system(form: Format, text: str) -> CoordinateSystem:
    short = _SHORT_NAME.fullmatch(text.strip())
    crs = LONLAT if text == "CRS84" else parse_crs("crs", f"[EPSG:{short[1]}]" if short else text)
    if form.systems == formats.LONLAT and not crs.is_wgs84:
        raise InputError(
            "{format} is always in longitude and latitude on WGS 84; leave out crs={crs}, or take "
            "another format.",
            format=form.title,
            crs=crs.short,
        )
    if form.systems == formats.MERCATOR and crs.code != 3857:
        raise InputError(
            "{format} is always in Web Mercator (EPSG:3857); leave out crs={crs}, or take another "
            "format.",
            format=form.title,
            crs=crs.short,
        )
    return LONLAT if crs.is_wgs84 else crs


def _word(name: str, text: str) -> bool:
    if text not in _WORDS:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be one of: {known}.",
            name=name,
            value=shown(text),
            known=", ".join(_WORDS),
        )
    return _WORDS[text]
