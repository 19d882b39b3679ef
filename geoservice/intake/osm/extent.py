"""The box a file covers, as its header says or as its nodes show."""

from array import array
from pathlib import Path
from typing import Any

import numpy as np
import osmium

from geoservice.errors import InputError
from geoservice.geo import Box
from geoservice.intake.osm.reading import failing_clearly, open_file

_MOST_NODES = 2_000_000
_TRIMMED_PER_CENT = 0.1


def file_extent(path: Path) -> Box:
    """Return (west, south, east, north) of an OSM file in EPSG:4326.

    The header's box where it has one. Else the box of the nodes without the outermost 0.1 % on
    each side: an extract keeps long ways whole, and a few of them reach far out of it. Of very
    many nodes evenly spread ones are looked at. Raises InputError for a file without nodes.
    """
    with failing_clearly(path):
        box = open_file(path, osmium.osm.NOTHING).header.box()
    if box.valid():
        west, south = box.bottom_left.lon, box.bottom_left.lat
        east, north = box.top_right.lon, box.top_right.lat
        if west < east and south < north:
            return (west, south, east, north)
    return _box_of_nodes(path)


def _box_of_nodes(path: Path) -> Box:
    lon, lat = array("d"), array("d")
    step = 1
    node: Any
    with failing_clearly(path):
        for number, node in enumerate(open_file(path, osmium.osm.NODE)):
            if number % step == 0 and node.location.valid():
                lon.append(node.lon)
                lat.append(node.lat)
                if len(lon) == _MOST_NODES:
                    lon, lat, step = lon[::2], lat[::2], step * 2
    if not lon:
        raise InputError("{path} has no nodes, so it covers no place.", path=path)
    trim = (_TRIMMED_PER_CENT, 100 - _TRIMMED_PER_CENT)
    west, east = np.percentile(np.asarray(lon), trim)
    south, north = np.percentile(np.asarray(lat), trim)
    return (float(west), float(south), float(east), float(north))
