"""What lives at a space in words: knowledge, activities, offerings, notes and routes."""

from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale

from geoservice.ecology.activities.reading import Happening
from geoservice.language import Both, translate
from geoservice.publish.routes.words import say_length
from geoservice.publish.spaces.living import Living, Piece, Shown
from geoservice.publish.spaces.told import (
    WEB,
    Fact,
    Media,
    Told,
    ages_of,
    day_of,
    paragraphs_of,
    partner_name,
    titles_of,
)
from geoservice.publish.walks.words import in_language, say_clock, say_date
from geoservice.store.labels import BODIES, NOTE_KINDS, title_of

TIMES_TOLD = 3
"""How many times of an activity are told."""


def tell_piece(piece: Piece, living: Living, language: str) -> Told:
    """Return a piece of knowledge with its sources, pictures and recordings."""
    row = piece.row
    link = row.link or ""
    partner = partner_name(living.partners, row.partner_id, language)
    facts = [
        Fact(translate("Era", language), row.era or ""),
        Fact(translate("Authors", language), ", ".join(row.authors or ())),
        Fact(translate("Organisation", language), partner),
        Fact(translate("Year", language), str(row.year) if row.year is not None else ""),
        Fact("DOI", row.doi or "", f"https://doi.org/{row.doi}"),
        Fact(translate("Link", language), link, link if link.startswith(WEB) else ""),
        Fact(translate("Sources", language), "; ".join(row.sources or ())),
    ]
    return Told(
        id=row.id,
        mark=title_of(BODIES, row.body, language),
        title=in_language(language, row.title_th, row.title_en),
        paragraphs=paragraphs_of(in_language(language, row.text_th, row.text_en)),
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
        paragraphs_of(transcript),
    )


def tell_activities(living: Living, language: str) -> list[Told]:
    """Return each activity once, the soonest first, with the next times that it happens."""
    times: dict[int, list[Happening]] = {}
    for each in living.happenings:
        times.setdefault(each.activity.row.id, []).append(each)
    return [_activity(each, living.agendas, language) for each in times.values()]


def _activity(happenings: Sequence[Happening], agendas: Mapping[str, Both], language: str) -> Told:
    row = happenings[0].activity.row
    link = row.link or ""
    facts = [
        Fact(translate("For whom", language), ages_of(row.age_groups, language)),
        Fact(translate("Fee", language), say_fee(row.fee, row.currency, language)),
        Fact(translate("Places left", language), _left(row.places_left, row.places, language)),
        Fact(translate("Languages", language), _languages(row.languages, language)),
        Fact(translate("Agendas", language), titles_of(agendas, row.agendas, language)),
        Fact(
            translate("Held by", language), in_language(language, row.provider_th, row.provider_en)
        ),
        Fact(translate("Contact", language), row.contact or ""),
        Fact(translate("Link", language), link, link if link.startswith(WEB) else ""),
    ]
    return Told(
        id=row.id,
        mark="",
        title=in_language(language, row.title_th, row.title_en),
        paragraphs=paragraphs_of(in_language(language, row.description_th, row.description_en)),
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


def tell_offering(row: Any, language: str) -> Told:
    """Return what is sold or lent at a space."""
    link, provider = row.link or "", in_language(language, row.provider_th, row.provider_en)
    facts = [
        Fact(translate("Offered by", language), provider),
        Fact(translate("Season", language), row.season or ""),
        Fact(translate("Contact", language), row.contact or ""),
        Fact(translate("Link", language), link, link if link.startswith(WEB) else ""),
    ]
    return Told(
        id=row.id,
        mark="",
        title=in_language(language, row.title_th, row.title_en),
        paragraphs=paragraphs_of(in_language(language, row.description_th, row.description_en)),
        facts=tuple(fact for fact in facts if fact.value),
    )


def tell_note(row: Any, language: str) -> Told:
    """Return what a walker noted, and what was done about it."""
    solved = Fact(translate("What was done", language), row.solution or "")
    picture = (Media(row.picture, "image/webp", None, None, "", ""),) if row.picture else ()
    return Told(
        id=row.id,
        mark=title_of(NOTE_KINDS, row.kind, language),
        title=day_of(row.created_at, language),
        paragraphs=paragraphs_of(row.text),
        facts=(solved,) if solved.value else (),
        pictures=picture,
    )


def tell_route(row: Any, language: str) -> Fact:
    """Return a route by its title, with how long it is; `href` is its slug."""
    title = in_language(language, row.title_th, row.title_en)
    return Fact(title, say_length(row.metres, language), row.slug)
