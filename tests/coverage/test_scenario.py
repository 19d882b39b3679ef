"""What if: a change tried out is what coverage says once the change is made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import text

from geoservice.coverage.asked import Addition, AskedCoverage, AskedScenario, Change
from geoservice.coverage.figures import Coverage, Scenario
from geoservice.coverage.planner import street_minutes, try_scenario
from geoservice.errors import InputError, NotFoundError
from tests.coverage.conftest import WHOLE, PlannedTown, rectangle
from tests.town import position

ASKED = AskedCoverage("town", ("library",), 3, decay="linear")


@pytest.fixture
def peopled(town: PlannedTown) -> tuple[PlannedTown, int, int]:
    """A town with two libraries, and people everywhere by two districts' totals."""
    town.district("1", rectangle(-190, -190, 110, 490))
    town.district("2", rectangle(110, -190, 590, 490))
    town.people(700, level="tambon", code="1")
    town.people(900, level="tambon", code="2")
    return town, town.space(0, 100, capacity=40), town.space(200, 240, capacity=120)


def try_it(town: PlannedTown, **changes: object) -> Scenario:
    with town.reading() as session:
        return try_scenario(session, town.shelf, AskedScenario(ASKED, **changes))


def same(one: Coverage, other: Coverage) -> None:
    """Assert that two answers have the same figures."""
    for mine, theirs in zip(
        (*one.districts, one.total), (*other.districts, other.total), strict=True
    ):
        for figure in ("people_covered", "share_low", "share", "share_high", "gini", "access"):
            assert getattr(mine, figure) == pytest.approx(getattr(theirs, figure)), figure
        for figure in ("street_metres_covered", "variety", "nearest_minutes_median", "spaces"):
            assert getattr(mine, figure) == pytest.approx(getattr(theirs, figure)), figure


def edit(town: PlannedTown, sql: str, **values: object) -> Coverage:
    with town.database.writing() as session:
        session.execute(text(sql), values)
    return town.cover(kinds=("library",), minutes=3, decay="linear")


def lonlat(x: float, y: float) -> dict[str, float]:
    return dict(zip(("lon", "lat"), position(x, y), strict=True))


def test_an_added_space(peopled: tuple[PlannedTown, int, int]) -> None:
    town, *_ = peopled

    tried = try_it(town, add=(Addition(**lonlat(100, 0), kind="library"),))

    town.space(100, 0)
    # what a usual library holds stays as it was: 80, the median before
    same(tried.after, town.cover(kinds=("library",), minutes=3, decay="linear"))
    assert tried.people_newly_covered > 0
    assert tried.people_gained == pytest.approx(
        tried.after.total.people_covered - tried.before.total.people_covered
    )
    assert sum(each.people_gained for each in tried.differences) == pytest.approx(
        tried.people_gained
    )


def test_a_removed_space(peopled: tuple[PlannedTown, int, int]) -> None:
    town, first, _ = peopled

    tried = try_it(town, remove=(first,))

    after = edit(town, "UPDATE space SET status = 'hidden' WHERE id = :id", id=first)
    assert tried.after.total.people_covered == pytest.approx(after.total.people_covered)
    assert tried.after.total.spaces == 1
    assert tried.people_lost > 0
    assert tried.people_newly_covered == 0


def test_a_moved_space(peopled: tuple[PlannedTown, int, int]) -> None:
    town, first, _ = peopled
    place = lonlat(150, 200)

    tried = try_it(town, change=(Change(first, **place),))

    move = "UPDATE space SET geom = st_setsrid(st_makepoint(:lon, :lat), 4326) WHERE id = :id"
    same(tried.after, edit(town, move, id=first, **place))


def test_hours_and_capacity_changed(peopled: tuple[PlannedTown, int, int]) -> None:
    town, first, second = peopled
    monday = replace(ASKED, at=datetime(2026, 11, 23, 10))

    with town.reading() as session:
        asked = AskedScenario(monday, change=(Change(first, opening_hours="Mo-Fr 08:00-16:00"),))
        tried = try_scenario(session, town.shelf, asked)
    richer = try_it(town, change=(Change(second, capacity=240),))

    assert tried.before.total.share == 0.0  # nobody knew the hours
    assert tried.after.total.share > 0.2
    assert tried.after.total.share_high == pytest.approx(tried.before.total.share_high)
    assert richer.people_gained == 0
    assert richer.after.total.access > richer.before.total.access


