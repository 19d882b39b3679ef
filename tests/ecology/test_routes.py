"""Routes over the fixture town: drawn, checked by hand-known distances, kept, published, undone."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.editing.states import Act, StaleError, State
from geoservice.ecology.editing.undoing import undo_write
from geoservice.ecology.routes.checking import RouteCheck, check_route
from geoservice.ecology.routes.drafts import MOST_STOPS, Draft, DraftStop
from geoservice.ecology.routes.rating import Rating, rate_route
from geoservice.ecology.routes.reading import (
    KeptRoute,
    list_published,
    read_published,
    read_stored,
)
from geoservice.ecology.routes.saving import (
    Desk,
    change_route,
    create_route,
    hide_route,
    hold_route,
    publish_route,
)
from geoservice.ecology.routes.slugs import free_slug, slug_of
from geoservice.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from geoservice.store.database import Database
from geoservice.walk.shelf import NetworkShelf
from tests.conftest import add_city, add_space
from tests.town import position
from tests.walked_town import import_town, spaces_by_kind

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 08:00 in Bangkok
CURATOR = Act(Asker(1, "anong", "curator"), reason="a good walk")


@dataclass(frozen=True)
class Town:
    """The town with its streets, and a clock that stands."""

    database: Database
    desk: Desk
    spaces: dict[str, int]

    def draft(self, *kinds: str, **fields: object) -> Draft:
        stops = tuple(DraftStop(space=self.spaces[kind]) for kind in kinds)
        return Draft("town", **{"title_th": "เดินเมืองเก่า", "stops": stops, **fields})

    def check(self, draft: Draft, now: datetime = MONDAY) -> RouteCheck:
        with self.database.reading() as session:
            return check_route(session, self.desk.networks, draft, now=now)

    def do(self, act: Callable[[Session], State]) -> State:
        with self.database.writing() as session:
            return act(session)

    def create(self, *kinds: str, **fields: object) -> int:
        draft = self.draft(*(kinds or ("library", "temple")), **fields)
        return self.do(lambda session: create_route(session, self.desk, draft)).id

    def publish(self, route: int) -> State:
        return self.do(lambda session: publish_route(session, self.desk, self.hold(session, route)))

    def hold(self, session: Session, route: int, marks: tuple[str, ...] | None = None):
        return hold_route(session, self.desk.act, route, marks=marks)

    def stored(self, route: int) -> KeptRoute:
        with self.database.writing() as session:
            return read_stored(session, self.desk.act.asker, route)

    def published(self, route: int) -> KeptRoute:
        with self.database.reading() as session:
            return read_published(session, route)

    def run(self, statement: str, **values: object) -> list:
        with self.database.writing() as session:
            result = session.execute(text(statement), values)
            return list(result) if result.returns_rows else []

    def trail(self) -> list:
        return self.run("SELECT id, action, before, after, reason FROM audit ORDER BY id")


@pytest.fixture(scope="module")
def whole(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder: Path = tmp_path_factory.mktemp("town")
    import_town(module_database, folder)
    networks = NetworkShelf(folder / "networks")
    return Town(module_database, Desk(CURATOR, networks, MONDAY), spaces_by_kind(module_database))


@pytest.fixture
def town(whole: Town) -> Iterator[Town]:
    """The town without a route, its spaces as they are."""
    yield whole
    whole.run("DELETE FROM route")
    whole.run("DELETE FROM audit")
    whole.run("UPDATE space SET status = 'published', place_privacy = 'public'")
    whole.run("UPDATE space SET opening_hours = NULL WHERE kind <> 'school'")


def kinds(check: RouteCheck) -> list[str]:
    return [each.kind for each in check.findings]


def test_a_route_is_walked_stop_by_stop_as_it_is_drawn(town: Town) -> None:
    own = DraftStop(lon=position(0, 0)[0], lat=position(0, 0)[1], dwell_minutes=10)
    draft = town.draft(stops=(own, DraftStop(lon=position(200, 0)[0], lat=position(200, 0)[1])))

    there = town.check(draft)
    back = town.check(replace(draft, loop=True))

    # K to M along the south street: 200 m at 1.34 m a second, 150 seconds
    assert (round(there.metres), there.walk_seconds, there.dwell_seconds) == (200, 150, 600)
    assert there.times.seconds == (0, 750)
    assert (round(back.metres), len(back.legs)) == (400, 2)
    assert not there.findings
    assert not back.findings


def test_a_route_for_a_wheelchair_takes_its_time_and_its_ways(town: Town) -> None:
    hill, corner = position(260, 300), position(0, 300)
    stops = (DraftStop(lon=corner[0], lat=corner[1]), DraftStop(lon=hill[0], lat=hill[1]))

    on_foot = town.check(town.draft(stops=stops))
    on_wheels = town.check(town.draft(stops=stops, profile="wheelchair"))

    # 200 m of street and 60 m of steps at 0.5 m a second; a chair never takes the steps
    assert on_foot.walk_seconds == pytest.approx(200 / 1.34 + 60 / 0.5, abs=1)
    assert on_wheels.walk_seconds == pytest.approx(260 / 0.8, abs=2)
    leg = on_wheels.legs[0].leg
    assert leg is not None
    assert not any(each.steps for each in leg.stretches)


def test_a_stop_in_the_river_is_not_reached(town: Town) -> None:
    wet = position(350, 55)
    draft = town.draft("library", "temple")
    draft = replace(draft, stops=(*draft.stops, DraftStop(lon=wet[0], lat=wet[1])))

    check = town.check(draft)

    (found,) = check.findings
    assert (found.kind, found.leg) == ("unreachable", 2)
    assert "stop 2" in found.sentence("en")
    assert check.legs[0].leg is not None


def test_best_hours_are_walked_at_the_moment_that_suits(town: Town) -> None:
    town.run("UPDATE space SET opening_hours = 'Sa 10:00-18:00' WHERE kind = 'library'")

    check = town.check(town.draft("library", "park", best_hours="Sa 09:00-12:00"))

    assert check.times.starts_at is not None
    assert f"{check.times.starts_at:%A %H:%M %z}" == "Saturday 10:00 +0700"
    assert not check.findings


def test_a_stop_that_is_shut_in_the_best_hours_is_told(town: Town) -> None:
    town.run("UPDATE space SET opening_hours = 'Mo-Fr 08:00-16:00' WHERE kind = 'library'")

    check = town.check(town.draft("park", "library", best_hours="Su 09:00-12:00"))

    (found,) = check.findings
    assert (found.kind, found.stop) == ("closed", 2)
    assert "หอสมุดเมือง" in found.sentence("th")
    assert "Town Library" in found.sentence("en")
    assert not found.is_in_the_way


def test_best_hours_shorter_than_the_walk_are_told(town: Town) -> None:
    check = town.check(town.draft("library", "park", best_hours="Mo-Su 07:00-07:15"))

    assert kinds(check) == ["too_long"]


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ({"stops": ()}, "at least two stops"),
        ({"title_th": ""}, "Thai title"),
        ({"profile": "horse"}, "no profile"),
    ],
)
def test_what_is_no_route_is_refused(town: Town, draft: dict, said: str) -> None:
    with pytest.raises(InputError, match=said):
        town.create("library", "temple", **draft)

    assert town.run("SELECT id FROM route") == []


def test_too_many_stops_and_a_stop_twice_are_refused(town: Town) -> None:
    many = tuple(DraftStop(lon=98.98 + n / 1e5, lat=18.79) for n in range(MOST_STOPS + 1))

    with pytest.raises(InputError, match=f"at most {MOST_STOPS}"):
        town.create(stops=many)
    with pytest.raises(InputError, match="already"):
        town.create("library", "library")


@pytest.mark.parametrize("privacy", ["private", "tambon"])
def test_a_private_place_is_no_stop(town: Town, privacy: str) -> None:
    town.run("UPDATE space SET place_privacy = :how WHERE kind = 'temple'", how=privacy)

    assert kinds(town.check(town.draft("library", "temple"))) == ["refused"]
    with pytest.raises(InputError, match="private"):
        town.create("library", "temple")


def test_a_space_of_another_city_is_no_stop(town: Town) -> None:
    other = add_city(town.database, "elsewhere")
    space = add_space(town.database, other)
    try:
        with pytest.raises(InputError, match="one city"):
            town.create(stops=(DraftStop(town.spaces["library"]), DraftStop(space)))
    finally:
        town.run("DELETE FROM city WHERE slug = 'elsewhere'")


def test_a_draft_is_seen_by_curators_alone_and_by_everybody_once_published(town: Town) -> None:
    route = town.create("library", "temple", title_en="Old Town", themes=("ล้านนา",))

    with pytest.raises(NotFoundError):
        town.published(route)
    drawn = town.stored(route)
    state = town.publish(route)

    assert (drawn.status, drawn.slug, drawn.state.version) == ("draft", "old-town", 1)
    assert state.version == 2
    shown = town.published(route)
    assert shown.draft == drawn.draft
    with town.database.reading() as session:
        (listed,) = list_published(session, "town")
    assert (listed.title_en, listed.stops, listed.themes) == ("Old Town", 2, ("ล้านนา",))
    assert listed.metres == pytest.approx(town.check(drawn.draft).metres)


def test_slugs_are_latin_or_numbered_and_never_twice(town: Town) -> None:
    for title in (None, None, "Café & Temples", "Café: temples!", "Edit"):
        town.create("library", "temple", title_en=title)

    slugs = [row.slug for row in town.run("SELECT slug FROM route ORDER BY id")]

    assert slugs == ["route-1", "route-2", "cafe-temples", "cafe-temples-2", "edit-2"]
    assert slug_of("๒๕๖๙") == slug_of("2026") == ""
    assert len(free_slug("a" * 60, {"a" * 60})) <= 60


def test_two_curators_change_one_route_and_the_second_is_told(town: Town) -> None:
    route = town.create()
    mark = town.stored(route).state.mark

    def rename(title: str) -> State:
        draft = town.draft("library", "temple", title_th=title)
        return town.do(
            lambda session: change_route(
                session, town.desk, town.hold(session, route, (mark,)), draft
            )
        )

    assert rename("หนึ่ง").version == 2
    with pytest.raises(StaleError) as refused:
        rename("สอง")

    assert refused.value.state.version == 2
    assert town.stored(route).draft.title_th == "หนึ่ง"


def test_two_who_draw_at_once_get_two_slugs(town: Town) -> None:
    threads = [threading.Thread(target=town.create) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    slugs = {row.slug for row in town.run("SELECT slug FROM route")}
    assert slugs == {"route-1", "route-2", "route-3", "route-4"}


def test_a_route_with_a_hidden_stop_is_not_published_and_an_older_one_leaves_it_out(
    town: Town,
) -> None:
    shown, waiting = town.create("library", "temple", "park"), town.create("library", "temple")
    town.publish(shown)
    town.run("UPDATE space SET status = 'hidden' WHERE kind = 'temple'")

    with pytest.raises(ConflictError, match="removed or hidden"):
        town.publish(waiting)
    check = town.check(town.published(shown).draft)

    assert kinds(check) == ["gone"]
    assert [each.number for each in check.stops] == [1, 3]
    assert [each.number for each in check.legs] == [1]
    assert check.legs[0].leg is not None
    assert town.stored(waiting).status == "draft"


def test_a_stop_whose_space_moved_is_told_with_how_far(town: Town) -> None:
    route = town.create("library", "temple")
    town.publish(route)
    (before,) = town.run("SELECT st_astext(geom) AS at FROM space WHERE kind = 'library'")
    there = position(20, 210)
    town.run(
        "UPDATE space SET geom = st_setsrid(st_makepoint(:x, :y), 4326) WHERE kind = 'library'",
        x=there[0],
        y=there[1],
    )

    kept = town.published(route)
    with town.database.reading() as session:
        check = check_route(session, town.desk.networks, kept.draft, now=MONDAY, stood=kept.stood)
    town.run(
        "UPDATE space SET geom = st_geomfromtext(:at, 4326) WHERE kind = 'library'",
        **before._mapping,
    )

    (found,) = check.findings
    assert (found.kind, found.stop) == ("moved", 1)
    assert "100 m" in found.sentence("en")  # the middle of the library is at (120, 220)


def test_a_published_route_cannot_be_changed_into_one_nobody_can_walk(town: Town) -> None:
    route = town.create()
    town.publish(route)
    wet = position(350, 55)
    drawn = (DraftStop(town.spaces["library"]), DraftStop(lon=wet[0], lat=wet[1]))

    with pytest.raises(ConflictError, match="no way on foot"):
        town.do(
            lambda session: change_route(
                session, town.desk, town.hold(session, route), town.draft(stops=drawn)
            )
        )

    assert len(town.published(route).draft.stops) == 2
    assert town.published(route).draft.stops[1].space == town.spaces["temple"]


def test_every_write_can_be_undone_with_its_stops(town: Town) -> None:
    route = town.create("library", "temple", story_th="เรื่องแรก")
    first = town.stored(route).draft
    town.do(
        lambda session: change_route(
            session,
            town.desk,
            town.hold(session, route),
            town.draft("park", "library", "school", story_th="เรื่องสอง"),
        )
    )
    changed = town.trail()[-1]

    town.do(lambda session: undo_write(session, CURATOR, changed.id))

    assert town.stored(route).draft == first
    assert [row.action for row in town.trail()] == ["create", "update", "undo"]
    assert changed.reason == "a good walk"
    with pytest.raises(StaleError):
        town.do(lambda session: undo_write(session, CURATOR, changed.id))


def test_undoing_a_creation_hides_it_and_hiding_takes_it_off_every_list(town: Town) -> None:
    route = town.create()
    town.publish(route)
    town.do(lambda session: hide_route(session, town.desk, town.hold(session, route)))

    with pytest.raises(NotFoundError):
        town.published(route)
    other = town.create()
    (created,) = [row for row in town.trail()[-1:] if row.action == "create"]
    town.do(lambda session: undo_write(session, CURATOR, created.id))
    assert town.stored(other).status == "hidden"


def test_a_curator_of_another_city_is_not_let_near(town: Town) -> None:
    route = town.create()
    stranger = Act(Asker(2, "boon", "curator", city_id=999_999))

    with pytest.raises(ForbiddenError):
        town.do(
            lambda session: create_route(
                session, replace(town.desk, act=stranger), town.draft("library", "temple")
            )
        )
    with town.database.writing() as session, pytest.raises(ForbiddenError):
        hold_route(session, stranger, route, marks=None)


def test_a_device_rates_once_and_may_change_its_mind(town: Town) -> None:
    route = town.create()
    town.publish(route)

    def rate(stars: int, device: str) -> tuple[float, int]:
        with town.database.writing() as session:
            rated = rate_route(session, Rating(route, stars, device), key="k")
        return rated.stars, rated.ratings

    assert rate(5, "one-device") == (5.0, 1)
    assert rate(2, "another") == (3.5, 2)
    assert rate(4, "one-device") == (3.0, 2)
    assert town.published(route).stars == 3.0
    kept = "".join(row.rater for row in town.run("SELECT rater FROM route_rating"))
    assert "device" not in kept
    assert "another" not in kept


def test_a_draft_cannot_be_rated(town: Town) -> None:
    route = town.create()

    with town.database.writing() as session, pytest.raises(NotFoundError):
        rate_route(session, Rating(route, 5, "d"), key="k")
