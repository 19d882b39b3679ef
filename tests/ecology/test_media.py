"""Pictures and recordings: what is kept of them, and what is refused."""

import io
import struct
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image
from sqlalchemy import select, text

from geoservice.ecology.media import add_picture, add_recording, keep_media, sweep_media
from geoservice.ecology.pictures import read_picture
from geoservice.ecology.recordings import recording_type
from geoservice.errors import InputError
from geoservice.store.database import Database
from geoservice.store.models import Knowledge, Medium, Note
from tests.conftest import add_city, add_space
from tests.pictures import a_picture

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FRAME = b"\xff\xfb\x90\x64" + bytes(413)  # 128 kbit/s at 44,100 Hz: 417 bytes
MP3 = FRAME * 3


def tagged(size: int, content: bytes, *, version: int = 4, flags: int = 0) -> bytes:
    """Return bytes behind an ID3 tag that says it is so long."""
    digits = [size >> shift & 0x7F for shift in (21, 14, 7, 0)]
    return b"ID3" + bytes([version, 0, flags, *digits]) + content


OGG = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead" + bytes(100)
M4A = b"\x00\x00\x00\x18ftypM4A " + bytes(12) + b"\x00\x00\x00\x21hdlr" + bytes(8) + b"soun"


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


class TestPictures:
    def test_neither_place_nor_camera_is_kept(self) -> None:
        exif = Image.Exif()
        exif[ExifTags.Base.Make] = "Camera of Somsri"
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (18.0, 47.0, 24.0)
        sent = a_picture(exif=exif, xmp=b"<x:xmpmeta>18.79,98.98</x:xmpmeta>", comment=b"home")
        assert opened(sent).getexif().get_ifd(ExifTags.IFD.GPSInfo)  # it was there

        kept = read_picture(sent)

        picture = opened(kept.content)
        picture.load()
        assert (picture.format, dict(picture.getexif())) == ("WEBP", {})
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
        assert not any(word in kept.content for word in (b"Somsri", b"xmpmeta", b"home", b"EXIF"))

    def test_a_picture_taken_with_the_phone_on_its_side_is_upright(self) -> None:
        exif = Image.Exif()
        exif[ExifTags.Base.Orientation] = 6  # turn by 90 degrees clockwise to see it

        kept = read_picture(a_picture(size=(400, 300), exif=exif))

        assert (kept.width, kept.height) == opened(kept.content).size == (300, 400)

    def test_a_large_one_is_made_small_and_a_small_one_left_as_large_as_it_is(self) -> None:
        large, small = read_picture(a_picture(size=(4000, 1000))), read_picture(a_picture())

        assert (large.width, large.height) == (1600, 400)
        assert (small.width, small.height) == (64, 48)

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
    def test_every_kind_of_png_is_read(self, mode: str) -> None:
        written = io.BytesIO()
        Image.new(mode, (20, 10)).save(written, "PNG")

        kept = read_picture(written.getvalue())

        assert (kept.width, kept.height) == (20, 10)

    @pytest.mark.parametrize(
        "content",
        [
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            b"<!doctype html><script>alert(1)</script>",
            b"GIF89a\x01\x00\x01\x00",
            b"%PDF-1.7",
            b"\x89PNG\r\n\x1a\n<svg><script>alert(1)</script></svg>",
            a_picture()[:200],
            b"",
        ],
        ids=["svg", "html", "gif", "pdf", "svg behind a png", "half a jpeg", "nothing"],
    )
    def test_what_is_no_picture_is_refused(self, content: bytes) -> None:
        with pytest.raises(InputError, match="not a picture that can be read"):
            read_picture(content)

    def test_a_small_file_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(self) -> None:
        with pytest.raises(InputError, match="60000 × 60000 pixels; at most 64 million"):
            read_picture(bomb(60_000, 60_000))

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
    def test_a_damaged_file_is_read_or_refused_and_nothing_else(self, at: int, bits: bytes) -> None:
        whole = a_picture(format="PNG")
        at %= len(whole)
        damaged = whole[:at] + bits + whole[at + len(bits) :]
        try:
            assert opened(read_picture(damaged).content).format == "WEBP"
        except InputError as error:
            assert "picture" in str(error)  # noqa: PT017  (either of the two is right)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is so large and holds nothing but zeros."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1_000_000)))


