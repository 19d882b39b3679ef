"""Coverage in words, for terminals and paper: shares with their interval, proofs of sites."""

from collections.abc import Iterator

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.figures import Coverage, DistrictFigures, Reason, Sites
from geoservice.language import translate
from geoservice.publish.coverage.documents import in_one
from geoservice.publish.walks.words import in_language, say_clock, say_date, say_profile
from geoservice.store.labels import KINDS

UNKNOWN = "–"
_SURE = 0.0005  # ends that are the same when rounded are no interval


def say_share(share: float | None, low: float | None = None, high: float | None = None) -> str:
    """Return a share in per cent with its interval: "62.1 % (58.0–66.3)"; a dash for none."""
    if share is None:
        return UNKNOWN
    said = f"{share:.1%}".replace("%", " %")
    if low is None or high is None or high - low < _SURE:
        return said
    return f"{said} ({100 * low:.1f}–{100 * high:.1f})"


def say_count(number: float | None) -> str:
    """Return a whole number with its thousands apart; a dash for none."""
    return UNKNOWN if number is None else f"{number:,.0f}"


def say_district(figures: DistrictFigures, language: str) -> str:
    """Return the name of a district, its code where it has none."""
    return in_language(language, figures.name_th, figures.name_en) or figures.code


def say_kinds(asked: AskedCoverage, language: str) -> str:
    """Return the kinds that count."""
    if not asked.kinds:
        return translate("any learning space", language)
    titles = {label.id: label.title(language) for label in KINDS}
    return ", ".join(titles[kind] for kind in asked.kinds)


def say_question(coverage: Coverage, language: str) -> tuple[str, str]:
    """Return in two lines what was asked: where and what for, who walks and when."""
    asked = coverage.asked
    city = in_language(language, coverage.city_th, coverage.city_en)
    first = translate(
        "{city}: within {minutes} minutes on foot of {kinds}",
        language,
        city=city,
        minutes=asked.minutes,
        kinds=say_kinds(asked, language),
    )
    at = coverage.at
    when = (
        translate("whatever the hour", language)
        if at is None
        else translate(
            "open {date} at {clock}", language, date=say_date(at, language), clock=say_clock(at)
        )
    )
    return first, f"{say_profile(asked.profile, language)} · {when}"


def say_reason(reason: Reason, language: str) -> str:
    """Return why the share of the city is not sure, and between what it lies for that alone."""
    text = in_one(reason.text, language)
    if reason.share_low is None or reason.share_high is None:
        return text
    return f"{text}: {100 * reason.share_low:.1f}–{100 * reason.share_high:.1f} %"


def say_sites(sites: Sites, language: str) -> Iterator[str]:
    """Give what the chosen places are good for, and how far from the best they can be."""
    values = {"count": len(sites.sites), "gained": say_count(sites.people_gained)}
    if sites.weighed_by == "people":
        said = "{count} places: {gained} people more within reach."
        yield translate("{count} places: {gained} people more within reach.", language, **values)
    else:
        said = "{count} places: {gained} metres of street more within reach."
        yield translate(said, language, **values)
    yield _proof(sites, language)
    if sites.unreachable:
        yield _unreachable(sites, language)


def _proof(sites: Sites, language: str) -> str:
    if sites.proven and sites.goal == "all":
        return translate("No fewer places can do it.", language)
    if sites.proven:
        return translate("No other choice of places reaches more.", language)
    if sites.goal == "all":
        return translate(
            "Perhaps fewer can do it, but never fewer than {bound}.",
            language,
            bound=say_count(sites.bound),
        )
    gap = f"{100 * sites.gap:.1f} %"
    return translate("At most {gap} from the best possible.", language, gap=gap)


def _unreachable(sites: Sites, language: str) -> str:
    left = say_count(sites.unreachable)
    if sites.weighed_by == "people":
        return translate("{left} people are out of reach of every candidate.", language, left=left)
    return translate(
        "{left} metres of street are out of reach of every candidate.", language, left=left
    )
