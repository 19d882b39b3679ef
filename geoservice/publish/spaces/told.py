"""What a page tells in one language: facts, media, and pieces with a title and what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from geoservice.language import Both, translate
from geoservice.publish.walks.words import in_language
from geoservice.store.labels import AGE_GROUPS

WEB = ("http://", "https://")
"""How an address begins that a page may lead to."""


@dataclass(frozen=True)
class Fact:
    """A fact with what it is called; `href` where it leads somewhere."""

    term: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class Media:
    """A picture or a recording, and what is said of it."""

    key: str
    media_type: str
    width: int | None
    height: int | None
    caption: str
    credit: str
    transcript: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """A piece of knowledge, an activity, an offering or a note: a title and what follows."""

    id: int
    mark: str
    title: str
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    pictures: tuple[Media, ...] = ()
    recordings: tuple[Media, ...] = ()
    times: tuple[str, ...] = ()


def partner_name(partners: Mapping[int, Both], partner_id: int | None, language: str) -> str:
    """Return what a partner is called; nothing where there is none."""
    return in_language(language, *partners.get(partner_id or 0, ("", "")))


def titles_of(titles: Mapping[str, Both], ids: Sequence[str] | None, language: str) -> str:
    """Return what words of a vocabulary are called, with commas between them."""
    return ", ".join(in_language(language, *titles.get(each, (each, each))) for each in ids or ())


def ages_of(ids: Sequence[str] | None, language: str) -> str:
    """Return for which ages it is; nothing where nobody said."""
    if not ids:
        return ""
    if len(ids) == len(AGE_GROUPS):
        return translate("Every age", language)
    return ", ".join(label.title(language) for label in AGE_GROUPS if label.id in ids)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def day_of(moment: str | datetime, language: str) -> str:
    """Return a date as people write it, of the Buddhist era in Thai."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    if language == "en":
        return format_date(at, "d MMMM y", locale="en")
    return f"{format_date(at, 'd MMMM', locale='th')} {at.year + 543}"
