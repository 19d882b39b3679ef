"""Vector tiles: a request is a value, and one statement answers it.

The statement reads the version of what the tile may draw and draws it only where neither the
asker nor the shelf has that version already, so a tile and its version are of one moment.
"""

import hashlib
from collections.abc import Collection as AnyOf
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Integer,
    LargeBinary,
    Text,
    all_,
    bindparam,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    type_coerce,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

import geoservice
from geoservice.publish.filters import Filter, matching_ids
from geoservice.publish.grid import TileAddress, version_cells
from geoservice.publish.shelf import Kept, Shelf
from geoservice.store.catalog import COLLECTIONS, Collection
from geoservice.store.glance import MOMENT, Glance
from geoservice.store.schema import sql_files

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
_DIALECT = postgresql.dialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class TileRequest:
    """A tile of one or several collections, each with its filter."""

    address: TileAddress
    layers: tuple[tuple[str, Filter], ...]

    @property
    def collections(self) -> tuple[Collection, ...]:
        """Return the collections in drawing order."""
        return tuple(COLLECTIONS[name] for name, _ in self.layers)

    @property
    def filtered(self) -> bool:
        """Return whether any layer is."""
        return any(asked for _, asked in self.layers)


def fingerprint(request: TileRequest) -> str:
    """Return what tells this request, drawn by this code, from any other at the same address."""
    asked = repr([(name, each) for name, each in request.layers])
    return hashlib.sha256(f"{code_version()} {asked}".encode()).hexdigest()[:12]


@lru_cache(maxsize=1)
def code_version() -> str:
    """Return a digest of what draws tiles: this package's version and its SQL."""
    digest = hashlib.sha256(geoservice.__version__.encode())
    for path in sql_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def is_right(glance: Glance, kept: Kept) -> bool:
    """Return whether nothing at all was committed since a tile was known to be right."""
    return glance.moment() == kept.snapshot


def find_tile(
    glance: Glance, shelf: Shelf, key: Hashable, request: TileRequest, *, known: AnyOf[int] = ()
) -> Kept | int:
    """Return the tile of a request, or its version alone if that is in `known`.

    It is kept on the shelf under `key`, which may be any name of the request.
    """
    mark = fingerprint(request)
    kept = shelf.find(key)
    if kept is not None and kept.mark != mark:
        kept = None
    if kept is None or not is_right(glance, kept):
        had = {kept.version} if kept else set()
        snapshot, version, drawn = _draw(glance, request, had | set(known))
        if drawn is not None:
            kept = Kept.of(snapshot, version, mark, bytes(drawn))
        elif kept is not None and kept.version == version:
            kept = kept.seen_at(snapshot)
        else:
            return version
        shelf.keep(key, kept)
    return kept.version if kept.version in known else kept


def _draw(glance: Glance, request: TileRequest, known: AnyOf[int]) -> tuple[str, int, bytes | None]:
    if request.filtered:
        statement, bound = _compiled(request.layers)
    else:
        statement, bound = _compiled_plain(tuple(name for name, _ in request.layers))
    buffered = any(each.buffered for each in request.collections)
    west, east, north, south = version_cells(request.address, buffered=buffered)
    z, x, y = request.address
    now = {"z": z, "x": x, "y": y, "known": list(known)}
    cells = {"west": west, "east": east, "north": north, "south": south}
    return glance.row(statement, {**bound, **now, **cells})


@lru_cache(maxsize=64)
def _compiled_plain(names: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    return _compiled(tuple((name, Filter()) for name in names))


def _compiled(layers: tuple[tuple[str, Filter], ...]) -> tuple[str, dict[str, Any]]:
    """Return the statement in the driver's style, and the values of its filters."""
    edges = (bindparam(edge, 0, Integer()) for edge in ("west", "east", "north", "south"))
    named = cast(literal(_versioned(layers), ARRAY(Text())), ARRAY(Text()))
    version = func.published.cells_version(named, *edges).label("version")
    seen = select(version).offset(literal_column("0")).subquery("seen")  # asked once, read twice
    versions: TypeEngine[Any] = ARRAY(BigInteger())
    known = cast(bindparam("known", [], versions), versions)
    drawn = _drawn(layers)
    statement = select(
        literal_column(MOMENT),
        seen.c.version,
        case((seen.c.version != all_(known), drawn), else_=null()),
    )
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    return str(compiled), dict(compiled.params)


def _versioned(layers: tuple[tuple[str, Filter], ...]) -> list[str]:
    return sorted({layer for name, _ in layers for layer in COLLECTIONS[name].layers})


def _drawn(layers: tuple[tuple[str, Filter], ...]) -> ColumnElement[bytes]:
    """Return the layers' tiles one after another, which is a tile of them all (MVT 2.1, 4.1)."""
    first, *others = [_layer(COLLECTIONS[name], asked) for name, asked in layers]
    for other in others:
        first = first.concat(other)
    return first


def _layer(collection: Collection, asked: Filter) -> ColumnElement[bytes]:
    address: tuple[Any, ...] = tuple(bindparam(name, 0, BigInteger()) for name in "zxy")
    z, x, y = (cast(each, postgresql.INTEGER()) for each in address)
    draw = getattr(func.published, collection.tiles)
    if not asked:
        return type_coerce(draw(z, x, y), LargeBinary())
    ids = matching_ids(collection, asked, (z, x, y))  # type: ignore[arg-type]
    return type_coerce(draw(z, x, y, func.array(ids.scalar_subquery())), LargeBinary())
