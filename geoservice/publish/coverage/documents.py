"""Coverage, a what-if and new places as JSON documents, their sentences in one language."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from geoservice.coverage.asked import AskedCoverage, AskedSites
from geoservice.coverage.figures import (
    AgeFigures,
    Coverage,
    Difference,
    DistrictFigures,
    Lorenz,
    PeopleSource,
    Reason,
    Remark,
    Scenario,
    Site,
    Sites,
)
from geoservice.language import Both
from geoservice.publish.coverage.classes import share_classes
from geoservice.publish.coverage.table import METRES, PEOPLE, PLAIN, SHARE, rounded, whole_city
from geoservice.publish.features import DECIMALS

Document = dict[str, Any]
_FINE = 6


def coverage_document(coverage: Coverage, language: str, links: Sequence[Document]) -> Document:
    """Return coverage with a row for each district."""
    districts = [district_row(each) for each in coverage.districts]
    return {**_head(coverage), "districts": districts, **_figures(coverage, language, links)}


def coverage_members(coverage: Coverage, language: str, links: Sequence[Document]) -> Document:
    """Return all that is told of coverage beside its districts."""
    return {**_head(coverage), **_figures(coverage, language, links)}


def _head(coverage: Coverage) -> Document:
    return {**_asked(coverage), "people_source": source_document(coverage.people_source)}


def _figures(coverage: Coverage, language: str, links: Sequence[Document]) -> Document:
    return {
        "total": district_row(whole_city(coverage)),
        "interval": _interval(coverage, language),
        "remarks": _remarks(coverage.remarks, language),
        "lorenz": _lorenz(coverage.lorenz),
        "classes": share_classes(coverage),
        "spaces_unknown_hours": coverage.spaces_unknown_hours,
        "data_version": coverage.data_version,
        "attribution": coverage.attribution,
        "links": list(links),
    }


def _asked(coverage: Coverage) -> Document:
    return {
        "city": coverage.asked.city,
        "city_th": coverage.city_th,
        "city_en": coverage.city_en,
        **_question(coverage.asked),
        "level": coverage.level,
        "at": _time(coverage.at),
    }


def _question(asked: AskedCoverage) -> Document:
    return {
        "kinds": list(asked.all_kinds),
        "minutes": asked.minutes,
        "profile": asked.profile,
        "decay": asked.decay,
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def district_row(figures: DistrictFigures) -> Document:
    """Return the figures of a district: those of the contract, then what else is known."""
    row: Document = {column.name: column.value(figures) for column in PLAIN}
    row["shares"] = {str(at): rounded(each, SHARE) for at, each in figures.shares.items()}
    row["by_age"] = {group: _age(each) for group, each in figures.by_age.items()}
    return row


def _age(figures: AgeFigures) -> Document:
    return {
        "people": rounded(figures.people, PEOPLE),
        "people_covered": rounded(figures.people_covered, PEOPLE),
        "share": rounded(figures.share, SHARE),
        "variety": rounded(figures.variety, 2),
    }


def source_document(source: PeopleSource | None) -> Document | None:
    """Return where people come from, None where nobody is counted."""
    if source is None:
        return None
    return {
        "source": source.source,
        "year": source.year,
        "basis": source.basis,
        "spread": source.spread,
        "people": rounded(source.people, PEOPLE),
    }


def _interval(coverage: Coverage, language: str) -> Document:
    return {
        "share_low": rounded(coverage.total.share_low, SHARE),
        "share_high": rounded(coverage.total.share_high, SHARE),
        "reasons": [_reason(each, language) for each in coverage.reasons],
    }


def _reason(reason: Reason, language: str) -> Document:
    return {
        "id": reason.id,
        "text": in_one(reason.text, language),
        "share_low": rounded(reason.share_low, SHARE),
        "share_high": rounded(reason.share_high, SHARE),
    }


def _remarks(remarks: Iterable[Remark], language: str) -> list[Document]:
    return [{"id": each.id, "text": in_one(each.text, language)} for each in remarks]


def in_one(text: Both, language: str) -> str:
    """Return a sentence in one of its two languages."""
    return text[1] if language == "en" else text[0]


def _lorenz(lorenz: Lorenz | None) -> Document | None:
    if lorenz is None:
        return None
    return {
        "people": [rounded(float(each), _FINE) for each in lorenz.people],
        "access": [rounded(float(each), _FINE) for each in lorenz.access],
        "gini": rounded(lorenz.gini, _FINE),
    }


def scenario_document(scenario: Scenario, language: str) -> Document:
    """Return a what-if: the rows before and after, and what changes."""
    before, after = scenario.before, scenario.after
    return {
        **_head(after),
        "before": [district_row(each) for each in before.districts],
        "after": [district_row(each) for each in after.districts],
        "total_before": district_row(whole_city(before)),
        "total_after": district_row(whole_city(after)),
        "difference": [_difference(each) for each in scenario.differences],
        "people_gained": rounded(scenario.people_gained, PEOPLE),
        "people_newly_covered": rounded(scenario.people_newly_covered, PEOPLE),
        "people_lost": rounded(scenario.people_lost, PEOPLE),
        "remarks": _remarks(after.remarks, language),
        "data_version": after.data_version,
        "attribution": after.attribution,
    }


def _difference(difference: Difference) -> Document:
    return {
        "code": difference.code,
        "people_gained": rounded(difference.people_gained, PEOPLE),
        "share_change": rounded(difference.share_change, SHARE),
        "street_metres_gained": rounded(difference.street_metres_gained, METRES),
    }


def sites_document(sites: Sites, asked: AskedSites, language: str) -> Document:
    """Return the best new places, the first chosen first, and how good they are."""
    return {
        "city": asked.coverage.city,
        **_question(asked.coverage),
        "at": _time(asked.coverage.at),
        "count": asked.count,
        "budget": asked.budget,
        "goal": sites.goal,
        "sites": [_site(each) for each in sites.sites],
        "people_gained": rounded(sites.people_gained, PEOPLE),
        "bound": rounded(sites.bound, PEOPLE),
        "gap": rounded(sites.gap, _FINE),
        "proven": sites.proven,
        "weighed_by": sites.weighed_by,
        "candidates": sites.candidates,
        "people_unreachable": rounded(sites.unreachable, PEOPLE),
        "timed_out": sites.timed_out,
        "remarks": _remarks(sites.remarks, language),
    }


def _site(site: Site) -> Document:
    return {
        "lon": round(site.lon, DECIMALS),
        "lat": round(site.lat, DECIMALS),
        "people_gained": rounded(site.people_gained, PEOPLE),
        "cost": site.cost,
        "name_th": site.name_th,
        "name_en": site.name_en,
        "district": site.district,
    }
