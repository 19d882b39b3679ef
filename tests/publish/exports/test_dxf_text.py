"""Texts in drawings: ASCII that AutoCAD, GDAL and ezdxf read as what it was."""

from ezdxf.lldxf.encoding import decode_dxf_unicode
from hypothesis import given
from hypothesis import strategies as st

from geoservice.publish.exports.dxf_text import text_tags, to_ascii


def test_thai_is_escaped_as_autocad_does_it() -> None:
    assert to_ascii("วัด 1") == r"\U+0E27\U+0E31\U+0E14 1"
    assert to_ascii("a\nb\x00") == "a b "
    assert text_tags("ก") == ["1", r"\U+0E01"]


def test_what_readers_would_tear_in_two_is_replaced() -> None:
    assert to_ascii("วัด😀") == r"\U+0E27\U+0E31\U+0E14\U+FFFD"


def test_formatting_codes_are_no_formatting() -> None:
    assert text_tags(r"{\C1;red}") == ["1", r"\{\\C1;red\}"]


@given(st.text(st.characters(max_codepoint=0xD7FF, exclude_characters="\\{}"), max_size=300))
def test_a_long_text_comes_in_pieces_and_none_is_lost(text: str) -> None:
    tags = text_tags(text)
    pieces = tags[1::2]

    assert all(len(piece) <= 250 and piece.isascii() for piece in pieces)
    assert tags[::2] == ["3"] * (len(pieces) - 1) + ["1"]
    assert "".join(map(decode_dxf_unicode, pieces)) == "".join(
        " " if ord(each) < 32 or ord(each) == 127 else each for each in text
    )
