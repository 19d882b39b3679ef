"""`geoservice export` as somebody at a shell uses it."""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyogrio
import pytest
from sqlalchemy import text

from geoservice.cli import main
from geoservice.store.database import Database
from tests.web.exported import READERS, settle, stored

Shell = Callable[..., tuple[int, str, str]]
FILE_BYTES = 64 * 1024


@pytest.fixture(scope="module")
def town(module_database: Database) -> Database:
    settle(module_database)
    return module_database


@pytest.fixture
def surroundings(town: Database, tmp_path: Path) -> dict[str, str]:
    url = town.owner.url.render_as_string(hide_password=False)
    home = {"GEOSERVICE_HOME": str(tmp_path / "home"), "GEOSERVICE_LANGUAGE": "en"}
    return {"GEOSERVICE_DATABASE_URL": url, **home}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


@pytest.fixture
def export(
    surroundings: dict[str, str],
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    """Run `geoservice export` at a desk of its own."""
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(desk)

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["geoservice", "export", *map(str, arguments)])
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        else:
            code = 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.mark.parametrize(
    "ending", ["geojson", "geojsonl", "csv", "xlsx", "gpkg", "fgb", "parquet", "kml", "shp.zip"]
)
def test_the_ending_says_the_format(export: Shell, town: Database, desk: Path, ending: str) -> None:
    code, said, heard = export("spaces", f"หอสมุด.{ending}")

    form = {"geojsonl": "geojsonseq", "shp.zip": "shp"}.get(ending, ending)
    assert list(desk.iterdir()) == [desk / f"หอสมุด.{ending}"]
    found = READERS[form](desk / f"หอสมุด.{ending}", "spaces")
    assert code == 0
    assert said == f"9 features are written to หอสมุด.{ending}.\n"
    assert heard == "Writing the features\n"
    assert sorted(found) == list(stored(town, "spaces"))


def test_what_has_no_place_is_left_out_of_gpx_dxf_and_tiles(export: Shell, desk: Path) -> None:
    for ending in ("gpx", "dxf", "pmtiles"):
        assert export("spaces", f"a.{ending}")[1] == f"7 features are written to a.{ending}.\n"
    assert len(list(desk.iterdir())) == 3


def test_filters_system_and_properties_are_those_of_the_web(export: Shell, desk: Path) -> None:
    code, said, _ = export(
        *("spaces", "a.gpkg", "--city", "chiang-mai", "--filter", "kind IN ('park','market')"),
        *("--bbox", "98.9,18.7,99,18.8", "--where", "wheelchair=yes"),
        *("--crs", "EPSG:32647", "--properties", "kind"),
    )

    info = pyogrio.read_info(desk / "a.gpkg")
    assert (code, said) == (0, "1 features are written to a.gpkg.\n")
    assert (info["crs"], list(info["fields"]), info["features"]) == ("EPSG:32647", ["kind"], 1)


def test_what_is_open_at_a_time_is_asked_as_on_the_web(export: Shell, desk: Path) -> None:
    assert export("spaces", "a.geojson", "--where", "open_at=now")[0] == 0
    assert json.loads((desk / "a.geojson").read_bytes())["features"] == []


def test_a_csv_for_excel_begins_with_a_mark(export: Shell, desk: Path) -> None:
    export("spaces", "a.csv", "--bom")

    assert (desk / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("castles", "a.csv"), "There is no collection 'castles'; there are: spaces,"),
        (("spaces", "a.txt"), "a.txt ends in none of .geojson, .geojsonl, .csv,"),
        (("spaces", "no/a.csv"), "There is no folder"),
        (("spaces", "a.gpx", "--crs", "EPSG:32647"), "GPX is always in longitude and latitude"),
        (("basemap", "a.gpx"), "GPX knows points and lines, but basemap are areas"),
        (("spaces", "a.csv", "--where", "kind"), "--where is 'kind' but must be NAME=VALUE"),
        (("spaces", "a.csv", "--where", "colour=red"), "--where is 'colour=red'"),
        (("spaces", "a.csv", "--filter", "kind ="), "'filter'"),
        (("spaces", "a.csv", "--crs", "EPSG:999999"), "EPSG:999999"),
        (("spaces", "a.csv", "--properties", "colour"), "names 'colour'"),
    ],
)
def test_a_wrong_wish_is_one_line_and_no_file(
    export: Shell, desk: Path, arguments: tuple[str, ...], said: str
) -> None:
    code, out, heard = export(*arguments)

    assert (code, out) == (1, "")
    assert heard.startswith("geoservice: ")
    assert heard.count("\n") == 1
    assert said in heard
    assert list(desk.iterdir()) == []


@pytest.fixture
def small_disk(town: Database) -> Iterator[None]:
    """Let no file of this process grow beyond 64 kB, and have more than that to write."""
    with town.writing() as session:
        session.execute(text(_STORIES))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    "ending", ["geojson", "xlsx", "gpkg", "fgb", "parquet", "shp.zip", "dxf", "pmtiles"]
)
def test_a_full_disk_is_one_sentence_and_the_file_stays_what_it_was(
    export: Shell, desk: Path, small_disk: None, ending: str
) -> None:
    file = desk / f"a.{ending}"
    file.write_text("as it was")

    code, said, heard = export("spaces", file.name)

    assert (code, said) == (1, "")
    assert heard.splitlines()[-1] == (
        "geoservice: The file cannot be written; the disk may be full. Free some space, or ask "
        "for less."
    )
    assert len(heard.splitlines()) <= 2
    assert file.read_text() == "as it was"
    assert list(desk.iterdir()) == [file]


# Nothing that a compressed format could make small.
_STORIES = """
INSERT INTO space (city_id, kind, name_en, address, source, source_id, geom)
SELECT city.id, 'library', md5(random()::text) || md5(i::text), md5(random()::text), 'test',
    'tale' || i, st_setsrid(st_makepoint(98.9 + i / 1e5, 18.8), 4326)
FROM city, generate_series(1, 3000) AS i
ON CONFLICT DO NOTHING
"""


def test_it_takes_too_long_in_one_sentence(
    export: Shell, town: Database, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEOSERVICE_EXPORT_TIMEOUT_MS", "100")
    with town.owner.begin() as writer:
        writer.execute(text("LOCK TABLE space IN ACCESS EXCLUSIVE MODE"))

        code, _, heard = export("spaces", "a.gpkg")

    assert code == 1
    assert "The export took longer than it may" in heard
    assert list(desk.iterdir()) == []