def test_nothing_changed_changes_nothing(peopled: tuple[PlannedTown, int, int]) -> None:
    town, *_ = peopled

    tried = try_it(town)

    same(tried.after, tried.before)
    assert (tried.people_gained, tried.people_lost) == (0, 0)


def test_added_and_removed_again_is_as_before(peopled: tuple[PlannedTown, int, int]) -> None:
    town, first, _ = peopled
    lon, lat = position(0, 100)

    tried = try_it(town, remove=(first,), add=(Addition(lon, lat, "library", capacity=40),))

    same(tried.after, tried.before)


def test_a_space_of_a_kind_not_asked_for_changes_nothing(
    peopled: tuple[PlannedTown, int, int],
) -> None:
    town, *_ = peopled

    tried = try_it(town, add=(Addition(*position(100, 0), "museum"),))

    assert tried.people_gained == 0


def test_without_a_kind_it_is_of_the_one_asked_for(peopled: tuple[PlannedTown, int, int]) -> None:
    town, *_ = peopled

    assert try_it(town, add=(Addition(*position(100, 0)),)).people_gained > 0


def test_without_people_streets_are_gained(town: PlannedTown) -> None:
    town.district("1", WHOLE)

    tried = try_it(town, add=(Addition(*position(0, 100)),))

    assert tried.people_gained is None
    # 241.2 m in 3 minutes: up to A and 41.2 m east; to I, J and 41.2 m on; E to F and 41.2 m, ...
    assert tried.differences[0].street_metres_gained == pytest.approx(
        tried.after.total.street_metres_covered
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"remove": (999_999,)}, "no space 999999"),
        ({"change": (Change(999_999, capacity=3),)}, "no space 999999"),
        ({"add": (Addition(18.79, 98.98),)}, "outside town"),
        ({"add": (Addition(98.5, 18.79),)}, "outside town"),
    ],
)
def test_what_cannot_be_is_said(
    peopled: tuple[PlannedTown, int, int], changes: dict[str, object], said: str
) -> None:
    town, *_ = peopled

    with pytest.raises((InputError, NotFoundError), match=said):
        try_it(town, **changes)


def test_one_space_is_not_changed_twice(peopled: tuple[PlannedTown, int, int]) -> None:
    town, first, _ = peopled

    with pytest.raises(InputError, match="changed twice"):
        try_it(town, remove=(first,), change=(Change(first, capacity=3),))


def test_minutes_along_streets_follow_the_scenario(
    peopled: tuple[PlannedTown, int, int],
) -> None:
    town, *_ = peopled
    asked = AskedScenario(ASKED, add=(Addition(*position(100, 0)),))

    with town.reading() as session:
        before = street_minutes(session, town.shelf, ASKED)
        after = street_minutes(session, town.shelf, asked)

    assert before.version == after.version
    assert (after.begin <= before.begin + 1e-9).all()
    assert len(after.door_piece) == 3
    nearest = min(after.begin.min(), after.end.min())
    assert nearest == pytest.approx(0.0, abs=0.1)


def test_streets_and_seconds_of_a_piece_agree(
    make_town: Callable[..., PlannedTown],
) -> None:
    town = make_town()
    town.space(50, 0)  # in the middle of K-L

    with town.reading() as session:
        found = street_minutes(session, town.shelf, ASKED)

    (piece,) = found.door_piece
    assert found.door_along == pytest.approx([0.5], abs=1e-3)
    assert found.begin[piece] == pytest.approx(50 / 1.34, rel=1e-3)
    assert found.walk[piece] == pytest.approx(100 / 1.34, rel=1e-3)


def test_that_a_kind_not_asked_for_does_not_count_is_said(
    peopled: tuple[PlannedTown, int, int],
) -> None:
    town, *_ = peopled

    tried = try_it(town, add=(Addition(*position(100, 0), "museum"),))

    assert "uncounted" in {remark.id for remark in tried.after.remarks}
    assert "uncounted" not in {remark.id for remark in tried.before.remarks}
