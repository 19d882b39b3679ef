"""The embedded PostGIS cluster: one PostgreSQL of our own, on a unix socket, under one home.

Never a second server on the same data, and never a signal to a process that is not ours: a pid
counts only if its working directory is our data directory.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from geoservice.errors import ConflictError, UnavailableError

OWNER_ROLE = "geoservice"
READER_ROLE = "geoservice_reader"
DATABASE = "geoservice"
SOCKET_LIMIT_BYTES = 107  # sun_path in sys/un.h, less the closing zero
_SOCKET_NAME = ".s.PGSQL.5432"
_INSTALL_HINT = "PostgreSQL with PostGIS is not installed here; install it, on Debian with: {hint}"
_DEBIAN_HINT = "apt-get install postgresql postgis postgresql-postgis"


@dataclass(frozen=True)
class ClusterStatus:
    """What is known of a cluster: where it lies, its server's pid if it runs, its version."""

    data: Path
    created: bool
    pid: int | None
    version: str | None


@dataclass(frozen=True)
class Cluster:
    """An embedded PostgreSQL cluster under `home`, run by `user` (None: by whoever we are)."""

    home: Path
    bin: Path
    user: str | None

    @property
    def data(self) -> Path:
        """Return the data directory."""
        return self.home / "postgres"

    @property
    def sockets(self) -> Path:
        """Return the socket directory: short, and its own for each data directory."""
        digest = hashlib.sha256(str(self.data).encode()).hexdigest()[:10]
        return Path(tempfile.gettempdir()) / f"geoservice-{digest}"

    def url(self, *, role: str = OWNER_ROLE, database: str = DATABASE) -> str:
        """Return the SQLAlchemy URL of a role on this cluster."""
        return f"postgresql+psycopg2://{role}@/{database}?host={self.sockets}"


def find_cluster(home: Path) -> Cluster:
    """Return the cluster of `home`, created or not.

    Raises UnavailableError where PostgreSQL is not installed, or where root's server user cannot
    enter `home`.
    """
    user = _server_user()
    return Cluster(home=home, bin=_find_binaries(), user=user)


def _server_user() -> str | None:
    """Return the unprivileged user that must run the server when we are root."""
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


def _find_binaries() -> Path:
    """Return the folder of the newest installed PostgreSQL's programs."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise UnavailableError(_INSTALL_HINT, hint=_DEBIAN_HINT)


def start(cluster: Cluster) -> ClusterStatus:
    """Create the cluster if there is none and start its server if none runs; repeatable.

    Recovers from a killed server (PostgreSQL replays its log) and from a stale pid file.
    """
    with _only_one(cluster):
        if not (cluster.data / "PG_VERSION").exists():
            _create(cluster)
        _check_version(cluster)
        if server_pid(cluster) is None:
            (cluster.data / "postmaster.pid").unlink(missing_ok=True)
            _make_folder(cluster, cluster.sockets)
            _check_sockets(cluster)
            (cluster.sockets / _SOCKET_NAME).unlink(missing_ok=True)
            (cluster.sockets / f"{_SOCKET_NAME}.lock").unlink(missing_ok=True)
            _write_access(cluster)
            _pg_ctl(cluster, "start")
    return status(cluster)


def stop(cluster: Cluster) -> bool:
    """Stop our server, ending its sessions; return whether one was running."""
    with _only_one(cluster):
        if server_pid(cluster) is None:
            return False
        _pg_ctl(cluster, "stop", "-m", "fast")
        return True


def status(cluster: Cluster) -> ClusterStatus:
    """Say what is there and whether it runs; changes nothing."""
    version = cluster.data / "PG_VERSION"
    created = version.exists()
    return ClusterStatus(
        data=cluster.data,
        created=created,
        pid=server_pid(cluster),
        version=version.read_text().strip() if created else None,
    )


def server_pid(cluster: Cluster) -> int | None:
    """Return the pid of the server that runs on our data, None for a stale or missing pid file."""
    try:
        pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
        working_directory = Path(f"/proc/{pid}/cwd").readlink()
    except (OSError, ValueError, IndexError):
        return None
    return pid if working_directory == cluster.data.resolve() else None


@contextmanager
def _only_one(cluster: Cluster) -> Iterator[None]:
    """Hold the home's lock, so that two commands never create or start at once."""
    _make_folder(cluster, cluster.home)
    with (cluster.home / "cluster.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_folder(cluster: Cluster, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if cluster.user and folder.owner() != cluster.user:
            shutil.chown(folder, cluster.user)
        if folder == cluster.sockets:
            folder.chmod(0o700)
    except (OSError, KeyError) as error:
        raise UnavailableError(
            "The folder {folder} cannot be used ({reason}); name another with GEOSERVICE_HOME.",
            folder=folder,
            reason=getattr(error, "strerror", None) or error,
        ) from error
    if _run(cluster, ["test", "-w", str(folder)]).returncode:
        raise UnavailableError(
            "The user '{user}' who runs PostgreSQL cannot enter {folder}; "
            "name another with GEOSERVICE_HOME.",
            user=cluster.user or pwd.getpwuid(os.geteuid()).pw_name,
            folder=folder,
        )


def _check_sockets(cluster: Cluster) -> None:
    if len(os.fsencode(cluster.sockets / _SOCKET_NAME)) > SOCKET_LIMIT_BYTES:
        raise UnavailableError(
            "The socket path {path} is longer than a unix socket allows ({limit} bytes); "
            "set TMPDIR to a shorter folder.",
            path=cluster.sockets,
            limit=SOCKET_LIMIT_BYTES,
        )


def _check_version(cluster: Cluster) -> None:
    created_by = (cluster.data / "PG_VERSION").read_text().strip()
    installed = cluster.bin.parent.name
    if installed.isdigit() and created_by != installed:
        same = cluster.bin.parent.parent / created_by / "bin"
        raise ConflictError(
            "The data in {data} was made by PostgreSQL {created_by} but PostgreSQL {installed} is "
            "installed; install postgresql-{created_by}, or back up there and restore here.",
            data=cluster.data,
            created_by=created_by,
            installed=installed,
            same=same,
        )


def _create(cluster: Cluster) -> None:
    """Make the cluster aside and move it in place, so that a half-made one is never used."""
    aside = cluster.home / "postgres.new"
    shutil.rmtree(aside, ignore_errors=True)
    done = _run(
        cluster,
        [str(cluster.bin / "initdb"), "-D", str(aside), "-U", OWNER_ROLE, "-E", "UTF8"]
        + ["--locale=C.UTF-8", "--auth=peer", "--data-checksums"],
    )
    if done.returncode:
        shutil.rmtree(aside, ignore_errors=True)
        raise _failure(cluster, done.stderr or done.stdout)
    aside.rename(cluster.data)


def _write_access(cluster: Cluster) -> None:
    """Let the server's user, and root if that is us, be either role over the socket; nobody else."""
    people = {
        pwd.getpwuid(os.geteuid()).pw_name,
        cluster.user or pwd.getpwuid(os.geteuid()).pw_name,
    }
    idents = [
        f"geoservice {person} {role}"
        for person in sorted(people)
        for role in (OWNER_ROLE, READER_ROLE)
    ]
    (cluster.data / "pg_ident.conf").write_text("\n".join(idents) + "\n")
    (cluster.data / "pg_hba.conf").write_text("local all all peer map=geoservice\n")
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(cluster.sockets),
        "unix_socket_permissions": "0700",
        "shared_buffers": "256MB",
        "work_mem": "32MB",
        "maintenance_work_mem": "128MB",
        "effective_cache_size": "1GB",
        "random_page_cost": "1.1",
        "max_wal_size": "2GB",
        "jit": "off",
        "timezone": "UTC",
    }
    text = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
    (cluster.data / "postgresql.auto.conf").write_text(text)


def _pg_ctl(cluster: Cluster, *arguments: str) -> None:
    """Run pg_ctl and wait for its word; the server's log goes to a file, so nothing hangs on it."""
    log = cluster.home / "postgres.log"
    done = _run(
        cluster,
        [str(cluster.bin / "pg_ctl"), "-D", str(cluster.data), "-l", str(log), "-w", "-t", "60"]
        + list(arguments),
    )
    if done.returncode:
        tail = log.read_text(errors="replace")[-4000:] if log.exists() else done.stderr
        raise _failure(cluster, tail)


def _run(cluster: Cluster, command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a program as the server's user, its output in files and not in pipes a server keeps."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd="/",
            check=False,
            **_as_user(cluster.user),
        )
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, out.read(), err.read())


def _as_user(user: str | None) -> dict[str, object]:
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "umask": 0o077}


def _failure(cluster: Cluster, log: str) -> UnavailableError:
    """Turn what PostgreSQL printed into one sentence with the way out."""
    if "No space left on device" in log:
        return UnavailableError(
            "The disk that holds {home} is full; free some space and start again, "
            "nothing that was committed is lost.",
            home=cluster.home,
        )
    lines = [
        line for line in log.splitlines() if "FATAL" in line or "ERROR" in line or "error" in line
    ]
    return UnavailableError(
        "PostgreSQL did not start on {data}: {reason} (its log: {log})",
        data=cluster.data,
        reason=(lines or log.splitlines() or ["no message"])[-1].strip(),
        log=cluster.home / "postgres.log",
    )
