"""Who reaches what in the fixture town, every figure by hand.

An adult walks 1.34 m a second: 160.8 m in 2 minutes, 241.2 m in 3, 402 m in 5. The library stands
at H (0, 100), on the street. In 2 minutes from there one gets 160.8 m up the western street, 100 m
to I and from there 60.8 m to J, 60.8 m up, 60.8 m down to the bridge, and from E 60.8 m along the
middle row: 160.8 + 100 + 4 x 60.8 = 504.0 m of street. The town has 1,990 m in all, 1,940 of them
connected.
"""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

import pytest

from geoservice.coverage.figures import DistrictFigures
from geoservice.errors import NotFoundError
from tests.coverage.conftest import WHOLE, PlannedTown, rectangle, with_river
from tests.town import OsmFile, streets

REACHED = 504.0
ALL = 1990.0
CENTIMETRES = 0.3  # lengths in the file are good to 2 cm a node


def only(town: PlannedTown, **asked: object) -> DistrictFigures:
    (row,) = town.cover(kinds=("library",), **asked).districts
    return row


def remarks(town: PlannedTown, **asked: object) -> set[str]:
    return {remark.id for remark in town.cover(kinds=("library",), **asked).remarks}


class TestPeopleAtPoints:
    def test_those_within_the_minutes_are_covered(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", WHOLE)
        town.people(10, at=(0, 250))  # 150 m
        town.people(7, at=(100, 180))  # 180 m

        assert only(town, minutes=2).people == 17
        assert only(town, minutes=2).people_covered == 10
        assert only(town, minutes=3).people_covered == 17
        assert only(town, minutes=2).share == pytest.approx(10 / 17)

    def test_across_the_river_one_goes_over_the_bridge(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", WHOLE)
        town.people(10, at=(0, 0))  # 100 m as the crow flies, 100 + 100 + 100 m over the bridge

        assert only(town, minutes=3).people_covered == 0
        assert only(town, minutes=4).people_covered == 10
        assert only(town, minutes=3).nearest_minutes_median == pytest.approx(300 / 1.34 / 60, 1e-3)

    def test_without_a_bridge_nobody_is_counted_across_the_river(
        self, make_town: Callable[..., PlannedTown]
    ) -> None:
        town = make_town(without_bridges())
        town.space(0, 100)
        town.district("1", WHOLE)
        town.people(10, at=(100, 10))
        town.people(5, at=(100, 110))

        row = only(town, minutes=60)

        assert (row.people, row.people_covered) == (15, 5)
        assert row.share_high == pytest.approx(5 / 15)

    def test_on_the_island_one_comes_over_the_footbridge(self, town: PlannedTown) -> None:
        town.space(200, 100)
        town.district("1", WHOLE)
        town.people(3, at=(250, 70))  # 50 m of footbridge and 10 m of path
        town.people(4, at=(440, 0))  # on the lane that nothing leads to, 240 m east of M

        # at M there is nobody, but from the lane one walks there: 240 + 100 + 100 + 100 m
        assert only(town, minutes=1).people_covered == 3
        assert only(town, minutes=6).people_covered == 3
        assert only(town, minutes=7).people_covered == 7

    def test_both_doors_count(self, town: PlannedTown) -> None:
        town.space(-60, 200)  # 60 m from E
        town.district("1", WHOLE)
        town.people(1, at=(-40, 210))  # 40 m from the same street, 10 m up it

        assert only(town, minutes=1).people_covered == 0
        assert only(town, minutes=2).people_covered == 1  # 40 + 10 + 60 = 110 m
        assert only(town, minutes=2).nearest_minutes_median == pytest.approx(110 / 80.4, 1e-3)

    def test_a_space_beyond_the_border_counts_and_people_there_do_not(
        self, make_town: Callable[..., PlannedTown]
    ) -> None:
        town = make_town(boundary=rectangle(-200, 150, 600, 500))
        town.space(0, 100)
        town.district("1", WHOLE)
        town.people(5, at=(0, 180))
        town.people(9, at=(0, 120))

        row = only(town, minutes=2)

        assert (row.people, row.people_covered, row.spaces) == (5, 5, 0)
        assert row.inside == pytest.approx(340 / 680, 1e-3)


class TestTotalsOfDistricts:
    def test_a_total_is_spread_over_street_metres(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", WHOLE)
        town.people(1990, level="tambon", code="1")

        row = only(town, minutes=2)

        assert row.street_metres == pytest.approx(ALL, abs=CENTIMETRES)
        assert row.street_metres_covered == pytest.approx(REACHED, abs=CENTIMETRES)
        assert row.people == pytest.approx(1990)
        assert row.people_covered == pytest.approx(REACHED, abs=CENTIMETRES)
        assert row.street_share == pytest.approx(REACHED / ALL, abs=1e-4)
        assert "spread" in remarks(town)

    def test_the_interval_is_that_of_the_walking_speed(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", WHOLE)
        town.people(1990, level="tambon", code="1")
        # 150 m at 1.25 m a second: 150 + 100 + 4 x 50; 171.6 m at 1.43: 171.6 + 100 + 4 x 71.6
        low, high = 450.0, 558.0

        row = only(town, minutes=2)

        assert row.share_low == pytest.approx(low / ALL, abs=2e-4)
        assert row.share_high == pytest.approx(high / ALL, abs=2e-4)

    def test_the_lane_nobody_reaches_is_never_covered_street(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", WHOLE)

        row = only(town, minutes=60)

        assert row.street_share == pytest.approx(1940 / ALL, abs=1e-4)

    def test_a_border_cuts_streets_where_it_runs(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", rectangle(-190, 95, 50, 490))
        town.district("2", rectangle(50, 95, 590, 490))

        west, east = town.cover(kinds=("library",), minutes=2).districts

        # 200 m up the western street and 3 x 50 m of rows; reached 160.8 + 50 + 50 m of them
        assert west.street_metres == pytest.approx(350, abs=CENTIMETRES)
        assert west.street_metres_covered == pytest.approx(260.8, abs=CENTIMETRES)
        # 50 m to I, then 60.8 m to J, up, and 5 m down to the border; and 10.8 m of the middle row
        assert east.street_metres_covered == pytest.approx(
            50 + 60.8 * 2 + 5 + 10.8, abs=CENTIMETRES
        )

    def test_totals_go_to_buildings_where_most_streets_have_some(
        self, make_town: Callable[..., PlannedTown]
    ) -> None:
        osm = with_river(streets())
        for x, y in ((10, 210), (10, 260), (110, 210), (110, 260), (10, 110), (110, 110)):
            osm.square(x, y, 10, building="yes")
        for x, y in ((210, 150), (210, 250)):
            osm.square(x, y, 20, building="yes")
        town = make_town(osm)
        town.space(0, 100)
        town.district("1", rectangle(-190, 95, 590, 490))
        town.people(1400, level="tambon", code="1")

        found = town.cover(kinds=("library",), minutes=2)

        # 14 a.of ground (6 x 1 + 2 x 4): 100 people each. In 160.8 m only that at (15, 115) is
        # reached wholly by street (15 + 15 m) and that at (15, 215): 115 + 15 m; (115, 115):
        # 115 + 15 m
        assert found.people_source is not None
        assert found.people_source.spread == "buildings"
        assert found.districts[0].people_covered == pytest.approx(300, rel=1e-3)
        assert found.total.built_hectares == pytest.approx(0.14, rel=1e-3)
        assert found.total.built_share == pytest.approx(3 / 14, rel=1e-3)

    def test_the_finest_totals_count_and_others_are_compared(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("11", rectangle(-190, -190, 590, 150))
        town.district("12", rectangle(-190, 150, 590, 490))
        town.district("1", WHOLE, level="amphoe")
        town.people(100, level="tambon", code="11")
        town.people(200, level="tambon", code="12")
        town.people(350, level="amphoe", code="1")

        amphoe = only(town, level="amphoe")

        assert amphoe.people == pytest.approx(300)
        assert "conflicting_totals" in remarks(town)

    def test_a_coarser_total_counts_where_there_is_no_finer(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("11", WHOLE)
        town.district("1", WHOLE, level="amphoe")
        town.people(350, level="amphoe", code="1")

        assert only(town, level="tambon").people == pytest.approx(350)

    def test_people_of_a_district_without_streets_are_in_no_share(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", rectangle(-190, -190, 390, 490))
        town.district("2", rectangle(500, -190, 590, 490))
        town.people(100, level="tambon", code="1")
        town.people(50, level="tambon", code="2")

        found = town.cover(kinds=("library",), minutes=60)

        assert [row.people for row in found.districts] == pytest.approx([100, 50])
        assert found.districts[1].share is None
        assert found.total.people == pytest.approx(150)
        assert found.total.share == pytest.approx(1.0)
        assert "outside_network" in remarks(town)


class TestCells:
    def test_a_small_cell_is_its_middle(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", WHOLE)
        town.people(10, cell=rectangle(-50, 150, 50, 250))

        row = only(town, minutes=2)

        assert row.people_covered == 10  # its middle is E, 100 m away
        # at its far side it is 38.3 m more: 138.3 m, still within what the slow walk, 150 m
        assert row.share_low == 1.0
        assert only(town, minutes=1).share == 0.0
        assert only(town, minutes=1).share_high == 1.0  # 61.7 m at the near side, of 85.8 m

    def test_a_large_cell_is_spread_over_its_streets(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", WHOLE)
        town.people(600, cell=rectangle(-150, 90, 205, 305))

        row = only(town, minutes=2)

        # six rows and columns of 200 m; a stretch belongs to the cell that its middle lies in, so
        # nothing of the bridge street, the footbridge and the stairs. Reached of them: 160.8 m
        # up, 100 m to I and 60.8 m to J, up from I, and along the middle row
        assert row.people_covered == pytest.approx(600 * 443.2 / 1200, rel=1e-3)


class TestAgesAndHours:
    def test_shares_by_age_group(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", WHOLE)
        town.people(10, at=(0, 150), by_age={"child": 4, "senior": 6})
        town.people(10, at=(200, 300), by_age={"child": 8, "senior": 2})

        ages = only(town, minutes=2).by_age

        assert ages["child"].share == pytest.approx(4 / 12)
        assert ages["senior"].share == pytest.approx(6 / 8)
        assert set(ages) == {"child", "senior"}

    def test_a_space_for_children_is_no_variety_for_seniors(self, town: PlannedTown) -> None:
        town.space(0, 100, kind="library")
        town.space(0, 120, kind="museum", age_groups=["child"])
        town.district("1", WHOLE)
        town.people(10, at=(0, 150), by_age={"child": 4, "senior": 6})

        (row,) = town.cover(minutes=2).districts

        assert row.variety == 2
        assert row.by_age["child"].variety == 2
        assert row.by_age["senior"].variety == 1

    def test_open_and_reachable(self, town: PlannedTown) -> None:
        town.space(0, 100, opening_hours="Mo-Fr 08:00-16:00")
        town.district("1", WHOLE)
        town.people(10, at=(0, 150))

        monday = only(town, minutes=2, at=datetime(2026, 11, 23, 10))
        sunday = only(town, minutes=2, at=datetime(2026, 11, 22, 10))

        assert (monday.share, monday.share_high) == (1.0, 1.0)
        assert (sunday.share, sunday.share_high) == (0.0, 0.0)

    def test_on_a_thai_holiday_what_closes_then_is_closed(self, town: PlannedTown) -> None:
        town.space(0, 100, opening_hours="Mo-Fr 08:00-16:00; PH off")
        town.district("1", WHOLE)
        town.people(10, at=(0, 150))

        fathers_day_substitute = datetime(2026, 12, 7, 10)

        assert only(town, minutes=2, at=fathers_day_substitute).share == 0.0

    def test_unknown_hours_are_an_interval(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", WHOLE)
        town.people(10, at=(0, 150))

        row = only(town, minutes=2, at=datetime(2026, 11, 23, 10))

        assert (row.share, row.share_low, row.share_high) == (0.0, 0.0, 1.0)
        assert "unknown_hours" in remarks(town, at=datetime(2026, 11, 23, 10))
        assert "unknown_hours" not in remarks(town)


class TestEnough:
    def test_one_library_for_all_who_reach_it(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", WHOLE)
        town.people(30, at=(0, 150))
        town.people(10, at=(200, 300))

        row = only(town, minutes=2, decay="binary")

        # 1 library for 30 people is 1/30 for each of them, nothing for the other ten
        assert row.access == pytest.approx((30 * (1 / 30)) / 40)
        # the worst off quarter has nothing: gini 10/40
        assert row.gini == pytest.approx(0.25)

    def test_a_greater_library_gives_more(self, town: PlannedTown) -> None:
        town.space(0, 100, capacity=100)
        town.space(200, 300, capacity=300)
        town.district("1", WHOLE)
        town.people(10, at=(0, 110))
        town.people(10, at=(200, 290))

        found = town.cover(kinds=("library",), minutes=1, decay="binary")

        # the usual library holds 200: 0.05 and 0.15 libraries a person
        assert found.lorenz is not None
        assert found.lorenz.gini == pytest.approx(0.25)
        assert found.total.access == pytest.approx(0.1)


class TestFallbacks:
    def test_without_people_street_share_stands_in(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.district("1", WHOLE)

        row = only(town, minutes=2)

        assert (row.people, row.people_covered, row.share, row.gini) == (None, None, None, None)
        assert row.street_share == pytest.approx(REACHED / ALL, abs=1e-4)
        assert row.shares[15] == pytest.approx(1940 / ALL, abs=1e-4)
        assert "no_population" in remarks(town)

    def test_without_districts_hexagons_stand_in(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.people(10, at=(0, 150))

        found = town.cover(kinds=("library",), minutes=2)

        assert found.level == "hexagon"
        assert sum(row.people or 0 for row in found.districts) == 10
        assert sum(row.street_metres for row in found.districts) == pytest.approx(ALL, abs=0.5)
        assert "no_districts" in remarks(town)

    def test_no_space_of_the_kind_reaches_nobody(self, town: PlannedTown) -> None:
        town.district("1", WHOLE)
        town.people(10, at=(0, 150))

        row = only(town)

        assert (row.share, row.share_high, row.spaces) == (0.0, 0.0, 0)
        assert row.nearest_minutes_median is None
        assert "no_spaces" in remarks(town)

    def test_a_level_that_is_not_there_is_stood_in_for(self, town: PlannedTown) -> None:
        town.district("1", WHOLE)

        assert town.cover(level="amphoe").level == "tambon"
        assert "no_level" in remarks(town, level="amphoe")

    def test_an_unknown_city_is_named(self, town: PlannedTown) -> None:
        with pytest.raises(NotFoundError, match="nowhere"):
            town.cover(city="nowhere")

    def test_a_private_place_and_one_online_do_not_count(self, town: PlannedTown) -> None:
        town.space(0, 100, place_privacy="private")
        town.space(0, 100, geom=None)
        town.district("1", WHOLE)

        assert only(town).spaces == 0


class TestAlways:
    def test_more_minutes_never_cover_fewer(self, town: PlannedTown) -> None:
        town.space(0, 100)
        town.space(150, 0)
        town.district("1", WHOLE)
        town.people(1990, level="tambon", code="1")

        rows = [only(town, minutes=minutes) for minutes in (1, 2, 3, 5, 8)]

        for fewer, more in pairwise(rows):
            assert fewer.share <= more.share
        for row in rows:
            assert row.share_low <= row.share <= row.share_high

    def test_a_wheelchair_takes_no_stairs(self, town: PlannedTown) -> None:
        town.space(258, 300)  # up the stairs from C
        town.district("1", WHOLE)
        town.people(10, at=(200, 290))

        assert only(town, minutes=60).share == 1.0
        # snapped to the grid, the space is 58 m off, and that is walked in the chair
        assert only(town, minutes=60, profile="wheelchair").nearest_minutes_median == pytest.approx(
            (58 + 10) / 0.8 / 60, rel=1e-2
        )

    def test_an_edit_is_seen_at_once_and_a_worker_finds_what_another_kept(
        self, town: PlannedTown
    ) -> None:
        town.district("1", WHOLE)
        town.people(10, at=(0, 150))
        before = only(town, minutes=2).share

        town.space(0, 100)

        assert (before, only(town, minutes=2).share) == (0.0, 1.0)
        town.people(30, at=(200, 300))
        assert only(town, minutes=2).share == 0.25


def without_bridges() -> OsmFile:
    """Return the town without its bridge and its footbridge."""
    town = with_river(streets())
    town.ways = {
        number: (refs, tags) for number, (refs, tags) in town.ways.items() if "layer" not in tags
    }
    return town


def test_the_districts_together_are_the_city(town: PlannedTown) -> None:
    town.space(0, 100)
    town.district("1", rectangle(-190, -190, 110, 490))
    town.district("2", rectangle(110, -190, 590, 490))
    town.people(1990, level="tambon", code="1")
    town.people(10, level="tambon", code="2")

    found = town.cover(kinds=("library",), minutes=2)

    for figure in ("people", "people_covered", "street_metres", "street_metres_covered"):
        parts = sum(getattr(row, figure) for row in found.districts)
        assert getattr(found.total, figure) == pytest.approx(parts)
