"""An OSM import beside `osmium cat` of the same file, and its memory.

Linear in file size means: the second file's time a megabyte is about the first one's. The file is
named by GEOSERVICE_TEST_DATA (its folder `osm`); where it is absent the sample city is taken.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from geoservice.config import Settings
from geoservice.intake import sample
from geoservice.intake.osm.extent import file_extent
from geoservice.store import cluster, schema
from geoservice.store.database import open_database

FILES = ("chiang-mai-roads.osm.pbf", "liechtenstein.osm.pbf", "monaco.osm.pbf")
GEOSERVICE = (sys.executable, "-c", "from geoservice.cli import main; main()")


def main() -> None:
    """Print a line for each file: seconds, ratio to osmium, seconds a megabyte, memory."""
    home = Path(tempfile.mkdtemp(prefix="geoservice-bench-"))
    home.chmod(0o755)
    database = open_database(Settings(home=home))
    try:
        schema.upgrade(database)
        for number, file in enumerate(_files(home)):
            print(_measure(home, file, slug=f"city-{number}"))
    finally:
        database.close()
        cluster.stop(cluster.find_cluster(home))
        shutil.rmtree(home)


def _files(home: Path) -> list[Path]:
    folder = Path(os.environ.get("GEOSERVICE_TEST_DATA", "../shared/data")) / "osm"
    there = [folder / name for name in FILES if (folder / name).exists()]
    return there or [sample.sample_file(home / "downloads")]


def _measure(home: Path, file: Path, *, slug: str) -> str:
    box = ",".join(map(str, file_extent(file)))
    _run(home, "cities", "add", slug, "--name-th", slug, "--name-en", slug, "--bbox", box)
    ours = _timed(lambda: _run(home, "import", "osm", str(file), "--city", slug))
    again = _timed(lambda: _run(home, "import", "osm", str(file), "--city", slug))
    megabytes = file.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    line = f"{file.name}: {ours:.1f} s, again {again:.1f} s, {ours / megabytes:.1f} s/MB"
    line += f", largest process so far {peak:.0f} MB"
    if shutil.which("osmium") is None:
        return f"{line}; osmium-tool is not installed, no ratio"
    copy = ["osmium", "cat", str(file), "-o", "/dev/null", "-f", "pbf", "-O"]
    reference = _timed(lambda: subprocess.run(copy, check=True, capture_output=True))
    return f"{line}; {ours / reference:.0f} x `osmium cat` ({reference:.2f} s)"


def _run(home: Path, *arguments: str) -> None:
    environment = {**os.environ, "GEOSERVICE_HOME": str(home)}
    subprocess.run([*GEOSERVICE, *arguments], env=environment, check=True, capture_output=True)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
