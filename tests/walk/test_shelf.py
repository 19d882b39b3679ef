"""Networks on disk: found again, made anew when streets change, never half of one."""

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from geoservice.errors import NotFoundError
from geoservice.store.database import Database
from geoservice.walk.network import Network
from geoservice.walk.profiles import find_profile
from geoservice.walk.shelf import NetworkShelf
from tests.conftest import add_city

ADULT = find_profile("adult")


def opened(database: Database, city: int, folder: Path, prefer: tuple[str, ...] = ()) -> Network:
    with database.reading() as session:
        return NetworkShelf(folder).network(session, city, ADULT, prefer)


def folders(folder: Path, city: int) -> list[Path]:
    return sorted((folder / str(city)).iterdir())


def test_a_kept_network_is_the_one_that_was_made(
    module_database: Database, town_city: int, network: Network, tmp_path: Path
) -> None:
    opened(module_database, town_city, tmp_path)

    again = opened(module_database, town_city, tmp_path)

    assert isinstance(again.costs.base, np.memmap)
    for name in ("indptr", "indices", "costs", "entry_pieces", "entry_against", "main"):
        assert np.array_equal(getattr(again, name), getattr(network, name)), name
    assert np.array_equal(again.streets.points, network.streets.points)
    assert again.streets.names == network.streets.names
    assert again.streets.words == network.streets.words
    assert len(folders(tmp_path, town_city)) == 1


def test_one_worker_opens_a_network_once(
    module_database: Database, town_city: int, tmp_path: Path
) -> None:
    shelf = NetworkShelf(tmp_path)
    with module_database.reading() as session:
        first = shelf.network(session, town_city, ADULT)

        assert shelf.network(session, town_city, ADULT) is first
        assert shelf.network(session, town_city, ADULT, ("lit",)) is not first


def test_changed_streets_make_a_new_network_and_remove_the_old(
    module_database: Database, town_city: int, tmp_path: Path
) -> None:
    before = opened(module_database, town_city, tmp_path)
    (old,) = folders(tmp_path, town_city)
    with module_database.writing() as session:
        session.execute(text("UPDATE street_edge SET metres = metres + 1 WHERE steps"))

    after = opened(module_database, town_city, tmp_path)

    stairs = np.flatnonzero(after.streets.steps)
    assert after.streets.metres[stairs] == pytest.approx(before.streets.metres[stairs] + 1)
    (new,) = folders(tmp_path, town_city)
    assert new != old
    with module_database.writing() as session:
        session.execute(text("UPDATE street_edge SET metres = metres - 1 WHERE steps"))


@pytest.mark.parametrize("damage", ["remove", "truncate"])
def test_a_damaged_folder_is_made_anew(
    module_database: Database, town_city: int, tmp_path: Path, damage: str
) -> None:
    opened(module_database, town_city, tmp_path)
    (folder,) = folders(tmp_path, town_city)
    file = folder / "points.npy"
    file.unlink() if damage == "remove" else file.write_bytes(b"\x93NUMPY")

    network = opened(module_database, town_city, tmp_path)

    assert len(network.costs) > 0


def test_where_nothing_can_be_written_the_network_is_kept_in_memory(
    module_database: Database, town_city: int, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")

    network = opened(module_database, town_city, blocked / "networks")

    assert len(network.costs) > 0


def test_a_city_without_streets_says_so(module_database: Database, tmp_path: Path) -> None:
    empty = add_city(module_database, "empty")

    with pytest.raises(NotFoundError, match="no streets one can walk"):
        opened(module_database, empty, tmp_path)


def test_an_unknown_city_says_so(module_database: Database, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such city"):
        opened(module_database, 987654, tmp_path)
