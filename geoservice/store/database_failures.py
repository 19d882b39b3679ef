"""What the database says when it fails, as one sentence for the person at the shell.

Not for the web: the sentences name hosts and users.
"""

from sqlalchemy.exc import DBAPIError

from geoservice.config import PREFIX
from geoservice.errors import ConflictError, GeoserviceError, UnavailableError

# SQLSTATE codes and classes: PostgreSQL manual, appendix A
NOT_ALLOWED = "42501"
DISK_FULL = "53100"
ALREADY_THERE = ("42710", "42P04", "23505")  # object, database, a row of the catalog
UNDEFINED_TABLE = "42P01"
_IN_THE_WAY = ("40P01", "55P03", "40001")  # deadlock, lock, serialization
_OUT_OF_REACH = ("08", "28", "3D", "53", "57")  # connection, password, no database, full, stopped


def sqlstate(error: DBAPIError) -> str:
    """Return the SQLSTATE of a failure, "" where the server could not say any."""
    return getattr(error.orig, "pgcode", None) or ""


def explain(error: DBAPIError, *, setting: str = "database_url") -> GeoserviceError:
    """Turn a failure of the database into one sentence; `setting` is where its address stands."""
    state = sqlstate(error)
    reason = _first_line(error)
    if state == DISK_FULL:
        return UnavailableError(
            "The disk of the database is full; free some space and try again, nothing was changed."
        )
    if state in _IN_THE_WAY:
        return ConflictError(
            "Another program is changing the same data now; nothing was changed, try again."
        )
    if state == NOT_ALLOWED:
        return ConflictError(
            "The database user is not allowed to do this ({reason}); use the owner of the "
            "database in {variable}.",
            reason=reason,
            variable=PREFIX + setting.upper(),
        )
    if not state or state[:2] in _OUT_OF_REACH:
        return UnavailableError(
            "The database cannot be reached ({reason}); check that it runs and that {variable} "
            "is right.",
            reason=reason,
            variable=PREFIX + setting.upper(),
        )
    return ConflictError(
        "The database refused this ({reason}); nothing was changed.", reason=reason
    )


def _first_line(error: DBAPIError) -> str:
    lines = str(error.orig).strip().splitlines() or ["no message"]
    return lines[0].strip().rstrip(".")
