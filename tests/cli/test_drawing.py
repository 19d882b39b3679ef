"""`geoservice map` at a shell."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from geoservice.cli import main
from geoservice.paths import STATIC
from geoservice.store.database import Database
from tests.conftest import add_city, add_space

Shell = Callable[..., tuple[int, str, str]]

if not (STATIC / "build" / "embedded" / "leaflet.js").is_file():
    pytest.skip("the pages are not built; run: make setup", allow_module_level=True)


@pytest.fixture
def draw(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """Run `geoservice map` over two cities with a library each."""
    for slug in ("north", "south"):
        add_space(database, add_city(database, slug), name_th=f"ห้องสมุด {slug}")
    url = database.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    monkeypatch.setenv("GEOSERVICE_LANGUAGE", "en")

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["geoservice", "map", *map(str, arguments)])
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        else:
            code = 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_city_is_drawn_into_one_file(draw: Shell, tmp_path: Path) -> None:
    file = tmp_path / "north.html"

    code, said, error = draw("spaces", file, "--city", "north", "--language", "th")

    assert (code, said, error) == (0, f"{file} is written.\n", "")
    page = file.read_text("utf-8")
    assert '<html lang="th">' in page
    assert json.dumps("ห้องสมุด north")[:-1] in page
    assert json.dumps("ห้องสมุด south")[:-1] not in page


def test_what_cannot_be_drawn_leaves_no_file(draw: Shell, tmp_path: Path) -> None:
    for arguments, complaint in (
        (("spaces", tmp_path / "x.html", "--filter", "kind = 'sage'"), "nothing to draw"),
        (("spaces", tmp_path / "x.html", "--filter", "kind ="), "filter"),
        (("spaces", tmp_path / "x.pdf"), "x.pdf ends in none of .html"),
        (("ghosts", tmp_path / "x.html"), "There is no collection 'ghosts'"),
    ):
        code, _, error = draw(*arguments)

        assert (code, len(error.splitlines())) == (1, 1), error
        assert complaint in error
    assert list(tmp_path.iterdir()) == []
