"""Deciding about proposals: approved ones are written as their curator's edits, each on its own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.contributions.proposals import CREATE, HIDE, LAYER, PENDING
from geoservice.ecology.contributions.queue import MERGE, find_differences
from geoservice.ecology.contributions.values import edited_values
from geoservice.ecology.editing.merging import survivor
from geoservice.ecology.editing.rows import New
from geoservice.ecology.editing.spaces import change_space, create_space, hide_space, hold_space
from geoservice.ecology.editing.states import Act
from geoservice.errors import ConflictError, GeoserviceError, InputError, NotFoundError
from geoservice.store.audit import Write, record_write
from geoservice.store.models import Audit, City, Contribution, Medium

APPROVE, REJECT, REOPEN = DECISIONS = ("approve", "reject", "reopen")


@dataclass(frozen=True)
class Decision:
    """What is decided about one proposal or several, and when.

    `values` are a curator's own words instead of what was proposed, by proposal and field;
    `beside_twins` lets a space be added beside those that seem to be the same.
    """

    decision: str
    at: datetime
    values: Mapping[int, Mapping[str, Any]]
    beside_twins: bool = False


class Decided(NamedTuple):
    """A proposal that was decided; `result_id` is the space that came of it."""

    id: int
    status: str
    result_id: int | None


class Refused(NamedTuple):
    """A proposal that could not be decided like that, and why; nothing of it was written."""

    id: int
    error: GeoserviceError


class MeanwhileError(ConflictError):
    """Fields that somebody made something else of meanwhile; `fields` names them."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class Approver(Asker):
    """A curator who approves: what is written comes from them, out of a contribution."""

    contribution_id: int = 0

    @property
    def origin(self) -> str:
        """Return where a field that is written comes from; no import overwrites such a field."""
        return f"{super().origin} contribution:{self.contribution_id}"


def decide(
    session: Session, act: Act, ids: Sequence[int], decision: Decision
) -> list[Decided | Refused]:
    """Decide about proposals one by one; one that is refused takes none of the others with it."""
    found: dict[int, Decided | Refused] = {}
    for id in sorted(set(ids)):  # in one order, so that two who decide at once do not lock up
        try:
            with session.begin_nested():
                found[id] = _decide(session, act, id, decision)
        except GeoserviceError as error:
            found[id] = Refused(id, error)
    return [found[id] for id in ids]


def _decide(session: Session, act: Act, id: int, decision: Decision) -> Decided:
    row = _hold(session, act, id, waits=decision.decision != REOPEN)
    if decision.decision == REOPEN:
        return _reopen(session, act, row)
    result_id = picture = None
    if decision.decision == APPROVE:
        result_id = _write(session, _act_of(act, row), row, decision)
        row.status = "approved"
    else:
        if not act.reason:
            raise InputError("Say why it is rejected, in 'reason'.")
        row.status = "rejected"
        picture = row.medium_id
        row.medium_id = None  # nothing names its picture any more, so that it is swept away
    row.reason, row.result_id = act.reason, result_id
    row.decided_by, row.decided_at = act.asker.account_id, decision.at
    _write_down(
        session, act, decision.decision, row, told={"picture": picture} if picture else None
    )
    return Decided(row.id, row.status, result_id)


def _reopen(session: Session, act: Act, row: Contribution) -> Decided:
    """Let a rejected proposal wait again, with its picture where that is there still."""
    row.status, row.reason, row.decided_by, row.decided_at = PENDING, None, None, None
    row.medium_id = session.scalar(select(Medium.id).where(Medium.id == _picture(session, row)))
    _write_down(session, act, REOPEN, row)
    return Decided(row.id, row.status, None)


def _picture(session: Session, row: Contribution) -> int | None:
    """Return the picture that came with a proposal, as the trail of its rejection has it."""
    of_row = Audit.layer == LAYER, Audit.subject_id == row.id, Audit.action == REJECT
    told = session.scalar(select(Audit.after).where(*of_row).order_by(Audit.id.desc()).limit(1))
    return (told or {}).get("picture")


def _hold(session: Session, act: Act, id: int, *, waits: bool) -> Contribution:
    """Return a proposal that waits, or was rejected, held against whoever else decides."""
    row = session.get(Contribution, id, with_for_update=True, populate_existing=True)
    if row is None or MERGE in row.proposal:
        raise NotFoundError("There is no contribution {id}.", id=id)
    act.asker.require_city(row.city_id)
    if waits and row.status != PENDING:
        raise ConflictError("The contribution {id} is decided already.", id=id)
    if not waits and row.status != "rejected":
        raise ConflictError("The contribution {id} is not a rejected one; nothing opens it.", id=id)
    return row


def _act_of(act: Act, row: Contribution) -> Act:
    """Return the edit that an approval is."""
    known = {each.name: getattr(act.asker, each.name) for each in fields(Asker)}
    reason = f"contribution {row.id}" + (f": {act.reason}" if act.reason else "")
    return Act(Approver(**known, contribution_id=row.id), reason, act.address)


def _write(session: Session, act: Act, row: Contribution, decision: Decision) -> int | None:
    own = decision.values.get(row.id, {})
    values = {**edited_values(row.proposal["set"]), **own}
    if row.action == CREATE:
        city = session.get_one(City, row.city_id)
        kept = {name: value for name, value in values.items() if value not in (None, ())}
        new = New(city.slug, kept)
        return create_space(session, act, new, beside_twins=decision.beside_twins).id
    assert row.subject_id is not None  # noqa: S101  (proposals.propose)
    space = hold_space(session, act, survivor(session, row.subject_id), marks=None)
    if row.action == HIDE and space.id != row.subject_id:  # gone already, into a place that is not
        return space.id
    if row.action == HIDE:
        return hide_space(session, act, space).id
    _refuse_conflicts(row, space, own)
    return change_space(session, act, space, values).id


def _refuse_conflicts(row: Contribution, space: Any, decided: Collection[str]) -> None:
    """Refuse to overwrite what somebody else wrote meanwhile, unless it is decided by field."""
    names = tuple(
        each.field
        for each in find_differences(row, space)
        if each.is_conflict and each.field not in decided
    )
    if not names:
        return
    error = MeanwhileError(
        "Somebody changed this meanwhile: {fields}. Decide what it should be, and send that in "
        "'values'.",
        fields=", ".join(names),
    )
    error.fields = names
    raise error


def _write_down(
    session: Session,
    act: Act,
    action: str,
    row: Contribution,
    *,
    told: dict[str, Any] | None = None,
) -> None:
    write = Write(
        actor=act.asker.actor,
        action=action,
        layer=LAYER,
        city_id=row.city_id,
        subject_id=row.id,
        after=told,
        reason=act.reason,
        address=act.address,
    )
    record_write(session, write)
