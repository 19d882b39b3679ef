"""Cities in the OpenAPI definition: one of them, its figures, who offers what, side by side."""

from geoservice.ecology.learning_cities import GNLC, NETWORK
from geoservice.ecology.partners import PARTS
from geoservice.ecology.providers import WHOLE_CITY
from geoservice.language import translate
from geoservice.publish.cities.compared import CITIES, MOST_CITIES
from geoservice.publish.cities.documents import FIGURES
from geoservice.publish.cities.groups import GROUPS
from geoservice.publish.cities.offers import LEVEL
from geoservice.publish.openapi.parts import (
    JSON,
    NUMBER,
    SLUG,
    TEXT,
    TIME,
    WHOLE,
    Document,
    formats,
    listed,
    members,
    nullable,
    one_of,
    parameter,
    ref,
    required,
    responses,
    schema_ref,
    several,
)
from geoservice.store.words import ACTORS, LEVELS

_NAMES = tuple(name for names in GROUPS.values() for name in names)
_MAYBE = nullable(NUMBER)
_TEXT_OR_NOT = nullable(TEXT)
_BOTH: Document = {"text_th": TEXT, "text_en": TEXT}


def city_paths(language: str) -> Document:
    """Return the addresses of cities beside the list of them."""
    city = parameter("city", translate("City", language), SLUG, place="path")
    figures = translate("The figures that are asked for; else all.", language)
    level = translate("The level of the districts; else the finest there is.", language)
    cities = translate("The cities side by side; the first is the yardstick.", language)
    several_cities = parameter(CITIES, cities, listed(SLUG, minItems=2, maxItems=MOST_CITIES))
    return {
        "/cities/learning": _reading(
            "The learning cities of Thailand, each fact with its source.", "learning", language
        ),
        "/cities/compare": _reading(
            "Cities side by side, and what cannot be compared, and why.",
            "side_by_side",
            language,
            required(several_cities),
        ),
        "/cities/{city}": _reading("One city.", "city", language, city),
        "/cities/{city}/profile": _reading(
            "The figures of a city, each with how it is asked again.",
            "profile",
            language,
            city,
            parameter(FIGURES, figures, several(_NAMES)),
        ),
        "/cities/{city}/partners": _reading(
            "The organisations of a city, and what each of them does.", "partners", language, city
        ),
        "/cities/{city}/providers": {
            "get": {
                "summary": translate("Who offers what in each district.", language),
                "operationId": "cities.providers",
                "parameters": [
                    city,
                    parameter(LEVEL, level, one_of(LEVELS)),
                    formats(language, "json", "csv"),
                    ref("lang"),
                ],
                "responses": responses(JSON, "text/csv", schema="providers"),
            }
        },
    }


def _reading(summary: str, schema: str, language: str, *parameters: Document) -> Document:
    return {
        "get": {
            "summary": translate(summary, language),
            "operationId": f"cities.{schema}",
            "parameters": [*parameters, formats(language, "json"), ref("lang")],
            "responses": responses(JSON, schema=schema),
        }
    }


def city_schemas() -> Document:
    """Return what is answered about cities."""
    fact = members(
        *("fact", "certainty", "source", "url", "read_on"),
        fact=one_of((GNLC, NETWORK)),
        since=_TEXT_OR_NOT,
        certainty=one_of(("sure", "likely")),
        source=TEXT,
        url=TEXT,
        read_on={"type": "string", "format": "date"},
    )
    known = members("id", "facts", id=SLUG, name_th=TEXT, name_en=TEXT, facts=listed(fact))
    return {
        "learning_city": known,
        "learning": members("learning_cities", learning_cities=listed(known)),
        "city": members(
            "id", "links", id=SLUG, name_th=TEXT, name_en=TEXT, links=listed({"type": "object"})
        ),
        "figure": _figure(),
        "profile": members(
            *("city", "made_at", FIGURES, "agendas", "sources"),
            **_ABOUT,
            **{FIGURES: listed(schema_ref("figure"))},
            agendas=listed({"type": "object"}),
            learning_city=nullable({"type": "object"}),
            sources=listed({"type": "object"}),
        ),
        "side_by_side": _side_by_side(),
        "providers": _providers(),
        "partners": _partners(),
    }


