"""Pictures that people send: decoded, turned upright, made small, written anew without metadata.

What comes out is drawn from the pixels alone, so that neither the place where a picture was taken
nor the camera, nor anything hidden in the file, is kept.
"""

import io
import struct
import threading
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from geoservice.errors import InputError

MEDIA_TYPE = "image/webp"
LONGEST_SIDE = 1600
MOST_PIXELS = 64_000_000
"""What one may hold unpacked: 256 MB of memory at four bytes a pixel."""

_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 80
# What Pillow raises on files that are broken or made to break it.
_UNREADABLE = (
    *(OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError),
    *(struct.error, zlib.error, Image.DecompressionBombError),
)
# The size is checked here, before anything is unpacked; Pillow would warn as well.
Image.MAX_IMAGE_PIXELS = None
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: WebP, its sides in pixels."""

    content: bytes
    width: int
    height: int


def read_picture(content: bytes) -> Picture:
    """Return the picture in a JPEG, PNG or WebP file, at most 1,600 pixels wide and high.

    InputError for anything else, a broken file, or more pixels than are taken.
    """
    try:
        with _one_at_a_time, Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            _check_size(opened)
            return _written(_upright(opened))
    except _UNREADABLE:
        raise InputError(
            "The file is not a picture that can be read; send a JPEG, a PNG or a WebP."
        ) from None


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise InputError(
            "The picture has {width} × {height} pixels; at most {most} million are taken.",
            width=width,
            height=height,
            most=MOST_PIXELS // 1_000_000,
        )


def _upright(opened: Image.Image) -> Image.Image:
    """Return the pixels as the camera was held (EXIF's Orientation), small, in plain colours."""
    size = (LONGEST_SIDE, LONGEST_SIDE)
    if opened.format == "JPEG":
        opened.draft("RGB", size)  # unpacks no more than is needed
    picture = ImageOps.exif_transpose(opened)
    picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail(size, Image.Resampling.LANCZOS)
    return picture


def _written(picture: Image.Image) -> Picture:
    picture.info.clear()
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=_QUALITY, exif=b"", icc_profile=b"", xmp=b"")
    return Picture(written.getvalue(), *picture.size)
