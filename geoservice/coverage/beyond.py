"""The parts of streets within and beyond so many minutes of a space, as lines to draw."""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geoservice.coverage.street_minutes import StreetMinutes
from geoservice.walk.streets import Floats

Part = tuple[float, float]


def part_streets(minutes: StreetMinutes, seconds: float) -> tuple[BaseGeometry, BaseGeometry]:
    """Return what lies within and what beyond so many seconds, as lon, lat lines.

    Pieces that are no way for this walker lie beyond.
    """
    lines = _lines(minutes)
    begins, ends = _beyond(minutes, seconds)
    is_within, is_beyond = begins >= ends, (begins <= 0) & (ends >= 1)
    doors = _doors(minutes, seconds)
    within, beyond = [lines[is_within]], [lines[is_beyond & ~_at(doors, len(lines))]]
    for piece in np.flatnonzero(~is_within & (~is_beyond | _at(doors, len(lines)))):
        reached = [(0.0, begins[piece]), (ends[piece], 1.0), *doors.get(int(piece), ())]
        covered = _joined(reached)
        within.append(_cut(lines[piece], covered))
        beyond.append(_cut(lines[piece], _between(covered)))
    return _merged(within), _merged(beyond)


def _lines(minutes: StreetMinutes) -> NDArray[np.object_]:
    counts = np.diff(minutes.offsets)
    return np.asarray(
        shapely.linestrings(minutes.points, indices=np.repeat(np.arange(len(counts)), counts))
    )


def _beyond(minutes: StreetMinutes, seconds: float) -> tuple[Floats, Floats]:
    """Return where (0 to 1) along each piece it begins and ends to be beyond, doors aside."""
    walk = np.where(minutes.walk > 0, minutes.walk, np.nan)
    with np.errstate(invalid="ignore"):
        begins = np.clip((seconds - minutes.begin) / walk, 0.0, 1.0)
        ends = np.clip(1.0 - (seconds - minutes.end) / walk, 0.0, 1.0)
    is_way = np.isfinite(minutes.walk)
    # a piece of no length is where its ends are
    at_once = np.minimum(minutes.begin, minutes.end) <= seconds
    begins = np.where(np.isnan(begins), np.where(at_once, 1.0, 0.0), begins)
    ends = np.where(np.isnan(ends), np.where(at_once, 0.0, 1.0), ends)
    return np.where(is_way, begins, 0.0), np.where(is_way, ends, 1.0)


def _doors(minutes: StreetMinutes, seconds: float) -> dict[int, list[Part]]:
    """Return what doors on a piece reach of it, by piece."""
    found: dict[int, list[Part]] = {}
    doors = zip(minutes.door_piece, minutes.door_along, minutes.door_seconds, strict=True)
    for piece, along, entering in doors:
        walk = minutes.walk[piece]
        if entering <= seconds and np.isfinite(walk):
            reach = (seconds - entering) / walk if walk > 0 else 1.0
            part = (max(0.0, along - reach), min(1.0, along + reach))
            found.setdefault(int(piece), []).append(part)
    return found


def _at(doors: dict[int, list[Part]], count: int) -> NDArray[np.bool_]:
    marked = np.zeros(count, dtype=bool)
    marked[list(doors)] = True
    return marked


def _joined(parts: list[Part]) -> list[Part]:
    """Return parts in order, those that meet as one, without those of no length."""
    joined: list[Part] = []
    for begin, end in sorted(part for part in parts if part[1] > part[0]):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined


def _between(parts: list[Part]) -> list[Part]:
    """Return what of 0 to 1 is in none of some parts, which are in order."""
    begins = [0.0, *(end for _, end in parts)]
    ends = [*(begin for begin, _ in parts), 1.0]
    return [part for part in zip(begins, ends, strict=True) if part[1] > part[0]]


def _cut(line: BaseGeometry, parts: list[Part]) -> NDArray[np.object_]:
    return np.array([*_parts(line, parts)], dtype=object)


def _parts(line: BaseGeometry, parts: list[Part]) -> Iterator[BaseGeometry]:
    # on a plane where a step east is as long as a step north
    east = np.array([np.cos(np.radians(shapely.get_coordinates(line)[0, 1])), 1.0])
    plane = shapely.transform(line, lambda points: points * east)
    for begin, end in parts:
        cut = substring(plane, begin, end, normalized=True)
        yield shapely.transform(cut, lambda points: points / east)


def _merged(lines: list[NDArray[np.object_]]) -> BaseGeometry:
    return shapely.line_merge(shapely.multilinestrings(np.concatenate(lines)))
