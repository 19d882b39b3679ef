"""Every sentence people read has its Thai, and both say the same values."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from geoservice.paths import STATIC, TEMPLATES, TRANSLATIONS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "geoservice"
SAYING = ("_", "gettext", "t", "say", "say_both", "translate")
RAISING = (
    *("GeoserviceError", "InputError", "NotFoundError", "ConflictError", "UnavailableError"),
    *("OutdatedError", "StaleError", "TwinsError", "AccessError", "ForbiddenError"),
)
KEYWORDS = dict.fromkeys((*SAYING, *RAISING))
_PLACE = re.compile(r"\{(\w*)[^{}]*\}")


@pytest.fixture(scope="module")
def thai() -> Catalog:
    with (TRANSLATIONS / "th" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="th")


def _said() -> Iterator[tuple[str, str]]:
    """Yield where a sentence is said, and the sentence."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    for folder in (PACKAGE, TEMPLATES, STATIC / "js"):
        for name, line, message, _, _ in extract_from_dir(folder, methods, options, KEYWORDS):
            if isinstance(message, str):
                yield f"{folder.name}/{name}:{line}", message


def test_every_sentence_has_its_thai(thai):
    missing = [
        f"{place}: {message}"
        for place, message in _said()
        if not (message in thai and thai[message].string)
    ]

    assert missing == []


def test_both_languages_fill_in_the_same_values(thai):
    differing = [
        entry.id
        for entry in thai
        if entry.id and set(_PLACE.findall(entry.id)) != set(_PLACE.findall(str(entry.string)))
    ]

    assert differing == []


def test_no_sentence_is_translated_twice():
    text = (TRANSLATIONS / "th" / "LC_MESSAGES" / "messages.po").read_text("utf-8")
    sentences = re.findall(r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)', text, re.M)

    assert len(sentences) == len(set(sentences))


def test_the_scripts_hold_no_thai_of_their_own():
    for path in sorted((STATIC / "js").glob("*.js")):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.S)
        strings = [each for each in re.findall(r'"[^"\n]*"|`[^`]*`', code) if "t(" not in each]
        thai = [each for each in strings if re.search("[\u0e00-\u0e7f]{4,}", each)]
        assert thai == [], path.name


def test_no_sentence_is_said_within_a_template_literal():
    # babel's extractor does not look into one: such a sentence would stay English
    inside = re.compile(r"`[^`\n]*\$\{[^}`\n]*\bt\(\"")
    found = [
        path.name
        for path in sorted((STATIC / "js").glob("*.js"))
        if inside.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []
