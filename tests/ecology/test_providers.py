"""Who offers what in each district: nobody is unserved because of what nobody wrote down."""

import pytest
from shapely import box

from geoservice.ecology.providers import DistrictOffers, Offers, read_offers
from geoservice.errors import NotFoundError
from geoservice.store.database import Database
from geoservice.store.models import Activity, District, Partner
from tests.conftest import add_city, add_space

WEST, EAST = 98.95, 99.05
EVERY_AGE = ["early_childhood", "child", "youth", "adult", "senior"]


@pytest.fixture
def city(database: Database) -> int:
    """A city of two tambon beside each other in one amphoe."""
    number = add_city(database)
    for level, code, west, east in (
        ("amphoe", "5001", 98.9, 99.1),
        ("tambon", "500101", 98.9, 99.0),
        ("tambon", "500102", 99.0, 99.1),
    ):
        shape = box(west, 18.7, east, 18.9).wkt.replace("POLYGON ", "MULTIPOLYGON (") + ")"
        with database.writing() as session:
            session.add(
                District(
                    city_id=number,
                    level=level,
                    code=code,
                    name_th=f"ตำบล {code}",
                    source="test",
                    geom=f"SRID=4326;{shape}",
                )
            )
    return number


def offers(database: Database, level: str | None = None) -> Offers:
    with database.reading() as session:
        return read_offers(session, "town", level)


def west(database: Database) -> DistrictOffers:
    return offers(database).districts[0]


def add_partner(database: Database, city: int, **fields: object) -> int:
    with database.writing() as session:
        partner = Partner(city_id=city, **{"actor": "temple", "name_th": "วัด", **fields})
        session.add(partner)
        session.flush()
        return partner.id


def add_activity(database: Database, city: int, space: int, **fields: object) -> None:
    values = {"title_th": "อ่าน", "status": "published", "ends_at": "2999-01-01", **fields}
    with database.writing() as session:
        session.add(Activity(city_id=city, space_id=space, starts_at="2020-01-01", **values))


class TestProviders:
    def test_partners_come_first_then_operators_and_what_nobody_knows_last(
        self, database: Database, city: int
    ) -> None:
        partner = add_partner(database, city)
        add_space(database, city, lon=WEST, kind="school", operator="เทศบาล")
        add_space(database, city, lon=WEST, kind="museum")
        add_space(database, city, lon=WEST, partner_id=partner, operator="ไม่นับ")

        found = west(database)

        assert [each.id for each in found.providers] == [f"partner/{partner}", "เทศบาล", None]
        assert [each.actor for each in found.providers] == ["temple", None, None]
        assert dict(found.whole.kinds) == {"school": 1, "museum": 1, "library": 1}
        assert found.unnamed == 1

    def test_an_activity_counts_for_who_offers_it_until_it_is_over(
        self, database: Database, city: int
    ) -> None:
        space = add_space(database, city, lon=WEST)
        partner = add_partner(database, city, actor="bank")
        add_activity(database, city, space, partner_id=partner, age_groups=["senior"])
        add_activity(database, city, space, ends_at="2020-01-02")
        add_activity(database, city, space, ends_at="2020-01-02", repeats="FREQ=DAILY")
        for rule in ("FREQ=DAILY;COUNT=3", "FREQ=DAILY;UNTIL=20200301"):
            add_activity(database, city, space, ends_at="2020-01-02", repeats=rule)
        add_activity(database, city, space, status="draft")

        found = west(database)

        assert found.providers[0].activities == 1
        assert dict(found.providers[0].ages)["senior"] == 1
        assert found.whole.activities == 2

    def test_the_finest_level_is_taken_unless_another_is_named(
        self, database: Database, city: int
    ) -> None:
        add_space(database, city, lon=WEST)
        add_space(database, city, lon=EAST)

        assert [each.whole.spaces for each in offers(database).districts] == [1, 1]
        assert [each.whole.spaces for each in offers(database, "amphoe").districts] == [2]

    def test_a_place_that_is_not_public_lies_in_no_district(
        self, database: Database, city: int
    ) -> None:
        add_space(database, city, lon=WEST, kind="sage", place_privacy="tambon")
        add_space(database, city, lon=WEST, status="draft")
        add_space(database, city, geom=None)

        found = offers(database)

        assert [each.whole.spaces for each in found.districts] == [0, 0]
        assert found.elsewhere == 2

    def test_a_space_on_the_border_of_two_districts_is_counted_once(
        self, database: Database, city: int
    ) -> None:
        add_space(database, city, lon=99.0)

        assert sum(each.whole.spaces for each in offers(database).districts) == 1

    def test_a_partner_that_is_hidden_is_named_nowhere(self, database: Database, city: int) -> None:
        partner = add_partner(database, city, status="hidden")
        add_space(database, city, lon=WEST, partner_id=partner)

        assert [each.id for each in west(database).providers] == [None]

    def test_a_city_that_is_not_there(self, database: Database, city: int) -> None:
        with (
            pytest.raises(NotFoundError, match="There is no city 'nowhere'"),
            database.reading() as s,
        ):
            read_offers(s, "nowhere")


class TestAges:
    def test_ages_that_nobody_wrote_down_are_not_known_rather_than_missing(
        self, database: Database, city: int
    ) -> None:
        add_space(database, city, lon=WEST, age_groups=["child"])
        add_space(database, city, lon=WEST)

        found = west(database)

        assert found.service("child") == "served"
        assert found.service("senior") == "unknown"
        assert found.whole.ages_unknown == 1

    def test_an_age_that_nothing_is_for_is_a_gap(self, database: Database, city: int) -> None:
        add_space(database, city, lon=WEST, age_groups=["child", "youth"])

        services = {group: west(database).service(group) for group in EVERY_AGE}

        assert [group for group, each in services.items() if each == "gap"] == [
            *("early_childhood", "adult", "senior")
        ]

    def test_where_nothing_is_there_is_no_gap_to_tell(self, database: Database, city: int) -> None:
        assert {west(database).service(group) for group in EVERY_AGE} == {"nothing"}
