"""What a street piece costs a walker: seconds each way, and what is preferred to be walked."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from geoservice.errors import InputError
from geoservice.walk.profiles import Profile
from geoservice.walk.streets import Flags, Floats, Streets

PREFERENCES = ("lit", "covered", "quiet", "shade")
_BUSY = ("trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link")
_SIDEWALKS = ("both", "left", "right", "yes", "separate")
# How much longer a way may be to avoid one without what is preferred.
_DETOUR = {"lit": 1.5, "covered": 1.3, "quiet": 1.6, "shade": 1.4}
_BUSY_DETOUR_WITH_SIDEWALK = 1.25


@dataclass(frozen=True, eq=False)
class Weights:
    """Of each piece, columns along and against its line: `seconds` (m, 2), infinite where no way.

    `factors` (m,) multiply the seconds where a way is sought: 1 unless something is preferred.
    `unknown` (m,): nobody mapped what this profile needs to know.
    """

    seconds: Floats
    factors: Floats
    unknown: Flags


def weigh(streets: Streets, profile: Profile, prefer: Iterable[str] = ()) -> Weights:
    """Return what the pieces of a city cost a profile. See `profiles` for the sources."""
    speed = profile.speed * _surface_factor(streets, profile)
    seconds = np.stack((_timed(streets, speed, 1), _timed(streets, speed, -1)), axis=1)
    stairs = streets.metres / profile.stairs_speed if profile.stairs_speed else np.inf
    seconds = np.where(streets.steps[:, None], np.expand_dims(stairs, -1), seconds)
    seconds[_closed(streets, profile)] = np.inf
    seconds[streets.oneway < 0, 0] = np.inf
    seconds[streets.oneway > 0, 1] = np.inf
    return Weights(seconds, _factors(streets, prefer), _unknown(streets, profile))


def _timed(streets: Streets, speed: Floats, direction: int) -> Floats:
    """Return seconds one way, slopes after Tobler 1993: 6 exp(-3.5 |slope + 0.05|) km/h."""
    slope = np.nan_to_num(streets.incline) / 100 * direction
    tobler = np.exp(-3.5 * (np.abs(slope + 0.05) - 0.05))
    with np.errstate(divide="ignore"):
        return np.where(speed > 0, streets.metres / (speed * tobler), np.inf)


def _surface_factor(streets: Streets, profile: Profile) -> Floats:
    """Return the part of the speed that is left on each piece's surface, 0 where it is no way."""
    by_code = np.array([profile.surfaces.get(word, 1.0) or 0.0 for word in streets.words])
    return np.asarray(by_code[streets.surface])


def _closed(streets: Streets, profile: Profile) -> Flags:
    """Return which pieces are no way for the profile, whatever their surface."""
    closed = np.zeros(len(streets.metres), dtype=bool)
    if profile.smoothness is not None:
        fine = streets.word_mask(*profile.smoothness)
        fine[0] = True  # unmapped: neither forbidden nor silent
        closed |= ~fine[streets.smoothness]
    if profile.max_incline is not None:
        closed |= np.abs(np.nan_to_num(streets.incline)) > profile.max_incline
    if profile.min_width is not None:
        closed |= np.nan_to_num(streets.width, nan=np.inf) < profile.min_width
    if profile.heeds_kerbs:
        closed |= _at_raised_kerb(streets)
    if profile.heeds_wheelchair_tag:
        closed &= ~streets.word_mask("yes", "designated")[streets.wheelchair]
        closed |= streets.word_mask("no")[streets.wheelchair]
    return closed


def _at_raised_kerb(streets: Streets) -> Flags:
    """Return which pieces end at a raised kerb that one would have to climb.

    At a junction only its crossings are meant: one passes along the pavement without leaving it.
    """
    raised = streets.word_mask("raised", "yes")[streets.junction_kerb]
    at = raised[streets.ends].any(axis=1)
    through = (raised & (streets.degrees == 2))[streets.ends].any(axis=1)
    return np.asarray(at & (through | (streets.crossing > 0)))


def _unknown(streets: Streets, profile: Profile) -> Flags:
    if not profile.heeds_unknown:
        return np.zeros(len(streets.metres), dtype=bool)
    mapped = (streets.surface > 0) | (streets.smoothness > 0) | (streets.wheelchair > 0)
    return np.asarray(~mapped)


def _factors(streets: Streets, prefer: Iterable[str]) -> Floats:
    """Return by how much each piece is to be avoided."""
    factors = np.ones(len(streets.metres))
    for each in sorted(set(prefer)):
        factors *= _avoided(streets, each)
    return factors


def _avoided(streets: Streets, preference: str) -> Floats:
    if preference not in PREFERENCES:
        raise InputError(
            "'{value}' cannot be preferred; there are: {known}.",
            value=preference[:60],
            known=", ".join(PREFERENCES),
        )
    detour = _DETOUR[preference]
    if preference == "lit":
        return np.where(streets.lit == 1, 1.0, np.where(streets.lit == 0, detour, detour**0.5))
    if preference == "covered":
        return np.where((streets.covered == 1) | streets.tunnel, 1.0, detour)
    if preference == "shade":
        return np.where((streets.covered == 1) | streets.tunnel | streets.green, 1.0, detour)
    busy = streets.word_mask(*_BUSY)[streets.highway]
    with_sidewalk = streets.word_mask(*_SIDEWALKS)[streets.sidewalk]
    return np.where(busy, np.where(with_sidewalk, _BUSY_DETOUR_WITH_SIDEWALK, detour), 1.0)
