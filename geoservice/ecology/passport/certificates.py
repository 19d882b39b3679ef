"""Stamps added up: hours of learning for each body of knowledge, signed as a certificate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geoservice.ecology.passport.signing import CERTIFICATES, STAMPS, Keys, read_signed, sign
from geoservice.errors import InputError
from geoservice.store.words import BODIES

MOST_STAMPS = 1000


@dataclass(frozen=True)
class Certificate:
    """What a passport adds up to. Nothing in it tells whose it is but the name, if one is given.

    `minutes` are by body of knowledge; a stamp for several bodies is shared among them.
    """

    name: str
    minutes: Mapping[str, int]
    stamps: int
    spaces: int
    cities: tuple[str, ...]
    first: date
    last: date
    issued: date

    @property
    def total(self) -> int:
        """Return the minutes in all."""
        return sum(self.minutes.values())


@dataclass(frozen=True)
class _Given:
    """A stamp as it was signed."""

    city: str
    space: int
    day: date
    minutes: int
    bodies: tuple[str, ...]
    device: str


def add_up(keys: Keys, stamps: Iterable[str], *, name: str, today: date) -> Certificate:
    """Return what stamps add up to, each place once a day however often it is sent.

    InputError for none, for one that was not given here, and for those of several passports.
    """
    given = [_read(keys, each) for each in stamps]
    if not given:
        raise InputError("There are no stamps yet; scan the code at a learning space first.")
    if len({each.device for each in given}) > 1:
        raise InputError("These stamps are of more than one passport; each counts by itself.")
    once = list({(each.space, each.day): each for each in given}.values())
    days = [each.day for each in once]
    return Certificate(
        name=name,
        minutes=_minutes(once),
        stamps=len(once),
        spaces=len({each.space for each in once}),
        cities=tuple(sorted({each.city for each in once})),
        first=min(days),
        last=max(days),
        # By the clock of the city a stamp may be of a day that has not begun here.
        issued=max(today, *days),
    )


def _minutes(stamps: Iterable[_Given]) -> dict[str, int]:
    sums = dict.fromkeys(BODIES, 0)
    for each in stamps:
        share, rest = divmod(each.minutes, len(each.bodies))
        for number, body in enumerate(each.bodies):
            sums[body] += share + (number < rest)
    return sums


def _read(keys: Keys, text: str) -> _Given:
    city, space, day, minutes, bodies, device = read_signed(keys, STAMPS, text)
    return _Given(city, space, date.fromisoformat(day), minutes, tuple(bodies), device)


def write_certificate(keys: Keys, certificate: Certificate) -> str:
    """Return a certificate as a signed text for its address."""
    said: list[Any] = [
        certificate.name,
        [certificate.minutes[body] for body in BODIES],
        certificate.stamps,
        certificate.spaces,
        list(certificate.cities),
        *(each.isoformat() for each in (certificate.first, certificate.last, certificate.issued)),
    ]
    return sign(keys, CERTIFICATES, said)


def read_certificate(keys: Keys, text: str) -> Certificate:
    """Return the certificate of a signed text; InputError for one that was not issued here."""
    name, minutes, stamps, spaces, cities, *days = read_signed(keys, CERTIFICATES, text)
    first, last, issued = map(date.fromisoformat, days)
    by_body = dict(zip(BODIES, minutes, strict=True))
    return Certificate(name, by_body, stamps, spaces, tuple(cities), first, last, issued)
