"""The learning passport as others read it: bodies in; stamps, certificates and counts out."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from geoservice.ecology.passport.certificates import MOST_STAMPS, Certificate
from geoservice.ecology.passport.counts import LEAST, Count
from geoservice.ecology.passport.sheets import Sheet
from geoservice.ecology.passport.signing import LONGEST
from geoservice.ecology.passport.stamping import Stamp
from geoservice.publish.bodies import check_list, check_members, check_text
from geoservice.publish.routes.requests import parse_device

LONGEST_NAME = 80

Document = dict[str, Any]
Body = Mapping[str, Any]


class Scan(NamedTuple):
    """The code of a sheet, scanned by a device."""

    token: str
    device: str


class Passport(NamedTuple):
    """Stamps that a device keeps, and the name its owner typed, if any."""

    stamps: tuple[str, ...]
    name: str


def parse_scan(body: Body) -> Scan:
    """Return who scanned what."""
    check_members(body, ("token", "device", "language"))
    token = check_text("token", body.get("token"), most=LONGEST)
    return Scan(token, parse_device("device", body.get("device")))


def parse_passport(body: Body) -> Passport:
    """Return the stamps of which a certificate is asked."""
    check_members(body, ("stamps", "name", "language"))
    items = check_list("stamps", body.get("stamps"), most=MOST_STAMPS)
    stamps = tuple(
        check_text(f"stamps[{number}]", each, most=LONGEST) for number, each in enumerate(items)
    )
    name = check_text("name", body.get("name") or "", most=LONGEST_NAME)
    return Passport(stamps, " ".join(name.split()))


def stamp_document(stamp: Stamp) -> Document:
    """Return what a device is given to keep."""
    return {
        "stamp": stamp.signed,
        "space": {
            "id": stamp.space,
            "name_th": stamp.name_th,
            "name_en": stamp.name_en,
            "kind": stamp.kind,
        },
        "city": stamp.city,
        "at": stamp.at.isoformat(),
        "minutes": stamp.minutes,
        "bodies": list(stamp.bodies),
    }


def certificate_document(certificate: Certificate, token: str, link: str) -> Document:
    """Return what stamps add up to, and where the certificate stands."""
    return {
        "minutes": dict(certificate.minutes),
        "total_minutes": certificate.total,
        "stamps": certificate.stamps,
        "spaces": certificate.spaces,
        "cities": list(certificate.cities),
        "first": certificate.first.isoformat(),
        "last": certificate.last.isoformat(),
        "issued": certificate.issued.isoformat(),
        "name": certificate.name,
        "certificate": token,
        "link": link,
    }


def counts_document(city: str, counts: Sequence[Count]) -> Document:
    """Return the stamps of each space and month; null where they are fewer than five."""
    return {
        "city": city,
        "least": LEAST,
        "counts": [
            {
                "space": each.space,
                "month": f"{each.month:%Y-%m}",
                "stamps": each.stamps,
                "fewer_than": LEAST if each.stamps is None else None,
            }
            for each in counts
        ],
    }


def sheet_document(sheet: Sheet, link: str, page: str) -> Document:
    """Return a sheet in force: what its code leads to, and where it is printed."""
    return {
        "space": sheet.space_id,
        "serial": sheet.serial,
        "issued_at": sheet.issued_at.isoformat(),
        "ends_at": sheet.ends_at.isoformat(),
        "link": link,
        "page": page,
    }
