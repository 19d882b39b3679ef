"""Small drawings beside numbers, as SVG: a count as the part of the largest one."""

from geoservice.publish.walks import xml_text
from geoservice.publish.walks.xml_text import Element, add

_WIDTH, _HEIGHT = 100, 12  # units


def count_bar(value: float, most: float) -> str:
    """Return a bar as long as a count is beside the largest; it says nothing that is not there."""
    length = _WIDTH * value / most if most else 0.0
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_WIDTH} {_HEIGHT}",
            "class": "count-bar",
            "preserveAspectRatio": "none",
            "aria-hidden": "true",
        },
    )
    add(svg, "rect", width=f"{length:.1f}", height=str(_HEIGHT), **{"class": "part"})
    return xml_text.to_text(svg)
