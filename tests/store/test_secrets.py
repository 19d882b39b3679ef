"""The keys to sign with: made once, whoever asks first."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import text

from geoservice.store.database import Database
from geoservice.store.secrets import signing_key
from tests.conftest import count


def ask(database: Database, name: str) -> str:
    with database.writing() as session:
        return signing_key(session, name)


def test_a_key_is_made_once_and_each_name_has_its_own(database: Database) -> None:
    sessions, senders = ask(database, "sessions"), ask(database, "senders")

    assert ask(database, "sessions") == sessions != senders
    assert len(sessions) == 43  # 32 bytes as URL-safe text
    assert count(database, "secret") == 2


def test_many_who_ask_at_once_get_the_same_key(database: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda _: ask(database, "stamps"), range(12)))

    assert len(set(keys)) == 1
    assert count(database, "secret") == 1


def test_a_key_is_told_to_no_reader(database: Database) -> None:
    ask(database, "stamps")

    with database.owner.connect() as connection:
        asked = text("SELECT has_table_privilege('geoservice_reader', 'secret', 'SELECT')")
        assert connection.scalar(asked) is False
