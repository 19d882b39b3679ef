"""Small drawings beside numbers, as SVG: a count beside the largest one, a figure over time."""

from collections.abc import Sequence

from geoservice.publish.walks import xml_text
from geoservice.publish.walks.xml_text import Element, add

_WIDTH, _HEIGHT, _HIGH, _EDGE = 100, 12, 30, 4  # units
_SAME = 1e-6  # values that differ by less are one: those that are kept are rounded


def count_bar(value: float, most: float) -> str:
    """Return a bar as long as a count is beside the largest; it says nothing that is not there."""
    length = _WIDTH * value / most if most else 0.0
    svg = _svg("count-bar", _HEIGHT)
    svg.set("preserveAspectRatio", "none")
    add(svg, "rect", width=f"{length:.1f}", height=str(_HEIGHT), **{"class": "part"})
    return xml_text.to_text(svg)


def trend(values: Sequence[float]) -> str:
    """Return values as a line from left to right, equally far apart; nothing for fewer than two."""
    if len(values) < 2:
        return ""
    least, spread = min(values), max(values) - min(values)
    if spread < _SAME:
        spread = 0.0
    step = (_WIDTH - 2 * _EDGE) / (len(values) - 1)
    heights = [(value - least) / spread if spread else 0.5 for value in values]
    points = [
        f"{_EDGE + at * step:.1f} {_HIGH - _EDGE - height * (_HIGH - 2 * _EDGE):.1f}"
        for at, height in enumerate(heights)
    ]
    svg = _svg("trend", _HIGH)
    add(svg, "path", d=f"M{'L'.join(points)}", **{"class": "line"})
    across, up = points[-1].split()
    add(svg, "circle", cx=across, cy=up, r="3", **{"class": "now"})
    return xml_text.to_text(svg)


def _svg(name: str, height: int) -> Element:
    """Return an empty drawing that says nothing that does not stand beside it."""
    return Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_WIDTH} {height}",
            "class": name,
            "aria-hidden": "true",
        },
    )
