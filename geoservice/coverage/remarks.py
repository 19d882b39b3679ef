"""What a reader of coverage must know: fallbacks taken, gaps, totals that disagree."""

from collections.abc import Iterable, Iterator, Sequence

from geoservice.coverage.asked import HEXAGONS, AskedCoverage
from geoservice.coverage.figures import Remark
from geoservice.coverage.ground import Counted, Ground, Level
from geoservice.coverage.spaces import Doors
from geoservice.language import Both, say_both
from geoservice.store.labels import LEVELS

_NAMED = 5  # districts named in a remark
_WHOLE = 0.95


def ground_remarks(ground: Ground, asked: AskedCoverage, level: Level) -> Iterator[Remark]:
    """Give the remarks on the people and districts of a city."""
    yield from _on_level(ground, asked, level)
    if ground.counted is None:
        yield Remark(
            "no_population",
            say_both(
                "No population is loaded for this city, so nobody is counted; the share of street "
                "metres within reach stands in for the share of people.",
            ),
        )
        return
    if ground.counted.basis == "district":
        yield _on_spread(ground.counted)
        yield from _on_totals(ground, level)


def _on_level(ground: Ground, asked: AskedCoverage, level: Level) -> Iterator[Remark]:
    if level.level == HEXAGONS and asked.level != HEXAGONS and len(ground.levels) == 1:
        yield Remark(
            "no_districts",
            say_both(
                "The city has no districts yet; hexagons (H3) stand in for them.",
            ),
        )
    elif asked.level is not None and asked.level != level.level:
        yield Remark(
            "no_level",
            say_both(
                "The city has no districts of the level '{asked}'; '{level}' stands in.",
                asked=_level_title(asked.level),
                level=_level_title(level.level),
            ),
        )


def _level_title(level: str) -> Both:
    found = next((each for each in LEVELS if each.id == level), None)
    return (found.title_th, found.title_en) if found else (level, level)


def _on_spread(counted: Counted) -> Remark:
    if counted.housed == counted.spread:
        text = say_both(
            "Only totals of districts are known; each is spread over the buildings of its "
            "district by their ground area."
        )
    elif counted.housed == 0:
        text = say_both(
            "Only totals of districts are known; each is spread over the street pieces of its "
            "district by their length."
        )
    else:
        text = say_both(
            "Only totals of districts are known; {housed} of {spread} are spread over buildings, "
            "the others, where few buildings are mapped, over street pieces.",
            housed=counted.housed,
            spread=counted.spread,
        )
    return Remark("spread", text)


def _on_totals(ground: Ground, level: Level) -> Iterator[Remark]:
    partial = [n for n, inside in enumerate(level.inside) if inside < _WHOLE]
    if partial and level.level != HEXAGONS:
        yield Remark(
            "partial_district",
            say_both(
                "{count} districts reach beyond the city: {names}. Their totals are counted whole "
                "and put on the part that lies inside; their figures are about that part.",
                count=len(partial),
                names=_names(level, partial),
            ),
        )
    for each in ground.levels:
        if each.unplaced:
            yield Remark(
                "outside_network",
                say_both(
                    "In {count} districts the city has no streets, so their {people} people cannot "
                    "be placed and are in no share: {names}.",
                    count=len(each.unplaced),
                    people=f"{sum(people for _, people in each.unplaced):,.0f}",
                    names=_names(each, [position for position, _ in each.unplaced]),
                ),
            )
        for position, own, together in each.conflicts:
            yield Remark(
                "conflicting_totals",
                say_both(
                    "{name} has {own} people by its own total, but {together} in its parts; the "
                    "parts are counted.",
                    name=_names(each, [position]),
                    own=f"{own:,.0f}",
                    together=f"{together:,.0f}",
                ),
            )


def space_remarks(doors: Doors, unknown: int) -> Iterator[Remark]:
    """Give the remarks on the spaces that count."""
    if not doors.facts:
        yield Remark(
            "no_spaces", say_both("The city has no space of these kinds, so nobody reaches one.")
        )
    lost = [
        fact for fact, piece in zip(doors.facts, doors.piece.tolist(), strict=True) if piece < 0
    ]
    if lost:
        yield Remark(
            "off_network",
            say_both(
                "{count} spaces lie off the street network and are reached by nobody: {names}.",
                count=len(lost),
                names=_listed(
                    [(fact.name_th or "–", fact.name_en or fact.name_th or "–") for fact in lost]
                ),
            ),
        )
    if unknown:
        yield Remark(
            "unknown_hours",
            say_both(
                "The hours of {count} spaces are not known; they count as closed at the least "
                "and as open at the most.",
                count=unknown,
            ),
        )


def _names(level: Level, positions: Sequence[int]) -> Both:
    names = [level.names[position] for position in positions]
    codes = [level.codes[position] for position in positions]
    return _listed(
        [
            (thai or english or code, english or thai or code)
            for (thai, english), code in zip(names, codes, strict=True)
        ]
    )


def _listed(names: Sequence[Both]) -> Both:
    more = " …" if len(names) > _NAMED else ""
    return (
        ", ".join(thai for thai, _ in names[:_NAMED]) + more,
        ", ".join(english for _, english in names[:_NAMED]) + more,
    )


def joined(*groups: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return all remarks of some groups."""
    return tuple(each for group in groups for each in group)
