"""Texts in DXF: in ASCII, as MTEXT of AutoCAD 2000 has them and GDAL reads them."""

import codecs
import re
import struct

_UNICODE = "geoservice.dxf"
_CONTROLS = re.compile("[\x00-\x1f\x7f]")
_FORMATTING = str.maketrans({"\\": "\\\\", "{": "\\{", "}": "\\}"})
_ESCAPE_LENGTH = 7
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
    """Return characters as AutoCAD escapes them, 16 bits at a time."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101  (we only ever encode)
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\U+{unit:04X}" for (unit,) in struct.iter_unpack(">H", units)), error.end


codecs.register_error(_UNICODE, _as_unicode)
