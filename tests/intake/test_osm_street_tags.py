"""What street tags say, as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.intake.osm.street_tags import (
    read_incline,
    read_layer,
    read_street_tags,
    read_uphill,
    read_width,
)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("1.5", 1.5),
        ("1.5 m", 1.5),
        ("1,5", 1.5),
        ("2m", 2.0),
        ("80 cm", 0.8),
        ("6'", 1.829),
        ("5'6\"", 1.676),
        ("10 ft", 3.048),
        ("2-3", 2.0),
        ("narrow", None),
        ("0", None),
        ("-2", None),
        ("", None),
        (None, None),
    ],
)
def test_widths_become_metres(text: str | None, metres: float | None) -> None:
    assert read_width(text) == metres


@pytest.mark.parametrize(
    ("text", "per_cent"),
    [
        ("5%", 5.0),
        ("-12.5 %", -12.5),
        ("+3", 3.0),
        ("45°", 100.0),
        ("-5°", -8.75),
        ("up", None),
        ("down", None),
        ("90°", None),
        ("1000%", None),
        (None, None),
    ],
)
def test_inclines_become_per_cent(text: str | None, per_cent: float | None) -> None:
    assert read_incline(text) == per_cent


@pytest.mark.parametrize(("text", "layer"), [("1", 1), ("-2", -2), ("1;2", 0), (None, 0), ("x", 0)])
def test_a_layer_is_a_whole_number_or_nought(text: str | None, layer: int) -> None:
    assert read_layer(text) == layer


@pytest.mark.parametrize(
    ("text", "uphill"),
    [("up", 1), ("down", -1), ("8%", 1), ("-5°", -1), ("0%", None), ("steep", None), (None, None)],
)
def test_which_way_is_up_is_read_without_a_figure(text: str | None, uphill: int | None) -> None:
    assert read_uphill(text) == uphill


@given(st.dictionaries(st.sampled_from(["width", "incline", "layer", "step_count"]), st.text()))
def test_no_nonsense_in_tags_breaks_the_reading(tags: dict[str, str]) -> None:
    assert read_street_tags({"highway": "footway", **tags}).highway == "footway"


def test_steps_and_their_number() -> None:
    street = read_street_tags({"highway": "steps", "step_count": "30"})

    assert (street.steps, street.step_count) == (True, 30)


@pytest.mark.parametrize(
    ("tags", "sidewalk"),
    [
        ({"sidewalk": "left"}, "left"),
        ({"sidewalk:both": "yes"}, "both"),
        ({"sidewalk:both": "separate"}, "separate"),
        ({"sidewalk:left": "yes", "sidewalk:right": "no"}, "left"),
        ({"sidewalk:right": "yes"}, "right"),
        ({"sidewalk:left": "no", "sidewalk:right": "no"}, "no"),
        ({}, None),
    ],
)
def test_both_ways_of_tagging_a_sidewalk_are_read(
    tags: dict[str, str], sidewalk: str | None
) -> None:
    assert read_street_tags({"highway": "residential", **tags}).sidewalk == sidewalk


def test_bridges_tunnels_light_and_cover() -> None:
    street = read_street_tags(
        {"highway": "footway", "bridge": "boardwalk", "tunnel": "building_passage", "lit": "24/7"}
    )

    assert (street.bridge, street.tunnel, street.lit, street.covered) == (True, True, True, True)


def test_a_crossing_is_one_even_if_its_form_is_not_told() -> None:
    assert read_street_tags({"highway": "footway", "footway": "crossing"}).crossing == "yes"
    assert read_street_tags({"highway": "footway", "crossing": "zebra"}).crossing == "zebra"


def test_what_is_unmapped_stays_unknown() -> None:
    street = read_street_tags({"highway": "path"})

    assert street.lit is street.covered is street.surface is street.width is None
    assert (street.bridge, street.tunnel, street.layer) == (False, False, 0)
