"""Proposals: kept apart, compared with what is there by now, and written once approved."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from shapely import Point
from sqlalchemy import text

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.register import NewAccount, add_account
from geoservice.ecology.contributions.deciding import (
    Decided,
    Decision,
    MeanwhileError,
    Refused,
    decide,
)
from geoservice.ecology.contributions.proposals import Proposal, Sender, propose
from geoservice.ecology.contributions.queue import AskedQueue, Queued, count_queue, read_queue
from geoservice.ecology.editing.merging import merge_twin
from geoservice.ecology.editing.spaces import change_space, hide_space, hold_space
from geoservice.ecology.editing.states import Act
from geoservice.ecology.editing.twins import TwinsError
from geoservice.ecology.media import add_picture, sweep_media
from geoservice.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from geoservice.store.database import Database
from tests.conftest import add_city, add_space, count
from tests.pictures import a_picture

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NEW = {"kind": "museum", "name_th": "เรือนคำเที่ยง", "geom": Point(98.99, 18.8)}


@pytest.fixture
def town(database: Database) -> int:
    return add_city(database)


@pytest.fixture
def library(database: Database, town: int) -> int:
    return add_space(database, town, opening_hours="Mo-Fr 09:00-17:00")


@pytest.fixture
def anong(database: Database, town: int) -> Asker:
    """The curator of the town."""
    with database.writing() as session:
        account = add_account(session, NewAccount("anong", "curator", "town"))
        return Asker(account.id, account.name, account.role, account.city_id)


def send(
    database: Database, action: str, values: Any = (), *, mark: str = "somebody", **more: Any
) -> int:
    with database.writing() as session:
        proposal = Proposal("town", action, dict(values), **more)
        return propose(session, proposal, Sender(mark)).id


def correct(database: Database, space: int, **values: Any) -> int:
    return send(database, "update", values, subject_id=space)


def waiting(database: Database, **asked: Any) -> list[Queued]:
    with database.writing() as session:
        return list(read_queue(session, AskedQueue(None, **asked)))


def settle(
    database: Database,
    who: Asker,
    ids: list[int],
    decision: str = "approve",
    *,
    reason: str | None = None,
    **more: Any,
) -> list[Decided | Refused]:
    with database.writing() as session:
        made = Decision(decision, NOW, more.pop("values", {}), **more)
        return decide(session, Act(who, reason, "192.0.2.1"), ids, made)


def edit(database: Database, who: Asker, space: int, **values: Any) -> None:
    with database.writing() as session:
        act = Act(who)
        change_space(session, act, hold_space(session, act, space, marks=None), values)


def stored(database: Database, space: int | None) -> Any:
    with database.owner.connect() as connection:
        return connection.execute(
            text("SELECT *, st_x(geom) AS lon FROM space WHERE id = :id"), {"id": space}
        ).one()


def error_of(result: Decided | Refused) -> Exception:
    assert isinstance(result, Refused)
    return result.error


def test_a_proposal_changes_nothing_until_it_is_approved(database: Database, library: int) -> None:
    correct(database, library, name_en="City Library")
    send(database, "create", NEW)
    send(database, "hide", subject_id=library, message="ปิดไปแล้ว")

    assert stored(database, library).name_en is None
    assert stored(database, library).status == "published"
    assert count(database, "space") == 1
    assert [each.action for each in waiting(database)] == ["update", "create", "hide"]


def test_the_queue_shows_each_field_as_it_was_should_be_and_is(
    database: Database, library: int, anong: Asker
) -> None:
    correct(database, library, opening_hours="24/7", name_en="City Library", name_th="ห้องสมุด")
    edit(database, anong, library, opening_hours="Mo-Su 08:00-20:00")

    (queued,) = waiting(database)

    by_field = {each.field: each for each in queued.differences}
    hours, name = (
        by_field["opening_hours"],
        by_field["name_en"],
    )  # the Thai name is as it was: nothing to decide
    assert len(by_field) == 2
    assert hours == ("opening_hours", "Mo-Fr 09:00-17:00", "24/7", "Mo-Su 08:00-20:00")
    assert name == ("name_en", None, "City Library", None)
    assert (hours.is_conflict, name.is_conflict) == (True, False)
    assert queued.stale
    assert queued.subject is not None
    assert queued.subject.name_th == "ห้องสมุด"


def test_an_approved_correction_is_its_curators_edit_out_of_a_contribution(
    database: Database, library: int, anong: Asker
) -> None:
    id = correct(database, library, name_en="City Library", geom=Point(98.97, 18.79))

    (result,) = settle(database, anong, [id], reason="looked it up")

    space = stored(database, library)
    assert result == (id, "approved", library)
    assert (space.name_en, space.lon, space.version) == ("City Library", 98.97, 2)
    assert space.provenance["name_en"] == f"curator:anong contribution:{id}"
    with database.owner.connect() as connection:
        trail = connection.execute(
            text("SELECT actor, action, layer, reason, address FROM audit ORDER BY id DESC LIMIT 2")
        ).all()
    assert [tuple(row) for row in trail] == [
        ("account:anong", "approve", "contributions", "looked it up", "192.0.2.1"),
        ("account:anong", "update", "spaces", f"contribution {id}: looked it up", "192.0.2.1"),
    ]
    assert waiting(database) == []
    assert waiting(database, status="approved")[0].decider == "anong"


def test_an_approved_new_place_is_published_and_one_that_is_gone_hidden(
    database: Database, library: int, anong: Asker
) -> None:
    new, gone = send(database, "create", NEW), send(database, "hide", subject_id=library)

    created, hidden = settle(database, anong, [new, gone])

    assert isinstance(created, Decided)
    space = stored(database, created.result_id)
    assert (space.name_th, space.kind, space.status) == ("เรือนคำเที่ยง", "museum", "published")
    assert hidden == (gone, "approved", library)
    assert stored(database, library).status == "hidden"


def test_a_correction_of_a_space_that_was_merged_away_goes_to_what_it_is_now(
    database: Database, town: int, library: int, anong: Asker
) -> None:
    twin, last = (add_space(database, town, name_th="ห้องสมุด") for _ in range(2))
    named = correct(database, twin, name_en="City Library")
    timed = correct(database, twin, opening_hours="24/7")
    gone = send(database, "hide", subject_id=twin)
    with database.writing() as session:
        for one, into in ((twin, library), (library, last)):
            merge_twin(session, Act(anong), one, into)

    queued = waiting(database)
    done, refused, hidden = settle(database, anong, [named, timed, gone])

    assert [each.subject and each.subject.id for each in queued] == [last, last, twin]
    assert all(each.stale for each in queued)
    assert done == (named, "approved", last)
    assert stored(database, last).name_en == "City Library"
    assert isinstance(error_of(refused), MeanwhileError)  # the one it became has its own hours
    assert hidden == (gone, "approved", last)
    assert stored(database, last).status == "published"


def test_a_picture_goes_with_the_rejection_of_what_it_came_with(
    database: Database, library: int, town: int, anong: Asker
) -> None:
    with database.writing() as session:
        keys = [add_picture(session, town, a_picture()).key for _ in range(2)]
    sent = [send(database, "update", subject_id=library, message=key, picture=key) for key in keys]

    settle(database, anong, [sent[0]], "reject", reason="blurred")
    settle(database, anong, [sent[1]])

    (rejected,), (approved,) = (
        waiting(database, status=status) for status in ("rejected", "approved")
    )
    assert (rejected.picture, approved.picture) == (None, keys[1])
    with database.writing() as session:
        assert sweep_media(session, now=datetime.now(UTC) + timedelta(days=2)) == 1
        kept = session.execute(text("SELECT key, status FROM medium")).one()
    assert tuple(kept) == (keys[1], "draft")


def test_nobody_finds_out_an_address_that_is_withheld_by_guessing_it(
    database: Database, town: int, anong: Asker
) -> None:
    known = {"address": "12 ถนนคชสาร", "geom": Point(98.98, 18.79)}
    home = add_space(database, town, place_privacy="tambon", address=known["address"])

    id = correct(database, home, **known)
    other = correct(database, home, address="13 ถนนคชสาร")

    (queued, _) = waiting(database)
    assert {each.field for each in queued.differences} == {"address", "geom"}
    results = settle(database, anong, [id, other])
    assert [result[1] for result in results] == ["approved", "approved"]
    with pytest.raises(InputError, match="stands like that already"):
        correct(database, home, address=None)


def test_a_remark_without_fields_is_read_and_ticked_off(
    database: Database, library: int, anong: Asker
) -> None:
    id = send(database, "update", subject_id=library, message="บันไดชันมาก")

    (result,) = settle(database, anong, [id])

    assert result == (id, "approved", library)
    assert stored(database, library).version == 1


def test_what_somebody_changed_meanwhile_is_not_overwritten_unless_decided_by_field(
    database: Database, library: int, anong: Asker
) -> None:
    id = correct(database, library, opening_hours="24/7", name_en="City Library")
    edit(database, anong, library, opening_hours="Mo-Su 08:00-20:00")

    (refused,) = settle(database, anong, [id])
    error = error_of(refused)
    assert isinstance(error, MeanwhileError)
    assert error.fields == ("opening_hours",)
    assert stored(database, library).name_en is None
    (decided,) = settle(database, anong, [id], values={id: {"opening_hours": "24/7"}})

    assert isinstance(decided, Decided)
    assert stored(database, library).opening_hours == "24/7"
    assert stored(database, library).name_en == "City Library"


def test_a_curator_may_word_it_better(database: Database, library: int, anong: Asker) -> None:
    id = correct(database, library, name_en="city libary")

    settle(database, anong, [id], values={id: {"name_en": "City Library"}})

    assert stored(database, library).name_en == "City Library"


def test_a_proposal_is_decided_once(database: Database, library: int, anong: Asker) -> None:
    id = correct(database, library, name_en="City Library")
    settle(database, anong, [id])

    for decision in ("approve", "reject"):
        (again,) = settle(database, anong, [id], decision, reason="no")
        assert isinstance(error_of(again), ConflictError)
    assert stored(database, library).version == 2


def test_a_rejected_one_says_why_and_is_kept(
    database: Database, library: int, anong: Asker
) -> None:
    id = correct(database, library, name_en="<script>")

    (silent,) = settle(database, anong, [id], "reject")
    (result,) = settle(database, anong, [id], "reject", reason="not its name")

    assert isinstance(error_of(silent), InputError)
    assert result == (id, "rejected", None)
    (kept,) = waiting(database, status="rejected")
    assert (kept.reason, kept.decided_at) == ("not its name", NOW)
    assert stored(database, library).version == 1


def test_one_that_is_refused_takes_none_of_the_others_with_it(
    database: Database, town: int, library: int, anong: Asker
) -> None:
    gone = add_space(database, town, kind="park", name_th="สวน", lon=98.95)
    first = correct(database, gone, name_en="Park")
    second = correct(database, library, name_en="City Library")
    with database.writing() as session:
        hide_space(session, Act(anong), hold_space(session, Act(anong), gone, marks=None))

    results = settle(database, anong, [second, 999, first])

    assert results[0] == (second, "approved", library)
    assert isinstance(error_of(results[1]), NotFoundError)
    assert isinstance(error_of(results[2]), NotFoundError)
    (left,) = waiting(database)
    assert (left.id, left.stale) == (first, True)


def test_twins_are_shown_to_the_sender_and_refused_until_allowed(
    database: Database, town: int, anong: Asker
) -> None:
    new = {"kind": "library", "name_th": "หอสมุดเมืองเชียงใหม่", "geom": Point(98.98, 18.79)}
    library = add_space(database, town, name_th="หอสมุดเมืองเชียงใหม่")
    with database.writing() as session:
        proposed = propose(session, Proposal("town", "create", new), Sender("somebody"))

    (refused,) = settle(database, anong, [proposed.id])
    (allowed,) = settle(database, anong, [proposed.id], beside_twins=True)

    assert [twin.id for twin in proposed.twins] == [library]
    assert isinstance(error_of(refused), TwinsError)
    assert isinstance(allowed, Decided)
    assert count(database, "space") == 2


def test_no_sender_learns_of_a_place_that_is_not_for_everybody(
    database: Database, town: int
) -> None:
    home = {"kind": "sage", "name_th": "แม่ครูคำ"}
    add_space(database, town, **home, place_privacy="private")
    with database.writing() as session:
        new = {**home, "geom": Point(98.98, 18.79)}
        proposed = propose(session, Proposal("town", "create", new), Sender("somebody"))

    (queued,) = waiting(database)

    assert proposed.twins == ()
    assert len(queued.twins) == 1  # its curator is told


def test_the_curator_of_another_city_decides_nothing(database: Database, library: int) -> None:
    other = add_city(database, "other")
    stranger = Asker(1, "stranger", "curator", other)
    id = correct(database, library, name_en="City Library")

    (result,) = settle(database, stranger, [id])

    assert isinstance(error_of(result), ForbiddenError)
    assert len(waiting(database)) == 1


def test_the_same_proposal_sent_twice_waits_once(database: Database, library: int) -> None:
    first = correct(database, library, name_en="City Library")

    assert correct(database, library, name_en="City Library") == first
    assert correct(database, library, name_en="Library") != first
    other = send(
        database, "update", {"name_en": "City Library"}, subject_id=library, mark="another"
    )
    assert other != first
    assert count(database, "contribution") == 3


@pytest.mark.parametrize(
    ("proposal", "error"),
    [
        (Proposal("town", "create", {"kind": "museum"}), InputError),
        (Proposal("town", "create", NEW | {"geom": Point(100.5, 13.7)}), InputError),
        (Proposal("town", "create", NEW | {"geom": Point(18.8, 98.99)}), InputError),
        (Proposal("town", "create", NEW, picture="nobody sent it"), InputError),
        (Proposal("town", "update", {"name_en": "x"}, 999_999), NotFoundError),
        (Proposal("town", "hide", {}, 999_999), NotFoundError),
        (Proposal("nowhere", "create", NEW), NotFoundError),
    ],
)
def test_what_no_curator_could_approve_is_refused_at_once(
    database: Database, town: int, proposal: Proposal, error: type[Exception]
) -> None:
    with pytest.raises(error), database.writing() as session:
        propose(session, proposal, Sender("somebody"))

    assert count(database, "contribution") == 0


def test_a_correction_that_says_nothing_new_is_refused(database: Database, library: int) -> None:
    with pytest.raises(InputError, match="stands like that already"):
        correct(database, library, name_th="ห้องสมุด")


def test_the_queue_is_read_in_pages_and_counted(
    database: Database, library: int, anong: Asker
) -> None:
    ids = [correct(database, library, name_en=f"Library {n}") for n in range(5)]
    settle(database, anong, ids[:1], "reject", reason="no")

    page = waiting(database, limit=2)
    rest = waiting(database, after=page[-1].id)

    assert [each.id for each in (*page, *rest)] == ids[1:]
    with database.writing() as session:
        counts = count_queue(session, AskedQueue(anong.city_id))
        elsewhere = count_queue(session, AskedQueue(999))
    assert counts == {"pending": 4, "approved": 0, "rejected": 1}
    assert elsewhere == {"pending": 0, "approved": 0, "rejected": 0}


def test_a_contributor_is_told_of_their_own_what_they_sent_and_no_more(
    database: Database, town: int, library: int, anong: Asker
) -> None:
    with database.writing() as session:
        account = add_account(session, NewAccount("fah", "contributor", "town"))
        who = Asker(account.id, "fah", "contributor", town)
        proposal = Proposal("town", "update", {"name_en": "City Library"}, library)
        propose(session, proposal, Sender("mark", who))
    correct(database, library, name_en="Of somebody else")

    (own,) = waiting(database, account_id=who.account_id)

    assert own.account == "fah"
    assert own.differences == (("name_en", None, "City Library", None),)
    assert (own.subject, own.place) == (None, None)
