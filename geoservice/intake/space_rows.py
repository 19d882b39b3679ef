"""One row of a table into one space: what it says, checked field by field.

What is in a closed vocabulary or a number must be right, or the row is refused. What is free text
in a certain form (opening hours, addresses of web and mail) is left out with a warning, since the
place itself is still good.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

import shapely
from shapely import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from geoservice.errors import GeoserviceError, InputError
from geoservice.intake.ages import read_age_groups
from geoservice.intake.columns import Columns
from geoservice.intake.hours import read_hours
from geoservice.intake.kinds import require_kind
from geoservice.intake.loading import IncomingSpace
from geoservice.intake.polygons import read_polygons
from geoservice.intake.tables import Row
from geoservice.intake.tables.cells import is_nothing, read_number
from geoservice.names import normalised, split_by_script, tidy

_LARGEST_CAPACITY = 1_000_000
_LONGEST = 5000
_LONGEST_NAME = 300
_WHEELCHAIR = {
    "yes": ("yes", "true", "1", "full", "designated", "ได้", "มี", "เข้าถึงได้", "สะดวก"),
    "limited": ("limited", "partial", "partly", "บางส่วน", "ได้บางส่วน", "จำกัด"),
    "no": ("no", "false", "0", "none", "ไม่ได้", "ไม่มี", "เข้าถึงไม่ได้", "ไม่สะดวก"),
}
_BY_WORD = {normalised(word): value for value, words in _WHEELCHAIR.items() for word in words}
# Religions as OSM calls them; the four orders of Thai Buddhism come in lists of temples.
_RELIGIONS = {
    "buddhist": (
        *("พุทธ", "ศาสนาพุทธ", "buddhism"),
        *("มหานิกาย", "ธรรมยุต", "ธรรมยุติกนิกาย", "อนัมนิกาย", "จีนนิกาย"),
    ),
    "muslim": ("อิสลาม", "ศาสนาอิสลาม", "islam"),
    "christian": ("คริสต์", "ศาสนาคริสต์", "christianity"),
    "hindu": ("ฮินดู", "พราหมณ์", "พราหมณ์-ฮินดู", "hinduism"),
    "sikh": ("ซิกข์", "ศาสนาซิกข์", "sikhism"),
    "taoist": ("เต๋า", "taoism"),
}
_RELIGION_BY_WORD = {
    normalised(word): religion
    for religion, words in _RELIGIONS.items()
    for word in (religion, *words)
}
_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_WEB = re.compile(r"(?:https?://)?[^\s/:@]+\.[^\s/:@]+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)


@dataclass(frozen=True)
class SpaceReader:
    """Reads rows into spaces by their columns; `kind` is that of all rows, None: as they say."""

    columns: Columns
    kind: str | None
    warn: Callable[[GeoserviceError], None]

    def read(self, row: Row) -> IncomingSpace:
        """Return the space a row describes; InputError says why it cannot be one."""
        if row.problem is not None:
            raise row.problem
        name_th, name_en = self._names(row)
        point, outline = _place(row.geom)
        kind, subkind = self._kinds(row)
        description_th, description_en = self._pair(row, "description", limit=_LONGEST)
        hours = self._optional(row, "opening_hours", read_hours)
        website = self._optional(row, "website", read_website)
        return IncomingSpace(
            source_id=self._source_id(row, name_th or name_en or "", point),
            kind=kind,
            subkind=subkind,
            religion=self._religion(row) if kind == "temple" else None,
            name_th=name_th,
            name_en=name_en,
            other_names=self._other_names(row),
            description_th=description_th,
            description_en=description_en,
            age_groups=self._age_groups(row),
            opening_hours=hours,
            capacity=self._capacity(row),
            wheelchair=self._wheelchair(row),
            website=website,
            phone=self._text(row, "phone"),
            email=self._optional(row, "email", read_mail),
            address=self._text(row, "address"),
            operator=self._text(row, "operator"),
            wikidata=self._optional(row, "wikidata", read_wikidata),
            rank=round(0.65 + 0.05 * (hours is not None) + 0.05 * (website is not None), 4),
            geom=point,
            outline=outline,
        )

    def _cell(self, row: Row, field: str) -> str | None:
        text = self.columns.cell(row.values, field)
        return None if is_nothing(text) else text

    def _text(self, row: Row, field: str, *, limit: int = _LONGEST) -> str | None:
        text = self._cell(row, field)
        if text is not None and len(text) > limit:
            raise InputError(
                "{column} has {length} characters; at most {limit} fit.",
                column=self.columns.by_field[field],
                length=len(text),
                limit=limit,
            )
        return text

    def _pair(self, row: Row, field: str, *, limit: int) -> tuple[str | None, str | None]:
        """Return the Thai and the English text: from columns of their own, else by the script."""
        thai = self._text(row, f"{field}_th", limit=limit)
        english = self._text(row, f"{field}_en", limit=limit)
        bare = split_by_script(self._text(row, field, limit=limit))
        return thai or bare[0], english or bare[1]

    def _names(self, row: Row) -> tuple[str | None, str | None]:
        thai, english = self._pair(row, "name", limit=_LONGEST_NAME)
        if not thai and not english:
            raise InputError("It has no name.")
        return tidy(thai), tidy(english)

    def _other_names(self, row: Row) -> tuple[str, ...]:
        names = (tidy(part) for part in (self._text(row, "other_names") or "").split(";"))
        return tuple(dict.fromkeys(name for name in names if name))

    def _kinds(self, row: Row) -> tuple[str, str | None]:
        """Return kind and subkind; what the kind's column says beyond a kind is the subkind."""
        said, subkind = self._cell(row, "kind"), self._text(row, "subkind", limit=_LONGEST_NAME)
        if said is None and self.kind is None:
            raise InputError("It has no kind; give it with --kind.")
        kind = self.kind or require_kind(said or "")
        if subkind is None and said is not None and normalised(said) != normalised(kind):
            subkind = said[:_LONGEST_NAME]
        return kind, subkind

    def _religion(self, row: Row) -> str | None:
        said = self._cell(row, "religion")
        return _RELIGION_BY_WORD.get(normalised(said), said.lower()) if said else None

    def _age_groups(self, row: Row) -> tuple[str, ...]:
        text = self._cell(row, "age_groups")
        return read_age_groups(text) if text else ()

    def _capacity(self, row: Row) -> int | None:
        text = self._cell(row, "capacity")
        if text is None:
            return None
        number = read_number(text)
        if not number.is_integer() or not 1 <= number <= _LARGEST_CAPACITY:
            raise InputError("A capacity of {value} cannot be.", value=text[:60])
        return int(number)

    def _wheelchair(self, row: Row) -> str | None:
        text = self._cell(row, "wheelchair")
        if text is None or normalised(text) in _BY_WORD:
            return _BY_WORD[normalised(text)] if text else None
        raise InputError("wheelchair is '{value}' but must be yes, limited or no.", value=text[:60])

    def _optional(self, row: Row, field: str, read: Callable[[str], str | None]) -> str | None:
        """Return what `read` makes of a cell; what it cannot read is left out with a warning."""
        text = self._text(row, field)
        value = read(text) if text is not None else None
        if text is not None and value is None:
            self.warn(
                GeoserviceError(
                    "Row {number}: '{value}' in {column} is not understood and was left out.",
                    number=row.number,
                    value=text[:60],
                    column=self.columns.by_field[field],
                ),
            )
        return value

    def _source_id(self, row: Row, name: str, point: Point | None) -> str:
        """Return the source's own id, else one made of name and place.

        A made id stays as long as the name does not change (but for spacing and tone marks) and
        the place moves no further than about 10 m.
        """
        own = self._text(row, "source_id", limit=_LONGEST_NAME)
        if own is not None:
            return own
        place = f"{point.x:.4f} {point.y:.4f}" if point is not None else "-"
        return "made:" + hashlib.sha256(f"{normalised(name)} {place}".encode()).hexdigest()[:16]


def _place(shape: BaseGeometry | None) -> tuple[Point | None, MultiPolygon | None]:
    """Return where one goes and the outline: an area is entered at a point inside it."""
    if shape is None:
        return None, None
    if shape.geom_type == "MultiPoint" and len(shapely.get_parts(shape)) == 1:
        shape = shapely.get_parts(shape)[0]
    if isinstance(shape, Point):
        return shape, None
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        outline, _ = read_polygons(shape)
        return outline.point_on_surface(), outline
    raise InputError("It is a {kind}, not a point or an area.", kind=shape.geom_type)


def read_website(text: str) -> str | None:
    """Return a web address with its scheme, None for what is none."""
    if not _WEB.fullmatch(text):
        return None
    return text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"


def read_mail(text: str) -> str | None:
    """Return an e-mail address, None for what is none."""
    return text if _MAIL.fullmatch(text) else None


def read_wikidata(text: str) -> str | None:
    """Return the Wikidata id a text ends with (Q42), None for none."""
    found = re.search(r"(?:^|/)(Q[1-9]\d*)$", text)
    return found[1] if found else None
