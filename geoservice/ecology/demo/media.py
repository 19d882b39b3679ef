"""The picture and the recording of the sample city, both made by programs, under its licence.

The picture is drawn here. `bell.ogg` is the sum of seven decaying tones, at the ratios of a
bell's partials over 220 Hz; nobody recorded it anywhere.
"""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from geoservice.ecology.editing.attaching import attach_media
from geoservice.ecology.editing.states import Act
from geoservice.ecology.media import add_picture, add_recording
from geoservice.store.models import Knowledge, Medium

_HERE = Path(__file__).parent
_SIZE = (960, 600)
_SKY, _SQUARE, _SHADE, _DOOR = "#cfe0e6", "#b9b2a6", "#a39c90", "#4b3524"
_WOOD = ("#b97a45", "#c58a55", "#ad6f3c")


def attach_made(session: Session, act: Act, piece_id: int, told: Mapping[str, Any]) -> None:
    """Hang on a piece what was made for it; `told` says by part what stands beside each."""
    piece = session.get_one(Knowledge, piece_id)
    media = {
        part: [_kept(session, piece.city_id, part, each) for each in entries]
        for part, entries in told.items()
    }
    attach_media(session, act, piece, media)


def chapel_drawing() -> bytes:
    """Return a drawing of the chapel of silence, a bowl of bent wood on a square, as PNG."""
    drawing = Image.new("RGB", _SIZE, _SKY)
    pen = ImageDraw.Draw(drawing)
    pen.rectangle((0, 430, *_SIZE), fill=_SQUARE)
    pen.ellipse((250, 450, 730, 510), fill=_SHADE)
    for band in range(24):
        share = band / 23
        top = 130 + band * 14
        half = 250 - 95 * share * share  # the bowl is narrower at its foot
        pen.rounded_rectangle((480 - half, top, 480 + half, top + 15), 7, fill=_WOOD[band % 3])
    pen.rectangle((455, 385, 505, 467), fill=_DOOR)
    written = io.BytesIO()
    drawing.save(written, "PNG")
    return written.getvalue()


def _bell() -> bytes:
    return (_HERE / "bell.ogg").read_bytes()


_MADE: Mapping[str, tuple[Callable[[], bytes], Callable[[Session, int, bytes], Medium]]] = {
    "pictures": (chapel_drawing, add_picture),
    "recordings": (_bell, add_recording),
}


def _kept(session: Session, city_id: int, part: str, told: Mapping[str, str]) -> dict[str, str]:
    make, keep = _MADE[part]
    return {"key": keep(session, city_id, make()).key, **told}
