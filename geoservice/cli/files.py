"""Files that commands write: known by their ending, written whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from geoservice.errors import InputError, UnavailableError


def check_file(file: Path, endings: Sequence[str]) -> None:
    """Raise InputError for a file that is of no known kind or cannot be there."""
    if file.suffix.lower() not in endings:
        raise InputError(
            "{file} ends in none of {known}, so it is not clear what to write.",
            file=file.name,
            known=", ".join(endings),
        )
    if not file.absolute().parent.is_dir():
        raise InputError("There is no folder {folder}.", folder=file.absolute().parent)


def write_whole(file: Path, body: bytes) -> None:
    """Write a file in one step: whoever reads it finds what was there, or all that is new."""
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(body)  # a pipe or a device takes no other in its place
            return
        target = file.resolve()  # a link stays one
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "wb") as drafted:
                drafted.write(body)
            _take_rights(Path(draft), target)
            Path(draft).replace(target)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnavailableError(
            "{file} cannot be written: {reason}", file=file, reason=error.strerror
        ) from error


@contextmanager
def drafting(file: Path) -> Iterator[Path]:
    """Give a file to write, in a folder of its own beside `file`, whose place it takes when whole.

    After a failure `file` is what it was, and nothing else is left.
    """
    target = file.resolve()
    try:
        folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{file.name}."))
    except OSError as error:
        raise UnavailableError(
            "{file} cannot be written: {reason}", file=file, reason=error.strerror
        ) from error
    try:
        draft = folder / file.name
        yield draft
        _take_rights(draft, target)
        draft.replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take_rights(draft: Path, target: Path) -> None:
    """Give a draft the rights of the file it replaces, or those any new file has."""
    if target.exists():
        draft.chmod(target.stat().st_mode & 0o777)
        return
    mask = os.umask(0)
    os.umask(mask)
    draft.chmod(0o666 & ~mask)
