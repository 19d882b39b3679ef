"""Which encoding a text file has: by its byte-order mark, else by what decodes.

Thai lists come in UTF-8 and, from Windows and older systems, in Windows-874 (a superset of
TIS-620, https://encoding.spec.whatwg.org/#windows-874).
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from geoservice.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK_BYTES = 1 << 20
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")


def find_encoding(path: Path, *, wanted: str | None = None) -> str:
    """Return the encoding of a text file that decodes all of it.

    `wanted` names one to use instead of looking; InputError where it does not fit.
    """
    if wanted is not None:
        return _checked(path, wanted)
    start = next(_chunks(path), b"")[:4096]
    for mark, name in _MARKS:
        if start.startswith(mark):
            return _checked(path, name)
    if bare := _utf16_without_mark(start):
        return _checked(path, bare)
    if _decodes(path, "utf-8"):
        return "utf-8"
    likely = ("cp874", "cp1252") if _looks_thai(path) else ("cp1252", "cp874")
    for name in likely:
        if _decodes(path, name):
            return name
    raise InputError(
        "{file} is in an encoding that is not recognised; name it, for example --encoding utf-8.",
        file=path.name,
    )


def _utf16_without_mark(start: bytes) -> str | None:
    even, odd = start[0:200:2], start[1:200:2]
    if len(start) >= 4 and odd.count(0) > len(odd) * 0.6:
        return "utf-16-le"
    return "utf-16-be" if len(start) >= 4 and even.count(0) > len(even) * 0.6 else None


def _looks_thai(path: Path) -> bool:
    """Return whether bytes above 127 come in runs, as in Thai words, not alone, as in "é"."""
    alone = in_runs = 0
    for chunk in _chunks(path):
        runs = sum(map(len, _HIGH_RUN.findall(chunk)))
        in_runs += runs
        alone += len(_HIGH.findall(chunk)) - runs
    return in_runs >= alone


def _checked(path: Path, name: str) -> str:
    try:
        codecs.lookup(name)
    except LookupError:
        raise InputError("There is no encoding '{name}'.", name=name) from None
    if not _decodes(path, name):
        raise InputError("{file} is not in the encoding {name}.", file=path.name, name=name)
    return name


def _decodes(path: Path, name: str) -> bool:
    try:
        decoder = codecs.getincrementaldecoder(name)()
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except (UnicodeError, LookupError):
        return False
    return True


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk
