"""Coverage in the OpenAPI definition: by district, what if, where next, and along the streets."""

from geoservice.language import translate
from geoservice.publish.coverage.binary import MEDIA_TYPE as STREETS
from geoservice.publish.coverage.binary import PARTS
from geoservice.publish.coverage.changes import SETTINGS, SINCE, UNTIL
from geoservice.publish.coverage.requests import ABOUT_STREETS, COVERAGE
from geoservice.publish.openapi.coverage_answers import coverage_answers
from geoservice.publish.openapi.coverage_bodies import ASKED, coverage_bodies
from geoservice.publish.openapi.parts import (
    GEOJSON,
    JSON,
    Document,
    formats,
    json_body,
    one_of,
    parameter,
    ref,
    required,
    responses,
)

_WORDS = {
    "city": "City",
    "kinds": "The kinds of spaces that count; else all.",
    "minutes": "How many minutes people walk.",
    "profile": "Who walks.",
    "level": "The level of the districts; else the finest there is.",
    "at": "Only what is open then: now, or a time of RFC 3339.",
    "decay": "How access fades with the minutes on the way (E2SFCA).",
}
_PACKING = (
    "Little-endian: the letters GSC1, the length of a JSON header as uint32, the header padded "
    "with spaces to a multiple of 4 bytes, then the arrays that the header lists, each padded "
    "with zeros to a multiple of 4 bytes. Seconds are counted in the header's unit, degrees in "
    "ten-millionths; at a part x of a piece it takes the least of begin + walk x and "
    "end + walk (1 - x), beside a space on the piece also its seconds + walk |x - along|."
)


def coverage_paths(language: str) -> Document:
    """Return the addresses of coverage."""
    return {
        "/coverage": {"get": _coverage(language)},
        "/coverage/scenario": {"post": _scenario(language)},
        "/coverage/sites": {"post": _sites(language)},
        "/coverage/streets": {"get": _streets(language)},
        "/coverage/changes": {"get": _changes(language)},
    }


def coverage_schemas(language: str) -> Document:
    """Return what can be asked of coverage and what is answered."""
    return {**coverage_bodies(), **coverage_answers(language)}


def _coverage(language: str) -> Document:
    answers = responses(JSON, "text/csv", schema="coverage")
    answers["200"]["content"] |= responses(GEOJSON, schema="features")["200"]["content"]
    return {
        "summary": translate("Who reaches a learning space on foot, by district.", language),
        "operationId": "coverage.coverage",
        "parameters": [
            *_parameters(COVERAGE, language),
            formats(language, "json", "csv", "geojson"),
            ref("lang"),
        ],
        "responses": answers,
    }


def _parameters(names: tuple[str, ...], language: str) -> list[Document]:
    listed = [parameter(name, translate(_WORDS[name], language), ASKED[name]) for name in names]
    return [required(each) if each["name"] == "city" else each for each in listed]


def _scenario(language: str) -> Document:
    return {
        "summary": translate("What if: spaces added, removed, moved, changed.", language),
        "operationId": "coverage.scenario",
        "parameters": [formats(language, "json", "streets"), ref("lang")],
        "requestBody": json_body("scenario"),
        "responses": responses(JSON, STREETS, schema="changed", body=True),
    }


def _sites(language: str) -> Document:
    return {
        "summary": translate("The best places for new spaces, and how good they are.", language),
        "operationId": "coverage.sites",
        "parameters": [formats(language, "json"), ref("lang")],
        "requestBody": json_body("sites"),
        "responses": responses(JSON, schema="chosen", body=True),
    }


def _streets(language: str) -> Document:
    part = translate("What is asked for; else both.", language)
    return {
        "summary": translate("Minutes along every street piece, packed in bytes.", language),
        "description": translate(_PACKING, language),
        "operationId": "coverage.streets",
        "parameters": [
            *_parameters(ABOUT_STREETS, language),
            parameter("part", part, one_of(PARTS)),
            ref("lang"),
        ],
        "responses": responses(STREETS),
    }


def _changes(language: str) -> Document:
    def day(name: str, message: str) -> Document:
        return parameter(name, translate(message, language), {"type": "string", "format": "date"})

    return {
        "summary": translate("What changed between two days on which coverage was kept.", language),
        "operationId": "snapshots.changes",
        "parameters": [
            *_parameters(("city",), language),
            day(SINCE, "The earlier day; else the one on which it was kept before."),
            day(UNTIL, "The later day; else the one on which it was kept last."),
            *_parameters(SETTINGS, language),
            formats(language, "json"),
            ref("lang"),
        ],
        "responses": responses(JSON, schema="compared"),
    }
