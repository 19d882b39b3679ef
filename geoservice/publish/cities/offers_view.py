"""Who offers what in each district, as it is read on its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from geoservice.ecology.providers import WHOLE_CITY, DistrictOffers, Offers, Provider, Service
from geoservice.language import translate
from geoservice.publish.walks.words import in_language
from geoservice.store.labels import ACTORS, AGE_GROUPS, KINDS, LEVELS

_KINDS = {label.id: label for label in KINDS}
_ACTORS = {label.id: label for label in ACTORS}
_SERVICES: dict[Service, str] = {
    "served": "{count} for them",
    "unknown": "not known",
    "gap": "nothing known for them",
    "nothing": "nothing there",
}


@dataclass(frozen=True)
class AgeView:
    """Whom a district serves: `service` is served, unknown, gap or nothing."""

    title: str
    service: Service
    text: str


@dataclass(frozen=True)
class OfferRow:
    """A district as it is read; providers are name and what they offer."""

    code: str
    title: str
    amount: str
    kinds: tuple[str, ...]
    providers: tuple[tuple[str, str], ...]
    unknown: str
    ages: tuple[AgeView, ...]


@dataclass(frozen=True)
class OffersView:
    """Who offers what in a city, as it is read."""

    level: str
    ages: tuple[str, ...]
    rows: tuple[OfferRow, ...]
    notes: tuple[str, ...]


def offers_view(offers: Offers, language: str) -> OffersView:
    """Return who offers what as it is read."""
    level = next((each.title(language) for each in LEVELS if each.id == offers.level), None)
    return OffersView(
        level=level or translate("City", language),
        ages=tuple(each.title(language) for each in AGE_GROUPS),
        rows=tuple(_row(each, language) for each in offers.districts),
        notes=tuple(_notes(offers, language)),
    )


def _notes(offers: Offers, language: str) -> Iterator[str]:
    if offers.level == WHOLE_CITY:
        yield translate(
            "No districts are stored of this city; bring them in with: geoservice import "
            "districts FILE --city {city}",
            language,
            city=offers.city.slug,
        )
    yield translate(
        "Where no ages are written down it is not known who is served; that is no gap.", language
    )
    if offers.elsewhere:
        yield translate(
            "{count} published spaces lie in none of these districts, or their place is not "
            "public; they are not counted here.",
            language,
            count=offers.elsewhere,
        )


def _row(district: DistrictOffers, language: str) -> OfferRow:
    whole = district.whole
    known = [each for each in district.providers if each.id is not None]
    return OfferRow(
        code=district.code,
        title=in_language(language, district.name_th, district.name_en) or district.code,
        amount=_amount(whole, language),
        kinds=tuple(f"{_KINDS[kind].title(language)} {n}" for kind, n in whole.kinds.items()),
        providers=tuple(
            (in_language(language, each.name_th, each.name_en), _offered(each, language))
            for each in known
        ),
        unknown=translate(
            "of {count} nobody knows whose they are", language, count=district.unnamed
        )
        if district.unnamed
        else "",
        ages=tuple(
            AgeView(
                label.title(language),
                district.service(label.id),
                translate(
                    _SERVICES[district.service(label.id)], language, count=whole.ages[label.id]
                ),
            )
            for label in AGE_GROUPS
        ),
    )


def _amount(provider: Provider, language: str) -> str:
    return translate(
        "{spaces} spaces, {activities} activities",
        language,
        spaces=provider.spaces,
        activities=provider.activities,
    )


def _offered(provider: Provider, language: str) -> str:
    """Return who a provider is and how much it offers."""
    actor = _ACTORS[provider.actor].title(language) if provider.actor else ""
    kinds = ", ".join(f"{_KINDS[kind].title(language)} {n}" for kind, n in provider.kinds.items())
    activities = (
        translate("{count} activities", language, count=provider.activities)
        if provider.activities
        else ""
    )
    return " · ".join(filter(None, (actor, kinds, activities)))
