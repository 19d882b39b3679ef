"""Recordings that curators send: kept as they are, once their first bytes say what they are."""

from geoservice.ecology.mp3 import is_mp3
from geoservice.errors import InputError

MEDIA_TYPES = ("audio/mpeg", "audio/ogg", "audio/mp4")
_OGG_CODECS = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ")
_FIRST_PAGE_BYTES = 512  # an Ogg stream names its codec in its first page (RFC 3533, 4)
_VIDEO_TRACK = b"vide"


def recording_type(content: bytes) -> str:
    """Return the media type that the bytes of a recording have; InputError for anything else."""
    for media_type, looks_so in zip(MEDIA_TYPES, (is_mp3, _is_ogg, _is_m4a), strict=True):
        if looks_so(content):
            return media_type
    raise InputError("The file is not a recording that can be kept; send an MP3, an Ogg or an M4A.")


def _is_ogg(content: bytes) -> bool:
    first = content[:_FIRST_PAGE_BYTES]
    return first[:4] == b"OggS" and any(codec in first for codec in _OGG_CODECS)


def _is_m4a(content: bytes) -> bool:
    """Return whether it is an MP4 file (ISO/IEC 14496-12) that has sound and no picture."""
    tracks = {content[at + 12 : at + 16] for at in _handlers(content)}
    return content[4:8] == b"ftyp" and b"soun" in tracks and _VIDEO_TRACK not in tracks


def _handlers(content: bytes) -> list[int]:
    """Return where boxes say what a track is: "hdlr", then 8 bytes, then its type."""
    found, at = [], content.find(b"hdlr")
    while at >= 0:
        found.append(at)
        at = content.find(b"hdlr", at + 4)
    return found
