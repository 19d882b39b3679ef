"""The way of a route as a small drawing: what stands for it where it has no picture."""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 320, 180
_ROOM = 28


class Sketch(NamedTuple):
    """An SVG path in a box of `WIDTH` by `HEIGHT`, and where it begins and ends."""

    path: str
    start: tuple[float, float]
    end: tuple[float, float]


def sketch(lines: Sequence[Sequence[tuple[float, float]]]) -> Sketch | None:
    """Return the drawing of lines in metres, None where there are none."""
    points = [point for line in lines for point in line]
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale = min(
        (WIDTH - 2 * _ROOM) / max(east - west, 1.0), (HEIGHT - 2 * _ROOM) / max(north - south, 1.0)
    )
    middle = ((west + east) / 2, (south + north) / 2)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        x = WIDTH / 2 + (point[0] - middle[0]) * scale
        y = HEIGHT / 2 - (point[1] - middle[1]) * scale
        return round(x, 1), round(y, 1)

    drawn = ("L".join("{} {}".format(*place(point)) for point in line) for line in lines)
    return Sketch("M" + "M".join(drawn), place(points[0]), place(points[-1]))
