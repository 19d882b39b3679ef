"""`geoservice export-all`, as a timer runs it each day."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pyogrio
import pytest
from sqlalchemy import text

from geoservice.cli import main
from geoservice.publish.exports.formats import FORMATS
from geoservice.store.database import Database
from tests.conftest import add_city, add_space

Shell = Callable[..., tuple[int, str, str]]
NAME = re.compile(r"(spaces|districts)-(north|south)-\d{8}-v\d+\.\w+(\.zip)?")


@pytest.fixture
def towns(database: Database) -> dict[str, int]:
    """Two cities with a space each, one of them with a district too."""
    towns = {slug: add_city(database, slug) for slug in ("north", "south", "empty")}
    for slug in ("north", "south"):
        add_space(database, towns[slug], name_th=f"ห้องสมุด {slug}")
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO district (city_id, level, code, name_th, source, geom) SELECT id, "
                "'tambon', '500101', 'ศรีภูมิ', 'test', geom FROM city WHERE slug = 'north'"
            )
        )
    return towns


@pytest.fixture
def export_all(
    database: Database,
    towns: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    url = database.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    monkeypatch.setenv("GEOSERVICE_LANGUAGE", "en")

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["geoservice", "export-all", *map(str, arguments)])
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        else:
            code = 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_every_city_is_written_in_every_format_that_can_hold_it(
    export_all: Shell, tmp_path: Path
) -> None:
    code, said, error = export_all(tmp_path / "open" / "data")

    assert (code, error) == (0, "")
    written = names(tmp_path / "open" / "data")
    assert all(NAME.fullmatch(each) for each in written)
    # spaces of two cities; districts of one, and not as GPX, which knows no areas
    assert len(written) == 3 * len(FORMATS) - 1
    assert f"{len(written)} files are written to {tmp_path / 'open' / 'data'}; 0" in said
    file = next(each for each in written if each.startswith("spaces-south") and "gpkg" in each)
    frame = pyogrio.read_dataframe(tmp_path / "open" / "data" / file)
    assert frame.name_th.tolist() == ["ห้องสมุด south"]


def test_what_has_not_changed_is_not_written_again(
    export_all: Shell, tmp_path: Path, database: Database, towns: dict[str, int]
) -> None:
    asked = (tmp_path, "--format", "csv", "--format", "geojson")
    export_all(*asked)
    first = names(tmp_path)
    times = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}

    code, said, _ = export_all(*asked)

    assert (code, "0 files are written" in said, "6 are as they were" in said) == (0, True, True)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == times
    add_space(database, towns["south"])
    code, said, _ = export_all(*asked)
    assert "4 files are written" in said  # the districts are as they were
    assert first < names(tmp_path)


def test_only_what_is_asked_for_is_written(export_all: Shell, tmp_path: Path) -> None:
    code, _, _ = export_all(
        *(tmp_path, "--city", "north", "--collection", "spaces"),
        *("--format", "gpkg", "--format", "kml", "--crs", "EPSG:32647"),
    )

    assert code == 0
    kml, gpkg = sorted(names(tmp_path), key=lambda each: each.endswith(".gpkg"))
    assert re.fullmatch(r"spaces-north-\d{8}-v\d+\.kml", kml)  # always in degrees
    assert re.fullmatch(r"spaces-north-\d{8}-v\d+-epsg32647\.gpkg", gpkg)
    assert pyogrio.read_info(tmp_path / gpkg)["crs"] == "EPSG:32647"


def test_old_versions_are_removed_when_asked_and_nothing_else_ever(
    export_all: Shell, tmp_path: Path, database: Database, towns: dict[str, int]
) -> None:
    foreign = {"spaces-north-20250101-v1.csv.bak", "spaces-north.csv", "notes.txt",
               "spaces-northern-20250101-v1.csv", "spaces-north-20250101-v1.gpkg"}  # fmt: skip
    for name in (*foreign, "spaces-north-20250101-v1.csv", "spaces-north-20250102-v20.csv"):
        (tmp_path / name).write_text("kept")
    asked = (tmp_path, "--city", "north", "--collection", "spaces", "--format", "csv")

    export_all(*asked)
    assert len(names(tmp_path)) == len(foreign) + 3
    export_all(*asked, "--keep", "2")

    left = names(tmp_path) - foreign
    assert "spaces-north-20250102-v20.csv" in left
    assert len(left) == 2
    assert foreign < names(tmp_path)


def test_a_file_that_fails_keeps_no_other_from_being_written(
    export_all: Shell, tmp_path: Path, database: Database, towns: dict[str, int]
) -> None:
    add_space(database, towns["south"], lon=9, lat=0)  # a quarter of the world from the zone

    code, _, error = export_all(
        tmp_path, "--collection", "spaces", "--format", "geojson", "--crs", "EPSG:32647"
    )

    assert (code, "1 files could not be written" in error) == (1, True)
    assert "Some of these features cannot be put into EPSG:32647" in error
    assert [each.split("-v")[0][:12] for each in names(tmp_path)] == ["spaces-north"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--city", "nowhere"), "There is no city 'nowhere'"),
        (("--crs", "EPSG:99999"), "EPSG:99999"),
        (("--format", "docx"), "docx"),
        (("--keep", "0"), "keep"),
    ],
)
def test_what_cannot_be_asked_writes_nothing(
    export_all: Shell, tmp_path: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    code, _, error = export_all(tmp_path, *arguments)

    assert (code > 0, complaint in error) == (True, True)
    assert names(tmp_path) == set()
