"""What one request may ask and how it is understood, told from the constants that hold it."""

from dataclasses import dataclass
from typing import Any

from geoservice.language import translate
from geoservice.publish.counting import COUNTED_UP_TO
from geoservice.publish.cql2.conditions import FUNCTIONS, OPERATORS
from geoservice.publish.cql2.limits import DEEPEST, LIMITS, LONGEST
from geoservice.publish.crs import offered
from geoservice.publish.paging import DEFAULT_LIMIT, LARGEST_OFFSET, MOST
from geoservice.publish.search import MOST_WORDS
from geoservice.publish.sorting import MOST_KEYS, TEXT_CHARACTERS
from geoservice.publish.values import LONGEST_TEXT

# Room for the longest filter in Thai, nine bytes a letter, and for what else is asked beside it.
LONGEST_ADDRESS = 32_768
_PAGES = (
    ("limit", "features on a page, at most", MOST),
    ("default-limit", "features on a page that does not say how many", DEFAULT_LIMIT),
    (
        "offset",
        "features that may be passed over; the link 'next' goes on without end",
        LARGEST_OFFSET,
    ),
    ("counted", "matching features are counted, beyond that estimated", COUNTED_UP_TO),
    ("sortby", "properties to sort by", MOST_KEYS),
    ("sorted-characters", "characters of a text decide the order, then the id", TEXT_CHARACTERS),
    ("parameter", "characters in a parameter", LONGEST_TEXT),
    ("words", "words to look for in names count", MOST_WORDS),
)
_NOTES = (
    "A filter is CQL2, as text (filter-lang=cql2-text) or as JSON (cql2-json). Its words are "
    "compared with the properties of the queryables and with geometry, nothing else.",
    "Nothing is calculated: write the result of a calculation.",
    "In LIKE, '%' stands for any characters and '_' for one; a backslash before them means the "
    "character itself.",
    "CASEI makes upper and lower case one, by Unicode.",
    "ACCENTI sets aside accents and Thai tone marks, maitaikhu and thanthakhat, as the Unicode "
    "collation algorithm does at its first level; Thai vowels stay.",
    "A DATE is its whole day in UTC: updated_at = DATE('2026-01-31') is any time of that day.",
    "Shapes are compared on the plane of longitude and latitude; a BBOX whose west is beyond its "
    "east crosses the antimeridian.",
    "Coordinates are reckoned by PROJ with the EPSG dataset, in the order of axes of the system: "
    "EPSG:4326 is latitude, longitude.",
    "Text is sorted as in a Thai dictionary; what has no value comes last.",
    "A page says numberMatchedIsEstimate where numberMatched was not counted.",
)


@dataclass(frozen=True)
class ServerLimits:
    """What the settings of a server add."""

    statement_timeout_ms: int
    max_body_bytes: int
    max_picture_bytes: int


def limits_document(server: ServerLimits, language: str) -> dict[str, Any]:
    """Return the limits, the words of the filter language and how they are understood."""
    requests = (
        (
            "statement",
            "milliseconds the database may take for an answer",
            server.statement_timeout_ms,
        ),
        ("address", "bytes in an address", LONGEST_ADDRESS),
        ("body", "bytes in a body", server.max_body_bytes),
        ("picture", "bytes in a picture or a recording", server.max_picture_bytes),
    )
    filters = (
        ("filter-length", "characters in a filter", LONGEST),
        ("filter-depth", "levels of brackets, NOT and functions inside each other", DEEPEST),
    )
    groups = (
        ("requests", "Requests", _listed(requests, language)),
        ("pages", "Pages of features", _listed(_PAGES, language)),
        ("filter", "Filters", [*_listed(filters, language), *_of_filters(language)]),
    )
    return {
        "title": translate("What a request may ask", language),
        "description": translate(
            "What goes beyond these limits is refused with status 400, and the answer says what "
            "would be right.",
            language,
        ),
        "groups": [
            {"id": name, "title": translate(title, language), "limits": listed}
            for name, title, listed in groups
        ],
        "operators": list(OPERATORS),
        "functions": list(FUNCTIONS),
        "crs": [each.uri for each in offered()],
        "notes": [translate(each, language) for each in _NOTES],
    }


def _listed(limits: tuple[tuple[str, str, int], ...], language: str) -> list[dict[str, Any]]:
    return [
        {"id": name, "most": most, "what": translate(what, language)} for name, what, most in limits
    ]


def _of_filters(language: str) -> list[dict[str, Any]]:
    return [
        {"id": f"filter-{name}", "most": limit.most, "what": limit.what.text(language)}
        for name, limit in LIMITS.items()
    ]
