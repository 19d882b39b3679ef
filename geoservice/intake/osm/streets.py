"""Walkable ways cut into street pieces from junction to junction.

Two ways join only where they share a node of OpenStreetMap: never where one merely passes over
the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from geoservice.geo import WGS84
from geoservice.intake.osm.reading import Way

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Pieces:
    """Street pieces: parallel arrays, one entry a piece.

    `way` is the position of its way, `number` counts the pieces of one way from 0, `ends` (n, 2)
    holds the positions of its first and last junction in `nodes`; `metres` is geodesic.
    `nodes` (m, 2) holds each junction's OSM id and side: 0, or 1 for the far side of a barrier.
    """

    way: Integers
    number: Integers
    ends: Integers
    metres: NDArray[np.float64]
    lines: NDArray[np.object_]
    nodes: Integers
    points: NDArray[np.object_]
    component: Integers
    gaps: int


@dataclass(frozen=True)
class _Runs:
    """Stretches of ways without a gap, one after another: vertex ids, lon/lat, way, stretch."""

    refs: Integers
    coordinates: NDArray[np.float64]
    way: Integers
    run: Integers
    gaps: int


def split_streets(
    ways: Sequence[Way],
    *,
    split_at: Iterable[int] = (),
    blocked: Iterable[int] = (),
    area: BaseGeometry | None = None,
) -> Pieces:
    """Cut ways at their junctions: nodes that two stretches share, ends, and nodes `split_at`.

    `blocked` are nodes nobody passes: the two sides of such a node become two nodes, so that no
    path leads through. With `area` (EPSG:4326) only pieces that touch it are kept. A way is cut
    where the file lacks nodes of it, and counted in `gaps`.
    """
    runs = _without_repeats(_joined(ways))
    first, last = _cut(runs, np.fromiter(split_at, dtype=np.int64))
    way = runs.way[first]
    number = _numbered(way)
    metres = _metres(runs.coordinates, first, last)
    lines = _lines(runs.coordinates, first, last)
    keep = metres > 0
    if area is not None and len(lines):
        shapely.prepare(area)
        keep &= shapely.intersects(area, lines)
    keys = _keys(runs.refs[first], runs.refs[last], np.fromiter(blocked, dtype=np.int64))
    nodes, ends = np.unique(keys[keep].reshape(-1, 2), axis=0, return_inverse=True)
    ends = ends.reshape(-1, 2)
    return Pieces(
        way=way[keep],
        number=number[keep],
        ends=ends,
        metres=metres[keep],
        lines=lines[keep],
        nodes=nodes,
        points=_points(runs, first[keep], last[keep], ends, len(nodes)),
        component=components(ends, metres[keep], len(nodes)),
        gaps=runs.gaps,
    )


def components(ends: Integers, metres: NDArray[np.float64], count: int) -> Integers:
    """Return the connected part of each node, numbered from 0, the one with most metres first.

    Equal metres: the one with the smaller first node comes first. One-way pieces connect too.
    """
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    graph = coo_array((np.ones(len(ends), dtype=np.int8), (ends[:, 0], ends[:, 1])), (count, count))
    total, labels = connected_components(graph, directed=False)
    length = np.bincount(labels[ends[:, 0]], weights=metres, minlength=total).round(3)
    first_node = np.full(total, count)
    np.minimum.at(first_node, labels, np.arange(count))
    rank = np.empty(total, dtype=np.int64)
    rank[np.lexsort((first_node, -length))] = np.arange(total)
    return np.asarray(rank[labels])


def _joined(ways: Sequence[Way]) -> _Runs:
    """Lay all ways one after another, without the nodes the file lacks."""
    if not ways:
        empty = np.zeros(0, dtype=np.int64)
        return _Runs(empty, np.zeros((0, 2)), empty, empty, 0)
    refs = np.concatenate([way.refs for way in ways])
    coordinates = np.concatenate([way.coordinates for way in ways])
    way_of = np.repeat(np.arange(len(ways)), [len(way.refs) for way in ways])
    there = ~np.isnan(coordinates).any(axis=1)
    # a new stretch begins with each way and after each gap
    begins = np.concatenate(([True], (way_of[1:] != way_of[:-1]) | ~there[:-1]))
    run = np.cumsum(begins)
    gaps = len(np.unique(way_of[~there]))
    return _Runs(refs[there], coordinates[there], way_of[there], run[there], gaps)


def _without_repeats(runs: _Runs) -> _Runs:
    """Make neighbours at one place one node, wherever they occur, and drop the repetition."""
    same_run = runs.run[1:] == runs.run[:-1]
    same_place = same_run & (runs.coordinates[1:] == runs.coordinates[:-1]).all(axis=1)
    refs = runs.refs
    pairs = np.column_stack((refs[:-1], refs[1:]))[same_place]
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    if len(pairs):
        refs = _aliased(refs, pairs)
    keep = np.concatenate(([True], ~same_place)) if len(refs) else np.zeros(0, dtype=bool)
    return _Runs(refs[keep], runs.coordinates[keep], runs.way[keep], runs.run[keep], runs.gaps)


def _aliased(refs: Integers, pairs: Integers) -> Integers:
    """Give nodes that are one place the smallest of their ids."""
    ids, positions = np.unique(pairs, return_inverse=True)
    links = positions.reshape(-1, 2)
    graph = coo_array((np.ones(len(links)), (links[:, 0], links[:, 1])), (len(ids), len(ids)))
    total, labels = connected_components(graph, directed=False)
    smallest = np.full(total, np.iinfo(np.int64).max)
    np.minimum.at(smallest, labels, ids)
    found = np.searchsorted(ids, refs).clip(max=len(ids) - 1)
    return np.where(ids[found] == refs, smallest[labels[found]], refs)


def _cut(runs: _Runs, split_at: Integers) -> tuple[Integers, Integers]:
    """Return the vertex positions where pieces begin and end."""
    if len(runs.refs) == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    _, inverse, uses = np.unique(runs.refs, return_inverse=True, return_counts=True)
    changes = runs.run[1:] != runs.run[:-1]
    is_end = np.concatenate(([True], changes)) | np.concatenate((changes, [True]))
    stops = np.flatnonzero(is_end | (uses[inverse] > 1) | np.isin(runs.refs, split_at))
    inside = runs.run[stops[:-1]] == runs.run[stops[1:]]
    return stops[:-1][inside], stops[1:][inside]


def _numbered(way: Integers) -> Integers:
    """Count from 0 within each stretch of equal values."""
    if len(way) == 0:
        return way
    begins = np.flatnonzero(np.concatenate(([True], way[1:] != way[:-1])))
    return np.arange(len(way)) - np.repeat(begins, np.diff(np.append(begins, len(way))))


def _metres(
    coordinates: NDArray[np.float64], first: Integers, last: Integers
) -> NDArray[np.float64]:
    """Return geodesic lengths, to the micrometre: never a last bit that depends on other ways."""
    if len(first) == 0:
        return np.zeros(0)
    lon, lat = coordinates[:, 0], coordinates[:, 1]
    _, _, steps = WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    bounds = np.column_stack((first, last)).ravel()
    return np.add.reduceat(np.append(steps, 0.0), bounds)[::2].round(6)


def _lines(
    coordinates: NDArray[np.float64], first: Integers, last: Integers
) -> NDArray[np.object_]:
    sizes = last - first + 1
    which = np.repeat(np.arange(len(first)), sizes)
    offset = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    lines = shapely.linestrings(coordinates[first[which] + offset], indices=which)
    return np.asarray(lines, dtype=object)


def _keys(start: Integers, end: Integers, blocked: Integers) -> Integers:
    """Return (n, 2, 2): for each piece's two ends the node's id and side.

    A blocked node where exactly two ends meet is taken apart; a busier one is a junction on which
    something was drawn by mistake.
    """
    refs = np.column_stack((start, end))
    flat = refs.ravel()
    side = np.zeros(len(flat), dtype=np.int64)
    at = np.flatnonzero(np.isin(flat, blocked))
    if len(at):
        _, index, uses = np.unique(flat[at], return_index=True, return_counts=True)
        firsts = at[index[uses == 2]]
        seconds = np.setdiff1d(at[np.isin(flat[at], flat[firsts])], firsts)
        side[seconds] = 1
    return np.stack((refs, side.reshape(-1, 2)), axis=-1)


def _points(
    runs: _Runs, first: Integers, last: Integers, ends: Integers, count: int
) -> NDArray[np.object_]:
    coordinates = np.empty((count, 2))
    coordinates[ends[:, 0]] = runs.coordinates[first]
    coordinates[ends[:, 1]] = runs.coordinates[last]
    return np.asarray(shapely.points(coordinates), dtype=object)


def node_source_id(osm_id: int, side: int) -> str:
    """Return the stored id of a junction: "node/7", or "node/7/far" behind a closed barrier."""
    return f"node/{osm_id}/far" if side else f"node/{osm_id}"
