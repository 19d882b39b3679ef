"""What-ifs that the planners of a city keep for each other, by name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.ecology.editing.states import Act
from geoservice.errors import InputError, NotFoundError
from geoservice.store.audit import Write, record_write
from geoservice.store.cities import find_city
from geoservice.store.models import Account, KeptScenario

LAYER = "scenarios"
MOST_KEPT = 200


@dataclass(frozen=True)
class NewScenario:
    """A what-if that is to be kept."""

    city: str
    name: str
    token: str


@dataclass(frozen=True)
class Kept:
    """A kept what-if; `by` is the name of the account, None where that is gone."""

    id: int
    city: str
    name: str
    token: str
    kept_at: datetime
    by: str | None


def list_kept(session: Session, act: Act, city_slug: str) -> tuple[Kept, ...]:
    """Return what is kept of a city, the latest first."""
    city = find_city(session, city_slug)
    act.asker.require_city(city.id)
    rows = session.execute(
        select(KeptScenario, Account.name)
        .outerjoin(Account, Account.id == KeptScenario.account_id)
        .where(KeptScenario.city_id == city.id)
        .order_by(KeptScenario.kept_at.desc(), KeptScenario.id.desc())
    )
    return tuple(_kept(row, city_slug, by) for row, by in rows)


def keep_scenario(session: Session, act: Act, new: NewScenario, *, now: datetime) -> Kept:
    """Keep a what-if; one of the same name in the same city is replaced.

    InputError where as many are kept already as a city may have.
    """
    city = find_city(session, new.city)
    act.asker.require_city(city.id)
    # Held, so that of two who keep one name at once the second replaces the first.
    rows = session.scalars(
        select(KeptScenario).where(KeptScenario.city_id == city.id).with_for_update()
    ).all()
    row = next((each for each in rows if each.name == new.name), None)
    if row is None:
        if len(rows) >= MOST_KEPT:
            raise InputError(
                "This city keeps {most} scenarios already; remove one first.", most=MOST_KEPT
            )
        row = KeptScenario(city_id=city.id, name=new.name)
        session.add(row)
    before = {"name": new.name, "token": row.token} if row.token else None
    row.token, row.account_id, row.kept_at = new.token, act.asker.account_id, now
    session.flush()
    _write_down(session, act, ("keep scenario", row), before=before)
    return _kept(row, new.city, act.asker.name)


def forget_scenario(session: Session, act: Act, number: int) -> None:
    """Remove a kept what-if; NotFoundError where there is none."""
    row = session.get(KeptScenario, number, with_for_update=True)
    if row is None:
        raise NotFoundError("There is no kept scenario {id}.", id=number)
    act.asker.require_city(row.city_id)
    before = {"name": row.name, "token": row.token}
    _write_down(session, act, ("forget scenario", row), before=before, is_gone=True)
    session.delete(row)


def _kept(row: KeptScenario, city: str, by: str | None) -> Kept:
    return Kept(row.id, city, row.name, row.token, row.kept_at, by)


def _write_down(
    session: Session,
    act: Act,
    what: tuple[str, KeptScenario],
    *,
    before: dict[str, str] | None,
    is_gone: bool = False,
) -> None:
    action, row = what
    write = Write(
        actor=act.asker.actor,
        action=action,
        layer=LAYER,
        city_id=row.city_id,
        subject_id=row.id,
        before=before,
        after=None if is_gone else {"name": row.name, "token": row.token},
        address=act.address,
    )
    record_write(session, write)
