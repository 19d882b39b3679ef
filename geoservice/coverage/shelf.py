"""What one worker has at hand of coverage: who is where in a city, and what was found last.

Who and what is to be reached is kept on disk like the networks, under the version of all it is
made of and a digest of the code that made it. Answers are kept in memory only.
"""

import json
import logging
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from geoservice.coverage.area import Area
from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.districts import read_districts
from geoservice.coverage.ground import Counted, Ground, Level, make_ground, read_boundary
from geoservice.coverage.placing import Placed, place_spots
from geoservice.coverage.scene import Scene
from geoservice.coverage.search import turn_around
from geoservice.ecology.candidates import read_city
from geoservice.store.arrays import load_arrays, write_arrays, write_folder
from geoservice.store.versions import city_version, code_digest
from geoservice.walk.network import Network
from geoservice.walk.profiles import Profile
from geoservice.walk.shelf import NetworkShelf

log = logging.getLogger(__name__)

_GROUND_LAYERS = ("streets", "basemap", "cities", "districts", "population")
_CODE = (
    *("area.py", "districts.py", "ground.py", "people.py", "population.py", "spots.py"),
    *("spreading.py", "stretches.py", "totals.py"),
)
_KEPT_SETTINGS = 12
_KEPT_ANSWERS = 48
_TEXTS = "texts.json"
_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class Setting:
    """A city as one kind of walker finds it; `version` changes with anything it is made of."""

    version: str
    network: Network
    ground: Ground
    area: Area
    scene: Scene

    @property
    def placed(self) -> Placed:
        """Return where the spots are on the network."""
        return self.scene.placed


@dataclass
class CoverageShelf:
    """The settings and answers of one worker; a folder that cannot be written is done without."""

    folder: Path
    networks: NetworkShelf
    _settings: OrderedDict[Hashable, Setting] = field(default_factory=OrderedDict)
    _answers: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def setting(self, session: Session, city_id: int, profile: Profile) -> Setting:
        """Return a city as it is now for a kind of walker; NotFoundError where it has no streets.

        One thread makes a setting at a time; searching in it needs no lock.
        """
        network = self.networks.network(session, city_id, profile)
        key, version = (city_id, profile.id), ground_version(session, city_id)
        with self._lock:
            known = self._settings.get(key)
            if known is None or known.version != version or known.network is not network:
                known = self._make(session, city_id, network, version)
                self._settings[key] = known
            self._settings.move_to_end(key)
            _forget(self._settings, _KEPT_SETTINGS)
            return known

    def version(self, session: Session, asked: AskedCoverage) -> str:
        """Return a text that changes with every fact that an answer hangs on, but the hour."""
        city = read_city(session, asked.city)
        return f"{ground_version(session, city.id)}-{spaces_version(session, city.id)}"

    def remember(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return what was found for a key before, or find it."""
        with self._lock:
            if key not in self._answers:
                self._answers[key] = make()
            self._answers.move_to_end(key)
            _forget(self._answers, _KEPT_ANSWERS)
            found: _T = self._answers[key]
            return found

    def _make(self, session: Session, city_id: int, network: Network, version: str) -> Setting:
        ground = self._ground(session, city_id, network, version)
        boundary = read_boundary(session, city_id)
        area = Area(network.streets.plane, boundary, read_districts(session, city_id, boundary))
        scene = Scene(turn_around(network), place_spots(network, ground))
        return Setting(version, network, ground, area, scene)

    def _ground(self, session: Session, city_id: int, network: Network, version: str) -> Ground:
        folder = self.folder / str(city_id) / version
        try:
            return _load(folder)
        except (OSError, ValueError, KeyError, TypeError):
            shutil.rmtree(folder, ignore_errors=True)  # missing, or damaged
        ground = make_ground(session, city_id, network)
        try:
            write_folder(folder, lambda draft: _write(draft, ground))
        except OSError as error:
            log.warning("who lives where is kept in memory only: %s", error)
        return ground


def _forget(kept: OrderedDict[Any, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)


def ground_version(session: Session, city_id: int) -> str:
    """Return the version of all that is to be reached in a city."""
    return f"{city_version(session, city_id, _GROUND_LAYERS)}-{_code_digest()}"


def spaces_version(session: Session, city_id: int) -> str:
    """Return the version of the spaces of a city."""
    return city_version(session, city_id, ("spaces", "cities"))


@cache
def _code_digest() -> str:
    """Return a digest of the code that puts people on the ground."""
    return code_digest(Path(__file__).parent, _CODE)


def _write(draft: Path, ground: Ground) -> None:
    write_arrays(draft, ground)
    texts = {
        "levels": [asdict(level) for level in ground.levels],
        "counted": asdict(ground.counted) if ground.counted else None,
    }
    (draft / _TEXTS).write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")


def _load(folder: Path) -> Ground:
    texts = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
    arrays = load_arrays(folder, Ground, besides=("levels", "counted"))
    counted = Counted(**texts["counted"]) if texts["counted"] else None
    return Ground(**arrays, levels=tuple(map(_level, texts["levels"])), counted=counted)


def _level(stored: dict[str, Any]) -> Level:
    read = {name: tuple(stored[name]) for name in ("codes", "inside")}
    pairs = {name: tuple(map(tuple, stored[name])) for name in ("names", "unplaced", "conflicts")}
    fields: dict[str, Any] = {**read, **pairs}
    return Level(level=stored["level"], **fields)
