"""A route as its page tells it: the story, the stops with theirs, and the times."""

from collections.abc import Iterator
from dataclasses import dataclass

from geoservice.ecology.routes.findings import called
from geoservice.ecology.routes.knowledge import Known
from geoservice.ecology.routes.places import PlacedStop
from geoservice.language import translate
from geoservice.publish.routes.documents import Shown
from geoservice.publish.routes.words import (
    paragraphs,
    say_agenda,
    say_ages,
    say_body,
    say_difficulty,
    say_length,
    say_on_foot,
    say_stars,
    say_stops,
    titles,
)
from geoservice.publish.spaces.hours import said_hours
from geoservice.publish.walks.words import in_language, say_duration, say_kind, say_profile
from geoservice.walk.directions import say_metres
from geoservice.walk.timetable import Visit

_QUIET = ("closed", "too_long", "never_open")  # of best hours: the stops tell it themselves


@dataclass(frozen=True)
class Piece:
    """A piece of local study at a stop."""

    body: str
    title: str
    paragraphs: list[str]


@dataclass(frozen=True)
class ToldStop:
    """A stop: its number as it is walked, what it is, when one is there, and the way on.

    `after` is the time after the start, `clock` when that is in the best hours. `share` is its
    part of the whole time in per cent, `way_share` that of the way to the next.
    """

    number: int
    name: str
    place: str
    kind: str
    kind_id: str | None
    space: int | None
    paragraphs: list[str]
    knowledge: list[Piece]
    hours: list[str]
    stay: str
    after: str
    clock: str
    is_shut: bool
    onward: str
    share: float
    way_share: float


@dataclass(frozen=True)
class ToldRoute:
    """All that the page of a route says, in one language."""

    title: str
    other_title: str
    paragraphs: list[str]
    facts: list[tuple[str, str]]
    remarks: list[str]
    stars: str
    starts: str
    stops: list[ToldStop]


def tell(shown: Shown, language: str) -> ToldRoute:
    """Return what the page of a published route says."""
    draft, kept = shown.draft, shown.kept
    title, other = titles(draft.title_th, draft.title_en, language)
    at = shown.check.times.starts_at
    return ToldRoute(
        title=title,
        other_title=other,
        paragraphs=paragraphs(in_language(language, draft.story_th, draft.story_en)),
        facts=[(name, value) for name, value in _facts(shown, language) if value],
        remarks=[
            each.sentence(language) for each in shown.check.findings if each.kind not in _QUIET
        ],
        stars=say_stars(kept.stars, kept.ratings, language) if kept else "",
        starts=_starts(shown, language) if at else "",
        stops=list(_stops(shown, language)),
    )


def _starts(shown: Shown, language: str) -> str:
    at = shown.check.times.starts_at
    return translate(
        "Clock times are those of a start at {clock}, within the best hours.",
        language,
        clock=f"{at:%H:%M}",
    )


def _facts(shown: Shown, language: str) -> Iterator[tuple[str, str]]:
    def say(message: str) -> str:
        return translate(message, language)

    draft, check = shown.draft, shown.check
    yield say("Length"), say_length(check.metres, language)
    yield say("Time"), _time(shown, language)
    yield say("Stops"), say_stops(len(check.stops), language)
    yield say("Ages"), say_ages(draft.age_groups, language)
    yield say("Difficulty"), say_difficulty(draft.difficulty, language)
    yield say("Walked as"), say_profile(draft.profile, language)
    yield say("Themes"), ", ".join(draft.themes)
    yield say("City agendas"), ", ".join(say_agenda(each, language) for each in draft.agendas)
    yield say("Way back"), say("It returns to where it starts.") if draft.loop else ""


def _time(shown: Shown, language: str) -> str:
    whole = say_duration(shown.check.walk_seconds + shown.check.dwell_seconds, language)
    walked = say_on_foot(shown.check.walk_seconds, language)
    return translate("{whole} with stops, {walked}", language, whole=whole, walked=walked)


def _stops(shown: Shown, language: str) -> Iterator[ToldStop]:
    check = shown.check
    whole = max(1, check.walk_seconds + check.dwell_seconds)
    legs = {each.number: each.leg for each in check.legs}
    for number, each in enumerate(check.stops):
        leg = legs.get(each.number)
        visit = check.times.visits[number] if check.times.visits else None
        candidate = each.candidate
        onward = ""
        if leg is not None:
            onward = f"{say_metres(leg.metres, language)} · {say_duration(leg.seconds, language)}"
        yield ToldStop(
            number=number + 1,
            name=_name(each, language, number + 1),
            place=_place(each, language),
            kind=say_kind(candidate, language),
            kind_id=candidate.kind,
            space=candidate.space,
            paragraphs=paragraphs(in_language(language, each.stop.story_th, each.stop.story_en)),
            knowledge=[
                _piece(known, language) for known in shown.knowledge.get(candidate.space or 0, ())
            ],
            hours=said_hours(candidate.hours, language),
            stay=say_duration(60 * candidate.dwell_minutes, language)
            if candidate.dwell_minutes
            else "",
            after=_after(check.times.seconds[number], language),
            clock=_clock(visit),
            is_shut=bool(visit and visit.is_open is False),
            onward=onward,
            share=round(100 * 60 * candidate.dwell_minutes / whole, 2),
            way_share=round(100 * (leg.seconds if leg else 0) / whole, 2),
        )


def _clock(visit: Visit | None) -> str:
    if visit is None:
        return ""
    if visit.arrive == visit.leave:
        return f"{visit.arrive:%H:%M}"
    return f"{visit.arrive:%H:%M}–{visit.leave:%H:%M}"


def _after(seconds: int, language: str) -> str:
    if not seconds:
        return translate("Start", language)
    return translate("after {duration}", language, duration=say_duration(seconds, language))


def _name(each: PlacedStop, language: str, number: int) -> str:
    """Return what a stop is called: by its curator, by its space, by its number."""
    title = in_language(language, each.stop.title_th, each.stop.title_en)
    thai, english = called(each.candidate, number)
    return title or (english if language == "en" else thai)


def _place(each: PlacedStop, language: str) -> str:
    """Return the name of the space where the stop has a title of its own."""
    if each.candidate.space is None or not (each.stop.title_th or each.stop.title_en):
        return ""
    return in_language(language, each.candidate.name_th, each.candidate.name_en)


def _piece(known: Known, language: str) -> Piece:
    return Piece(
        body=say_body(known.body, language),
        title=in_language(language, known.title_th, known.title_en),
        paragraphs=paragraphs(in_language(language, known.text_th, known.text_en)),
    )
