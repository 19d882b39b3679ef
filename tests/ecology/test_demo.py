"""What is written for the sample city: whole, in both languages, and put in once."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from geoservice.ecology.demo import content
from geoservice.ecology.demo.content import fill_sample
from geoservice.ecology.demo.media import attach_made
from geoservice.publish.editing.fields import check_field
from geoservice.publish.editing.media_lists import parse_media
from geoservice.store.catalog import COLLECTIONS
from geoservice.store.database import Database
from geoservice.store.models import Activity, Contribution, Knowledge, Medium, Route
from geoservice.walk.shelf import NetworkShelf
from tests.conftest import add_city, add_space
from tests.living import add_row
from tests.walked_town import import_town

WRITTEN: dict[str, Any] = json.loads(
    (Path(content.__file__).parent / "sample.json").read_text("utf-8")
)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BESIDE = {
    "knowledge": ("at", "partner", "media"),
    "offerings": ("at", "partner"),
    "activities": ("at", "partner", "since", "begins", "minutes"),
    "partners": ("key", "runs"),
    "notes": ("lon", "lat", "space"),
}
STOPS = ("way/596937289", "way/122595247", "node/1380779190")


@pytest.mark.parametrize("collection", BESIDE)
def test_every_field_is_one_that_a_curator_could_send(collection: str) -> None:
    for each in WRITTEN[collection]:
        for name, value in each.items():
            if name not in BESIDE[collection]:
                found = check_field(name, value, of=COLLECTIONS[collection])
                assert found == (tuple(value) if isinstance(value, list) else value)


def test_everything_is_said_in_thai_and_in_english() -> None:
    for name in ("partners", "knowledge", "activities", "offerings", "routes", "agendas"):
        for each in WRITTEN[name]:
            pairs = [key for key in each if key.endswith("_th")]
            assert pairs
            for key in pairs:
                assert each[key].strip()
                assert each[key.removesuffix("_th") + "_en"].isprintable()


def test_what_was_made_up_says_so() -> None:
    for each in WRITTEN["activities"]:
        if each["repeats"] != "FREQ=YEARLY":
            assert each["title_th"].startswith("ตัวอย่าง")
            assert each["title_en"].startswith("Example")
    for note in WRITTEN["notes"]:
        assert note["text"].startswith("ตัวอย่าง")


def test_a_city_is_filled_once_with_what_its_spaces_carry(
    database: Database, tmp_path: Path
) -> None:
    city = import_town(database, tmp_path)
    with database.writing() as session:
        session.execute(text("UPDATE city SET geom = st_multi(st_makeenvelope(20,10,110,70,4326))"))
        named = session.execute(
            text("SELECT id FROM space WHERE shown IS NOT NULL ORDER BY id")
        ).scalars()
        for space, source_id in zip(named, STOPS, strict=False):
            session.execute(
                text("UPDATE space SET source_id = :it WHERE id = :id"),
                {"it": source_id, "id": space},
            )
    networks = NetworkShelf(tmp_path / "networks")

    with database.writing() as session:
        first = fill_sample(session, networks, "town", now=NOW)
    with database.writing() as session:
        second = fill_sample(session, networks, "town", now=NOW)
        routes = session.execute(
            select(Route.status, Route.metres > 0).where(Route.city_id == city)
        ).all()
        begun = session.scalars(select(Activity.starts_at <= NOW).where(Activity.city_id == city))
        begun = set(begun.all())
        waiting = session.scalars(select(Contribution.status)).all()

    assert first > 10
    assert second == 0
    assert routes == [("published", True)]
    assert begun == {True}
    assert waiting == ["pending"]


def test_a_picture_and_a_recording_are_shown_and_say_how_they_were_made(
    database: Database,
) -> None:
    (media,) = (each["media"] for each in WRITTEN["knowledge"] if "media" in each)
    city = add_city(database)
    piece = add_row(database, Knowledge, city, space_id=add_space(database, city))

    with database.writing() as session:
        attach_made(session, content._ACT, piece, media)
        kept = session.get_one(Knowledge, piece).media
        given_out = session.execute(
            text("SELECT media_type, width FROM published.medium ORDER BY media_type")
        ).all()
        for medium in session.scalars(select(Medium)):
            session.delete(medium)

    assert [tuple(each) for each in given_out] == [("audio/ogg", None), ("image/webp", 960)]
    assert parse_media(kept) == kept
    assert "program" in kept["pictures"][0]["caption_en"]
    assert "program" in kept["recordings"][0]["transcript_en"]
    assert all("โปรแกรม" in each for each in _thai(kept))


def _thai(kept: dict[str, Any]) -> list[str]:
    return [kept["pictures"][0]["caption_th"], kept["recordings"][0]["transcript_th"]]
