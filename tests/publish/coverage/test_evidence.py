"""A pack of evidence as a page, JSON, CSV and a workbook."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from geoservice.coverage.evidence import Evidence, Finding
from geoservice.coverage.indicators import indicators
from geoservice.ecology.candidates import WalkCity
from geoservice.paths import STATIC
from geoservice.publish.coverage.evidence_files import (
    evidence_csv,
    evidence_json,
    evidence_workbook,
)
from geoservice.publish.coverage.evidence_page import evidence_page

BASE = "https://city.example"
CITY = WalkCity(1, "town", "เมือง<b>", "Town<b>", "TH", "Asia/Bangkok", "© OpenStreetMap")
KNOWN = {
    "reach_any": (0.62, 0.6),
    "culture_spaces": (1234.0, 1200.0),
    "access_gini": (0.4281, 0.43),
    "spaces_per_1000": (2.15, None),
    "capacity_known": (0.0, 0.0),
}
needs_build = pytest.mark.skipif(
    not (STATIC / "build" / "embedded" / "report.css").is_file(),
    reason="the pages are not built; run: make setup",
)


def known(name: str) -> tuple[float | None, float | None]:
    return KNOWN.get(name, (None, None))


EVIDENCE = Evidence(
    CITY,
    made_at=datetime(2026, 11, 28, 10, tzinfo=UTC),
    since=datetime(2026, 1, 31, 10, tzinfo=UTC),
    findings=tuple(
        Finding(
            each,
            value=known(each.id)[0],
            as_of="2026-11-01" if each.id in KNOWN else None,
            query="/api/coverage?city=town" if each.asked else "SELECT '<i>'",
            people_year=2021 if each.id == "reach_any" else None,
            before=known(each.id)[1],
        )
        for each in indicators()
    ),
)


def words(page: str) -> str:
    read = re.sub(r"<style>.*?</style>", "", page, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", read).split())


@needs_build
class TestPage:
    def test_values_stand_with_unit_change_and_date(self) -> None:
        said = words(evidence_page(EVIDENCE, "en", base=BASE))

        assert "62.0 % +2.0 2026-11-01, people 2021" in said
        assert "1,234 +34 2026-11-01" in said
        assert "0.428 -0.002" in said
        assert "Change is since the pack kept on Saturday 31 January 2026, 10:00." in said
        assert "5 of 40 indicators are known, in 4 of the 12 areas of focus." in said

    def test_where_nothing_is_known_it_says_so_in_both_languages(self) -> None:
        thai, english = (words(evidence_page(EVIDENCE, each, base=BASE)) for each in ("th", "en"))

        assert thai.count("ไม่มีข้อมูล") == english.count("no data") == 35
        assert "0.0 % +0.0" in english  # a zero that is known

    def test_each_indicator_has_its_query_at_the_end(self) -> None:
        page = evidence_page(EVIDENCE, "th", base=BASE)

        assert page.count("<code>") == len(indicators())
        assert f"{BASE}/api/coverage?city=town" in page

    def test_it_is_one_file_in_which_nothing_runs(self) -> None:
        page = evidence_page(EVIDENCE, "th", base=BASE)

        assert "<script" not in page
        assert "script-src &#39;none&#39;" in page
        assert re.findall(r"<(?:link|img|iframe|base)\b", page) == []

    def test_names_are_text_and_never_markup(self) -> None:
        page = evidence_page(EVIDENCE, "en", base=BASE)

        assert "Town&lt;b&gt;: evidence" in page
        assert "<i>" not in page

    def test_the_first_pack_has_no_change_to_tell(self) -> None:
        first = replace(EVIDENCE, since=None)

        assert "No pack was kept before" in words(evidence_page(first, "en", base=BASE))


class TestFiles:
    def test_json_has_null_for_no_data_and_both_languages(self) -> None:
        document = json.loads(evidence_json(EVIDENCE, "th", base=BASE))

        first = document["areas"][0]["indicators"][0]
        assert (first["value"], first["change"], first["value_before"]) == (0.62, 0.02, 0.6)
        assert document["areas"][1]["indicators"][2]["value"] is None
        assert len(document["areas"]) == 12
        assert document["areas"][0]["title_th"].startswith("เสริมพลัง")

    @pytest.mark.parametrize(("language", "nothing"), [("th", "ไม่มีข้อมูล"), ("en", "no data")])
    def test_the_table_says_no_data(self, language: str, nothing: str) -> None:
        written = evidence_csv(EVIDENCE, language, base=BASE).decode("utf-8-sig")

        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(written))}
        assert rows["routes"]["value"] == nothing
        assert rows["capacity_known"]["value"] == "0.0"
        assert (rows["reach_any"]["value"], rows["reach_any"]["people_year"]) == ("0.62", "2021")
        assert rows["routes"]["query"] == "SELECT '<i>'"

    def test_the_workbook_tells_values_and_queries(self) -> None:
        book = load_workbook(io.BytesIO(evidence_workbook(EVIDENCE, "en", base=BASE)))

        assert book.sheetnames == ["In words", "Indicators", "Queries"]
        rows = {row[2]: row for row in book["Indicators"].iter_rows(values_only=True)}
        assert rows["People within 15 minutes on foot of a learning space"][3:] == (
            "62.0 %",
            0.62,
            "2026-11-01, people 2021",
            "+2.0",
        )
        assert rows["Learning routes"][3:5] == ("no data", None)
        assert book["Queries"].max_row == len(indicators()) + 1
