"""`geoservice up` as somebody at a shell uses it: a process, a port, a signal."""

import json
import socket
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from geoservice.store import cluster as embedded
from tests.serving import GEOSERVICE, PATIENCE_SECONDS, environment, free_port, running
from tests.town import whole_town


@pytest.fixture
def town_file(tmp_path: Path) -> Path:
    return whole_town().write(tmp_path / "town.osm")


@pytest.fixture(scope="module")
def own_home(home: Path) -> Iterator[Path]:
    """A home beside the one of the shared test server, since these commands start their own."""
    folder = home / "up"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    yield folder
    embedded.stop(embedded.find_cluster(folder))


def run(own_home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*GEOSERVICE, *arguments],
        env=environment(at_home(own_home)),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )


def up(own_home: Path, *arguments: str) -> AbstractContextManager[str]:
    return running("up", *arguments, settings=at_home(own_home))


def at_home(own_home: Path) -> dict[str, str]:
    return {"GEOSERVICE_HOME": str(own_home)}


def ask(address: str) -> dict[str, object]:
    with urlopen(address, timeout=PATIENCE_SECONDS) as answer:
        return json.load(answer)


def test_up_brings_the_city_serves_it_and_leaves_no_server_behind(
    own_home: Path, town_file: Path
) -> None:
    with up(own_home, "--city", "town", "--osm", str(town_file)) as address:
        cities = ask(f"{address}/api/cities")["cities"]
        ready = ask(f"{address}/readyz")
        assert embedded.server_pid(embedded.find_cluster(own_home)) is not None

    assert [city["id"] for city in cities] == ["town"]
    assert ready["status"] == "ready"
    assert embedded.server_pid(embedded.find_cluster(own_home)) is None


def test_the_second_start_imports_nothing_again(own_home: Path, town_file: Path) -> None:
    with up(own_home, "--city", "town", "--osm", str(town_file)) as address:
        first = ask(f"{address}/api/cities")

    with up(own_home, "--city", "town", "--osm", str(town_file)) as address:
        second = ask(f"{address}/api/cities")

    assert second == first


def test_a_taken_port_is_one_sentence(own_home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        done = run(own_home, "up", "--port", str(other.getsockname()[1]))

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "is taken" in done.stderr


def test_an_unknown_city_without_a_file_says_how_to_bring_it(own_home: Path) -> None:
    done = run(own_home, "up", "--city", "atlantis", "--port", str(free_port()))

    assert done.returncode == 1
    assert "make demo OSM=FILE CITY=atlantis" in done.stderr.splitlines()[-1]


def test_a_file_without_a_city_is_not_taken_for_the_sample(own_home: Path, town_file: Path) -> None:
    done = run(own_home, "up", "--osm", str(town_file), "--port", str(free_port()))

    assert done.returncode == 1
    assert "--city SLUG" in done.stderr.splitlines()[-1]
    assert "sample" not in run(own_home, "cities", "list").stdout


def test_a_missing_file_leaves_no_city_behind(own_home: Path, tmp_path: Path) -> None:
    done = run(own_home, "up", "--city", "lost", "--osm", str(tmp_path / "no.pbf"))

    assert done.returncode == 1
    assert "no.pbf" in done.stderr
    assert "lost" not in run(own_home, "cities", "list").stdout


def test_serve_answers_from_the_database_there_is(own_home: Path, town_file: Path) -> None:
    with up(own_home, "--city", "town", "--osm", str(town_file)):
        pass

    with running("serve", settings=at_home(own_home)) as address:
        assert ask(f"{address}/readyz")["status"] == "ready"
        # the longest filter is 18 kB of an address
        longest = quote(f"name_th='{'ก' * 1990}'")
        items = ask(f"{address}/api/collections/spaces/items?filter={longest}")
        assert items["numberMatched"] == 0


def test_serving_an_empty_database_says_what_to_do(own_home: Path) -> None:
    empty = own_home / "empty"
    empty.mkdir()
    empty.chmod(0o755)

    done = run(empty, "serve", "--port", str(free_port()))
    embedded.stop(embedded.find_cluster(empty))

    assert done.returncode == 1
    assert "geoservice db init" in done.stderr.splitlines()[-1]
