"""What a page is handed as JSON: addresses, vocabularies, wording. Its scripts know none of it."""

from collections.abc import Iterable
from functools import cache
from pathlib import PurePath
from typing import Any

from babel.messages.extract import extract_from_file
from flask import url_for

from geoservice.config import Settings
from geoservice.language import translate
from geoservice.paths import STATIC
from geoservice.publish.agenda_names import own_agenda_terms
from geoservice.publish.grid import TILE_MATRIX_SET
from geoservice.store.labels import (
    AGE_GROUPS,
    AGENDAS,
    BODIES,
    KINDS,
    NOTE_KINDS,
    RELIGIONS,
    WHEELCHAIR,
    Label,
)
from geoservice.web.state import state

_TILE = {"matrix_set": TILE_MATRIX_SET, "z": "{z}", "row": "{y}", "column": "{x}"}
_BASEMAP = "basemap,streets,districts"
_WITHOUT_MAP = "data*.js"  # scripts of the page that has no map
PAGES_APART = ("cities_page*.js", "desk*.js", "passport*.js", "route_*.js")
"""Scripts of pages of their own, whose wording the map and the planner's page never say."""


def map_data(settings: Settings, language: str, theme: str | None) -> dict[str, Any]:
    """Return what the map is handed."""
    data = page_data(settings, language, theme, without=("coverage*.js", *PAGES_APART))
    with state().database.reading() as session:
        own = own_agenda_terms(session)
    return {**data, "agendas": terms(AGENDAS), "ownAgendas": own}


def page_data(
    settings: Settings, language: str, theme: str | None, *, without: tuple[str, ...]
) -> dict[str, Any]:
    """Return what every page with a map is handed; it runs no script named like `without`."""
    return {
        "language": language,
        "theme": theme,
        "urls": page_urls(),
        "kinds": terms(KINDS),
        "ageGroups": terms(AGE_GROUPS),
        "wheelchair": terms(WHEELCHAIR),
        "religions": terms(RELIGIONS),
        "bodies": terms(BODIES),
        "noteKinds": terms(NOTE_KINDS),
        "basemap": {
            "url": settings.basemap_url,
            "attribution": settings.basemap_attribution,
        },
        "messages": script_messages(language, without=(*without, _WITHOUT_MAP)),
    }


def page_urls() -> dict[str, str]:
    """Return the addresses that the scripts ask, places to fill in braces."""
    return {
        "page": url_template("pages.map_page"),
        "coveragePage": url_template("pages.coverage_page"),
        "cities": url_template("cities.cities"),
        "spaces": url_template("features.items", collection="spaces"),
        "space": url_template("features.item", collection="spaces", feature_id="{id}"),
        "districts": url_template("features.items", collection="districts"),
        "district": url_template("features.item", collection="districts", feature_id="{id}"),
        "spaceTiles": url_template("tiles.tile", collection="spaces", **_TILE),
        "basemapTiles": url_template("tiles.composite", **_TILE) + f"?collections={_BASEMAP}",
        "worker": url_template("pages.worker"),
        "walks": url_template("walks.planned"),
        "printWalk": url_template("pages.print_walk"),
        "walkQr": url_template("pages.walk_qr"),
        "routePage": url_template("route_pages.route", slug="{slug}"),
        "passportPage": url_template("passport_pages.page"),
        "contributions": url_template("contributions.send"),
        "similarSpaces": url_template("contributions.similar"),
        "suggestionMedia": url_template("media.add", **{"for": "suggestion"}) + "&city={city}",
        "living": space_template("space_pages.living"),
        "spacePage": space_template("space_pages.page"),
        "activities": url_template("activities.programme"),
        "calendar": url_template("activities.calendar", city="{city}"),
        "notes": url_template("notes.send"),
        "noteItems": url_template("features.items", collection="notes"),
        "noteMedia": url_template("media.add", **{"for": "note"}) + "&city={city}",
        "medium": url_template("media.show", key="{key}"),
    }


def url_template(endpoint: str, **places: str) -> str:
    """Return the path of a route whose places are filled as given, `{name}` among it."""
    return url_for(endpoint, **places).replace("%7B", "{").replace("%7D", "}")  # type: ignore[arg-type]


def space_template(endpoint: str) -> str:
    """Return the path of a route that takes the id of a space, as `{id}`."""
    return url_for(endpoint, space_id=0).replace("/0", "/{id}", 1)


def terms(labels: Iterable[Label]) -> list[dict[str, str]]:
    """Return a vocabulary as scripts are handed it."""
    return [
        {"id": each.id, "title_th": each.title_th, "title_en": each.title_en} for each in labels
    ]


def script_messages(language: str, *, without: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the wording of the scripts in `language` by msgid: none for English, their own."""
    if language == "en":
        return {}
    return {message: translate(message, language) for message in script_msgids(without)}


@cache
def script_msgids(without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return every msgid that a script says with `t("…")`, but those of scripts named `without`."""
    found = {
        str(message)
        for path in sorted((STATIC / "js").glob("*.js"))
        if not any(PurePath(path.name).match(pattern) for pattern in without)
        for _, message, _, _ in extract_from_file("javascript", path, keywords={"t": None})
    }
    return tuple(sorted(found))
