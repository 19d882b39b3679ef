"""Which figures of cities can be held against each other, and why others cannot."""

from dataclasses import replace

import pytest

from geoservice.coverage.figures import PeopleSource
from geoservice.publish.cities.comparison import Cell, compare
from geoservice.publish.cities.doubts import find_doubts
from geoservice.publish.cities.profile import ANY, Profile
from tests.publish.cities.a_profile import PEOPLE, a_coverage, a_profile

KEPT = {"kinds": ["library"], "minutes": 15, "profile": "adult"}


def doubts(other: Profile, first: Profile | None = None) -> list[str]:
    return [each.id for each in find_doubts(first or a_profile(), other)]


def cells(*profiles: Profile) -> dict[str, tuple[Cell, ...]]:
    return {line[0].figure.id: line for line in compare(profiles).lines}


def test_cities_of_the_same_data_are_comparable():
    found = cells(a_profile(), a_profile("There"))

    assert doubts(a_profile("There")) == []
    assert all(cell.comparable for cell in found["reach_park"])


@pytest.mark.parametrize(
    ("people", "doubt"),
    [
        (replace(PEOPLE, year=2020), "people_source"),
        (replace(PEOPLE, source="census"), "people_source"),
        (replace(PEOPLE, spread="streets"), "people_basis"),
        (PeopleSource("dopa", 2021, "point", None, 1000), "people_basis"),
    ],
)
def test_people_counted_otherwise_are_a_doubt_about_shares_of_people(people, doubt):
    other = a_profile("There", coverage=a_coverage(people))
    found = cells(a_profile(), other)

    assert doubts(other) == [doubt]
    assert found["reach_any"][1].doubts == (doubt,)
    assert found["spaces_per_1000"][1].doubts == (doubt,)
    assert found["schools"][1].comparable


def test_footpaths_that_only_one_city_has_are_a_doubt_about_walking():
    other = a_profile("There", footways=0.01)
    found = cells(a_profile(), other)

    assert doubts(other) == ["streets"]
    assert found["reach_park"][1].doubts == ("streets",)
    assert found["spaces_per_1000"][1].comparable
    assert doubts(a_profile("There", footways=0.06)) == []
    assert doubts(a_profile("There", footways=0.0), a_profile(footways=0.04)) == []


def test_lists_of_other_sources_are_a_doubt_about_spaces():
    other = a_profile("There", source="municipality")

    assert doubts(other) == ["space_sources"]
    assert cells(a_profile(), other)["schools"][1].doubts == ("space_sources",)
    assert cells(a_profile(), other)["partners"][1].comparable


@pytest.mark.parametrize(
    ("known", "told"),
    [(0.1, ["completeness"]), (0.7, ["completeness"]), (0.25, []), (None, [])],
)
def test_a_city_that_is_mapped_more_thoroughly_is_a_doubt(known, told):
    assert doubts(a_profile("There", hours_known=known)) == told


def test_districts_of_another_level_are_a_doubt_about_the_lowest_of_them_alone():
    other = a_profile("There", coverage=a_coverage(level="hexagon"))
    comparison = compare([a_profile(), other])
    found = {line[0].figure.id: line for line in comparison.lines}

    assert doubts(other) == ["levels"]
    assert found["lowest_district"][1].doubts == ("levels",)
    assert found["reach_any"][1].comparable
    assert any("hexagons" in english for _, english in comparison.remarks)


def test_coverage_kept_with_another_threshold_is_a_doubt_that_names_it():
    first = a_profile(kept=KEPT)
    other = a_profile("There", kept={**KEPT, "minutes": 10, "profile": "senior"})
    (doubt,) = find_doubts(first, other)

    assert doubt.id == "kept"
    assert "(minutes, profile) in Here than in There" in doubt.text[1]
    assert cells(first, other)["newest_kept"][1].doubts == ("kept",)
    assert cells(first, a_profile("There", kept=KEPT))["newest_kept"][1].comparable


def test_a_city_without_people_or_streets_has_no_value_and_says_why():
    uncounted = a_coverage(None)
    total = replace(uncounted.total, share=None, people=None)
    other = a_profile("There", coverage=replace(uncounted, total=total, districts=()))
    found = cells(a_profile(), other)["lowest_district"][1]

    assert (found.figure.value, found.comparable, found.doubts) == (None, False, ())
    assert "No population is stored" in found.figure.note[1]
    streetless = replace(other, reached={})
    assert (
        "No streets are stored"
        in cells(a_profile(), streetless)["lowest_district"][1].figure.note[1]
    )
    assert ANY in other.reached


def test_without_a_yardstick_nothing_is_comparable():
    first = replace(a_profile(), kinds={})
    found = cells(first, a_profile("There"))["spaces"]

    assert [cell.comparable for cell in found] == [False, False]
