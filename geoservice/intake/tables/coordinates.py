"""From the coordinates of a file to places in EPSG:4326, or one sentence why not.

A file that declares no CRS and whose numbers are no degrees is refused whole, with the CRS it most
likely has; a single bad coordinate costs its row only.
"""

import math
from dataclasses import dataclass, field

import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

from geoservice.errors import InputError

DEGREES = "EPSG:4326"
_THAILAND = (100.5, 15.0)
# How far from where it should be a guessed place may lie, in degrees.
_GUESS_DEGREES = 8.0


def parse_crs(text: str) -> CRS:
    """Return the horizontal CRS that `text` names ("EPSG:32647", "32647", WKT, PROJ).

    Raises InputError for what is none.
    """
    name = f"EPSG:{text}" if text.strip().isdigit() else text
    try:
        crs = CRS.from_user_input(name).to_2d()
    except CRSError as error:
        raise InputError(
            "There is no coordinate system '{crs}'; write it as EPSG:32647.", crs=text[:80]
        ) from error
    if not (crs.is_geographic or crs.is_projected):
        raise InputError(
            "The coordinate system {crs} does not say where on the map a place is; "
            "use a geographic or projected one, such as EPSG:32647.",
            crs=text[:80],
        )
    return crs


def likely_crs(x: float, y: float, *, near: tuple[float, float] | None) -> str | None:
    """Return the EPSG code under which metres `x`, `y` fall next to `near` (lon, lat), or None.

    Tried are Web Mercator and the WGS 84 UTM zones around `near`, and around Thailand.
    """
    for lon, lat in (near, _THAILAND) if near else (_THAILAND,):
        zone = int((lon + 180) // 6) + 1
        south = 100 if lat < 0 else 0
        codes = [32600 + south + (zone + step - 1) % 60 + 1 for step in (0, -1, 1)]
        distances = {code: _degrees_away(code, x, y, lon, lat) for code in (*codes, 3857)}
        best = min(distances, key=distances.__getitem__)
        if distances[best] <= _GUESS_DEGREES:
            return f"EPSG:{best}"
    return None


def _degrees_away(code: int, x: float, y: float, lon: float, lat: float) -> float:
    found = Transformer.from_crs(code, DEGREES, always_xy=True).transform(x, y)
    distance = math.dist(found, (lon, lat))
    return distance if math.isfinite(distance) else math.inf


@dataclass
class Locator:
    """Puts the shapes of one file on the map and remembers what did not fit.

    `crs` is what the file declares or what --crs says, None where neither does.
    """

    file: str
    crs: str | None
    near: tuple[float, float] | None = None
    _placed: int = 0
    _strays: list[tuple[float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        crs = parse_crs(self.crs) if self.crs else None
        is_degrees = crs is None or crs.equals(CRS.from_epsg(4326), ignore_axis_order=True)
        self._transformer = (
            None if is_degrees else Transformer.from_crs(crs, DEGREES, always_xy=True)
        )

    def place(self, shape: BaseGeometry) -> BaseGeometry:
        """Return `shape` in lon and lat, flat; InputError where that is no place on earth."""
        flat = shapely.force_2d(shape)
        numbers = shapely.get_coordinates(flat)
        x, y = (float(number) for number in numbers[0])
        try:
            if self._transformer is not None:
                flat = shapely.transform(flat, self._transformer.transform, interleaved=False)
        except ProjError as error:
            raise self._nowhere(x, y) from error
        west, south, east, north = flat.bounds
        if -180 <= west <= east <= 180 and -90 <= south <= north <= 90:
            self._placed += 1
            return flat
        if math.isfinite(x) and math.isfinite(y):
            self._strays.append((x, y))
        raise self._nowhere(x, y)

    def _nowhere(self, x: float, y: float) -> InputError:
        return InputError(
            "Its coordinates {x}, {y} are not on the map.", x=_written(x), y=_written(y)
        )

    def finish(self) -> None:
        """Raise InputError where most of the file did not fit on the map."""
        if len(self._strays) <= self._placed:
            return
        x, y = self._strays[0]
        if self.crs is not None:
            raise InputError(
                "The coordinates in {file} ({x}, {y}) do not fit the coordinate system {crs}; "
                "name the right one with --crs.",
                file=self.file,
                x=_written(x),
                y=_written(y),
                crs=self.crs[:80],
            )
        if abs(x) <= 90 < abs(y) <= 180:
            raise swapped(self.file)
        raise _undeclared(self.file, x, y, likely_crs(x, y, near=self.near))


def swapped(file: str) -> InputError:
    """Return the error for a file whose longitudes and latitudes stand in each other's place."""
    return InputError(
        "Longitude and latitude are the wrong way round in {file}; longitude (east) comes first. "
        "In a table, name the columns with --lon and --lat.",
        file=file,
    )


def _undeclared(file: str, x: float, y: float, guess: str | None) -> InputError:
    if guess is None:
        return InputError(
            "The coordinates in {file} ({x}, {y}) are not degrees and the file declares no "
            "coordinate system; name it, for example with --crs EPSG:32647 for UTM zone 47N.",
            file=file,
            x=_written(x),
            y=_written(y),
        )
    return InputError(
        "The coordinates in {file} ({x}, {y}) are metres, not degrees, and the file declares no "
        "coordinate system; most likely it is {name}: import it again with --crs {crs}",
        file=file,
        x=_written(x),
        y=_written(y),
        name=CRS.from_user_input(guess).name,
        crs=guess,
    )


def _written(number: float) -> str:
    return f"{number:.6g}" if abs(number) < 1000 else f"{number:.0f}"
