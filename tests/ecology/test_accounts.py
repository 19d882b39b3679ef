"""Roles, accounts and tokens: who may do what, and whose token holds."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import text

from geoservice.ecology.accounts import passwords
from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.register import (
    NewAccount,
    add_account,
    disable_account,
    find_account,
    list_accounts,
)
from geoservice.ecology.accounts.roles import LEAST_ROLE, Deed, may
from geoservice.ecology.accounts.tokens import (
    NewToken,
    find_asker,
    issue_token,
    list_tokens,
    revoke_token,
)
from geoservice.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from geoservice.store.database import Database
from geoservice.store.words import ROLES
from tests.conftest import add_city

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def add(database: Database, name: str = "anong", role: str = "curator", **more: str) -> None:
    with database.writing() as session:
        add_account(session, NewAccount(name, role, **more))


def issue(database: Database, **more: object) -> tuple[int, str]:
    with database.writing() as session:
        issued = issue_token(session, NewToken("anong", **more), now=NOW)
    return issued.id, issued.secret


def asker(database: Database, secret: str, *, now: datetime = NOW) -> Asker | None:
    with database.writing() as session:
        return find_asker(session, secret, now=now)


def test_each_role_may_what_the_roles_before_it_may() -> None:
    allowed = {role: {deed for deed in Deed if may(role, deed)} for role in ROLES}

    assert set(LEAST_ROLE) == set(Deed)
    assert allowed["citizen"] == {Deed.SUGGEST}
    assert allowed["curator"] == {Deed.SUGGEST, Deed.CONTRIBUTE, Deed.EDIT_SPACES, Deed.CURATE}
    assert allowed["admin"] == set(Deed)
    for before, after in pairwise(ROLES):
        assert allowed[before] < allowed[after]


def test_an_asker_is_held_to_its_role_and_its_city() -> None:
    curator = Asker(1, "anong", "curator", city_id=7)

    curator.require_deed(Deed.EDIT_SPACES)
    curator.require_city(7)
    with pytest.raises(ForbiddenError, match="role curator; it takes the role planner"):
        curator.require_deed(Deed.KEEP_FIGURES)
    with pytest.raises(ForbiddenError, match="another city"):
        curator.require_city(8)
    Asker(1, "anong", "curator").require_city(8)  # of no city: of all


def test_an_account_is_kept_with_a_hash_of_its_password_only(database: Database) -> None:
    add_city(database)
    add(database, city="town", password="ดอกคำใต้ 2569")

    with database.writing() as session:
        account = find_account(session, "anong")
        (listed,) = list_accounts(session)
        assert account.password_hash is not None
        assert account.password_hash.startswith("$argon2id$")
        assert passwords.is_password("ดอกคำใต้ 2569", account.password_hash)
        assert not passwords.is_password("ดอกคำใต้ 2568", account.password_hash)
    assert (listed.name, listed.role, listed.city) == ("anong", "curator", "town")
    with database.owner.connect() as connection:
        trail = connection.execute(text("SELECT actor, action, after FROM audit")).all()
    assert trail == [("shell", "add account", {"name": "anong", "role": "curator", "city": "town"})]


def test_no_password_is_the_password_of_an_account_without_one() -> None:
    assert not passwords.is_password("", None)
    assert not passwords.is_password("anything", "not a hash")


@pytest.mark.parametrize(
    ("new", "error", "said"),
    [
        (NewAccount("anong", "mayor"), InputError, "no role 'mayor'; there are: citizen"),
        (NewAccount("", "curator"), InputError, "cannot be the name of an account"),
        (NewAccount("a b", "curator"), InputError, "cannot be the name of an account"),
        (NewAccount("a:b", "curator"), InputError, "cannot be the name of an account"),
        (NewAccount("a\x00", "curator"), InputError, "cannot be the name of an account"),
        (NewAccount("a" * 61, "curator"), InputError, "cannot be the name of an account"),
        (NewAccount("dao", "curator", city="nowhere"), NotFoundError, "no city 'nowhere'"),
        (NewAccount("dao", "curator", password="short"), InputError, "10 to 200 characters"),
        (NewAccount("Anong", "curator"), ConflictError, "is an account 'Anong' already"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    database: Database, new: NewAccount, error: type[Exception], said: str
) -> None:
    add(database)

    with pytest.raises(error, match=said), database.writing() as session:
        add_account(session, new)


def test_a_thai_name_is_one_however_its_marks_are_typed(database: Database) -> None:
    add(database, "น้ำฝน")

    with database.writing() as session:
        assert find_account(session, "น้ำฝน").name == "น้ำฝน"


def test_a_token_tells_who_asks_and_is_nowhere_kept_itself(database: Database) -> None:
    city = add_city(database)
    add(database, city="town")
    _, secret = issue(database, scopes=("write", "read"), title="QGIS")

    found = asker(database, secret)

    assert secret.startswith("gs_")
    assert found is not None
    assert (found.name, found.role, found.city_id) == ("anong", "curator", city)
    assert found.scopes == ("read", "write")
    assert (found.actor, found.origin) == ("account:anong", "curator:anong")
    with database.owner.connect() as connection:
        everything = connection.scalar(
            text("SELECT string_agg(t::text, '') || string_agg(a::text, '') FROM token t, audit a")
        )
    assert secret not in everything
    assert secret.removeprefix("gs_") not in everything


def test_two_tokens_are_never_the_same(database: Database) -> None:
    add(database)

    assert issue(database)[1] != issue(database)[1]


def test_a_token_ends_by_time_by_hand_and_with_its_account(database: Database) -> None:
    add(database)
    first, by_hand = issue(database, days=10)
    _, by_account = issue(database, days=10)

    assert asker(database, by_hand, now=NOW + timedelta(days=9, hours=23)) is not None
    assert asker(database, by_hand, now=NOW + timedelta(days=10)) is None
    with database.writing() as session:
        revoke_token(session, first, now=NOW)
    assert asker(database, by_hand) is None
    assert asker(database, by_account) is not None
    with database.writing() as session:
        disable_account(session, "anong", now=NOW)
    assert asker(database, by_account) is None


@pytest.mark.parametrize("secret", ["", "gs_", "gs_" + "A" * 43, "x" * 5000, "\ud800", "a\x00b"])
def test_what_is_no_token_is_nobody(database: Database, secret: str) -> None:
    add(database)
    issue(database)

    assert asker(database, secret) is None


def test_tokens_are_listed_without_their_secrets(database: Database) -> None:
    add(database)
    issue(database, title="QGIS")
    issue(database, scopes=("write",))

    with database.writing() as session:
        listed = list_tokens(session, "anong")
        assert list_tokens(session) == listed
    assert [(each.title, each.scopes) for each in listed] == [("", ("write",)), ("QGIS", ("read",))]


def test_a_token_that_cannot_be_is_refused(database: Database) -> None:
    add(database)
    refusals = (
        ({"scopes": ("read", "fly")}, "no scope 'fly'; there are: read, write"),
        ({"days": 0}, "1 to 3650 days"),
        ({"days": 4000}, "1 to 3650 days"),
    )
    for given, said in refusals:
        with pytest.raises(InputError, match=said):
            issue(database, **given)
    with pytest.raises(NotFoundError, match="no account 'nobody'"), database.writing() as session:
        issue_token(session, NewToken("nobody"), now=NOW)
    number, _ = issue(database)
    with database.writing() as session:
        revoke_token(session, number, now=NOW)
    with pytest.raises(ConflictError, match="revoked already"), database.writing() as session:
        revoke_token(session, number, now=NOW)
    with pytest.raises(NotFoundError, match="no token 99"), database.writing() as session:
        revoke_token(session, 99, now=NOW)


def test_a_disabled_account_gets_no_token_and_is_not_disabled_twice(database: Database) -> None:
    add(database)
    with database.writing() as session:
        disable_account(session, "anong", now=NOW)

    with pytest.raises(ConflictError, match="'anong' is disabled"):
        issue(database)
    with pytest.raises(ConflictError, match="'anong' is disabled"), database.writing() as session:
        disable_account(session, "anong", now=NOW)


def test_the_reader_sees_no_account_and_no_token(database: Database) -> None:
    with database.reading() as session:
        for table in ("account", "token", "audit"):
            allowed = text(f"SELECT has_table_privilege(current_user, '{table}', 'SELECT')")
            assert session.scalar(allowed) is False
