"""The organisations of a city as JSON, and as their page shows them."""

from collections.abc import Callable, Iterator
from typing import Any

from geoservice.ecology.partners import PARTS, Partners, PartnerWork, Work
from geoservice.language import translate
from geoservice.publish.walks.words import in_language
from geoservice.store.labels import ACTORS
from geoservice.store.words import ACTORS as ACTOR_WORDS

Place = Callable[[int], str]
_PART_TITLES = {
    "spaces": "Runs",
    "activities": "Activities",
    "offerings": "Offers",
    "research": "Research",
}


def partners_document(found: Partners, *, base: str) -> dict[str, Any]:
    """Return the organisations as JSON; `base` is the address of the collections."""
    return {
        "city": found.city.slug,
        "name_th": found.city.name_th,
        "name_en": found.city.name_en,
        "partners": [_document(each, base) for each in found.partners],
        "missing": list(found.missing),
        "actors": list(ACTOR_WORDS),
        "attribution": found.city.attribution,
    }


def _document(partner: PartnerWork, base: str) -> dict[str, Any]:
    return {
        "id": partner.id,
        "actor": partner.actor,
        "name_th": partner.name_th,
        "name_en": partner.name_en,
        "description_th": partner.description_th,
        "description_en": partner.description_en,
        "website": partner.website,
        "href": f"{base}/partners/items/{partner.id}",
        **{part: [_work(each) for each in partner.work[part]] for part in PARTS},
    }


def _work(work: Work) -> dict[str, Any]:
    return dict(work._asdict())


def partners_view(found: Partners, language: str, *, space_page: Place) -> dict[str, Any]:
    """Return what the page shows: the organisations by kind of actor, those missing named."""
    labels = {label.id: label.title(language) for label in ACTORS}
    return {
        "groups": [
            {"title": labels[actor], "partners": list(_views(found, actor, language, space_page))}
            for actor in ACTOR_WORDS
            if found.of(actor)
        ],
        "missing": [labels[actor] for actor in found.missing],
    }


def _views(
    found: Partners, actor: str, language: str, space_page: Place
) -> Iterator[dict[str, Any]]:
    for each in found.of(actor):
        yield {
            "title": in_language(language, each.name_th, each.name_en),
            "text": in_language(language, each.description_th, each.description_en),
            "website": each.website,
            "parts": [
                {
                    "title": translate(_PART_TITLES[part], language),
                    "items": [
                        {
                            "title": in_language(language, work.name_th, work.name_en)
                            or translate("No name", language),
                            "url": space_page(work.space_id),
                        }
                        for work in each.work[part]
                    ],
                }
                for part in PARTS
                if each.work[part]
            ],
        }
