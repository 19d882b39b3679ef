"""What PostgreSQL and the operating system say, as one sentence with the way out."""

import shutil
from pathlib import Path

from geoservice.errors import UnavailableError

_FULL = ("No space left on device", "Disk quota exceeded")
_LEAST_FREE_BYTES = 64 * 1024  # less, and not even the log can say why
_TELLING = ("FATAL", "PANIC", "error:")


def unusable(folder: Path, error: OSError) -> UnavailableError:
    """Say that a folder or file under the home cannot be used, and why."""
    return UnavailableError(
        "The folder {folder} cannot be used ({reason}); name another with GEOSERVICE_HOME.",
        folder=folder,
        reason=error.strerror or error,
    )


def disk_full(home: Path) -> UnavailableError:
    """Say that there is no space left."""
    return UnavailableError(
        "The disk that holds {home} is full; free some space and start again, "
        "nothing that was committed is lost.",
        home=home,
    )


def explain(data: Path, said: str, *, log: Path) -> UnavailableError:
    """Turn what PostgreSQL `said` on `data` into one sentence: its first telling line."""
    if any(words in said for words in _FULL) or _is_full(data):
        return disk_full(data.parent)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if any(word in line for word in _TELLING)]
    return UnavailableError(
        "PostgreSQL failed on {data}: {reason} (its log: {log})",
        data=data,
        reason=(telling or lines or ["no message"])[0],
        log=log,
    )


def _is_full(data: Path) -> bool:
    try:
        return shutil.disk_usage(data.parent).free < _LEAST_FREE_BYTES
    except OSError:
        return False
