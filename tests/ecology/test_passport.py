"""The learning passport: sheets that rotate, stamps that cannot be forged or had twice, sums."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer
from sqlalchemy import text

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.register import NewAccount, add_account
from geoservice.ecology.editing.merging import merge_twin
from geoservice.ecology.editing.states import Act
from geoservice.ecology.passport.certificates import (
    Certificate,
    add_up,
    read_certificate,
    write_certificate,
)
from geoservice.ecology.passport.counts import read_counts
from geoservice.ecology.passport.sheets import Sheet, find_sheet, issue_sheet
from geoservice.ecology.passport.signing import CERTIFICATES, SHEETS, STAMPS, sign
from geoservice.ecology.passport.stamping import Stamp, stamp
from geoservice.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from geoservice.store.database import Database
from geoservice.store.words import BODIES
from tests.conftest import add_city, add_space

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # 12:00 in Bangkok
DAY = timedelta(days=1)
MINE, YOURS = "a-random-device-of-mine", "a-random-device-of-yours"


def keys(name: str) -> str:
    return f"the key of {name}"


@dataclass(frozen=True)
class Wall:
    """A library and a temple, and a curator who prints sheets for their walls."""

    database: Database
    act: Act
    city: int
    library: int
    temple: int

    def issue(self, space: int, now: datetime = NOON, act: Act | None = None) -> Sheet:
        with self.database.writing() as session:
            return issue_sheet(session, act or self.act, space, now=now, keys=keys)

    def stamp(self, token: str, device: str = MINE, now: datetime = NOON) -> Stamp:
        with self.database.writing() as session:
            return stamp(session, keys, token, device, now=now)

    def run(self, statement: str, **values: object) -> list:
        with self.database.writing() as session:
            result = session.execute(text(statement), values)
            return list(result) if result.returns_rows else []

    def know(self, space: int, *bodies: str) -> None:
        for body in bodies:
            self.run(
                "INSERT INTO knowledge (city_id, space_id, body, title_th, media, status) "
                "VALUES (:city, :space, :body, 'เรื่อง', '{}', 'published')",
                city=self.city,
                space=space,
                body=body,
            )


@pytest.fixture
def wall(database: Database) -> Iterator[Wall]:
    city = add_city(database, "town", timezone="Asia/Bangkok")
    library = add_space(database, city, kind="library", name_th="หอสมุด", name_en="Library")
    temple = add_space(database, city, kind="temple")
    with database.writing() as session:
        account = add_account(session, NewAccount("anong", "curator", "town")).id
    yield Wall(database, Act(Asker(account, "anong", "curator", city)), city, library, temple)
    for table in ("stamp_seen", "audit"):
        with database.writing() as session:
            session.execute(text(f"DELETE FROM {table}"))


def add(*stamps: str, name: str = "") -> Certificate:
    return add_up(keys, stamps, name=name, today=date(2026, 12, 1))


def test_a_stamp_tells_the_place_its_minutes_and_what_it_teaches(wall: Wall) -> None:
    wall.know(wall.library, "wisdom", "background", "wisdom")

    given = wall.stamp(wall.issue(wall.library).token)

    assert (given.name_th, given.kind, given.city) == ("หอสมุด", "library", "town")
    assert (given.minutes, given.bodies) == (30, ("background", "wisdom"))
    assert given.at.isoformat() == "2026-11-24T12:00:00+07:00"
    assert MINE not in given.signed


def test_a_place_of_which_nothing_is_written_teaches_the_city(wall: Wall) -> None:
    assert wall.stamp(wall.issue(wall.temple).token).bodies == ("city",)


def test_one_stamp_a_device_a_place_and_a_day(wall: Wall) -> None:
    library, temple = wall.issue(wall.library).token, wall.issue(wall.temple).token
    wall.stamp(library)

    with pytest.raises(ConflictError, match="today's stamp"):
        wall.stamp(library, now=NOON + timedelta(hours=11))  # 23:00 in Bangkok
    wall.stamp(library, now=NOON + timedelta(hours=13))  # past midnight there
    wall.stamp(library, device=YOURS)
    wall.stamp(temple)

    (row,) = wall.run("SELECT stamps FROM stamp_count WHERE space_id = :id", id=wall.library)
    assert row.stamps == 3


def test_nothing_is_kept_of_who_was_stamped_and_the_hash_goes_with_the_day(wall: Wall) -> None:
    sheet = wall.issue(wall.library)
    wall.stamp(sheet.token)

    kept = str(wall.run("SELECT * FROM stamp_seen")) + str(wall.run("SELECT * FROM stamp_count"))
    assert MINE not in kept

    wall.stamp(sheet.token, device=YOURS, now=NOON + 3 * DAY)
    days = wall.run("SELECT day FROM stamp_seen")
    assert [row.day for row in days] == [date(2026, 11, 27)]


@pytest.mark.parametrize("token", ["", "x", "a.b", "W10.x" * 900, "ก" * 40])
def test_a_forged_code_is_refused(wall: Wall, token: str) -> None:
    wall.issue(wall.library)

    with pytest.raises(InputError, match="not one that this service printed"):
        wall.stamp(token)


def test_a_code_signed_with_another_key_or_for_another_purpose_is_refused(wall: Wall) -> None:
    said = [wall.city, wall.library, 1]
    wall.issue(wall.library)
    elsewhere = URLSafeSerializer("another key", salt=SHEETS).dumps(said)

    for token in (elsewhere, sign(keys, STAMPS, said), sign(keys, SHEETS, ["a", "b"])):
        with pytest.raises(InputError, match="not one that this service printed"):
            wall.stamp(token)


def test_a_code_of_another_city_is_refused(wall: Wall) -> None:
    wall.issue(wall.library)
    other = add_city(wall.database, "elsewhere")

    with pytest.raises(InputError, match="another city"):
        wall.stamp(sign(keys, SHEETS, [other, wall.library, 1]))


def test_a_new_sheet_lets_the_old_one_end_within_a_week(wall: Wall) -> None:
    old = wall.issue(wall.library)
    new = wall.issue(wall.library, now=NOON + 10 * DAY)

    assert (old.serial, new.serial) == (1, 2)
    wall.stamp(old.token, now=NOON + 16 * DAY)
    wall.stamp(new.token, device=YOURS, now=NOON + 16 * DAY)
    with pytest.raises(ConflictError, match="newer one"):
        wall.stamp(old.token, now=NOON + 18 * DAY)
    wall.stamp(new.token, now=NOON + 18 * DAY)


def test_a_sheet_that_is_printed_again_and_again_never_lives_longer(wall: Wall) -> None:
    first = wall.issue(wall.library)
    wall.issue(wall.library, now=NOON + DAY)
    wall.issue(wall.library, now=NOON + 6 * DAY)

    with pytest.raises(ConflictError):
        wall.stamp(first.token, now=NOON + 9 * DAY)


def test_a_revoked_sheet_and_one_past_its_year_stamp_no_more(wall: Wall) -> None:
    sheet = wall.issue(wall.library)

    with pytest.raises(ConflictError):
        wall.stamp(sheet.token, now=NOON + 366 * DAY)
    wall.run("UPDATE stamp_sheet SET revoked_at = now()")
    with pytest.raises(ConflictError):
        wall.stamp(sheet.token)


def test_the_code_of_a_hidden_space_stamps_no_more(wall: Wall) -> None:
    sheet = wall.issue(wall.library)
    wall.run("UPDATE space SET status = 'hidden' WHERE id = :id", id=wall.library)

    with pytest.raises(NotFoundError, match="no longer there"):
        wall.stamp(sheet.token)


def test_the_sheet_of_a_space_that_was_merged_stamps_for_the_other(wall: Wall) -> None:
    sheet = wall.issue(wall.temple)
    with wall.database.writing() as session:
        merge_twin(session, wall.act, wall.temple, wall.library)

    assert wall.stamp(sheet.token).space == wall.library


def test_a_sheet_is_followed_through_mergers_to_their_end(wall: Wall) -> None:
    sheet = wall.issue(wall.temple)
    third = add_space(wall.database, wall.city, name_en="Third")
    with wall.database.writing() as session:
        merge_twin(session, wall.act, wall.temple, wall.library)
        merge_twin(session, wall.act, wall.library, third)

    assert wall.stamp(sheet.token).space == third
    wall.run("UPDATE space SET status = 'hidden' WHERE id = :id", id=third)
    with pytest.raises(NotFoundError, match="no longer there"):
        wall.stamp(sheet.token, device=YOURS)


def test_a_curator_prints_sheets_of_their_own_city_alone(wall: Wall) -> None:
    stranger = Act(replace(wall.act.asker, city_id=wall.city + 1000))

    with pytest.raises(ForbiddenError):
        wall.issue(wall.library, act=stranger)
    with pytest.raises(NotFoundError):
        wall.issue(999_999)
    with wall.database.writing() as session:
        assert find_sheet(session, wall.act, wall.library, now=NOON, keys=keys) is None


def test_issuing_is_written_down_and_the_newest_sheet_is_shown(wall: Wall) -> None:
    wall.issue(wall.library)
    second = wall.issue(wall.library)

    with wall.database.writing() as session:
        assert find_sheet(session, wall.act, wall.library, now=NOON, keys=keys) == second
    rows = wall.run("SELECT actor, action, layer, after FROM audit ORDER BY id")
    assert [row.after["serial"] for row in rows if row.layer == "stamp_sheets"] == [1, 2]


def test_hours_add_up_for_each_body_and_each_stamp_counts_once(wall: Wall) -> None:
    wall.know(wall.library, "background", "wisdom")
    library, temple = wall.issue(wall.library).token, wall.issue(wall.temple).token
    first, second = wall.stamp(library), wall.stamp(temple, now=NOON + 2 * DAY)

    found = add(first.signed, second.signed, first.signed, name="นิดา")

    # a library is 30 minutes, shared by two bodies; a temple 20, of the city
    assert found.minutes == {"background": 15, "wisdom": 15, "city": 20, "lineage": 0, "faith": 0}
    assert (found.total, found.stamps, found.spaces) == (50, 2, 2)
    assert (found.first, found.last) == (date(2026, 11, 24), date(2026, 11, 26))
    assert read_certificate(keys, write_certificate(keys, found)) == found


def test_a_certificate_is_never_issued_before_its_last_stamp(wall: Wall) -> None:
    early = datetime(2026, 11, 30, 23, tzinfo=UTC)  # in Bangkok the next day has begun

    given = wall.stamp(wall.issue(wall.library).token, now=early)
    found = add_up(keys, [given.signed], name="", today=early.date())

    assert (found.last, found.issued) == (date(2026, 12, 1), date(2026, 12, 1))


def test_a_changed_stamp_and_the_stamps_of_somebody_else_make_no_certificate(wall: Wall) -> None:
    sheet = wall.issue(wall.library)
    mine, yours = wall.stamp(sheet.token), wall.stamp(sheet.token, device=YOURS)
    longer = ["town", wall.library, "2026-11-24", 6000, ["city"], "0" * 16]
    forged = URLSafeSerializer("guessed", salt=STAMPS).dumps(longer)

    for stamps, said in (
        ((mine.signed, yours.signed), "more than one passport"),
        ((mine.signed + "x",), "not given"),
        ((forged,), "not given"),
        ((sheet.token,), "not given"),
        ((), "no stamps"),
    ):
        with pytest.raises(InputError, match=said):
            add(*stamps)


def test_a_changed_certificate_is_none(wall: Wall) -> None:
    token = write_certificate(keys, add(wall.stamp(wall.issue(wall.library).token).signed))
    changed = ("x" if token[0] != "x" else "y") + token[1:]

    for text_ in (changed, token[:-1], "", URLSafeSerializer("k", salt=CERTIFICATES).dumps([])):
        with pytest.raises(InputError, match="not issued"):
            read_certificate(keys, text_)


@given(st.lists(st.integers(0, 600), min_size=5, max_size=5), st.text(max_size=80))
def test_a_certificate_is_read_as_it_was_written(minutes: list[int], name: str) -> None:
    day = date(2026, 11, 24)
    written = Certificate(
        name, dict(zip(BODIES, minutes, strict=True)), 3, 2, ("town",), day, day, day
    )

    assert read_certificate(keys, write_certificate(keys, written)) == written


def test_counts_are_told_from_five_on(wall: Wall) -> None:
    sheet, other = wall.issue(wall.library), wall.issue(wall.temple)
    for number in range(5):
        wall.stamp(sheet.token, device=f"device-number-{number}")
    for number in range(4):
        wall.stamp(other.token, device=f"device-number-{number}")

    with wall.database.reading() as session:
        counts = read_counts(session, wall.city)

    assert [(each.space, each.stamps) for each in counts] == [
        (wall.library, 5),
        (wall.temple, None),
    ]


def test_counts_are_told_in_full_fives(wall: Wall) -> None:
    """Else whoever reads them before and after somebody's visit knows of it."""
    token, told = wall.issue(wall.library).token, []

    for number in range(11):
        wall.stamp(token, device=f"device-number-{number}")
        with wall.database.reading() as session:
            told.append(read_counts(session, wall.city)[0].stamps)

    assert told == [None] * 4 + [5] * 5 + [10] * 2


def test_counts_of_a_private_place_are_not_told(wall: Wall) -> None:
    sheet = wall.issue(wall.library)
    for number in range(6):
        wall.stamp(sheet.token, device=f"device-number-{number}")
    wall.run("UPDATE space SET place_privacy = 'private' WHERE id = :id", id=wall.library)

    with wall.database.reading() as session:
        assert read_counts(session, wall.city) == []