def _partners() -> Document:
    work = members(
        "id", "space_id", id=WHOLE, space_id=WHOLE, name_th=_TEXT_OR_NOT, name_en=_TEXT_OR_NOT
    )
    partner = members(
        *("id", "actor", "name_th", "href", *PARTS),
        id=WHOLE,
        actor=one_of(ACTORS),
        name_th=TEXT,
        name_en=_TEXT_OR_NOT,
        description_th=_TEXT_OR_NOT,
        description_en=_TEXT_OR_NOT,
        website=_TEXT_OR_NOT,
        href=TEXT,
        **dict.fromkeys(PARTS, listed(work)),
    )
    return members(
        *("city", "partners", "missing"),
        city=SLUG,
        partners=listed(partner),
        missing=listed(one_of(ACTORS)),
        actors=listed(one_of(ACTORS)),
    )


_ABOUT: Document = {
    "city": SLUG,
    "name_th": TEXT,
    "name_en": TEXT,
    "made_at": TIME,
    "people": _MAYBE,
    "people_source": nullable({"type": "object"}),
}
_QUERY: Document = members("url", "member", url=TEXT, member=TEXT)
_VALUE: Document = {
    "value": _MAYBE,
    "low": _MAYBE,
    "high": _MAYBE,
    "as_of": _TEXT_OR_NOT,
    "people_year": nullable(WHOLE),
    "change": _MAYBE,
    "query": _QUERY,
    "note_th": _TEXT_OR_NOT,
    "note_en": _TEXT_OR_NOT,
}


def _figure() -> Document:
    part = members("id", "value", "query", id=TEXT, value=NUMBER, per_1000=NUMBER, query=_QUERY)
    return members(
        *("id", "group", "unit", "value", "query"),
        id=TEXT,
        group=one_of(GROUPS),
        unit=one_of(("share", "count", "decimal", "index")),
        title_th=TEXT,
        title_en=TEXT,
        **_VALUE,
        parts=listed(part),
    )


def _side_by_side() -> Document:
    cell = members(
        *("city", "value", "comparable", "reasons"),
        city=SLUG,
        comparable={"type": "boolean"},
        reasons=listed(TEXT),
        **_VALUE,
    )
    line = members("id", "cells", id=TEXT, unit=TEXT, cells=listed(cell))
    reason = members("id", "city", id=TEXT, city=SLUG, **_BOTH)
    return members(
        *("cities", "yardstick", FIGURES, "reasons"),
        cities=listed(members("city", **_ABOUT)),
        yardstick=SLUG,
        **{FIGURES: listed(line)},
        reasons=listed(reason),
        remarks=listed(members(**_BOTH)),
    )


def _providers() -> Document:
    counts: Document = {"type": "object", "additionalProperties": WHOLE}
    amount: Document = {
        "spaces": WHOLE,
        "activities": WHOLE,
        "kinds": counts,
        "ages": counts,
        "ages_unknown": WHOLE,
    }
    names: Document = {"name_th": _TEXT_OR_NOT, "name_en": _TEXT_OR_NOT}
    provider = members("id", id=TEXT, actor=nullable(one_of(ACTORS)), **names, **amount)
    service = one_of(("served", "gap", "unknown", "nothing"))
    district = members(
        *("code", "level", "service", "providers"),
        code=TEXT,
        level=one_of((*LEVELS, WHOLE_CITY)),
        **names,
        **amount,
        service={"type": "object", "additionalProperties": service},
        provider_unknown=WHOLE,
        providers=listed(provider),
    )
    return members(
        *("city", "level", "elsewhere", "districts"),
        city=SLUG,
        level=one_of((*LEVELS, WHOLE_CITY)),
        elsewhere=WHOLE,
        districts=listed(district),
    )
