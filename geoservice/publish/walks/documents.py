"""A planned walk as GeoJSON: its legs, its stops, and what is told of the whole."""

from collections.abc import Iterable, Sequence
from typing import Any

from geoservice.ecology.planner import PlannedWalk
from geoservice.ecology.routes.knowledge import Known
from geoservice.language import translate
from geoservice.publish.features import DECIMALS
from geoservice.publish.walks.tokens import write_walk
from geoservice.publish.walks.words import in_language, say_date, say_duration
from geoservice.walk.directions import say_metres
from geoservice.walk.itinerary import Alternative, LeftOut, Leg, Place, Step, Stop

Document = dict[str, Any]


def walk_document(planned: PlannedWalk, language: str, *, link: str) -> Document:
    """Return a walk as a GeoJSON FeatureCollection: the legs in order, then the stops.

    `link` is where the map shows it.
    """
    walk = planned.walk
    legs = [leg_feature(leg, number, language) for number, leg in enumerate(walk.legs, 1)]
    known = planned.knowledge
    stops = [
        _stop(stop, number, language, known.get(stop.candidate.space or 0, ()))
        for number, stop in enumerate(walk.stops, 1)
    ]
    return {
        "type": "FeatureCollection",
        "features": [*legs, *stops],
        "walk": _whole(planned, language, link),
        "left_out": [_left_out(each, language) for each in walk.left_out],
        "profile": walk.wish.profile,
        "attribution": planned.city.attribution,
    }


def notes(planned: PlannedWalk, language: str) -> list[str]:
    """Return what is worth knowing of a walk, in sentences."""
    said = list(planned.walk.notes_en if language == "en" else planned.walk.notes_th)
    if planned.is_past:
        day = say_date(planned.walk.depart, language)
        said.append(
            translate("This walk was planned for {day}, which has passed.", language, day=day)
        )
    return said


def _whole(planned: PlannedWalk, language: str, link: str) -> Document:
    walk = planned.walk
    return {
        "city": planned.city.slug,
        "metres": _metres(walk.metres),
        "walk_seconds": walk.walk_seconds,
        "dwell_seconds": walk.dwell_seconds,
        "seconds": walk.seconds,
        "depart": walk.depart.isoformat(),
        "arrive": walk.arrive.isoformat(),
        "budget_minutes": walk.wish.budget_minutes,
        "loop": walk.wish.loop,
        "order": "best" if walk.wish.best_order else "given",
        "proven": walk.proven,
        "start": position(walk.start),
        "end": position(walk.end),
        "unknown_metres": _metres(sum(leg.unknown_metres for leg in walk.legs)),
        "notes": notes(planned, language),
        "alternatives": [_alternative(each, language) for each in walk.alternatives],
        "plan": write_walk(planned.asked),
        "link": link,
    }


def leg_feature(leg: Leg, number: int, language: str) -> Document:
    """Return a leg as a feature, with its steps; `number` counts from 1."""
    return {
        "type": "Feature",
        "id": f"leg-{number}",
        "geometry": {"type": "LineString", "coordinates": line(leg.coordinates)},
        "properties": {
            "type": "leg",
            "leg": number,
            "metres": _metres(leg.metres),
            "seconds": leg.seconds,
            "unknown_metres": _metres(leg.unknown_metres),
            "steps": [_step(step, language) for step in leg.steps],
        },
    }


def _step(step: Step, language: str) -> Document:
    return {
        "kind": step.kind,
        "modifier": step.modifier,
        "text": step.text_en if language == "en" else step.text_th,
        "at": position(step.at),
        "vertex": step.vertex,
        "metres": step.metres,
        "seconds": step.seconds,
        "street": in_language(language, step.street_th, step.street_en) or None,
    }


def _stop(stop: Stop, number: int, language: str, knowledge: Sequence[Known]) -> Document:
    candidate = stop.candidate
    return {
        "type": "Feature",
        "id": f"stop-{number}",
        "geometry": {"type": "Point", "coordinates": position(candidate.place)},
        "properties": {
            "type": "stop",
            "stop": number,
            "space": candidate.space,
            "kind": candidate.kind,
            "name_th": candidate.name_th,
            "name_en": candidate.name_en,
            "arrive": stop.arrive.isoformat(),
            "leave": stop.leave.isoformat(),
            "dwell_minutes": stop.dwell_minutes,
            "opens": stop.opens.isoformat() if stop.opens else None,
            "closes": stop.closes.isoformat() if stop.closes else None,
            "hours_known": stop.hours_known,
            "open": stop.is_open,
            "why": stop.why_en if language == "en" else stop.why_th,
            "door_metres": _metres(stop.door_metres),
            "wished": stop.wished,
            "knowledge": [_known(each) for each in knowledge],
        },
    }


def _known(known: Known) -> Document:
    return {"body": known.body, "title_th": known.title_th, "title_en": known.title_en}


def _left_out(left: LeftOut, language: str) -> Document:
    return {
        "space": left.candidate.space,
        "name_th": left.candidate.name_th,
        "name_en": left.candidate.name_en,
        "reason": left.reason,
        "text": left.text_en if language == "en" else left.text_th,
    }


def _alternative(each: Alternative, language: str) -> Document:
    return {
        "prefer": each.prefer,
        "metres": _metres(each.metres),
        "seconds": each.seconds,
        "text": say_alternative(each, language),
        "features": [leg_feature(leg, number, language) for number, leg in enumerate(each.legs, 1)],
    }


def say_alternative(each: Alternative, language: str) -> str:
    """Return what a variant of a walk prefers, and what it costs."""
    values = {
        "distance": say_metres(each.metres, language),
        "duration": say_duration(each.seconds, language),
    }
    if each.prefer == "quiet":
        return translate("Along quieter streets: {distance}, {duration}", language, **values)
    if each.prefer == "shade":
        return translate("More in the shade: {distance}, {duration}", language, **values)
    if each.prefer == "lit":
        return translate("Along lit streets: {distance}, {duration}", language, **values)
    return translate("More under cover: {distance}, {duration}", language, **values)


def position(place: Place) -> list[float]:
    """Return a GeoJSON position."""
    return [round(place[0], DECIMALS), round(place[1], DECIMALS)]


def line(places: Iterable[Place]) -> list[list[float]]:
    """Return the positions of a line."""
    return [position(place) for place in places]


def _metres(metres: float) -> float:
    return round(metres, 1)
