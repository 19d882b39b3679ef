"""Cities and tables from the shell: what is said, the exit code, and the database after it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from shapely import box

from geoservice.cli import main
from geoservice.store.database import Database
from tests.conftest import add_city, count
from tests.intake.tables_on_disk import emptied, unchanged, write_csv, write_geojson

ROW = {"id": "7", "name": "วัดสวนดอก", "kind": "temple", "lon": "98.9676", "lat": "18.7881"}
Shell = Callable[..., tuple[int, str, str]]


@pytest.fixture
def database(module_database: Database) -> Iterator[Database]:
    with emptied(module_database):
        yield module_database


@pytest.fixture
def geoservice(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """Run the command line on the test's database: exit code, output, errors."""
    url = database.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    monkeypatch.setenv("GEOSERVICE_LANGUAGE", "en")

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["geoservice", *map(str, arguments)])
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        else:
            code = 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def town(database: Database) -> int:
    return add_city(database, "town", boundary=box(98.9, 18.7, 99.1, 18.9))


def test_a_city_is_added_and_listed(geoservice: Shell, database: Database) -> None:
    names = ("--name-th", "เมือง", "--name-en", "Town")

    code, said, _ = geoservice("cities", "add", "town", *names, "--bbox", "98.9,18.7,99.1,18.9")

    assert (code, count(database, "city")) == (0, 1)
    assert "The city town is stored: เมือง, Town." in said
    assert "98.9000,18.7000,99.1000,18.9000" in geoservice("cities", "list")[1]
    assert geoservice("cities", "add", "town", *names, "--bbox", "98,18,99,19")[0] == 1
    assert geoservice("cities", "add", "town", *names, "--bbox", "98,18,99,19", "--replace")[0] == 0


def test_a_city_needs_either_a_boundary_or_a_box(geoservice: Shell, database: Database) -> None:
    for where in ((), ("--bbox", "1,2,3,4", "--boundary", "x.geojson")):
        with unchanged(database):
            code, _, error = geoservice(
                "cities", "add", "town", "--name-th", "ก", "--name-en", "A", *where
            )
        assert code == 1
        assert error == (
            "geoservice: Say where the city is: either --boundary FILE or --bbox w,s,e,n.\n"
        )


@pytest.mark.usefixtures("town")
def test_an_import_ends_with_counts_and_grouped_reasons(
    geoservice: Shell, database: Database, tmp_path: Path
) -> None:
    far = [{**ROW, "id": str(n), "lat": "15"} for n in range(100, 105)]
    path = write_csv(tmp_path / "wats.csv", [ROW, *far, {**ROW, "id": "9", "kind": "castle"}])

    code, said, _ = geoservice("import", "spaces", path, "--city", "town")

    assert (code, count(database, "space")) == (0, 1)
    figures = next(line for line in said.splitlines() if line.strip().startswith("Spaces"))
    assert figures.split() == ["Spaces", "7", "1", "0", "0", "0", "6"]
    assert "Refused 5: It lies outside the city and the 1500 m around it. (row 3)" in said
    assert "Refused 1: 'castle' is no kind of space" in said


@pytest.mark.usefixtures("town")
def test_a_check_reports_row_by_row_and_writes_nothing(
    geoservice: Shell, database: Database, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path / "wats.csv", [{**ROW, "capacity": ""}, {**ROW, "id": "8", "capacity": "lots"}]
    )

    with unchanged(database):
        code, said, _ = geoservice("import", "spaces", path, "--city", "town", "--check")

    lines = said.splitlines()
    assert code == 0
    assert lines[0].split("\t") == ["2", "วัดสวนดอก", "new"]
    assert lines[1].split("\t")[2] == "refused: 'lots' is not a number."
    assert lines[-1] == "This was a check: nothing was written."


@pytest.mark.usefixtures("town")
def test_districts_and_population_follow_one_another(
    geoservice: Shell, database: Database, tmp_path: Path
) -> None:
    shape = (box(98.9, 18.7, 99.1, 18.9), {"ADM3_PCODE": "TH500101", "ADM3_TH": "ศรีภูมิ"})
    districts = write_geojson(tmp_path / "adm3.geojson", shape)
    people = write_csv(tmp_path / "dopa-2021.csv", [{"geocode": "500101", "total": "12"}])

    named = ("--code", "ADM3_PCODE", "--name-th", "ADM3_TH")
    assert (
        geoservice("import", "districts", districts, "--city", "town", "--level", "tambon", *named)[
            0
        ]
        == 0
    )
    assert geoservice("import", "population", people, "--city", "town")[0] == 0

    assert (count(database, "district"), count(database, "population_cell")) == (1, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("spaces", "metres.geojson", "--kind", "temple"),
        ("spaces", "elsewhere.csv"),
        ("spaces", "none.csv"),
        ("spaces", "wats.csv", "--map", "x=name"),
        ("spaces", "wats.csv", "--city", "nowhere"),
        ("districts", "twice.geojson", "--level", "tambon"),
        ("districts", "wats.csv", "--level", "village"),
        ("population", "wats.csv"),
        ("population", "page-2021.csv"),
    ],
)
@pytest.mark.usefixtures("town")
def test_what_fails_is_one_line_and_leaves_the_database_as_it_was(
    geoservice: Shell, database: Database, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    same = (box(98.9, 18.7, 99, 18.9), {"code": "1", "name_th": "ก"})
    write_geojson(tmp_path / "metres.geojson", (box(498000, 2077000, 498010, 2077010), ROW))
    write_geojson(tmp_path / "twice.geojson", same, same)
    write_csv(tmp_path / "wats.csv", [ROW])
    write_csv(tmp_path / "elsewhere.csv", [{**ROW, "lat": "15"}])
    (tmp_path / "page-2021.csv").write_text("<!DOCTYPE html><html>Please log in</html>")
    what, file, *options = arguments
    city = () if "--city" in options else ("--city", "town")

    with unchanged(database):
        code, _, error = geoservice("import", what, tmp_path / file, *city, *options)

    failures = [line for line in error.splitlines() if line.startswith("geoservice: ")]
    assert code == 1
    assert len(failures) == 1
    assert "Traceback" not in error


@pytest.mark.usefixtures("town")
def test_duplicates_are_listed(geoservice: Shell, tmp_path: Path) -> None:
    for name in ("one", "two"):
        geoservice("import", "spaces", write_csv(tmp_path / f"{name}.csv", [ROW]), "--city", "town")

    code, said, _ = geoservice("duplicates", "--city", "town")

    assert code == 0
    assert "วัดสวนดอก (one)" in said
    assert "the same name" in said
    assert said.splitlines()[-1] == "0 new, 1 waiting for a curator."
