"""The page of a space in words: every text in one language, nothing left for a script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel import Locale
from babel.dates import format_date

from geoservice.ecology.activities.reading import Happening
from geoservice.language import Both, translate
from geoservice.publish.routes.words import say_length
from geoservice.publish.spaces.hours import Line, hours_lines
from geoservice.publish.spaces.living import Living, Piece, Shown
from geoservice.publish.walks.words import in_language, say_clock, say_date
from geoservice.store.labels import (
    AGE_GROUPS,
    BODIES,
    KINDS,
    NOTE_KINDS,
    RELIGIONS,
    WHEELCHAIR,
    title_of,
)

TIMES_TOLD = 3
"""How many times of an activity are told."""

_WEB = ("http://", "https://")


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


@dataclass(frozen=True)
class SpacePage:
    """What the page says."""

    id: int
    name: str
    other_name: str
    kind_id: str
    kind: str
    city: str
    where: str
    is_private: bool
    open_now: str
    paragraphs: tuple[str, ...]
    hours: list[Line] | None
    hours_text: str
    facts: list[Fact]
    knowledge: list[Told]
    research: list[Told]
    activities: list[Told]
    offerings: list[Told]
    notes: list[Told]
    routes: list[Fact]
    updated: str

    @property
    def about(self) -> str:
        """Return the page in a sentence or two, for previews."""
        first = next(iter(self.paragraphs), "") or " · ".join(
            part for part in (self.kind, self.where) if part
        )
        return first if len(first) <= _PREVIEW else first[: _PREVIEW - 1].rstrip() + "…"


_PREVIEW = 200


def space_page(space: Mapping[str, Any], living: Living, city: str, language: str) -> SpacePage:
    """Return the page of a space; `space` is its feature with `state_now`, `city` its name."""
    about = space["properties"]
    kind = title_of(KINDS, about["kind"], language)
    name = in_language(language, about["name_th"], about["name_en"]) or kind
    other = about["name_th"] if language == "en" else about["name_en"]
    hours = about["opening_hours"] or ""
    told = [(each.is_research, _piece(each, living, language)) for each in living.knowledge]
    return SpacePage(
        id=space["id"],
        name=name,
        other_name=other if other and other != name else "",
        kind_id=about["kind"],
        kind=_finer(kind, about, language),
        city=city,
        where=_where(about, city, language),
        is_private=about["place_privacy"] != "public",
        open_now=_open_now(about, language),
        paragraphs=_paragraphs(
            in_language(language, about["description_th"], about["description_en"])
        ),
        hours=hours_lines(hours, language) if hours else None,
        hours_text=hours,
        facts=_facts(about, living, language),
        knowledge=[piece for is_research, piece in told if not is_research],
        research=[piece for is_research, piece in told if is_research],
        activities=_activities(living, language),
        offerings=[_offering(row, language) for row in living.offerings],
        notes=[_note(row, language) for row in living.notes],
        routes=[_route(row, language) for row in living.routes],
        updated=_day(about["updated_at"], language),
    )


def _finer(kind: str, about: Mapping[str, Any], language: str) -> str:
    known = {label.id for label in RELIGIONS}
    if about["religion"] not in known:
        return kind
    return f"{kind} · {title_of(RELIGIONS, about['religion'], language)}"


def _where(about: Mapping[str, Any], city: str, language: str) -> str:
    """Return where it is: the tambon alone where the place is not for everybody to know."""
    tambon = in_language(language, about.get("tambon_th"), about.get("tambon_en"))
    if about["place_privacy"] == "public":
        return str(about["address"] or city)
    return f"{tambon}, {city}" if tambon else city


def _open_now(about: Mapping[str, Any], language: str) -> str:
    state = about.get("open_now")
    if state == "open":
        return translate("Open now", language)
    return translate("Closed now", language) if state == "closed" else ""


def _facts(about: Mapping[str, Any], living: Living, language: str) -> list[Fact]:
    """Return what is known; what is not is left out."""

    def say(message: str) -> str:
        return translate(message, language)

    wheelchair = about["wheelchair"]
    phone = (about["phone"] or "").split(";")[0].strip()
    site = about["website"] or ""
    found = [
        Fact(say("Run by"), _runners(about, living.partners, language)),
        Fact(say("For whom"), _ages(about["age_groups"], language)),
        Fact(say("Room for"), _people(about["capacity"], language)),
        Fact(say("Wheelchair"), title_of(WHEELCHAIR, wheelchair, language) if wheelchair else ""),
        Fact(say("Agendas"), _named(living.agendas, about["agendas"], language)),
        Fact(say("Phone"), about["phone"] or "", f"tel:{_dialled(phone)}"),
        Fact(say("E-mail"), about["email"] or "", f"mailto:{about['email']}"),
        Fact(say("Website"), site, site if site.startswith(_WEB) else ""),
        Fact(say("Also called"), ", ".join(about["other_names"] or ())),
        Fact(
            "Wikidata",
            about["wikidata"] or "",
            f"https://www.wikidata.org/wiki/{about['wikidata']}",
        ),
    ]
    return [fact for fact in found if fact.value]


def _runners(about: Mapping[str, Any], partners: Mapping[int, Both], language: str) -> str:
    """Return who runs a space: the partner, and who else is named where it is another."""
    named = (_partner(partners, about["partner_id"], language), about["operator"])
    return ", ".join(dict.fromkeys(each for each in named if each))


def _partner(partners: Mapping[int, Both], partner_id: int | None, language: str) -> str:
    return in_language(language, *partners.get(partner_id or 0, ("", "")))


def _people(count: int | None, language: str) -> str:
    return translate("{count} people", language, count=f"{count:,}") if count else ""


def _dialled(phone: str) -> str:
    return "".join(each for each in phone if each.isdigit() or each == "+")


def _piece(piece: Piece, living: Living, language: str) -> Told:
    row = piece.row
    link = row.link or ""
    facts = [
        Fact(translate("Era", language), row.era or ""),
        Fact(translate("Authors", language), ", ".join(row.authors or ())),
        Fact(
            translate("Organisation", language), _partner(living.partners, row.partner_id, language)
        ),
        Fact(translate("Year", language), str(row.year) if row.year is not None else ""),
        Fact("DOI", row.doi or "", f"https://doi.org/{row.doi}"),
        Fact(translate("Link", language), link, link if link.startswith(_WEB) else ""),
        Fact(translate("Sources", language), "; ".join(row.sources or ())),
    ]
    return Told(
        id=row.id,
        mark=title_of(BODIES, row.body, language),
        title=in_language(language, row.title_th, row.title_en),
        paragraphs=_paragraphs(in_language(language, row.text_th, row.text_en)),
        facts=tuple(fact for fact in facts if fact.value),
        pictures=tuple(_media(each, language) for each in piece.pictures),
        recordings=tuple(_media(each, language) for each in piece.recordings),
    )


def _media(shown: Shown, language: str) -> Media:
    told = shown.told
    credit = " · ".join(each for each in (told.get("credit"), told.get("licence")) if each)
    transcript = in_language(language, told.get("transcript_th"), told.get("transcript_en"))
    caption = in_language(language, told.get("caption_th"), told.get("caption_en"))
    return Media(
        *(shown.key, shown.media_type, shown.width, shown.height),
        caption,
        credit,
        _paragraphs(transcript),
    )


def _activities(living: Living, language: str) -> list[Told]:
    """Return each activity once, the soonest first, with the next times that it happens."""
    times: dict[int, list[Happening]] = {}
    for each in living.happenings:
        times.setdefault(each.activity.row.id, []).append(each)
    return [_activity(each, living.agendas, language) for each in times.values()]


def _activity(happenings: Sequence[Happening], agendas: Mapping[str, Both], language: str) -> Told:
    row = happenings[0].activity.row
    link = row.link or ""
    facts = [
        Fact(translate("For whom", language), _ages(row.age_groups, language)),
        Fact(translate("Fee", language), say_fee(row.fee, row.currency, language)),
        Fact(translate("Places left", language), _left(row.places_left, row.places, language)),
        Fact(translate("Languages", language), _languages(row.languages, language)),
        Fact(translate("Agendas", language), _named(agendas, row.agendas, language)),
        Fact(
            translate("Held by", language), in_language(language, row.provider_th, row.provider_en)
        ),
        Fact(translate("Contact", language), row.contact or ""),
        Fact(translate("Link", language), link, link if link.startswith(_WEB) else ""),
    ]
    return Told(
        id=row.id,
        mark="",
        title=in_language(language, row.title_th, row.title_en),
        paragraphs=_paragraphs(in_language(language, row.description_th, row.description_en)),
        facts=tuple(fact for fact in facts if fact.value),
        times=tuple(say_time(each, language) for each in happenings[:TIMES_TOLD]),
    )


def say_time(happening: Happening, language: str) -> str:
    """Return day and hours of one time that an activity happens."""
    begin, end = happening.when.starts_at, happening.when.ends_at
    day, clock = say_date(begin, language), say_clock(begin)
    if begin.date() != end.date():
        return f"{day} {clock} – {say_date(end, language)} {say_clock(end)}"
    return f"{day} {clock}–{say_clock(end)}" if end > begin else f"{day} {clock}"


def say_fee(fee: float | None, currency: str, language: str) -> str:
    """Return what it costs; nothing where nobody said."""
    if fee is None:
        return ""
    if not fee:
        return translate("Free of charge", language)
    amount = f"{fee:,.2f}".removesuffix(".00")
    return (
        translate("{amount} baht", language, amount=amount)
        if currency == "THB"
        else (f"{amount} {currency}")
    )


def _languages(codes: Sequence[str] | None, language: str) -> str:
    known = Locale(language).languages
    return ", ".join(known.get(each, each) for each in codes or ())


def _left(left: int | None, places: int | None, language: str) -> str:
    if left is None:
        return ""
    if not left:
        return translate("No places left", language)
    return f"{left} / {places}" if places else str(left)


def _offering(row: Any, language: str) -> Told:
    link, provider = row.link or "", in_language(language, row.provider_th, row.provider_en)
    facts = [
        Fact(translate("Offered by", language), provider),
        Fact(translate("Season", language), row.season or ""),
        Fact(translate("Contact", language), row.contact or ""),
        Fact(translate("Link", language), link, link if link.startswith(_WEB) else ""),
    ]
    return Told(
        id=row.id,
        mark="",
        title=in_language(language, row.title_th, row.title_en),
        paragraphs=_paragraphs(in_language(language, row.description_th, row.description_en)),
        facts=tuple(fact for fact in facts if fact.value),
    )


def _note(row: Any, language: str) -> Told:
    solved = Fact(translate("What was done", language), row.solution or "")
    picture = (Media(row.picture, "image/webp", None, None, "", ""),) if row.picture else ()
    return Told(
        id=row.id,
        mark=title_of(NOTE_KINDS, row.kind, language),
        title=_day(row.created_at, language),
        paragraphs=_paragraphs(row.text),
        facts=(solved,) if solved.value else (),
        pictures=picture,
    )


def _route(row: Any, language: str) -> Fact:
    title = in_language(language, row.title_th, row.title_en)
    return Fact(title, say_length(row.metres, language), row.slug)


def _named(titles: Mapping[str, Both], ids: Sequence[str] | None, language: str) -> str:
    return ", ".join(in_language(language, *titles.get(each, (each, each))) for each in ids or ())


def _ages(ids: Sequence[str] | None, language: str) -> str:
    """Return for which ages it is; nothing where nobody said."""
    if not ids:
        return ""
    if len(ids) == len(AGE_GROUPS):
        return translate("Every age", language)
    return ", ".join(label.title(language) for label in AGE_GROUPS if label.id in ids)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _day(moment: str | datetime, language: str) -> str:
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    if language == "en":
        return format_date(at, "d MMMM y", locale="en")
    return f"{format_date(at, 'd MMMM', locale='th')} {at.year + 543}"
