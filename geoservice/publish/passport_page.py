"""Certificates and sheets of the learning passport as their pages tell them."""

from dataclasses import dataclass
from datetime import date, datetime, time

from geoservice.ecology.passport.certificates import Certificate
from geoservice.ecology.passport.sheets import Sheet
from geoservice.language import translate
from geoservice.publish.routes.words import say_body
from geoservice.publish.walks.words import say_date, say_duration
from geoservice.store.labels import KINDS
from geoservice.store.models import Space
from geoservice.store.words import BODIES

_KINDS = {label.id: label for label in KINDS}


@dataclass(frozen=True)
class BodyLine:
    """The time of one body of knowledge, and its part of the longest in per cent."""

    title: str
    time: str
    share: float


@dataclass(frozen=True)
class CertificateView:
    """What a certificate says."""

    name: str
    total: str
    sums: str
    period: str
    issued: str
    bodies: list[BodyLine]


@dataclass(frozen=True)
class SheetView:
    """What a sheet says, in both languages; `serial` None: there is no sheet in force."""

    space: int
    name_th: str
    name_en: str
    kind_th: str
    kind_en: str
    serial: int | None
    ends_th: str
    ends_en: str


def certificate_view(certificate: Certificate, language: str) -> CertificateView:
    """Return a certificate in words."""
    longest = max(1, *certificate.minutes.values())
    sums = translate(
        "Stamps: {stamps}; learning spaces: {spaces}",
        language,
        stamps=certificate.stamps,
        spaces=certificate.spaces,
    )
    days = translate(
        "{first} to {last}",
        language,
        first=_day(certificate.first, language),
        last=_day(certificate.last, language),
    )
    one = certificate.first == certificate.last
    return CertificateView(
        name=certificate.name,
        total=say_duration(60 * certificate.total, language),
        sums=sums,
        period=_day(certificate.first, language) if one else days,
        issued=_day(certificate.issued, language),
        bodies=[
            BodyLine(
                say_body(body, language),
                say_duration(60 * certificate.minutes[body], language),
                round(100 * certificate.minutes[body] / longest, 1),
            )
            for body in BODIES
        ],
    )


def sheet_view(space: Space, sheet: Sheet | None) -> SheetView:
    """Return the sheet of a space in words."""
    kind = _KINDS[space.kind]
    thai, english = space.name_th or space.name_en, space.name_en or space.name_th
    return SheetView(
        space=space.id,
        name_th=thai or kind.title_th,
        name_en=english or kind.title_en,
        kind_th=kind.title_th,
        kind_en=kind.title_en,
        serial=sheet.serial if sheet else None,
        ends_th=_day(sheet.ends_at.date(), "th") if sheet else "",
        ends_en=_day(sheet.ends_at.date(), "en") if sheet else "",
    )


def _day(day: date, language: str) -> str:
    return say_date(datetime.combine(day, time()), language)