class TestRecordings:
    @pytest.mark.parametrize(
        ("content", "media_type"),
        [
            (MP3, "audio/mpeg"),
            (tagged(300, bytes(300) + MP3), "audio/mpeg"),
            (tagged(20, b"TIT2" + bytes(16) + bytes(2000) + MP3, version=3), "audio/mpeg"),
            (tagged(4, b"abcd" + bytes(10) + MP3, flags=0x10), "audio/mpeg"),
            (tagged(2, b"ab" + tagged(3, b"cde" + MP3)), "audio/mpeg"),
            (OGG, "audio/ogg"),
            (M4A, "audio/mp4"),
        ],
    )
    def test_the_bytes_say_what_it_is(self, content: bytes, media_type: str) -> None:
        assert recording_type(content) == media_type

    @pytest.mark.parametrize(
        "content",
        [
            b"<html><script>alert(1)</script>",
            b"\xff\xd8\xff\xe0" + bytes(50),
            b"OggS" + bytes(30) + b"theora",
            M4A + b"\x00\x00\x00\x21hdlr" + bytes(8) + b"vide",
            b"\xff",
            b"ID3" + b"<script>alert(1)</script>",
            tagged(300, bytes(300) + b"<script>alert(1)</script>"),
            tagged(0x0FFFFFFF, MP3),
            tagged(20, b"PK\x03\x04" + bytes(200)),
            b"ID3\x04\x00\x00\xff\xff\xff\xff" + MP3,
            b"\xff\xfb\x90\x64<script>alert(1)</script>" + bytes(800),
            b"ID3",
        ],
        ids=[
            *("html", "jpeg", "ogg with video", "mp4 with video", "one byte"),
            *("html called a tag", "html behind a tag", "a tag without an end", "a zip in a tag"),
            *("a tag of no size", "one frame and html", "three bytes"),
        ],
    )
    def test_anything_else_is_refused(self, content: bytes) -> None:
        with pytest.raises(InputError, match="MP3, an Ogg or an M4A"):
            recording_type(content)


class TestStore:
    def test_a_medium_is_a_draft_until_something_takes_it_up(self, database: Database) -> None:
        city = add_city(database)
        with database.writing() as session:
            picture = add_picture(session, city, a_picture())
            recording = add_recording(session, city, OGG)
            assert (picture.status, recording.status) == ("draft", "draft")
            assert picture.key != recording.key

            keep_media(session, [picture.key])
            session.refresh(picture)
            assert picture.status == "published"

        with database.reading() as session:  # nothing that is published shows it
            assert session.scalars(text("SELECT key FROM published.medium")).all() == []

    def test_what_nothing_names_is_swept_away_after_a_day(self, database: Database) -> None:
        city = add_city(database)
        space = add_space(database, city)
        with database.writing() as session:
            noted, told, forgotten, fresh = (
                add_picture(session, city, a_picture()) for _ in range(4)
            )
            for each in (noted, told, forgotten):
                each.created_at = NOW - timedelta(days=2)
            fresh.created_at = NOW - timedelta(hours=1)
            place = "SRID=4326;POINT(98.98 18.79)"
            session.add(Note(city_id=city, kind="story", text="x", medium_id=noted.id, geom=place))
            media = {"pictures": [{"key": told.key}]}
            session.add(
                Knowledge(city_id=city, space_id=space, body="city", title_th="x", media=media)
            )
            session.flush()

            assert sweep_media(session, now=NOW) == 1

            left = set(session.scalars(select(Medium.key)))
            assert left == {noted.key, told.key, fresh.key}
