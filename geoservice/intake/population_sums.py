"""Whether the levels of a population table add up: tambon to amphoe to province to country."""

from collections.abc import Mapping

from geoservice.errors import GeoserviceError
from geoservice.intake.district_codes import children
from geoservice.intake.population_rows import Figures, written

_ROUNDING = 0.5
_SENTENCES = {
    "people": "The levels do not add up: {unit} has {own} people, its {parts} parts together "
    "{together}.",
    "male": "The levels do not add up: {unit} has {own} men, its {parts} parts together "
    "{together}.",
    "female": "The levels do not add up: {unit} has {own} women, its {parts} parts together "
    "{together}.",
}


def unequal_sums(figures: Mapping[str, Figures], names: Mapping[str, str]) -> list[GeoserviceError]:
    """Return a word on each unit whose own figure is not the sum of the units below it.

    Both by code. Households, which offices count in other ways at different levels, are one word
    for all units.
    """
    below = children(figures)
    words: list[GeoserviceError] = []
    households: list[str] = []
    for code in sorted(below, key=lambda each: (len(each), each)):
        parts = [figures[part] for part in below[code]]
        unit = f"{code} {names.get(code, '')}".strip()
        found = (_unequal(unit, figures[code], parts, what) for what in _SENTENCES)
        words.extend([word for word in found if word is not None][:1])
        if _sums(figures[code], parts, "households") is not None:
            households.append(code)
    return [*words, *_unequal_households(households)]


def _sums(whole: Figures, parts: list[Figures], what: str) -> tuple[float, float] | None:
    """Return a unit's own figure and that of its parts together, None where they agree."""
    own, values = getattr(whole, what), [getattr(part, what) for part in parts]
    if own is None or None in values:
        return None
    together = sum(values)
    return (own, together) if abs(own - together) >= _ROUNDING else None


def _unequal(unit: str, whole: Figures, parts: list[Figures], what: str) -> GeoserviceError | None:
    sums = _sums(whole, parts, what)
    if sums is None:
        return None
    own, together = map(written, sums)
    sentence = _SENTENCES[what]
    return GeoserviceError(sentence, unit=unit, own=own, together=together, parts=len(parts))


def _unequal_households(codes: list[str]) -> list[GeoserviceError]:
    if not codes:
        return []
    return [
        GeoserviceError(
            "The households of {count} units are not the sum of their parts: {codes}.",
            count=len(codes),
            codes=", ".join(codes[:10]) + (" …" if len(codes) > 10 else ""),
        )
    ]
