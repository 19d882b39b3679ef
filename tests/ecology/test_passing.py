"""Signing in with a password, changing it, and the keys to set a new one with."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from geoservice.ecology.accounts.passing import (
    change_password,
    find_reset,
    find_who_signs_in,
    issue_reset,
    use_reset,
)
from geoservice.ecology.accounts.register import NewAccount, add_account, disable_account
from geoservice.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from geoservice.store.database import Database

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
OLD, NEW = "ดอกคำใต้ 2569", "แม่น้ำปิงไหลลงใต้"


def add(database: Database, name: str = "Anong", password: str | None = OLD) -> int:
    with database.writing() as session:
        return add_account(session, NewAccount(name, "curator", None, password)).id


def who(database: Database, name: str, password: str) -> str | None:
    with database.writing() as session:
        found = find_who_signs_in(session, name, password)
        return found.name if found else None


def key(database: Database, *, now: datetime = NOW) -> str:
    with database.writing() as session:
        return issue_reset(session, "Anong", now=now).key


def use(database: Database, key: str, *, now: datetime = NOW, password: str = NEW) -> None:
    with database.writing() as session:
        use_reset(session, key, password, now=now, address="192.0.2.1")


def epoch(database: Database) -> int:
    with database.owner.connect() as connection:
        return int(connection.scalar(text("SELECT epoch FROM account")) or 0)


def trail(database: Database) -> list[tuple[str, str, str | None]]:
    with database.owner.connect() as connection:
        rows = connection.execute(text("SELECT actor, action, address FROM audit ORDER BY id"))
        return [tuple(row) for row in rows][1:]


@pytest.mark.parametrize("name", ["Anong", "anong", " ANONG "])
def test_who_knows_the_password_signs_in_however_the_name_is_capitalised(
    database: Database, name: str
) -> None:
    add(database)

    assert who(database, name, OLD) == "Anong"


@pytest.mark.parametrize(
    ("name", "password"),
    [("Anong", NEW), ("Anong", ""), ("somebody", OLD), ("Anong", OLD + "x" * 200), ("", "")],
)
def test_whoever_does_not_is_nobody(database: Database, name: str, password: str) -> None:
    add(database)

    assert who(database, name, password) is None


def test_an_account_without_a_password_or_closed_lets_nobody_in(database: Database) -> None:
    add(database, "by-token", None)
    add(database, "closed")
    with database.writing() as session:
        disable_account(session, "closed", now=NOW)

    assert who(database, "by-token", "") is None
    assert who(database, "closed", OLD) is None


def test_a_changed_password_holds_alone_and_ends_the_sessions(database: Database) -> None:
    account = add(database)

    with database.writing() as session:
        change_password(session, account, (OLD, NEW), address="192.0.2.1")

    assert (who(database, "Anong", OLD), who(database, "Anong", NEW)) == (None, "Anong")
    assert epoch(database) == 1
    assert trail(database) == [("account:Anong", "set password", "192.0.2.1")]


@pytest.mark.parametrize(
    ("pair", "error"), [((NEW, NEW), ForbiddenError), ((OLD, "short"), InputError)]
)
def test_a_wrong_old_password_or_a_bad_new_one_changes_nothing(
    database: Database, pair: tuple[str, str], error: type[Exception]
) -> None:
    account = add(database)

    with pytest.raises(error), database.writing() as session:
        change_password(session, account, pair)

    assert who(database, "Anong", OLD) == "Anong"
    assert epoch(database) == 0


def test_a_key_sets_a_password_once(database: Database) -> None:
    add(database)
    made = key(database)

    use(database, made)

    assert (who(database, "Anong", OLD), who(database, "Anong", NEW)) == (None, "Anong")
    assert epoch(database) == 1
    assert trail(database)[-1] == ("account:Anong", "set password", "192.0.2.1")
    with pytest.raises(NotFoundError, match="was used, or is older than 24 hours"):
        use(database, made, password=OLD)


def test_a_key_ends_after_a_day_with_the_next_key_and_with_its_account(database: Database) -> None:
    add(database)
    first = key(database)
    second = key(database)

    for wrong, now in ((first, NOW), (second, NOW + timedelta(hours=24)), ("x", NOW), ("", NOW)):
        with pytest.raises(NotFoundError):
            use(database, wrong, now=now)
    with database.writing() as session:
        assert find_reset(session, second, now=NOW + timedelta(hours=23, minutes=59))
        disable_account(session, "Anong", now=NOW)
    with pytest.raises(NotFoundError):
        use(database, second)
    with pytest.raises(ConflictError, match="disabled"):
        key(database)


def test_a_bad_password_leaves_the_key_good(database: Database) -> None:
    add(database)
    made = key(database)

    with pytest.raises(InputError, match="10 to 200 characters"):
        use(database, made, password="short")

    use(database, made)
    assert who(database, "Anong", NEW) == "Anong"


def test_only_a_hash_of_the_key_is_kept(database: Database) -> None:
    add(database)
    made = key(database)

    with database.owner.connect() as connection:
        kept = connection.execute(text("SELECT hash, after FROM password_reset, audit")).all()

    assert made not in str(kept)
