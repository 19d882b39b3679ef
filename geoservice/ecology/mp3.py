"""MP3: what comes first, an ID3 tag or the sound itself, and whether sound follows at all."""

from collections.abc import Sequence

_TAG_HEAD_BYTES = 10
_FOOTER = 0x10
_LAYER_3 = 0b01
_MPEG_1 = 0b11
# Kilobits a second by their code (ISO/IEC 11172-3, 2.4.2.3; 13818-3, 2.4.2.3); 0: free, 15: none.
_KILOBITS_OF_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KILOBITS_OF_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HERTZ = {0b11: (44100, 48000, 32000), 0b10: (22050, 24000, 16000), 0b00: (11025, 12000, 8000)}


def is_mp3(content: bytes) -> bool:
    """Return whether two frames of MPEG audio, layer III, stand one after the other.

    They come first, or after ID3 tags (id3.org, ID3v2.4, 3.1), which may end in zeros.
    """
    at = 0
    while content[at : at + 3] == b"ID3":
        end = _tag_end(content, at)
        if end is None:
            return False
        at = end
    if at:  # the zeros with which writers of tags leave themselves room
        at = len(content) - len(content[at:].lstrip(b"\x00"))
    length = _frame_bytes(content[at : at + 4])
    return length is not None and _frame_bytes(content[at + length : at + length + 4]) is not None


def _tag_end(content: bytes, at: int) -> int | None:
    """Return where a tag ends, None for one that is none."""
    head = content[at : at + _TAG_HEAD_BYTES]
    if len(head) < _TAG_HEAD_BYTES or head[3] not in (2, 3, 4) or max(head[6:]) > 0x7F:
        return None
    size = 0
    for seven_bits in head[6:]:
        size = size << 7 | seven_bits
    footer = _TAG_HEAD_BYTES if head[5] & _FOOTER else 0
    return at + _TAG_HEAD_BYTES + size + footer


def _frame_bytes(head: Sequence[int]) -> int | None:
    """Return how long a frame is that begins with these four bytes, None for no frame."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 0b11, head[1] >> 1 & 0b11
    rate, speed, padding = head[2] >> 4, head[2] >> 2 & 0b11, head[2] >> 1 & 1
    if version not in _HERTZ or layer != _LAYER_3 or rate in (0, 15) or speed == 0b11:
        return None
    is_1 = version == _MPEG_1
    kilobits = (_KILOBITS_OF_1 if is_1 else _KILOBITS_OF_2)[rate]
    return (144_000 if is_1 else 72_000) * kilobits // _HERTZ[version][speed] + padding
