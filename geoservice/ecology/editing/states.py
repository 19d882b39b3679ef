"""The state a feature is in: which row version, since when, and the mark that names it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from geoservice.ecology.accounts.asker import Asker
from geoservice.errors import OutdatedError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class State:
    """A feature as it stands after a certain write."""

    id: int
    version: int
    updated_at: datetime

    @property
    def mark(self) -> str:
        """Return what no other state of this feature is called.

        The time is in it, since a database restored from a backup counts its versions again.
        """
        microseconds = (self.updated_at - _EPOCH).total_seconds() * 1_000_000
        return f"{self.version:x}.{round(microseconds):x}"


@dataclass(frozen=True)
class Act:
    """A write by a person: who does it, why if they say so, and from where."""

    asker: Asker
    reason: str | None = None
    address: str | None = None


class StaleError(OutdatedError):
    """An edit of a state that is no longer; `state` is the one that is."""

    state: State


def stale(state: State) -> StaleError:
    """Return the refusal of an edit that was made on another state than this one."""
    error = StaleError(
        "Somebody changed it since you read it: version {version} stands there now. Read it "
        "again, and make your change on that.",
        version=state.version,
    )
    error.state = state
    return error
