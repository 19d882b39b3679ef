"""Sessions of browsers: signed, ended by time and by whatever moves an account on."""

from datetime import UTC, datetime, timedelta

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import text

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.register import NewAccount, add_account
from geoservice.ecology.accounts.sessions import (
    SignedIn,
    begin_session,
    csrf_token,
    find_signed_in,
    is_csrf_token,
    read_session,
    write_session,
)
from geoservice.store.database import Database

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
KEY = "a key of this test"
HELD = SignedIn(7, 2, "number", NOW, NOW)


def test_a_session_reads_back_as_it_was_written_for_twelve_hours() -> None:
    text = write_session(KEY, HELD, now=NOW)

    assert read_session(KEY, text, now=NOW) == HELD
    assert read_session(KEY, text, now=NOW + timedelta(hours=12, seconds=-1)) == HELD
    assert read_session(KEY, text, now=NOW + timedelta(hours=12)) is None


def test_a_session_in_use_is_signed_again_and_stays_the_same_one() -> None:
    later = NOW + timedelta(hours=11)
    assert HELD.is_old(later)
    assert not HELD.is_old(NOW + timedelta(minutes=9))

    renewed = read_session(
        KEY, write_session(KEY, HELD, now=later), now=later + timedelta(hours=11)
    )

    assert renewed is not None
    assert renewed.number == HELD.number
    assert csrf_token(KEY, renewed) == csrf_token(KEY, HELD)


def test_a_session_ends_on_its_seventh_day_however_busy_it_was() -> None:
    almost = NOW + timedelta(days=7, seconds=-1)
    text = write_session(KEY, HELD, now=almost)

    assert read_session(KEY, text, now=almost) is not None
    assert read_session(KEY, text, now=NOW + timedelta(days=7)) is None


def test_a_session_of_a_release_that_kept_less_is_none() -> None:
    text = URLSafeSerializer(KEY, salt="geoservice session").dumps([7, 2, "number", 1_795_510_800])

    assert read_session(KEY, text, now=NOW) is None


@pytest.mark.parametrize("forged", ["", "x", "a.b.c", "{}", "W10.x", "\x00", "ก" * 10])
def test_a_forged_session_is_none(forged: str) -> None:
    assert read_session(KEY, forged, now=NOW) is None
    assert read_session(KEY, write_session("another key", HELD, now=NOW), now=NOW) is None
    assert read_session(KEY, write_session(KEY, HELD, now=NOW)[:-1] + "A-", now=NOW) is None


def test_the_csrf_token_is_of_one_session_alone() -> None:
    other = SignedIn(7, 2, "another", NOW, NOW)

    assert is_csrf_token(KEY, HELD, csrf_token(KEY, HELD))
    assert not is_csrf_token(KEY, HELD, csrf_token(KEY, other))
    assert not is_csrf_token(KEY, HELD, "")
    assert not is_csrf_token(KEY, HELD, "ก")


@pytest.mark.parametrize("moved", ["epoch = epoch + 1", "disabled_at = now()"])
def test_a_session_ends_where_its_account_moves_on_or_is_closed(
    database: Database, moved: str
) -> None:
    with database.writing() as session:
        account = add_account(session, NewAccount("anong", "curator"))
        held = begin_session(account, now=NOW)
        assert find_signed_in(session, held) == Asker(account.id, "anong", "curator")

        session.execute(text(f"UPDATE account SET {moved}"))

        assert find_signed_in(session, held) is None
