"""PostgreSQL's own programs: where they are installed, and running them as the right user."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geoservice.errors import UnavailableError

_INSTALLED_IN = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")  # Debian, Red Hat
_DEBIAN_HINT = "apt-get install postgresql postgis postgresql-postgis"
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


def find_programs(version: str | None = None) -> Path:
    """Return the folder of PostgreSQL's programs: of major `version` if installed, else the newest.

    The newest that has PostGIS beside it is preferred. Raises UnavailableError where none is.
    """
    installed = installed_programs()
    if version in installed:
        return installed[version]
    if not installed:
        raise UnavailableError(
            "PostgreSQL with PostGIS is not installed here; install it, on Debian with: {hint}",
            hint=_DEBIAN_HINT,
        )
    return max(installed.items(), key=lambda item: (_has_postgis(item[1]), int(item[0])))[1]


def installed_programs() -> dict[str, Path]:
    """Return the program folders on this machine by major version."""
    folders = [path for pattern in _INSTALLED_IN for path in sorted(Path("/").glob(pattern[1:]))]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    found: dict[str, Path] = {}
    for folder in folders:
        version = major_version(folder / "initdb")
        if version:
            found.setdefault(version, folder)
    return found


def major_version(program: Path) -> str | None:
    """Return the major version that a PostgreSQL program says it has, None if it is none."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    said = _VERSION.search(done.stdout)
    return said[1] if said else None


def _has_postgis(folder: Path) -> bool:
    config = folder / "pg_config"
    version = folder.parent.name
    shares = [Path("/usr/share/postgresql") / version, folder.parent / "share"]
    if config.exists():
        done = subprocess.run([config, "--sharedir"], capture_output=True, text=True, check=False)
        shares.append(Path(done.stdout.strip() or "/nowhere"))
    return any((share / "extension/postgis.control").exists() for share in shares)


def server_user() -> str | None:
    """Return the unprivileged user that must run the server when we are root, else None."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise UnavailableError(
        "PostgreSQL refuses to run as root and there is no user 'postgres' or 'nobody' to run it; "
        "add one with: useradd --system postgres"
    )


def run_as(
    user: str | None, command: list[str], *, environment: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a program as `user` (None: as ourselves), in English, deaf to the caller's PG* variables.

    Its output goes to files and not to pipes, which a server it starts would keep open.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd="/",
            check=False,
            env={**clean_environment(), **(environment or {})},
            **_identity(user),
        )
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, out.read(), err.read())


def clean_environment() -> dict[str, str]:
    """Return our environment without PG* variables, messages in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C.UTF-8"}


def _identity(user: str | None) -> dict[str, Any]:
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "umask": 0o077}
