"""Field notes: kept as drafts, decided once, solved one day."""

from datetime import UTC, datetime, timedelta

import pytest
from shapely import Point
from sqlalchemy import select, text

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.editing.states import Act
from geoservice.ecology.media import add_picture, keep_media
from geoservice.ecology.notes import NewNote, decide_note, read_notes, send_note, solve_note
from geoservice.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from geoservice.store.database import Database
from geoservice.store.models import Agenda, Audit, Note
from tests.conftest import add_city, add_space, count
from tests.pictures import a_picture

NOW = datetime.now(UTC)
HERE = Point(98.98, 18.79)
CURATOR = Act(Asker(1, "anong", "curator"), "seen it", "192.0.2.1")


@pytest.fixture
def city(database: Database) -> int:
    return add_city(database)


def a_note(**fields: object) -> NewNote:
    return NewNote(**{"kind": "problem", "text": "The path is broken", "place": HERE, **fields})


def sent(database: Database, **fields: object) -> int:
    with database.writing() as session:
        return send_note(session, "town", a_note(**fields), now=NOW).id


def published(database: Database) -> list[tuple[int, str | None, str | None]]:
    with database.reading() as session:
        return [
            tuple(row)
            for row in session.execute(text("SELECT id, picture, solution FROM published.note"))
        ]


def test_a_note_is_seen_once_it_is_published_its_picture_too(database: Database, city: int) -> None:
    with database.writing() as session:
        key = add_picture(session, city, a_picture()).key
    note = sent(database, picture=key)
    assert published(database) == []

    with database.writing() as session:
        decide_note(session, CURATOR, note, "publish")

    assert published(database) == [(note, key, None)]


def test_a_rejected_note_stays_hidden_and_so_does_its_picture(
    database: Database, city: int
) -> None:
    with database.writing() as session:
        key = add_picture(session, city, a_picture()).key
    note = sent(database, picture=key)

    with database.writing() as session:
        decide_note(session, CURATOR, note, "reject")

    assert published(database) == []
    with database.writing() as session:
        trail = session.scalars(select(Audit).order_by(Audit.id.desc()).limit(1)).one()
        assert (trail.action, trail.layer, trail.subject_id) == ("reject", "notes", note)
        assert (trail.reason, trail.address) == ("seen it", "192.0.2.1")


def test_the_picture_of_a_note_that_is_hidden_later_is_hidden_with_it(
    database: Database, city: int
) -> None:
    with database.writing() as session:
        key = add_picture(session, city, a_picture()).key
    note = sent(database, picture=key)
    with database.writing() as session:
        decide_note(session, CURATOR, note, "publish")
    with database.reading() as session:
        assert session.scalars(text("SELECT key FROM published.medium")).all() == [key]

    with database.writing() as session:
        session.get_one(Note, note).status = "hidden"

    with database.reading() as session:
        assert session.scalars(text("SELECT key FROM published.medium")).all() == []


def test_a_picture_that_is_shown_elsewhere_cannot_be_taken_for_a_note(
    database: Database, city: int
) -> None:
    with database.writing() as session:
        key = add_picture(session, city, a_picture()).key
        keep_media(session, [key])

    with pytest.raises(InputError, match="send it again"):
        sent(database, picture=key)


def test_a_note_is_decided_once(database: Database, city: int) -> None:
    note = sent(database)
    with database.writing() as session:
        decide_note(session, CURATOR, note, "publish")

    for decision in ("publish", "reject"):
        with pytest.raises(ConflictError, match="decided already"), database.writing() as session:
            decide_note(session, CURATOR, note, decision)


def test_the_same_note_sent_again_is_the_one_that_is_there(database: Database, city: int) -> None:
    first = sent(database)

    assert sent(database) == first
    assert sent(database, text="Another") != first
    with database.writing() as session:
        later = NOW + timedelta(days=8)
        assert send_note(session, "town", a_note(), now=later).id not in (first, first + 1)


def test_a_solved_note_says_what_was_done_and_since_when(database: Database, city: int) -> None:
    note = sent(database)
    with pytest.raises(ConflictError, match="not published"), database.writing() as session:
        solve_note(session, CURATOR, note, "Mended", now=NOW)
    with database.writing() as session:
        decide_note(session, CURATOR, note, "publish")
        solve_note(session, CURATOR, note, "Mended", now=NOW)
        solve_note(session, CURATOR, note, "Mended well", now=NOW + timedelta(days=1))

    assert published(database) == [(note, None, "Mended well")]
    with database.writing() as session:
        assert session.scalar(select(Note.solved_at)) == NOW


def test_a_curator_of_another_city_decides_nothing(database: Database, city: int) -> None:
    note = sent(database)
    stranger = Act(Asker(2, "somchai", "curator", city_id=city + 1))

    with pytest.raises(ForbiddenError), database.writing() as session:
        decide_note(session, stranger, note, "publish")
    with pytest.raises(NotFoundError), database.writing() as session:
        decide_note(session, CURATOR, note + 1, "publish")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"place": Point(100.5, 13.7)}, "outside the city"),
        ({"place": Point(18.79, 98.98 - 10)}, "outside the city|exchanged"),
        ({"space": 12345}, "nothing published with this id"),
        ({"agendas": ("war",)}, "none of: health"),
        ({"picture": "unknown"}, "There is no picture"),
    ],
)
def test_what_does_not_belong_to_the_city_is_refused(
    database: Database, city: int, fields: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        sent(database, **fields)

    assert count(database, "note") == 0


def test_a_city_has_agendas_of_its_own(database: Database, city: int) -> None:
    with database.writing() as session:
        session.add(Agenda(city_id=city, slug="craft", title_th="หัตถกรรม"))

    assert sent(database, agendas=("craft", "health"))


def test_a_note_is_not_tied_to_a_home_whose_place_is_private(database: Database, city: int) -> None:
    home = add_space(database, city, kind="sage", place_privacy="private")
    library = add_space(database, city)

    sent(database, space=home)
    sent(database, space=library, text="Another")

    with database.writing() as session:
        assert list(session.scalars(select(Note.space_id).order_by(Note.id))) == [None, library]


def test_notes_are_read_a_page_at_a_time(database: Database, city: int) -> None:
    ids = [sent(database, text=f"Note {number}") for number in range(5)]
    with database.writing() as session:
        decide_note(session, CURATOR, ids[0], "publish")

        first = read_notes(session, city, "draft", limit=3, after=0)
        second = read_notes(session, city, "draft", limit=3, after=first.next or 0)

        assert [each.Note.id for each in (*first.rows, *second.rows)] == ids[1:]
        assert (first.counts, second.next) == ({"draft": 4, "published": 1}, None)
