"""Where commands write what they make: a file, or the standard output for the next program."""

import sys
from collections.abc import Sequence
from pathlib import Path

from geoservice.cli.console import err
from geoservice.cli.files import check_file, write_whole
from geoservice.errors import InputError
from geoservice.language import translate

_BINARY = ("pdf", "xlsx")


def choose_format(form: str | None, file: Path | None, known: Sequence[str]) -> str:
    """Return the format asked for, else that of the file's ending, else the first known.

    InputError where the two disagree, the file cannot be there, or a terminal would be sent what
    it cannot show.
    """
    if file is not None:
        check_file(file, [f".{form}"] if form else [f".{each}" for each in known])
        return form or file.suffix.lower().removeprefix(".")
    form = form or known[0]
    if form in _BINARY and sys.stdout.isatty():
        raise InputError(
            "A terminal cannot show {format}; say where to write it with: --out FILE.{format}",
            format=form,
        )
    return form


def put(body: bytes, file: Path | None, language: str) -> None:
    """Write to a file, whole or not at all, and say so; without one to the standard output."""
    if file is None:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
        return
    write_whole(file, body)
    err.print(translate("{file} is written.", language, file=file), markup=False)
