"""An export that the database gave up, told in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from geoservice.errors import UnavailableError
from geoservice.store.database_failures import sqlstate

_CANCELED = "57014"  # SQLSTATE, PostgreSQL manual, appendix A


@contextmanager
def lateness_told() -> Iterator[None]:
    """Tell that it took too long, by UnavailableError."""
    try:
        yield
    except DBAPIError as error:
        if sqlstate(error) != _CANCELED:
            raise
        raise UnavailableError(
            "The export took longer than it may; ask for less of it, or let "
            "GEOSERVICE_EXPORT_TIMEOUT_MS be raised."
        ) from error
