"""Features as pages: a table of several, and all that is known of one."""

from collections.abc import Iterable, Mapping
from typing import Any

from geoservice.language import LANGUAGES
from geoservice.store.catalog import Collection
from geoservice.store.labels import VOCABULARIES
from geoservice.web.documents import write_page
from geoservice.web.language import request_language

Feature = Mapping[str, Any]
_LONG = ("text", "description", "sources")  # what is too long for a table begins so


def features_page(collection: Collection, found: Mapping[str, Any]) -> str:
    """Return a page of features as a table, without the columns that are empty in all of them."""
    features = found["features"]
    columns = [each for each in _columns(collection, features) if not each[0].startswith(_LONG)]
    return write_page("items", found, collection=collection, columns=columns, words=_words())


def feature_page(collection: Collection, feature: Feature) -> str:
    """Return the page of one feature."""
    given = feature["properties"]
    titles = [given.get(f"{kind}_{each}") for kind in ("name", "title") for each in _languages()]
    name = next(filter(None, titles), f"{collection.title(request_language())} {feature['id']}")
    columns = _columns(collection, [feature])
    return write_page("item", feature, name=name, columns=columns, words=_words())


def _columns(collection: Collection, features: Iterable[Feature]) -> list[tuple[str, str]]:
    """Return names and titles of the properties of which something is known."""
    known = {
        name
        for each in features
        for name, value in each["properties"].items()
        if value not in (None, [], "")
    }
    language = request_language()
    return [
        (name, of.title(language)) for name, of in collection.properties.items() if name in known
    ]


def _languages() -> list[str]:
    """Return the languages, that of the request first."""
    return sorted(LANGUAGES, key=lambda each: each != request_language())


def _words() -> dict[str, dict[str, str]]:
    """Return what the words of closed lists are called."""
    language = request_language()
    return {
        name: {label.id: label.title(language) for label in labels}
        for name, labels in VOCABULARIES.items()
    }
