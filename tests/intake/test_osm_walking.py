"""Where one may walk, by the rules of the OSM wiki."""

import pytest

from geoservice.intake.osm.walking import may_pass, may_walk, oneway_foot, walkable_class


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "footway"},
        {"highway": "road"},
        {"highway": "primary"},
        {"highway": "steps"},
        {"highway": "service", "service": "driveway"},
        {"highway": "path", "bicycle": "designated"},
        {"highway": "footway", "footway": "sidewalk"},
        {"highway": "residential", "sidewalk": "separate"},
        {"highway": "pedestrian", "area": "yes"},
        {"highway": "corridor", "indoor": "yes"},
        {"railway": "platform"},
        {"public_transport": "platform"},
        {"highway": "residential", "access": "destination"},
        {"highway": "residential", "access": "private", "foot": "yes"},
        {"highway": "service", "access": "no", "foot": "designated"},
        {"highway": "track", "vehicle": "no"},
        {"highway": "footway", "oneway": "yes"},
        {"highway": "footway", "foot:conditional": "no @ (22:00-06:00)"},
        {"highway": "motorway", "foot": "yes"},
    ],
)
def test_one_may_walk_there(tags: dict[str, str]) -> None:
    assert may_walk(tags, country="TH")


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"building": "yes"},
        {"highway": "motorway"},
        {"highway": "motorway_link"},
        {"highway": "motorway", "access": "yes"},
        {"highway": "trunk", "motorroad": "yes"},
        {"highway": "construction", "construction": "footway"},
        {"highway": "proposed"},
        {"highway": "abandoned"},
        {"highway": "raceway"},
        {"highway": "footway", "access": "private"},
        {"highway": "footway", "foot": "no"},
        {"highway": "footway", "foot": "private", "access": "yes"},
        {"highway": "primary", "foot": "use_sidepath"},
        {"highway": "track", "access": "forestry"},
        {"route": "ferry", "foot": "yes"},
    ],
)
def test_one_may_not_walk_there(tags: dict[str, str]) -> None:
    assert not may_walk(tags, country="TH")


@pytest.mark.parametrize(
    ("country", "highway", "allowed"),
    [
        ("TH", "trunk", True),
        ("TH", "cycleway", True),
        ("TH", "bridleway", True),
        ("MC", "cycleway", False),
        ("MC", "trunk", True),
        ("FI", "cycleway", True),
        ("CH", "trunk", False),
        ("FR", "trunk", False),
        ("ZZ", "footway", True),
    ],
)
def test_countries_have_rules_of_their_own(country: str, highway: str, *, allowed: bool) -> None:
    assert may_walk({"highway": highway}, country=country) is allowed


def test_a_sidewalk_opens_a_trunk_road_where_it_is_closed_to_walkers() -> None:
    assert may_walk({"highway": "trunk", "sidewalk": "both"}, country="FR")


def test_the_class_of_a_platform_is_platform() -> None:
    assert walkable_class({"railway": "platform"}) == "platform"
    assert walkable_class({"highway": "proposed"}) is None


@pytest.mark.parametrize(
    ("tags", "passes"),
    [
        ({"barrier": "gate"}, True),
        ({"barrier": "bollard"}, True),
        ({"barrier": "wall"}, False),
        ({"barrier": "wall", "foot": "yes"}, True),
        ({"barrier": "gate", "access": "private"}, False),
        ({"barrier": "gate", "access": "private", "foot": "permissive"}, True),
        ({"barrier": "gate", "locked": "yes"}, False),
        ({"barrier": "gate", "locked": "yes", "access": "yes"}, True),
    ],
)
def test_some_barriers_close_the_way(tags: dict[str, str], *, passes: bool) -> None:
    assert may_pass(tags) is passes


@pytest.mark.parametrize(
    ("tags", "direction"),
    [
        ({"oneway": "yes"}, 0),
        ({"oneway:foot": "yes"}, 1),
        ({"oneway:foot": "-1"}, -1),
        ({"foot:oneway": "yes"}, 1),
        ({"foot:backward": "no"}, 1),
        ({"foot:forward": "no"}, -1),
        ({"conveying": "forward"}, 1),
        ({"conveying": "backward"}, -1),
        ({"conveying": "reversible"}, 0),
    ],
)
def test_only_signs_for_walkers_make_a_one_way(tags: dict[str, str], direction: int) -> None:
    assert oneway_foot(tags) == direction
