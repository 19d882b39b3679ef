"""Who offers what in each district, as JSON and as a table (CSV)."""

from collections.abc import Iterator, Mapping
from typing import Any

from geoservice.ecology.providers import DistrictOffers, Offers, Provider
from geoservice.errors import InputError
from geoservice.publish.coverage.table import Value, write_csv
from geoservice.publish.values import shown
from geoservice.store.words import AGE_GROUPS, LEVELS

LEVEL = "level"
MEDIA_TYPE = "text/csv; charset=utf-8"
_COLUMNS = (
    *("row", "code", "level", "district_th", "district_en", "provider", "provider_th"),
    *("provider_en", "actor", "kinds", "spaces", "activities", *AGE_GROUPS, "ages_unknown"),
    *(f"service_{group}" for group in AGE_GROUPS),
)


def parse_level(arguments: Mapping[str, str]) -> str | None:
    """Return the level of districts that is asked for, None for the finest there is."""
    level = arguments.get(LEVEL)
    if level is not None and level not in LEVELS:
        raise InputError(
            "The parameter '{name}' is '{value}' but must be one of: {known}.",
            name=LEVEL,
            value=shown(level),
            known=", ".join(LEVELS),
        )
    return level


def offers_document(offers: Offers) -> dict[str, Any]:
    """Return who offers what: each district with its providers and whom it serves.

    `service` of an age group is served, gap (all that is there names other ages), unknown (what is
    there names no ages) or nothing (there is nothing at all).
    """
    return {
        "city": offers.city.slug,
        "name_th": offers.city.name_th,
        "name_en": offers.city.name_en,
        "level": offers.level,
        "elsewhere": offers.elsewhere,
        "districts": [_district(each) for each in offers.districts],
        "attribution": offers.city.attribution,
    }


def _district(district: DistrictOffers) -> dict[str, Any]:
    return {
        "code": district.code,
        "level": district.level,
        "name_th": district.name_th,
        "name_en": district.name_en,
        **_amount(district.whole),
        "service": {group: district.service(group) for group in AGE_GROUPS},
        "provider_unknown": district.unnamed,
        "providers": [
            {**_names(each), **_amount(each)} for each in district.providers if each.id is not None
        ],
    }


def _names(provider: Provider) -> dict[str, Any]:
    return {
        "id": provider.id,
        "name_th": provider.name_th,
        "name_en": provider.name_en,
        "actor": provider.actor,
    }


def _amount(provider: Provider) -> dict[str, Any]:
    return {
        "spaces": provider.spaces,
        "activities": provider.activities,
        "kinds": dict(provider.kinds),
        "ages": dict(provider.ages),
        "ages_unknown": provider.ages_unknown,
    }


def offers_csv(offers: Offers) -> str:
    """Return a row for each district, and one for each of its providers, the unknown ones too."""
    rows = (row for district in offers.districts for row in _rows(district))
    return write_csv([_COLUMNS, *rows])


def _rows(district: DistrictOffers) -> Iterator[list[Value]]:
    about = [district.code, district.level, district.name_th, district.name_en]
    service: list[Value] = [district.service(group) for group in AGE_GROUPS]
    yield ["district", *about, None, None, None, None, *_cells(district.whole), *service]
    for each in district.providers:
        names = [each.id or "unknown", each.name_th, each.name_en, each.actor]
        yield ["provider", *about, *names, *_cells(each), *([None] * len(AGE_GROUPS))]


def _cells(provider: Provider) -> list[Value]:
    kinds = "; ".join(f"{kind} {number}" for kind, number in provider.kinds.items())
    ages = [provider.ages[group] for group in AGE_GROUPS]
    return [kinds, provider.spaces, provider.activities, *ages, provider.ages_unknown]
