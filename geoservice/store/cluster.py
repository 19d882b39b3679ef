"""The embedded PostGIS cluster: one PostgreSQL of our own, on a unix socket, under one home.

Never a second server on the same data, and never a signal to a process that is not ours: a pid
counts only if its working directory is our data directory. Everything under the home is made
without following links, because the server's user owns part of it and we may be root.
"""

import errno
import fcntl
import os
import pwd
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from geoservice.errors import ConflictError, UnavailableError
from geoservice.store import cluster_access as access
from geoservice.store import cluster_failures as failures
from geoservice.store.programs import find_programs, major_version, run_as, server_user

OWNER_ROLE = "geoservice"
READER_ROLE = "geoservice_reader"
DATABASE = "geoservice"
PORT = 5432  # part of the socket's name only: nothing listens on the network

_INITDB = (
    f"--username={OWNER_ROLE}",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--auth=peer",
    "--data-checksums",
)
_READY_SECONDS = 600  # as long as replaying the log after a crash may take
_LOG_LIMIT_BYTES = 20_000_000


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
    def log(self) -> Path:
        """Return the server's log."""
        return self.home / "postgres.log"

    @property
    def sockets(self) -> Path:
        """Return the folder of the socket: where the server says if it runs, else where it will."""
        lines = _pid_file(self)
        if server_pid(self) is not None and len(lines) > 4 and lines[4]:
            return Path(lines[4])
        return access.socket_folder(self.home)

    @property
    def owner(self) -> pwd.struct_passwd:
        """Return the account that the server runs as."""
        try:
            return pwd.getpwnam(self.user) if self.user else pwd.getpwuid(os.geteuid())
        except KeyError as error:  # some containers run as a bare number
            raise UnavailableError(
                "PostgreSQL needs a user with a name, and number {uid} has none here; "
                "add one with: useradd --uid {uid} geoservice",
                uid=os.geteuid(),
            ) from error

    def url(self, *, role: str = OWNER_ROLE, database: str = DATABASE) -> str:
        """Return the SQLAlchemy URL of a role on this cluster."""
        host = quote(str(self.sockets))
        return f"postgresql+psycopg2://{role}@/{database}?host={host}&port={PORT}"


def find_cluster(home: Path) -> Cluster:
    """Return the cluster of `home`, created or not, with the programs of the version that made it.

    Raises UnavailableError where PostgreSQL is not installed.
    """
    return Cluster(home=home, bin=find_programs(_made_by(home / "postgres")), user=server_user())


def start(cluster: Cluster) -> ClusterStatus:
    """Create the cluster if there is none and start its server if none runs; repeatable.

    Recovers from a killed server (PostgreSQL replays its log) and from a stale pid file. Returns
    when the server takes connections.
    """
    with _only_one(cluster), _disk_watched(cluster):
        if _made_by(cluster.data) is None:
            _create(cluster)
        _check_owner(cluster)
        _check_version(cluster)
        if not _is_ready(cluster):
            _start_server(cluster)
    return status(cluster)


def stop(cluster: Cluster) -> bool:
    """Stop our server, ending its sessions; return whether one was running."""
    if not cluster.data.exists() or server_pid(cluster) is None:
        return False
    with _only_one(cluster):
        if server_pid(cluster) is None:
            return False
        _pg_ctl(cluster, "stop", "-m", "fast")
        return True


def status(cluster: Cluster) -> ClusterStatus:
    """Say what is there and whether it runs; changes nothing."""
    version = _made_by(cluster.data)
    return ClusterStatus(
        data=cluster.data, created=version is not None, pid=server_pid(cluster), version=version
    )


def server_pid(cluster: Cluster) -> int | None:
    """Return the pid of the server that runs on our data, None for a stale or missing pid file."""
    try:
        pid = int(_pid_file(cluster)[0])
        working_directory = Path(f"/proc/{pid}/cwd").readlink()
    except (OSError, ValueError, IndexError):
        return None
    return pid if working_directory == cluster.data.resolve() else None


