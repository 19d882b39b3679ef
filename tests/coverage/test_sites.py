"""Where next in the fixture town: places, people and streets known by hand."""

import pytest
from shapely.geometry import mapping

from geoservice.coverage.asked import (
    Addition,
    AskedCoverage,
    AskedScenario,
    AskedSites,
    SiteCandidate,
)
from geoservice.coverage.figures import Sites
from geoservice.coverage.planner import find_sites, try_scenario
from geoservice.errors import InputError
from tests.coverage.conftest import WHOLE, PlannedTown, rectangle
from tests.town import position

ASKED = AskedCoverage("town", ("library",), 2)


def find(town: PlannedTown, **asked: object) -> Sites:
    with town.reading() as session:
        return find_sites(session, town.shelf, AskedSites(ASKED, **{"count": 1, **asked}))


def candidate(x: float, y: float, **fields: object) -> SiteCandidate:
    return SiteCandidate(*position(x, y), **fields)


@pytest.fixture
def peopled(town: PlannedTown) -> PlannedTown:
    """30 people at A, 20 at G and 12 at L; those at H have their library."""
    town.space(0, 100)
    town.district("1", WHOLE)
    for people, place in ((50, (0, 110)), (30, (0, 300)), (20, (200, 200)), (12, (100, 0))):
        town.people(people, at=place)
    return town


def test_the_best_junction_is_where_most_people_are_new(peopled: PlannedTown) -> None:
    found = find(peopled, count=1)

    # within 160.8 m of B or F are none of both A and G; E and A each reach A, and from F
    # (100, 200) G is 100 m and A is 200 m away
    assert found.people_gained == 30
    assert found.sites[0].people_gained == 30
    assert found.sites[0].district == "1"
    assert (found.bound, found.gap, found.proven) == (30, 0.0, True)
    assert found.weighed_by == "people"


def test_two_sites_reach_two_groups(peopled: PlannedTown) -> None:
    found = find(peopled, count=2)

    assert [site.people_gained for site in found.sites] == [30, 20]
    assert found.people_gained == 50


def test_no_site_is_named_that_gains_nobody(peopled: PlannedTown) -> None:
    found = find(peopled, count=9)

    assert len(found.sites) <= 3
    assert found.people_gained == 62


def test_all_are_reached_by_the_fewest_sites(peopled: PlannedTown) -> None:
    found = find(peopled, count=None, goal="all")

    assert len(found.sites) == 3
    assert (found.bound, found.proven, found.unreachable) == (3, True, 0)


def test_given_places_with_costs_and_a_budget(peopled: PlannedTown) -> None:
    places = (
        candidate(0, 300, cost=10, name_th="บ้านบน"),
        candidate(200, 200, cost=4),
        candidate(100, 0, cost=5),
    )

    found = find(peopled, count=None, candidates=places, budget=9)

    # for 9 one gets the 20 and the 12, not the 30
    assert found.people_gained == 32
    assert {site.cost for site in found.sites} == {4, 5}


def test_what_is_to_be_avoided_is_avoided(peopled: PlannedTown) -> None:
    around_a = rectangle(-190, 150, 150, 490)

    found = find(peopled, count=1, avoid=(mapping(around_a),))

    assert found.people_gained == 20


def test_nothing_left_to_choose_from_is_said(peopled: PlannedTown) -> None:
    with pytest.raises(InputError, match="No place is left"):
        find(peopled, avoid=(mapping(rectangle(-300, -300, 700, 600)),))


def test_public_buildings_of_other_kinds_can_be_chosen(peopled: PlannedTown) -> None:
    peopled.space(0, 290, kind="school", name_th="โรงเรียนบน")
    peopled.space(200, 190, kind="bank")

    found = find(peopled, count=2, candidates="buildings")

    assert [site.name_th for site in found.sites] == ["โรงเรียนบน"]
    assert found.candidates == 1


def test_without_people_metres_of_street_are_gained(town: PlannedTown) -> None:
    town.space(0, 100)

    found = find(town, count=1)

    assert found.weighed_by == "streets"
    assert found.people_gained > 400


def test_a_site_gains_what_a_what_if_says(town: PlannedTown) -> None:
    town.space(0, 100)
    town.district("1", WHOLE)
    town.people(1990, level="tambon", code="1")

    found = find(town, count=1)

    site = found.sites[0]
    with town.reading() as session:
        add = (Addition(site.lon, site.lat),)
        tried = try_scenario(session, town.shelf, AskedScenario(ASKED, add=add))
    # a site counts a stretch of 25 m by its middle
    assert tried.people_gained == pytest.approx(found.people_gained, abs=4 * 25)
