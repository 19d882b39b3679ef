"""Reading the body of `POST /api/coverage/sites`: how many places, out of which, where not."""

from datetime import datetime
from typing import Any, Literal, cast

from geoservice.coverage.asked import MOST_CANDIDATES, MOST_SITES, AskedSites, SiteCandidate
from geoservice.errors import InputError
from geoservice.publish.bodies import (
    check_degrees,
    check_language,
    check_list,
    check_members,
    check_number,
    check_object,
    check_one_of,
    check_text,
    check_whole,
    quoted,
)
from geoservice.publish.coverage.areas import parse_areas
from geoservice.publish.coverage.requests import COVERAGE, Body, read_coverage

DEFAULT_COUNT = 3
MOST_SECONDS = 20
LEAST_SECONDS = 0.1
MOST_COST = 1e12
GOALS = ("most", "all")
WHERE = ("junctions", "buildings")
SITES = ("count", "budget", "goal", "candidates", "avoid", "seconds")
_CANDIDATE = ("lon", "lat", "cost", "name_th", "name_en")
_LONGEST_NAME = 200


def parse_sites(body: Body, now: datetime) -> AskedSites:
    """Return the search for new places that the members of a body ask for."""
    check_members(body, (*COVERAGE, *SITES, "language"))
    given = {name: value for name, value in body.items() if value is not None}
    if "language" in given:
        check_language("language", given["language"])
    goal = check_one_of("goal", given.get("goal", GOALS[0]), GOALS)
    fields: dict[str, Any] = _bounds(given, goal)
    if "candidates" in given:
        fields["candidates"] = _candidates(given["candidates"])
    if "avoid" in given:
        fields["avoid"] = parse_areas("avoid", given["avoid"])
    if "seconds" in given:
        seconds = given["seconds"]
        fields["seconds"] = check_number("seconds", seconds, least=LEAST_SECONDS, most=MOST_SECONDS)
    asked = read_coverage(given, now)
    return AskedSites(coverage=asked, goal=cast(Literal["most", "all"], goal), **fields)


def _bounds(given: Body, goal: str) -> dict[str, Any]:
    """Return how many places, or what they may cost; for all people neither is given."""
    if "count" in given and "budget" in given:
        raise InputError("'count' and 'budget' exclude each other; give one.")
    if goal == "all":
        for name in ("count", "budget"):
            if name in given:
                raise InputError(
                    "'goal' all and '{name}' exclude each other: as many places are found as "
                    "everybody needs; leave one out.",
                    name=name,
                )
        return {"count": None}
    if "budget" in given:
        budget = check_number("budget", given["budget"], least=0, most=MOST_COST)
        return {"count": None, "budget": budget}
    count = given.get("count", DEFAULT_COUNT)
    return {"count": check_whole("count", count, least=1, most=MOST_SITES)}


def _candidates(
    value: object,
) -> Literal["junctions", "buildings"] | tuple[SiteCandidate, ...]:
    if value in WHERE:
        return cast(Literal["junctions", "buildings"], value)
    if not isinstance(value, list):
        raise InputError(
            "'{name}' is {value} but must be junctions, buildings, or a list of places with 'lon' "
            "and 'lat'.",
            **quoted("candidates", value),
        )
    places = check_list("candidates", value, most=MOST_CANDIDATES)
    if not places:
        raise InputError(
            "'candidates' is an empty list, so there is nowhere to choose from; name places, or "
            "leave it out for all junctions."
        )
    found: dict[tuple[float, float], SiteCandidate] = {}
    for position, each in enumerate(places):
        candidate = _candidate(f"candidates[{position}]", each)
        if (candidate.lon, candidate.lat) in found:
            raise InputError(
                "'{name}' is {value}, a place that is among the candidates already; name each "
                "once.",
                **quoted(f"candidates[{position}]", f"{candidate.lon}, {candidate.lat}"),
            )
        found[candidate.lon, candidate.lat] = candidate
    return tuple(found.values())


def _candidate(name: str, value: object) -> SiteCandidate:
    given = check_object(name, value, _CANDIDATE)
    lon, lat = check_degrees(name, given.get("lon"), given.get("lat"))
    texts = {
        each: check_text(f"{name}.{each}", given[each], most=_LONGEST_NAME)
        for each in ("name_th", "name_en")
        if each in given
    }
    cost = check_number(f"{name}.cost", given.get("cost", 1), least=0, most=MOST_COST)
    return SiteCandidate(lon, lat, cost, **texts)
