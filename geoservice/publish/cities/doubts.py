"""Why a figure of one city cannot be held against that of another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from geoservice.coverage.asked import HEXAGONS
from geoservice.coverage.evidence import Finding
from geoservice.coverage.figures import PeopleSource
from geoservice.language import Both, say_both
from geoservice.publish.cities.figures import Figure
from geoservice.publish.cities.profile import Profile
from geoservice.store.labels import LEVELS

CLOSE_MAPPING = 0.05  # part of the streets: below it footpaths are hardly mapped
THOROUGH_TIMES, THOROUGH_POINTS = 2.0, 0.1  # hours known twice as often, and by 10 points
NO_YARDSTICK = "no_yardstick"


@dataclass(frozen=True)
class Doubt:
    """Why figures of a city cannot be held against those of the first one."""

    id: str
    city: str
    text: Both


def touches(doubt: str, figure: Figure) -> bool:
    """Return whether a doubt is about what a figure is made of."""
    return _MADE_OF[doubt](figure)


def _is_walked(figure: Figure) -> bool:
    return figure.group == "reach"


def _counts_people(figure: Figure) -> bool:
    return _is_walked(figure) or figure.id == "spaces_per_1000"


def _counts_spaces(figure: Figure) -> bool:
    return figure.group == "spaces" or _is_walked(figure)


_MADE_OF: Mapping[str, Callable[[Figure], bool]] = {
    "people_source": _counts_people,
    "people_basis": _counts_people,
    "streets": _is_walked,
    "space_sources": lambda figure: _counts_spaces(figure) or figure.group == "quality",
    "completeness": _counts_spaces,
    "levels": lambda figure: figure.id == "lowest_district",
    "kept": lambda figure: figure.id == "newest_kept",
    NO_YARDSTICK: lambda _: True,
}


def find_doubts(first: Profile, other: Profile) -> Iterator[Doubt]:
    """Give what stands between the figures of a city and those of the first one."""
    slug = other.city.slug
    for id_, text in (
        ("people_source", _on_people(first, other)),
        ("people_basis", _on_basis(first, other)),
        ("streets", _on_streets(first, other)),
        ("space_sources", _on_sources(first, other)),
        ("completeness", _on_completeness(first, other)),
        ("levels", _on_levels(first, other)),
        ("kept", _on_kept(first, other)),
    ):
        if text is not None:
            yield Doubt(id_, slug, text)


def _on_people(first: Profile, other: Profile) -> Both | None:
    sources = [each.coverage.people_source if each.coverage else None for each in (first, other)]
    here, there = sources
    if here is None or there is None:
        return None  # the figure itself is missing, and says so
    if (here.source, here.year) == (there.source, there.year):
        return None
    return say_both(
        "People are counted by another source or in another year: {here} in {first}, {there} in "
        "{other}.",
        here=here.name,
        there=there.name,
        first=_name(first),
        other=_name(other),
    )


def _on_basis(first: Profile, other: Profile) -> Both | None:
    here, there = (
        each.coverage.people_source if each.coverage else None for each in (first, other)
    )
    if here is None or there is None or (here.basis, here.spread) == (there.basis, there.spread):
        return None
    return say_both(
        "People are placed on the ground in another way: {here} in {first}, {there} in {other}.",
        here=_basis(here),
        there=_basis(there),
        first=_name(first),
        other=_name(other),
    )


def _basis(source: PeopleSource) -> Both:
    """Return how people were counted, and over what totals of districts were spread."""
    if source.basis == "point":
        return say_both("counted at points")
    if source.basis == "cell":
        return say_both("counted in cells")
    if source.spread == "buildings":
        return say_both("totals of districts spread over buildings")
    if source.spread == "streets":
        return say_both("totals of districts spread along streets")
    return say_both("totals of districts spread over buildings or streets")


def _on_streets(first: Profile, other: Profile) -> Both | None:
    here, there = first.footways, other.footways
    if here is None or there is None:
        return None
    if min(here, there) >= CLOSE_MAPPING or abs(here - there) < CLOSE_MAPPING:
        return None
    return say_both(
        "Footpaths are mapped in one city and hardly in the other ({here} of the streets in "
        "{first}, {there} in {other}), so ways on foot seem longer where they are missing.",
        here=f"{here:.0%}",
        there=f"{there:.0%}",
        first=_name(first),
        other=_name(other),
    )


def _on_sources(first: Profile, other: Profile) -> Both | None:
    here, there = (
        sorted(each.name for each in profile.origins["spaces"].sources)
        for profile in (first, other)
    )
    if here == there or not here or not there:
        return None
    return say_both(
        "The lists of learning spaces come from other sources: {here} in {first}, {there} in "
        "{other}.",
        here=", ".join(here),
        there=", ".join(there),
        first=_name(first),
        other=_name(other),
    )


def _on_completeness(first: Profile, other: Profile) -> Both | None:
    here, there = (_finding(each, "hours_known").value for each in (first, other))
    if here is None or there is None:
        return None
    less, more = sorted((here, there))
    if more - less < THOROUGH_POINTS or more < THOROUGH_TIMES * less:
        return None
    return say_both(
        "One city is mapped more thoroughly than the other: opening hours are known of {here} of "
        "the spaces in {first} and of {there} in {other}, so spaces may be missing where little "
        "is known.",
        here=f"{here:.0%}",
        there=f"{there:.0%}",
        first=_name(first),
        other=_name(other),
    )


def _on_levels(first: Profile, other: Profile) -> Both | None:
    here, there = (each.coverage.level if each.coverage else None for each in (first, other))
    if here == there or here is None or there is None:
        return None
    return say_both(
        "The areas are of another level: {here} in {first}, {there} in {other}.",
        here=_LEVELS.get(here, (here, here)),
        there=_LEVELS.get(there, (there, there)),
        first=_name(first),
        other=_name(other),
    )


_LEVELS: Mapping[str, Both] = {
    **{each.id: (each.title_th, each.title_en) for each in LEVELS},
    HEXAGONS: ("ช่องหกเหลี่ยม", "hexagons"),
}


def _on_kept(first: Profile, other: Profile) -> Both | None:
    if first.kept is None or other.kept is None:
        return None
    here, there = dict(first.kept.parameters), dict(other.kept.parameters)
    differing = sorted(name for name in here if here[name] != there.get(name))
    if not differing:
        return None
    return say_both(
        "Coverage was kept with other settings ({names}) in {first} than in {other}.",
        names=", ".join(differing),
        first=_name(first),
        other=_name(other),
    )


def _finding(profile: Profile, name: str) -> Finding:
    return next(each for each in profile.evidence.findings if each.indicator.id == name)


def _name(profile: Profile) -> Both:
    return profile.city.name_th, profile.city.name_en
