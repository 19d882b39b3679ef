"""A route as a document: its words, its stops, the ways between them, and what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geoservice.ecology.routes.checking import RouteCheck
from geoservice.ecology.routes.drafts import LEAST_STOPS, Draft, DraftStop, asked_walk
from geoservice.ecology.routes.findings import Finding
from geoservice.ecology.routes.knowledge import Known
from geoservice.ecology.routes.places import PlacedStop
from geoservice.ecology.routes.reading import KeptRoute
from geoservice.publish.walks.documents import leg_feature, position
from geoservice.publish.walks.tokens import write_walk
from geoservice.walk.timetable import Visit

Document = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """What a document of a route is made of: the route (None: only a draft), checked now.

    `knowledge` is by space; `pictures` is the address of a picture, `{key}` to fill in.
    """

    kept: KeptRoute | None
    check: RouteCheck
    knowledge: Mapping[int, Sequence[Known]]
    pictures: str = ""

    @property
    def draft(self) -> Draft:
        """Return what its curator said."""
        return self.check.draft

    @property
    def token(self) -> str | None:
        """Return the share token by which the planner walks the stops that are left."""
        stops = tuple(each.stop for each in self.check.stops)
        if len(stops) < LEAST_STOPS:
            return None
        return write_walk(asked_walk(replace(self.draft, stops=stops)))


def route_document(shown: Shown, language: str) -> Document:
    """Return a route as it stands now; texts that are said are in `language`."""
    check = shown.check
    return {
        **_kept(shown.kept),
        **_words(shown.draft),
        "picture": _picture(shown),
        "metres": round(check.metres, 1),
        "walk_seconds": check.walk_seconds,
        "dwell_seconds": check.dwell_seconds,
        "starts_at": check.times.starts_at.isoformat() if check.times.starts_at else None,
        "stops": _stops(shown),
        "legs": _legs(check, language),
        "checks": [_finding(each, language) for each in check.findings],
        "plan": shown.token,
        "attribution": check.city.attribution,
    }


def _kept(kept: KeptRoute | None) -> Document:
    if kept is None:
        return {}
    return {
        "id": kept.id,
        "slug": kept.slug,
        "status": kept.status,
        "version": kept.state.version,
        "updated_at": kept.state.updated_at.isoformat(),
        "published_at": kept.published_at.isoformat() if kept.published_at else None,
        "stars": kept.stars,
        "ratings": kept.ratings,
    }


def _words(draft: Draft) -> Document:
    names = (
        *("city", "title_th", "title_en", "story_th", "story_en", "difficulty", "best_hours"),
        *("profile", "loop"),
    )
    lists = ("age_groups", "agendas", "themes")
    return {
        **{name: getattr(draft, name) for name in names},
        **{name: list(getattr(draft, name)) for name in lists},
    }


def _picture(shown: Shown) -> Document | None:
    key = shown.draft.picture
    return {"key": key, "url": shown.pictures.replace("{key}", key)} if key else None


def _stops(shown: Shown) -> list[Document]:
    """Return every stop as it is drawn; one that is left out has no place."""
    check = shown.check
    placed = {each.number: n for n, each in enumerate(check.stops)}
    visits = check.times.visits
    return [
        {
            "number": number,
            **_said(stop),
            **(
                _placed(
                    check.stops[placed[number]],
                    check.times.seconds[placed[number]],
                    visits[placed[number]] if visits else None,
                )
                if number in placed
                else {"left_out": True, "space": stop.space}
            ),
            "knowledge": [_known(each) for each in shown.knowledge.get(stop.space or 0, ())],
        }
        for number, stop in enumerate(check.draft.stops, 1)
    ]


def _said(stop: DraftStop) -> Document:
    return {
        "title_th": stop.title_th,
        "title_en": stop.title_en,
        "story_th": stop.story_th,
        "story_en": stop.story_en,
        "dwell_minutes": stop.dwell_minutes,
    }


def _placed(each: PlacedStop, after: int, visit: Visit | None) -> Document:
    candidate = each.candidate
    lon, lat = position(candidate.place)
    return {
        "left_out": False,
        "space": candidate.space,
        "lon": lon,
        "lat": lat,
        "kind": candidate.kind,
        "name_th": candidate.name_th,
        "name_en": candidate.name_en,
        "opening_hours": candidate.hours,
        "stays_minutes": candidate.dwell_minutes,
        "after_seconds": after,
        "arrive": visit.arrive.isoformat() if visit else None,
        "leave": visit.leave.isoformat() if visit else None,
        "open": visit.is_open if visit else None,
    }


def _known(known: Known) -> Document:
    return {
        "id": known.id,
        "body": known.body,
        "title_th": known.title_th,
        "title_en": known.title_en,
        "text_th": known.text_th,
        "text_en": known.text_en,
    }


def _legs(check: RouteCheck, language: str) -> Document:
    features = [
        leg_feature(each.leg, each.number, language) for each in check.legs if each.leg is not None
    ]
    return {"type": "FeatureCollection", "features": features}


def _finding(finding: Finding, language: str) -> Document:
    return {
        "kind": finding.kind,
        "stop": finding.stop,
        "leg": finding.leg,
        "text": finding.sentence(language),
        "in_the_way": finding.is_in_the_way,
    }
