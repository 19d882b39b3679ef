"""The README's word is kept: every command in it is run, every setting in it is true."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from geoservice.config import Settings
from geoservice.store import cluster as embedded
from tests.cli.test_server import GEOSERVICE, running
from tests.town import boundary, whole_town

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    shlex.split(line, comments=True)
    for block in BLOCKS
    for line in block.replace("\\\n", " ").splitlines()
]
# What another check runs: the wheel by `make wheel`, serving by tests/cli.
RUN_ELSEWHERE = ("pip", "export", "geoservice serve", "geoservice up")


@pytest.fixture(scope="module")
def own_home(home: Path) -> Iterator[Path]:
    folder = home / "readme"
    folder.mkdir()
    folder.chmod(0o755)
    yield folder
    embedded.stop(embedded.find_cluster(folder))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the README's commands name, about the fixture town."""
    folder = tmp_path_factory.mktemp("desk")
    whole_town().write(folder / "chiang-mai.osm")
    west, south, east, north = boundary().bounds
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    (folder / "tambon.geojson").write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":'
        '{"ADM3_PCODE":"TH500101","ADM3_TH":"ศรีภูมิ","ADM3_EN":"Si Phum"},"geometry":'
        f'{{"type":"Polygon","coordinates":[{ring}]}}}}]}}',
        encoding="utf-8",
    )
    (folder / "dopa-2021.csv").write_text(
        "geocode,type,name_th,name_en,total,male,female,households\n"
        "500101,Tambon,ศรีภูมิ,Si Phum,1200,600,600,500\n",
        encoding="utf-8",
    )
    (folder / "libraries.csv").write_text(
        "id,name_th,name_en,lon,lat\n1,ห้องสมุดประชาชน,Public Library,98.981,18.791\n",
        encoding="utf-8",
    )
    return folder


def test_every_line_of_a_command_block_is_a_command_some_test_runs() -> None:
    known = ("make", "geoservice", "curl", *RUN_ELSEWHERE)

    assert [command for command in COMMANDS if command and command[0] not in known] == []


@pytest.mark.parametrize("command", [c for c in COMMANDS if c[:1] == ["make"]], ids=" ".join)
def test_the_make_commands_are_there(command: list[str]) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    done = subprocess.run([*command, "--dry-run"], cwd=ROOT, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


def test_the_geoservice_and_curl_commands_do_what_they_say(own_home: Path, desk: Path) -> None:
    environment = {**os.environ, "GEOSERVICE_HOME": str(own_home), "GEOSERVICE_LANGUAGE": "en"}
    commands = [c for c in COMMANDS if c[:1] == ["geoservice"] and not is_run_elsewhere(c)]
    setup = ["geoservice", "db", "init"]
    assert setup in commands
    walks = [command for command in commands if command[1] == "walk"]  # in a city that is there

    for command in [setup, *(each for each in commands if each not in walks), *walks]:
        words = [word.replace(".osm.pbf", ".osm").replace(*in_town(command)) for word in command]
        done = subprocess.run(
            [*GEOSERVICE, *words[1:]],
            cwd=desk,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{shlex.join(command)}\n{done.stderr}{done.stdout}"
        if command[1:3] == ["token", "add"]:
            token = done.stdout.splitlines()[-1]

    at_home = {"GEOSERVICE_HOME": str(own_home)}
    with running("up", "--city", "chiang-mai", settings=at_home) as address:
        for command in (c for c in COMMANDS if c[:1] == ["curl"]):
            asked = as_request(command, address, token)
            with urlopen(asked, timeout=30) as answer:
                assert answer.status in (200, 201), asked.full_url


def as_request(command: list[str], address: str, token: str) -> Request:
    """Return what curl would ask the server at an address, with a token where it says so."""
    given = [*pairwise(command)]
    headers = dict(word.split(": ", 1) for option, word in given if option == "-H")
    body = next((word for option, word in given if option == "--json"), None)
    if body is not None:
        headers["Content-Type"] = "application/json"
    sent = {name: value.replace("$TOKEN", token) for name, value in headers.items()}
    url = command[-1].replace("http://127.0.0.1:8000", address)
    return Request(url, data=body.encode() if body else None, headers=sent)


def is_run_elsewhere(command: list[str]) -> bool:
    return " ".join(command).startswith(RUN_ELSEWHERE)


def in_town(command: list[str]) -> tuple[str, str]:
    """Return the README's box and the fixture town's, which the files are about."""
    west, south, east, north = boundary().bounds
    box = command[command.index("--bbox") + 1] if "--bbox" in command else "\0"
    return box, f"{west},{south},{east},{north}"


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    table = dict(re.findall(r"^\| (`GEOSERVICE_.*?) \| (.*?) \|", README, re.MULTILINE))
    rows = {
        name: default.strip(" `")
        for names, defaults in table.items()
        for name, default in zip(
            re.findall(r"`(GEOSERVICE_\w+)`", names), spread(names, defaults), strict=True
        )
    }
    defaults = Settings(home=Path())

    for field in fields(Settings):
        name = f"GEOSERVICE_{field.name.upper()}"
        assert name in rows, f"{name} is not in the README"
        if isinstance(getattr(defaults, field.name), int) or field.name == "host":
            assert rows[name] == str(getattr(defaults, field.name)), name


def spread(names: str, defaults: str) -> list[str]:
    """Return a default for each name of a row; one default may stand for all."""
    count = names.count("GEOSERVICE_")
    each = defaults.split(", ")
    return each if len(each) == count else [defaults] * count


def test_the_first_picture_is_there() -> None:
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README)

    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
