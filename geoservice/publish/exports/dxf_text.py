"""Texts in DXF: in ASCII, as MTEXT of AutoCAD 2000 has them and GDAL reads them.

An escape has 16 bits. Readers take the two halves of a character beyond them, such as an emoji, for
two characters that are no Unicode, and give the whole drawing up: it becomes U+FFFD.
"""

import codecs
import re

_UNICODE = "geoservice.dxf"
_CONTROLS = re.compile("[\x00-\x1f\x7f]")
_FORMATTING = str.maketrans({"\\": "\\\\", "{": "\\{", "}": "\\}"})
_ESCAPE_LENGTH = 7
_LAST_OF_16_BITS = 0xFFFF
_REPLACEMENT = 0xFFFD
_LONGEST = 250  # characters in one tag


def to_ascii(text: str) -> str:
    """Return a text with every character beyond ASCII escaped as AutoCAD does it, on one line."""
    return _CONTROLS.sub(" ", text).encode("ascii", _UNICODE).decode()


def text_tags(text: str) -> list[str]:
    """Return the tags of a multiline text: all but the last piece have another group code."""
    if len(text) * _ESCAPE_LENGTH <= _LONGEST:
        return ["1", to_ascii(text.translate(_FORMATTING))]
    pieces = [""]
    for each in text.translate(_FORMATTING):  # an escape is never cut in two
        written = to_ascii(each)
        if len(pieces[-1]) + len(written) > _LONGEST:
            pieces.append("")
        pieces[-1] += written
    return [tag for piece in pieces[:-1] for tag in ("3", piece)] + ["1", pieces[-1]]


def _as_unicode(error: UnicodeError) -> tuple[str, int]:
    """Return characters as AutoCAD escapes them."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101  (we only ever encode)
    found = map(ord, error.object[error.start : error.end])
    known = (each if each <= _LAST_OF_16_BITS else _REPLACEMENT for each in found)
    return "".join(f"\\U+{each:04X}" for each in known), error.end


codecs.register_error(_UNICODE, _as_unicode)
