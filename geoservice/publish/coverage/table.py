"""Coverage as a table: one row a district and the whole city last; the columns of every format."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

from geoservice.coverage.asked import STEPS
from geoservice.coverage.figures import AgeFigures, Coverage, DistrictFigures
from geoservice.store.labels import AGE_GROUPS, Label

Value = str | int | float | None
MEDIA_TYPE = "text/csv; charset=utf-8"
SHARE, PEOPLE, METRES, MINUTES, FINE, COUNT = 6, 1, 1, 2, 6, 0  # decimals
_BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows UTF-8, and with it Thai
# What a spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """A column: its name for machines, its title for people, and where its value is.

    `decimals` is None for texts; a share is told as a part of 1.
    """

    name: str
    title_th: str
    title_en: str
    decimals: int | None
    read: Callable[[DistrictFigures], Value]
    is_share: bool = False

    def title(self, language: str) -> str:
        """Return what people call it."""
        return self.title_en if language == "en" else self.title_th

    def value(self, figures: DistrictFigures) -> Value:
        """Return the value of a district, rounded."""
        return rounded(self.read(figures), self.decimals)


def rounded(value: Value, decimals: int | None) -> Value:
    """Return a number rounded, anything else as it is."""
    if value is None or decimals is None:
        return value
    return round(value, decimals or None)  # type: ignore[arg-type]


def _column(name: str, title_th: str, title_en: str, decimals: int | None) -> Column:
    is_share = name.endswith(("share", "share_low", "share_high"))
    return Column(name, title_th, title_en, decimals, attrgetter(name), is_share)


CONTRACT = (
    _column("code", "รหัส", "Code", None),
    _column("level", "ระดับ", "Level", None),
    _column("name_th", "ชื่อภาษาไทย", "Thai name", None),
    _column("name_en", "ชื่อภาษาอังกฤษ", "English name", None),
    _column("people", "ประชากร (คน)", "People", PEOPLE),
    _column("people_covered", "คนที่เดินถึง (คน)", "People within reach", PEOPLE),
    _column("share", "สัดส่วนคนที่เดินถึง", "Share of people", SHARE),
    _column("share_low", "สัดส่วนอย่างต่ำ", "Share at least", SHARE),
    _column("share_high", "สัดส่วนอย่างสูง", "Share at most", SHARE),
    _column("street_metres", "ทางที่เดินได้ (เมตร)", "Streets (metres)", METRES),
    _column("street_share", "สัดส่วนทางที่เดินถึง", "Share of streets", SHARE),
    _column("spaces", "พื้นที่การเรียนรู้ (แห่ง)", "Learning spaces", COUNT),
    _column(
        "nearest_minutes_median",
        "เวลาเดินถึงที่ใกล้ที่สุด มัธยฐาน (นาที)",
        "Minutes to the nearest, median",
        MINUTES,
    ),
    _column("gini", "สัมประสิทธิ์จีนีของการเข้าถึง", "Gini of access", FINE),
    _column("people_source", "แหล่งข้อมูลประชากร", "Source of the people", None),
)
FURTHER = (
    _column("street_metres_covered", "ทางที่เดินถึง (เมตร)", "Streets within reach (m)", METRES),
    _column("access", "การเข้าถึงเมื่อแบ่งกันใช้ (E2SFCA)", "Access, shared (E2SFCA)", 9),
    _column("variety", "ประเภทที่เดินถึง เฉลี่ยต่อคน", "Kinds within reach, mean", MINUTES),
    _column("built_hectares", "พื้นที่อาคาร (เฮกตาร์)", "Built area (hectares)", MINUTES),
    _column("built_share", "สัดส่วนพื้นที่อาคารที่เดินถึง", "Share of built area", SHARE),
    _column("inside", "ส่วนที่อยู่ในเมือง", "Part inside the city", SHARE),
)
PLAIN = CONTRACT + FURTHER
"""The columns whose value stands in the row itself, those of the contract first."""


def _step(minutes: int) -> Column:
    return Column(
        f"share_{minutes}",
        f"สัดส่วนคนที่เดินถึงใน {minutes} นาที",
        f"Share within {minutes} minutes",
        SHARE,
        lambda figures: figures.shares.get(minutes),
        is_share=True,
    )


def _ages(group: Label) -> Iterator[Column]:
    facts = (
        ("people", "ประชากร (คน)", "people", PEOPLE),
        ("people_covered", "คนที่เดินถึง (คน)", "within reach", PEOPLE),
        ("share", "สัดส่วนที่เดินถึง", "share", SHARE),
        ("variety", "ประเภทที่เดินถึง", "kinds within reach", MINUTES),
    )
    for fact, title_th, title_en, decimals in facts:
        yield Column(
            f"{fact}_{group.id}",
            f"{group.title_th}: {title_th}",
            f"{group.title_en}: {title_en}",
            decimals,
            _of_age(group.id, attrgetter(fact)),
            is_share=fact == "share",
        )


def _of_age(
    group: str, fact: Callable[[AgeFigures], float | None]
) -> Callable[[DistrictFigures], Value]:
    def read(figures: DistrictFigures) -> Value:
        age = figures.by_age.get(group)
        return None if age is None else fact(age)

    return read


_COLUMNS = (
    *PLAIN,
    *(_step(minutes) for minutes in STEPS),
    *(column for group in AGE_GROUPS for column in _ages(group)),
)


def columns() -> tuple[Column, ...]:
    """Return every column of the table, those of the contract first."""
    return _COLUMNS


def rows(coverage: Coverage) -> Iterator[tuple[Value, ...]]:
    """Give the values of each district, then of the whole city."""
    for figures in (*coverage.districts, whole_city(coverage)):
        yield tuple(column.value(figures) for column in _COLUMNS)


def whole_city(coverage: Coverage) -> DistrictFigures:
    """Return the row of the whole city under the city's name."""
    return replace(coverage.total, name_th=coverage.city_th, name_en=coverage.city_en)


def coverage_csv(coverage: Coverage) -> str:
    """Return the table as CSV (RFC 4180) that spreadsheets open as it is meant."""
    names = [column.name for column in _COLUMNS]
    return write_csv([names, *rows(coverage)])


def write_csv(lines: Iterable[Iterable[Value]]) -> str:
    """Return lines as CSV with a byte order mark, without anything a spreadsheet would run."""
    text = io.StringIO()
    text.write(_BYTE_ORDER_MARK)
    csv.writer(text).writerows([tame(value) for value in line] for line in lines)
    return text.getvalue()


def tame(value: Value) -> Value:
    """Return a text that would be run as a formula with an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA_SIGNS):
        return f"'{value}"
    return value
