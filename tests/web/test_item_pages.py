"""Pages of items: in every order each feature once, whatever is written meanwhile; how many."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from geoservice.publish import counting
from geoservice.publish.feature_query import FeatureQuery
from geoservice.publish.features import read_page
from geoservice.publish.filters import Filter
from geoservice.publish.page_statement import page_statement
from geoservice.publish.paging import Page, read_token
from geoservice.publish.sorting import parse_sort
from geoservice.store.catalog import SPACES
from geoservice.store.database import Database, settle
from tests.conftest import add_city, add_space
from tests.web.conftest import Town

ITEMS = "/api/collections/spaces/items"
STREETS = "/api/collections/streets/items"
ORDERS = [
    "",
    "name_th",
    "-name_th",
    "+name_en,-capacity",
    "capacity",
    "-capacity",
    "updated_at",
    "-updated_at",
    "kind,-name_en,updated_at",
    "opening_hours",
]


def pages(client: FlaskClient, limit: int = 7, **asked: str) -> Iterator[dict]:
    """Yield pages as a client follows them."""
    answer = client.get(ITEMS, query_string={"limit": limit, **asked})
    while True:
        assert answer.status_code == 200, answer.text
        yield answer.json
        following = [each["href"] for each in answer.json["links"] if each["rel"] == "next"]
        if not following:
            return
        answer = client.get(following[0])


def ids(client: FlaskClient, limit: int = 7, **asked: str) -> list[int]:
    return [each["id"] for page in pages(client, limit, **asked) for each in page["features"]]


def names(client: FlaskClient, name: str, **asked: str) -> list[object]:
    return [
        each["properties"][name] for page in pages(client, **asked) for each in page["features"]
    ]


def sort(sortby: str) -> dict[str, str]:
    return {"sortby": sortby} if sortby else {}


def fill(database: Database, rows: int = 60) -> int:
    """Store spaces many of which are equal in what one sorts by, or have nothing there."""
    city = add_city(database)
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO space (city_id, kind, source, source_id, name_th, name_en, capacity, "
                "geom) SELECT :city, (array['park','bank','temple'])[1 + n % 3], 'filled', "
                "n::text, "
                "(array['วัด','สวน','ตลาด',NULL])[1 + n % 4], "
                "CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN repeat('x', 150) || n ELSE 'n' || n % 7 "
                "END, nullif(n % 6, 0), st_setsrid(st_makepoint(98.9 + n * 0.001, 18.7), 4326) "
                "FROM generate_series(1, :rows) AS n"
            ),
            {"city": city, "rows": rows},
        )
    return city


def test_pages_in_every_order_give_each_feature_once(
    client: FlaskClient, database: Database
) -> None:
    fill(database)

    for sortby in ORDERS:
        paged = ids(client, **sort(sortby))
        assert paged == ids(client, 100, **sort(sortby)), sortby
        assert len(set(paged)) == 60, sortby
        assert paged[33:40] == ids(client, offset="33", **sort(sortby))[:7], sortby


def test_the_order_is_the_one_asked_for_and_what_has_no_value_comes_last(
    client: FlaskClient, database: Database
) -> None:
    fill(database)

    up = names(client, "capacity", sortby="capacity")
    down = names(client, "capacity", sortby="-capacity")
    both = [
        (each["properties"]["kind"], each["properties"]["capacity"], each["id"])
        for page in pages(client, sortby="kind,-capacity", filter="capacity IS NOT NULL")
        for each in page["features"]
    ]

    given = [each for each in up if each is not None]
    assert given == sorted(given)
    assert up == [*given, *[None] * (60 - len(given))]
    assert down == [*reversed(given), *[None] * (60 - len(given))]
    assert both == sorted(both, key=lambda each: (each[0], -each[1], each[2]))


def test_a_page_in_the_middle_of_a_kept_order_reads_only_its_own_rows(
    client: FlaskClient, database: Database
) -> None:
    fill(database, 3000)
    with database.owner.begin() as connection:
        connection.execute(text("ANALYZE space"))

    for sortby in ("name_th", "-name_th", "name_en", "updated_at", "-updated_at"):
        (key,) = parse_sort(SPACES, sortby)
        query = FeatureQuery(SPACES, Filter(), Page(limit=10), sort=(key,))
        with database.reading() as session:
            for _ in range(100):
                token = read_page(session, query).next
                begun = read_token(token, order=query.order, types=query.key_types)
                query = replace(query, page=Page(limit=10, after=begun))
            read = _rows_of_indexes(session, query)

        assert read, sortby
        assert all(rows <= 11 for rows in read), (sortby, read)


def _rows_of_indexes(session: Session, query: FeatureQuery) -> list[int]:
    """Return how many rows of each index that keeps an order a page reads."""
    statement = page_statement(query).compile(dialect=postgresql.dialect())
    plan = session.connection().exec_driver_sql(
        f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", statement.params
    )
    nodes = [plan.scalar_one()[0]["Plan"]]
    found = []
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", ())
        if node.get("Index Name", "").startswith("ix_space_by_"):
            found.append(node["Actual Rows"] + node.get("Rows Removed by Filter", 0))
    return found


def test_thai_is_sorted_as_in_a_dictionary(client: FlaskClient, database: Database) -> None:
    city = add_city(database)
    order = ["กรุงเทพ", "ขอนแก่น", "โคราช", "เชียงใหม่", "ไทย", "ปาย", "ป้าย", "แพร่", "apple", "Zoo"]
    for name in reversed(order):
        add_space(database, city, name_th=name)

    assert names(client, "name_th", sortby="name_th") == order
    assert names(client, "name_th", sortby="-name_th") == order[::-1]
    assert names(client, "name_th", sortby=" name_th") == order  # a plus as an address writes it


def test_booleans_numbers_and_times_can_be_sorted_by(town: Town) -> None:
    answer = town.client.get(STREETS, query_string={"sortby": "-lit,metres,+steps,name_th"})

    assert answer.status_code == 400
    assert town.client.get(STREETS, query_string={"sortby": "-lit,metres"}).status_code == 200


def test_every_sortable_sorts(town: Town) -> None:
    for collection in ("spaces", "districts", "streets", "basemap"):
        base = f"/api/collections/{collection}"
        sortables = town.client.get(f"{base}/sortables").json["properties"]
        for name in sortables:
            for sign in "+-":
                asked = {"sortby": f"{sign}{name}", "limit": "1"}
                first = town.client.get(f"{base}/items", query_string=asked).json
                for each in first["links"]:
                    assert town.client.get(each["href"]).status_code == 200


@pytest.mark.parametrize("sortby", ORDERS)
def test_what_is_written_between_pages_moves_nothing_else(
    client: FlaskClient, database: Database, sortby: str
) -> None:
    city = fill(database)
    expected = ids(client, 100, **sort(sortby))
    gone = set(expected[2::7])
    seen: list[int] = []

    for number, page in enumerate(pages(client, 5, **sort(sortby))):
        seen += [each["id"] for each in page["features"]]
        with database.writing() as session:
            deleted = session.execute(
                text("DELETE FROM space WHERE id = ANY(:ids) AND id % 3 = :which"),
                {"ids": list(gone), "which": number % 3},
            )
            assert deleted.rowcount >= 0  # type: ignore[attr-defined]
        add_space(database, city, name_th=("ก", "ฮ", None)[number % 3], capacity=number % 9 + 1)

    stayed = [each for each in expected if each not in gone]
    assert [each for each in seen if each in set(stayed)] == stayed
    assert len(seen) == len(set(seen))


def test_pages_lose_nothing_while_others_write_at_the_same_time(
    client: FlaskClient, database: Database
) -> None:
    city = fill(database, 300)
    expected = ids(client, 1000, sortby="name_th")
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            add_space(database, city, name_th="ข้อมูลใหม่")

    writer = threading.Thread(target=write)
    writer.start()
    seen = ids(client, 10, sortby="name_th")
    stop.set()
    writer.join()

    assert [each for each in seen if each in set(expected)] == expected
    assert len(seen) == len(set(seen))


def test_a_token_of_another_order_is_refused(client: FlaskClient, database: Database) -> None:
    fill(database)
    (link,) = [
        each["href"]
        for each in next(pages(client, sortby="name_th"))["links"]
        if each["rel"] == "next"
    ]

    for other in ("sortby=-name_th", "sortby=name_en", "sortby=name_th,name_en"):
        answer = client.get(link.replace("sortby=name_th", other) + "&lang=en")
        assert answer.status_code == 400
        assert "'next'" in answer.json["detail"]


@pytest.mark.parametrize(
    "asked",
    [
        {"sortby": ""},
        {"sortby": "colour"},
        {"sortby": "age_groups"},
        {"sortby": "geometry"},
        {"sortby": "search_key"},
        {"sortby": "name_th,"},
        {"sortby": "name_th,-name_th"},
        {"sortby": "--name_th"},
        {"sortby": "name_th DESC"},
        {"sortby": "kind,name_th,name_en,capacity"},
        {"sortby": "name_th", "near": "98.9,18.7"},
        {"properties": ""},
        {"properties": "colour"},
        {"properties": "search_key"},
        {"properties": "name_th,geometry"},
    ],
)
def test_what_cannot_be_sorted_or_chosen_is_a_400(town: Town, asked: dict[str, str]) -> None:
    answer = town.client.get(ITEMS, query_string={**asked, "lang": "en"})

    assert answer.status_code == 400
    assert f"'{next(iter(asked))}'" in answer.json["detail"]


def test_chosen_properties_come_alone(town: Town) -> None:
    asked = {"properties": "name_en, kind", "filter": "kind = 'library'"}
    (library,) = town.client.get(ITEMS, query_string=asked).json["features"]
    near = {"properties": "kind", "near": "98.98,18.79", "limit": "1", "crs": "[EPSG:32647]"}
    (nearest,) = town.client.get(ITEMS, query_string=near).json["features"]

    assert library["properties"] == {"kind": "library", "name_en": "Chiang Mai City Library"}
    assert library["geometry"]["coordinates"] == [98.98, 18.79]
    assert nearest["properties"] == {"kind": "library", "distance_metres": 0.0}


def test_few_are_counted_and_many_are_estimated_and_said_to_be(
    client: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, 500)
    settle(database)
    counted = next(pages(client))
    monkeypatch.setattr(counting, "COUNTED_UP_TO", 100)

    few = next(pages(client, filter="kind = 'park' AND capacity < 3"))
    many = next(pages(client, filter="kind = 'park'"))

    assert (counted["numberMatched"], "numberMatchedIsEstimate" in counted) == (500, False)
    assert "numberMatchedIsEstimate" not in few
    assert few["numberMatched"] == len(ids(client, filter="kind = 'park' AND capacity < 3"))
    assert many["numberMatchedIsEstimate"] is True
    assert 101 <= many["numberMatched"] <= 300  # 166 are there


def test_what_takes_long_to_count_is_estimated_and_the_page_still_comes(
    client: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, 3000)
    settle(database)
    monkeypatch.setattr(counting, "COUNTED_FOR_MS", 1)

    page = next(pages(client, filter="ACCENTI(name_en) LIKE ACCENTI('%n%')"))
    last = client.get(ITEMS, query_string={"limit": "3000", "filter": "name_en LIKE 'n%'"}).json

    assert page["numberReturned"] == 7
    assert page["numberMatchedIsEstimate"] is True
    assert page["numberMatched"] >= 7
    assert last["numberMatched"] == last["numberReturned"]
    assert "numberMatchedIsEstimate" not in last
