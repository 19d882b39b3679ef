"""Networks kept on disk: one folder of `.npy` files a city and version, shared by all workers.

The name of a folder holds the version of the city's streets and a digest of the code that wrote
it: what is stale is never found, and is removed by whoever writes the next. Arrays are
memory-mapped, so workers share them.
"""

import json
import logging
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from geoservice.errors import NotFoundError
from geoservice.store.arrays import load_arrays, write_arrays, write_folder
from geoservice.store.versions import city_version, code_digest
from geoservice.walk.network import Network, build_network
from geoservice.walk.profiles import Profile, profiles
from geoservice.walk.streets import Streets, read_streets
from geoservice.walk.weights import Weights

log = logging.getLogger(__name__)

_LAYERS = ("streets", "basemap", "cities")
_CODE = ("network.py", "profiles.py", "shelf.py", "streets.py", "surfaces.csv", "weights.py")
_KEPT_CITIES = 8
_KEPT_NETWORKS = 16
_TEXTS = "texts.json"
_NOT_STORED = ("streets", "profile", "prefer", "weights")


@dataclass
class _Known:
    """What one worker has open of a city."""

    name: str
    streets: Streets
    folder: Path | None
    networks: OrderedDict[tuple[str, tuple[str, ...]], Network] = field(default_factory=OrderedDict)


@dataclass
class NetworkShelf:
    """The networks of one worker, under `folder`. A folder that cannot be written is done without.

    One thread opens a city at a time; searching needs no lock.
    """

    folder: Path
    _cities: OrderedDict[int, _Known] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def network(
        self, session: Session, city_id: int, profile: Profile, prefer: Iterable[str] = ()
    ) -> Network:
        """Return the network of a city as its streets are now; NotFoundError where it has none."""
        key = (profile.id, tuple(sorted(set(prefer))))
        name = _name(session, city_id)
        with self._lock:
            known = self._city(session, city_id, name)
            if key not in known.networks:
                known.networks[key] = _network(known, profile, key[1])
            known.networks.move_to_end(key)
            _forget(known.networks, _KEPT_NETWORKS)
            return known.networks[key]

    def _city(self, session: Session, city_id: int, name: str) -> _Known:
        known = self._cities.get(city_id)
        if known is None or known.name != name:
            known = self._open(session, city_id, name)
            self._cities[city_id] = known
        self._cities.move_to_end(city_id)
        _forget(self._cities, _KEPT_CITIES)
        return known

    def _open(self, session: Session, city_id: int, name: str) -> _Known:
        folder = self.folder / str(city_id) / name
        try:
            return _Known(name, _load_streets(folder), folder)
        except (OSError, ValueError, KeyError):
            shutil.rmtree(folder, ignore_errors=True)  # missing, or damaged
            streets = read_streets(session, city_id)
        if len(streets.metres) == 0:
            raise NotFoundError("The city has no streets one can walk; import them first.")
        try:
            write_folder(folder, lambda draft: _write(draft, streets))
            return _Known(name, _load_streets(folder), folder)
        except OSError as error:
            log.warning("the walk network is kept in memory only: %s", error)
            return _Known(name, streets, None)


def _forget(kept: OrderedDict[Any, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)


def _name(session: Session, city_id: int) -> str:
    """Return the name of the version that the streets of a city have now."""
    return f"{city_version(session, city_id, _LAYERS)}-{_code_digest()}"


@cache
def _code_digest() -> str:
    """Return a digest of the code and tables that networks are made by."""
    return code_digest(Path(__file__).parent, _CODE)


def _network(known: _Known, profile: Profile, prefer: tuple[str, ...]) -> Network:
    """Return a network from disk, or make the rarer one of a preference."""
    if known.folder is not None and not prefer:
        try:
            return _load_network(known.folder / profile.id, known.streets, profile)
        except (OSError, ValueError):
            log.warning("the kept network %s cannot be read; it is made anew", known.folder)
    return build_network(known.streets, profile, prefer)


def _write(draft: Path, streets: Streets) -> None:
    """Write a city and its networks."""
    write_arrays(draft, streets)
    texts = {"words": streets.words, "names": streets.names}
    (draft / _TEXTS).write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    for profile in profiles().values():
        network = build_network(streets, profile)
        write_arrays(draft / profile.id, network)
        write_arrays(draft / profile.id, network.weights)


def _load_streets(folder: Path) -> Streets:
    texts = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
    names = tuple((th, en) for th, en in texts["names"])
    arrays = load_arrays(folder, Streets, besides=("words", "names"))
    return Streets(**arrays, words=tuple(texts["words"]), names=names)


def _load_network(folder: Path, streets: Streets, profile: Profile) -> Network:
    arrays = load_arrays(folder, Network, besides=_NOT_STORED)
    weights = Weights(**load_arrays(folder, Weights))
    return Network(streets=streets, profile=profile, prefer=(), weights=weights, **arrays)
