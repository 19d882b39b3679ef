"""The page of a space in words: every text in one language, nothing left for a script."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geoservice.language import Both, translate
from geoservice.publish.spaces.hours import Line, hours_lines
from geoservice.publish.spaces.living import Living
from geoservice.publish.spaces.telling import (
    tell_activities,
    tell_note,
    tell_offering,
    tell_piece,
    tell_route,
)
from geoservice.publish.spaces.told import (
    WEB,
    Fact,
    Told,
    ages_of,
    day_of,
    paragraphs_of,
    partner_name,
    titles_of,
)
from geoservice.publish.walks.words import in_language
from geoservice.store.labels import KINDS, RELIGIONS, WHEELCHAIR, title_of


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
    told = [(each.is_research, tell_piece(each, living, language)) for each in living.knowledge]
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
        paragraphs=paragraphs_of(
            in_language(language, about["description_th"], about["description_en"])
        ),
        hours=hours_lines(hours, language) if hours else None,
        hours_text=hours,
        facts=_facts(about, living, language),
        knowledge=[piece for is_research, piece in told if not is_research],
        research=[piece for is_research, piece in told if is_research],
        activities=tell_activities(living, language),
        offerings=[tell_offering(row, language) for row in living.offerings],
        notes=[tell_note(row, language) for row in living.notes],
        routes=[tell_route(row, language) for row in living.routes],
        updated=day_of(about["updated_at"], language),
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
        Fact(say("For whom"), ages_of(about["age_groups"], language)),
        Fact(say("Room for"), _people(about["capacity"], language)),
        Fact(say("Wheelchair"), title_of(WHEELCHAIR, wheelchair, language) if wheelchair else ""),
        Fact(say("Agendas"), titles_of(living.agendas, about["agendas"], language)),
        Fact(say("Phone"), about["phone"] or "", f"tel:{_dialled(phone)}"),
        Fact(say("E-mail"), about["email"] or "", f"mailto:{about['email']}"),
        Fact(say("Website"), site, site if site.startswith(WEB) else ""),
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
    named = (partner_name(partners, about["partner_id"], language), about["operator"])
    return ", ".join(dict.fromkeys(each for each in named if each))


def _people(count: int | None, language: str) -> str:
    return translate("{count} people", language, count=f"{count:,}") if count else ""


def _dialled(phone: str) -> str:
    return "".join(each for each in phone if each.isdigit() or each == "+")
