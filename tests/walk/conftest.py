"""The fixture town's walk network, as the store and the import make it."""

from pathlib import Path

import pytest

from geoservice.intake.osm.importing import import_osm
from geoservice.store.database import Database
from geoservice.walk.itinerary import Place
from geoservice.walk.network import Network, build_network
from geoservice.walk.profiles import find_profile
from geoservice.walk.snapping import Spot, snap
from geoservice.walk.streets import Streets, read_streets
from tests.conftest import add_city
from tests.town import boundary, position, whole_town


@pytest.fixture(scope="module")
def town_city(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> int:
    """The id of the fixture town in the module's database."""
    city = add_city(module_database, "town", boundary=boundary())
    path = whole_town().write(tmp_path_factory.mktemp("town") / "town.osm")
    with module_database.writing() as session:
        import_osm(session, path, city="town")
    return city


@pytest.fixture(scope="module")
def streets(module_database: Database, town_city: int) -> Streets:
    with module_database.reading() as session:
        return read_streets(session, town_city)


@pytest.fixture(scope="module")
def network(streets: Streets) -> Network:
    """The town for an adult, who walks 1.34 m a second."""
    return build_network(streets, find_profile("adult"))


def at(x: float, y: float) -> Place:
    """Return the place x metres east and y metres north of the town's corner."""
    return Place(*position(x, y))


def spot_at(network: Network, x: float, y: float) -> Spot:
    return snap(network, at(x, y))


def data_file(folder: Path, name: str) -> Path:
    """Return a real OSM file, or a skip that names it."""
    path = folder / "osm" / name
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    return path
