"""A pack of evidence as JSON, as a table (CSV) and as a workbook (XLSX)."""

import io
import json
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook

from geoservice.coverage.evidence import Evidence, Finding
from geoservice.coverage.indicators import FocusArea, focus_areas
from geoservice.language import translate
from geoservice.publish.coverage.documents import in_one
from geoservice.publish.coverage.evidence_texts import (
    GROUPS,
    say_as_of,
    say_change,
    say_finding,
    say_known,
    say_nothing,
    say_query,
    say_since,
)
from geoservice.publish.coverage.paper import Heading, Table
from geoservice.publish.coverage.sheets import add_sheet
from geoservice.publish.coverage.table import Value, write_csv

_FINE = 6
_COLUMNS = (
    *("area", "area_th", "area_en", "id", "title_th", "title_en", "definition_th"),
    *("definition_en", "unit", "value", "as_of", "people_year", "change", "query"),
)


def evidence_document(evidence: Evidence, *, base: str) -> dict[str, Any]:
    """Return a pack in both languages, area by area; a value is null where there is no data."""
    return {
        "city": evidence.city.slug,
        "city_th": evidence.city.name_th,
        "city_en": evidence.city.name_en,
        "made_at": evidence.made_at.isoformat(timespec="seconds"),
        "since": evidence.since.isoformat(timespec="seconds") if evidence.since else None,
        "areas": [_area(area, evidence, base) for area in focus_areas()],
        "attribution": evidence.city.attribution,
    }


def _area(area: FocusArea, evidence: Evidence, base: str) -> dict[str, Any]:
    ours = [each for each in evidence.findings if each.indicator.area == area.id]
    return {
        "id": area.id,
        "group": area.group,
        "title_th": area.title[0],
        "title_en": area.title[1],
        "indicators": [_indicator(each, base) for each in ours],
    }


def _indicator(finding: Finding, base: str) -> dict[str, Any]:
    about = finding.indicator
    return {
        "id": about.id,
        "title_th": about.title[0],
        "title_en": about.title[1],
        "definition_th": about.definition[0],
        "definition_en": about.definition[1],
        "unit": about.unit,
        "value": _rounded(finding.value),
        "as_of": finding.as_of,
        "people_year": finding.people_year,
        "value_before": _rounded(finding.before),
        "change": _rounded(finding.change),
        "query": say_query(finding, base),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _FINE)


def evidence_json(evidence: Evidence, _: str, *, base: str) -> bytes:
    """Return a pack as JSON."""
    return json.dumps(evidence_document(evidence, base=base), ensure_ascii=False, indent=1).encode()


def evidence_csv(evidence: Evidence, language: str, *, base: str) -> bytes:
    """Return a pack as a table: a row for each indicator, its words in both languages."""
    rows = [
        [_csv_value(name, row, language) for name in _COLUMNS]
        for area in evidence_document(evidence, base=base)["areas"]
        for row in _flat(area)
    ]
    return write_csv([_COLUMNS, *rows]).encode()


def _flat(area: Mapping[str, Any]) -> list[dict[str, Any]]:
    about = {"area": area["id"], "area_th": area["title_th"], "area_en": area["title_en"]}
    return [{**about, **indicator} for indicator in area["indicators"]]


def _csv_value(name: str, row: Mapping[str, Any], language: str) -> Value:
    value: Value = row[name]
    return say_nothing(language) if name == "value" and value is None else value


def evidence_workbook(evidence: Evidence, language: str, *, base: str) -> bytes:
    """Return a pack as a workbook: the indicators, then their definitions and queries."""
    book = Workbook()
    book.remove(book.active)
    add_sheet(book, _about(evidence, language))
    add_sheet(book, _values(evidence, language))
    add_sheet(book, _queries(evidence, language, base))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _about(evidence: Evidence, language: str) -> Table:
    lines = [say_known(evidence, language), say_since(evidence, language)]
    return Table(
        translate("In words", language),
        [Heading(evidence.city.name(language))],
        [[line] for line in (*lines, evidence.made_at.isoformat(timespec="minutes"))],
    )


def _values(evidence: Evidence, language: str) -> Table:
    titles = {area.id: area for area in focus_areas()}
    headings = ("Group", "Area of focus", "Indicator", "Value", "Number", "As of", "Change")
    rows: list[list[Value]] = [
        [
            translate(GROUPS[titles[each.indicator.area].group], language),
            f"{each.indicator.area}. {in_one(titles[each.indicator.area].title, language)}",
            in_one(each.indicator.title, language),
            say_finding(each, language),
            _rounded(each.value),
            say_as_of(each, language),
            say_change(each),
        ]
        for each in evidence.findings
    ]
    title = translate("Indicators", language)
    return Table(title, [Heading(translate(each, language)) for each in headings], rows)


def _queries(evidence: Evidence, language: str, base: str) -> Table:
    headings = ("Indicator", "Definition", "Query")
    rows = [
        [
            in_one(each.indicator.title, language),
            in_one(each.indicator.definition, language),
            say_query(each, base),
        ]
        for each in evidence.findings
    ]
    title = translate("Queries", language)
    return Table(title, [Heading(translate(each, language)) for each in headings], rows)