def _pid_file(cluster: Cluster) -> list[str]:
    """Return the lines of postmaster.pid (pid, data, start, port, socket folder…), [] for none."""
    try:
        return (cluster.data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _made_by(data: Path) -> str | None:
    """Return the major version of the PostgreSQL that made the data, None where there is none."""
    try:
        return (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise ConflictError(
            "The data in {data} belongs to another user; run geoservice as that user, "
            "or name another folder with GEOSERVICE_HOME.",
            data=data,
        ) from error
    except OSError as error:
        raise failures.unusable(data.parent, error) from error


@contextmanager
def _only_one(cluster: Cluster) -> Iterator[None]:
    """Hold the home's lock, so that two commands never create or start at once."""
    try:
        if not cluster.home.exists():
            cluster.home.mkdir(parents=True)
            cluster.home.chmod(0o755)  # whatever the umask: root's server user must enter it
        lock = os.open(cluster.home / "cluster.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise failures.unusable(cluster.home, error) from error
    try:
        _check_entry(cluster)
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


@contextmanager
def _disk_watched(cluster: Cluster) -> Iterator[None]:
    """Say it in one sentence when a file of ours cannot be written."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise failures.disk_full(cluster.home) from error
        raise failures.unusable(Path(error.filename or cluster.home), error) from error


def _check_entry(cluster: Cluster) -> None:
    if run_as(cluster.user, ["test", "-x", str(cluster.home)]).returncode:
        raise UnavailableError(
            "The user '{user}' who runs PostgreSQL cannot enter {folder}; "
            "name another folder with GEOSERVICE_HOME.",
            user=cluster.owner.pw_name,
            folder=cluster.home,
        )


def _check_owner(cluster: Cluster) -> None:
    owner = cluster.data.stat().st_uid
    if owner != cluster.owner.pw_uid:
        raise ConflictError(
            "The data in {data} belongs to the user '{owner}' but PostgreSQL would run as "
            "'{user}'; run geoservice as '{owner}', or name another folder with GEOSERVICE_HOME.",
            data=cluster.data,
            owner=access.user_name(owner),
            user=cluster.owner.pw_name,
        )


def _check_version(cluster: Cluster) -> None:
    created_by = _made_by(cluster.data)
    installed = major_version(cluster.bin / "initdb")
    if created_by != installed:
        raise ConflictError(
            "The data in {data} was made by PostgreSQL {created_by} but PostgreSQL {installed} is "
            "installed; install postgresql-{created_by} beside it, or name another folder with "
            "GEOSERVICE_HOME.",
            data=cluster.data,
            created_by=created_by or "?",
            installed=installed,
        )


def _create(cluster: Cluster) -> None:
    """Make the cluster aside and move it in place, so that a half-made one is never used."""
    if cluster.data.exists() and any(cluster.data.iterdir()):
        raise ConflictError(
            "The folder {data} holds something else than PostgreSQL's data; move it away, "
            "or name another folder with GEOSERVICE_HOME.",
            data=cluster.data,
        )
    aside = cluster.home / "postgres.new"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        access.make_folder(aside, cluster.owner)
        done = run_as(
            cluster.user,
            [str(cluster.bin / "initdb"), f"--pgdata={aside}", *_INITDB],
        )
        if done.returncode:
            raise failures.explain(cluster.data, done.stderr or done.stdout, log=cluster.log)
        aside.rename(cluster.data)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _is_ready(cluster: Cluster) -> bool:
    """Return whether our server takes connections; waits while it is starting or stopping."""
    deadline = time.monotonic() + _READY_SECONDS
    while server_pid(cluster) is not None and time.monotonic() < deadline:
        asked = [str(cluster.bin / "pg_isready"), "-q", "-h", str(cluster.sockets), "-p", str(PORT)]
        answer = run_as(cluster.user, asked).returncode
        if answer == 0:
            return True
        if answer == 2 and not (cluster.sockets / access.SOCKET_NAME).exists():
            _pg_ctl(cluster, "stop", "-m", "fast")  # its socket was swept away: nobody can reach it
        time.sleep(0.1)
    return False


def _start_server(cluster: Cluster) -> None:
    _clear_stale_pid(cluster)
    sockets = access.socket_folder(cluster.home)
    access.check_length(sockets)
    access.make_folder(sockets, cluster.owner)
    for name in (access.SOCKET_NAME, f"{access.SOCKET_NAME}.lock"):
        (sockets / name).unlink(missing_ok=True)
    access.write_access(cluster.data, sockets, cluster.owner, (OWNER_ROLE, READER_ROLE))
    if cluster.log.exists() and cluster.log.stat().st_size > _LOG_LIMIT_BYTES:
        cluster.log.replace(cluster.log.with_suffix(".log.1"))
    access.open_own(cluster.log, cluster.owner, os.O_APPEND).close()
    _pg_ctl(cluster, "start")


def _clear_stale_pid(cluster: Cluster) -> None:
    """Remove a pid file of rubbish, or one of a living process, which is not our server.

    A dead one PostgreSQL clears itself, once it made sure that the killed server's sessions are
    gone too.
    """
    with suppress(ValueError, IndexError, OverflowError, PermissionError):
        try:
            os.kill(int(_pid_file(cluster)[0]), 0)
        except ProcessLookupError:
            return
    (cluster.data / "postmaster.pid").unlink(missing_ok=True)


def _pg_ctl(cluster: Cluster, *arguments: str) -> None:
    """Run pg_ctl and wait for its word; the server's log goes to a file, so nothing hangs on it."""
    written = cluster.log.stat().st_size if cluster.log.exists() else 0
    command = [str(cluster.bin / "pg_ctl"), "-D", str(cluster.data), "-l", str(cluster.log)]
    for _ in range(50):
        done = run_as(cluster.user, [*command, "-w", "-t", str(_READY_SECONDS), *arguments])
        log = _log_since(cluster, written)
        if not done.returncode:
            return
        if "pre-existing shared memory block" not in log:
            break
        time.sleep(0.2)  # sessions of a killed server are still on their way out
    raise failures.explain(cluster.data, log or done.stderr or done.stdout, log=cluster.log)


def _log_since(cluster: Cluster, written: int) -> str:
    if not cluster.log.exists():
        return ""
    with cluster.log.open("rb") as log:
        log.seek(written)
        return log.read(100_000).decode(errors="replace")
