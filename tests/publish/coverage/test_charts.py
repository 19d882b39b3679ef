"""Charts for paper, read back as XML."""

from xml.etree import ElementTree

import numpy as np
import pytest

from geoservice.coverage.figures import Lorenz
from geoservice.publish.coverage.charts import lorenz_chart, share_bar

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> dict[str, ElementTree.Element]:
    """Return the drawing's parts by class."""
    return {str(each.get("class")): each for each in ElementTree.fromstring(svg).iter()}


def curve(people: list[float], access: list[float]) -> list[list[float]]:
    lorenz = Lorenz(np.array(people), np.array(access), 0.2)
    svg = lorenz_chart(lorenz, across="คน <ก>", up="ส่วน", label="Gini & <b>")
    points = str(drawn(svg)["curve"].get("d"))[1:].split("L")
    return [[float(number) for number in point.split()] for point in points]


def test_the_curve_goes_from_corner_to_corner_through_its_points() -> None:
    assert curve([0, 0.5, 1], [0, 0.25, 1]) == [[64, 308], [214, 233], [364, 8]]


def test_a_curve_of_many_points_is_thinned_and_keeps_its_ends() -> None:
    places = np.linspace(0, 1, 50_000)

    points = curve(places.tolist(), (places**2).tolist())

    assert len(points) <= 200
    assert (points[0], points[-1]) == ([64, 308], [364, 8])


def test_words_are_words_and_no_markup() -> None:
    svg = lorenz_chart(Lorenz([0, 1], [0, 1], 0.0), across="คน <ก>", up="ส่วน", label="& <b>")

    root = ElementTree.fromstring(svg)
    assert root.get("aria-label") == "& <b>"
    assert "คน <ก>" in [each.text for each in root.iter(f"{SVG}text")]


def test_a_bar_is_as_long_as_its_share_and_its_line_as_its_interval() -> None:
    parts = drawn(share_bar(0.62, 0.5, 0.7))

    assert (parts["all"].get("width"), parts["part"].get("width")) == ("100", "62.0")
    assert parts["interval"].get("d") == "M50.0 6.0H70.0"


@pytest.mark.parametrize("ends", [(None, None), (0.62, 0.62)])
def test_a_share_that_is_sure_has_no_line(ends: tuple[float | None, float | None]) -> None:
    assert "interval" not in drawn(share_bar(0.62, *ends))


def test_where_there_is_no_share_nothing_is_drawn() -> None:
    assert share_bar(None) == ""
