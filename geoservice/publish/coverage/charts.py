"""Charts for paper as SVG, drawn here: the Lorenz curve of access, and shares as bars."""

import numpy as np

from geoservice.coverage.figures import Lorenz
from geoservice.publish.walks import xml_text
from geoservice.publish.walks.xml_text import Element, add

_SIDE, _LEFT, _BELOW = 300, 64, 40  # units
_BAR_WIDTH, _BAR_HEIGHT = 100, 12
_MOST_POINTS = 200  # of a curve that is as wide as a hand


def lorenz_chart(lorenz: Lorenz, *, across: str, up: str, label: str) -> str:
    """Return the curve beside the diagonal on which all would have alike.

    `across` and `up` are the titles of the axes, `label` says in words what it shows.
    """
    svg = _svg("lorenz", _LEFT + _SIDE + 24, _SIDE + _BELOW + 8, label)
    people, access = _thinned(lorenz)
    points = [
        f"{_LEFT + _SIDE * part:.1f} {8 + _SIDE * (1 - held):.1f}"
        for part, held in zip(people, access, strict=True)
    ]
    add(svg, "path", d=f"M{_LEFT} 8h{_SIDE}v{_SIDE}h-{_SIDE}z", **{"class": "frame"})
    corner = f"{_LEFT + _SIDE} {8 + _SIDE}"
    area = f"M{_LEFT} {8 + _SIDE}L{'L'.join(points)}L{corner}z"
    add(svg, "path", d=area, **{"class": "area"})
    add(svg, "path", d=f"M{_LEFT} {8 + _SIDE}L{_LEFT + _SIDE} 8", **{"class": "alike"})
    add(svg, "path", d=f"M{'L'.join(points)}", **{"class": "curve"})
    for part in (0, 50, 100):
        at = _SIDE * part / 100
        add(svg, "text", f"{part} %", x=f"{_LEFT + at:.0f}", y=f"{_SIDE + 24}", **{"class": "mid"})
        add(svg, "text", f"{part} %", x=f"{_LEFT - 6}", y=f"{12 + _SIDE - at:.0f}",
            **{"class": "end"})  # fmt: skip
    add(svg, "text", across, x=f"{_LEFT + _SIDE / 2:.0f}", y=f"{_SIDE + 42}", **{"class": "mid"})
    turn = f"translate(12 {8 + _SIDE / 2:.0f}) rotate(-90)"
    add(svg, "text", up, transform=turn, **{"class": "mid"})
    return xml_text.to_text(svg)


def _thinned(lorenz: Lorenz) -> tuple[list[float], list[float]]:
    people, access = np.asarray(lorenz.people, float), np.asarray(lorenz.access, float)
    if len(people) <= _MOST_POINTS:
        return people.tolist(), access.tolist()
    places = np.linspace(0.0, 1.0, _MOST_POINTS)
    return places.tolist(), np.interp(places, people, access).tolist()


def share_bar(share: float | None, low: float | None = None, high: float | None = None) -> str:
    """Return a bar of 0 to 100 % with its interval as a line; nothing where there is no share."""
    if share is None:
        return ""
    svg = _svg("share", _BAR_WIDTH, _BAR_HEIGHT, "")
    add(svg, "rect", width=str(_BAR_WIDTH), height=str(_BAR_HEIGHT), **{"class": "all"})
    add(svg, "rect", width=f"{_BAR_WIDTH * share:.1f}", height=str(_BAR_HEIGHT),
        **{"class": "part"})  # fmt: skip
    if low is not None and high is not None and high > low:
        line = f"M{_BAR_WIDTH * low:.1f} {_BAR_HEIGHT / 2}H{_BAR_WIDTH * high:.1f}"
        add(svg, "path", d=line, **{"class": "interval"})
    return xml_text.to_text(svg)


def _svg(name: str, width: float, height: float, label: str) -> Element:
    """Return an empty drawing; one without a label says nothing that is not beside it."""
    said = {"role": "img", "aria-label": xml_text.clean(label)}
    return Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "class": name,
            **(said if label else {"aria-hidden": "true"}),
        },
    )
