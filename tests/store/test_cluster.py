"""The embedded cluster, against kills, stale files, full disks and strangers."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from geoservice.errors import ConflictError, UnavailableError
from geoservice.store import cluster as embedded
from geoservice.store import cluster_access, cluster_failures
from geoservice.store.cluster import Cluster, find_cluster
from geoservice.store.programs import server_user

AS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not AS_ROOT, reason="only root runs the server as another user")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose cluster was created, started and stopped once."""
    home = Path(tempfile.mkdtemp(prefix="geoservice-cluster-"))
    home.chmod(0o755)
    embedded.start(find_cluster(home))
    embedded.stop(find_cluster(home))
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def empty_home() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="geoservice-cluster-"))
    home.chmod(0o755)
    yield home
    if (home / "postgres").exists():
        embedded.stop(find_cluster(home))
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def cluster(made: Path, empty_home: Path) -> Cluster:
    """A stopped cluster of this test alone, copied from a ready one."""
    subprocess.run(["cp", "-a", made / "postgres", empty_home / "postgres"], check=True)
    return find_cluster(empty_home)


@pytest.fixture
def running(cluster: Cluster) -> Cluster:
    embedded.start(cluster)
    return cluster


def ask(cluster: Cluster, sql: str, database: str = "postgres") -> object:
    engine = create_engine(cluster.url(database=database), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            result = connection.execute(text(sql))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


def pid_of(cluster: Cluster) -> int:
    pid = embedded.server_pid(cluster)
    assert pid is not None
    return pid


def kill_server(cluster: Cluster) -> int:
    pid = pid_of(cluster)
    os.kill(pid, signal.SIGKILL)
    while embedded.server_pid(cluster) is not None:
        time.sleep(0.02)
    return pid


class TestALife:
    def test_nothing_is_created_by_looking(self, empty_home: Path) -> None:
        status = embedded.status(find_cluster(empty_home))

        assert (status.created, status.pid, status.version) == (False, None, None)
        assert list(empty_home.iterdir()) == []

    def test_it_is_created_started_and_answers(self, empty_home: Path) -> None:
        cluster = find_cluster(empty_home)

        status = embedded.start(cluster)

        assert status.created
        assert status.pid == pid_of(cluster)
        assert ask(cluster, "SELECT 1") == 1

    def test_starting_twice_gives_one_server(self, running: Cluster) -> None:
        first = pid_of(running)

        again = embedded.start(running)

        assert again.pid == first

    def test_stopping_ends_it_and_stopping_again_does_nothing(self, running: Cluster) -> None:
        assert embedded.stop(running)
        assert embedded.status(running).pid is None
        assert not embedded.stop(running)

    def test_what_was_written_is_there_after_a_restart(self, running: Cluster) -> None:
        ask(running, "CREATE TABLE kept AS SELECT 7 AS number")

        embedded.stop(running)
        embedded.start(running)

        assert ask(running, "SELECT number FROM kept") == 7

    def test_it_listens_on_its_socket_only_and_its_user_alone_may_enter(
        self, running: Cluster
    ) -> None:
        assert ask(running, "SHOW listen_addresses") == ""
        assert running.sockets.stat().st_mode & 0o777 == 0o700
        assert running.data.stat().st_mode & 0o777 == 0o700

    def test_the_environment_of_the_caller_does_not_bend_it(
        self, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PGPORT", "6543")
        monkeypatch.setenv("PGDATA", "/nowhere")

        embedded.start(cluster)

        assert ask(cluster, "SHOW port") == "5432"

    def test_files_of_access_belong_to_the_server_whatever_the_umask(
        self, cluster: Cluster
    ) -> None:
        (cluster.data / "pg_ident.conf").unlink()
        before = os.umask(0o777)
        try:
            embedded.start(cluster)
        finally:
            os.umask(before)

        for name in ("pg_hba.conf", "pg_ident.conf", "postgresql.auto.conf"):
            there = (cluster.data / name).stat()
            assert (there.st_uid, there.st_mode & 0o777) == (cluster.owner.pw_uid, 0o600)

    def test_two_processes_starting_at_once_give_one_server(self, empty_home: Path) -> None:
        starters = [
            subprocess.Popen(
                [sys.executable, "-c", START, empty_home],
                stdout=subprocess.PIPE,
                text=True,
                cwd=Path(embedded.__file__).parents[2],
            )
            for _ in range(2)
        ]
        pids = [starter.communicate(timeout=120)[0].strip() for starter in starters]

        assert [starter.returncode for starter in starters] == [0, 0]
        assert pids == [str(pid_of(find_cluster(empty_home)))] * 2

    @needs_root
    def test_a_home_of_somebody_else_stays_theirs(self, cluster: Cluster) -> None:
        os.chown(cluster.home, 4711, 4711)

        embedded.start(cluster)

        assert ask(cluster, "SELECT 1") == 1
        assert cluster.home.stat().st_uid == 4711

    def test_a_home_with_spaces_and_quotes_in_its_name_works(
        self, made: Path, empty_home: Path
    ) -> None:
        home = empty_home / "ของ ฉัน & it's"
        home.mkdir()
        home.chmod(0o755)
        subprocess.run(["cp", "-a", made / "postgres", home / "postgres"], check=True)
        cluster = find_cluster(home)

        embedded.start(cluster)

        try:
            assert ask(cluster, "SELECT 1") == 1
        finally:
            embedded.stop(cluster)

    def test_a_home_too_long_for_a_socket_gets_it_elsewhere(
        self, made: Path, empty_home: Path
    ) -> None:
        home = empty_home / ("long" * 25)
        home.mkdir()
        home.chmod(0o755)
        subprocess.run(["cp", "-a", made / "postgres", home / "postgres"], check=True)
        cluster = find_cluster(home)

        embedded.start(cluster)

        try:
            assert cluster.sockets.parent == Path(tempfile.gettempdir())
            assert ask(cluster, "SELECT 1") == 1
        finally:
            embedded.stop(cluster)
            shutil.rmtree(cluster.sockets)


START = """
import sys
from pathlib import Path
from geoservice.store.cluster import find_cluster, start
print(start(find_cluster(Path(sys.argv[1]))).pid)
"""


class TestRecovery:
    def test_a_killed_server_starts_again_with_all_that_was_committed(
        self, running: Cluster
    ) -> None:
        ask(running, "CREATE TABLE kept AS SELECT 7 AS number")
        killed = kill_server(running)

        status = embedded.start(running)

        assert status.pid not in (None, killed)
        assert ask(running, "SELECT number FROM kept") == 7

    def test_a_server_killed_under_a_working_session_starts_again(self, running: Cluster) -> None:
        sleeper = threading.Thread(target=_sleep_in, args=(running,))
        sleeper.start()
        while not ask(running, "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%sleep(30%'"):
            time.sleep(0.02)
        kill_server(running)

        embedded.start(running)

        assert ask(running, "SELECT 1") == 1
        sleeper.join()

    def test_a_pid_file_of_a_process_long_gone_is_no_obstacle(self, cluster: Cluster) -> None:
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        write_pid(cluster, gone.pid)

        embedded.start(cluster)

        assert ask(cluster, "SELECT 1") == 1

    def test_a_pid_file_of_another_living_process_is_no_obstacle_and_it_lives_on(
        self, cluster: Cluster
    ) -> None:
        with subprocess.Popen(["sleep", "60"]) as stranger:
            write_pid(cluster, stranger.pid)

            assert embedded.status(cluster).pid is None
            assert not embedded.stop(cluster)
            embedded.start(cluster)

            assert ask(cluster, "SELECT 1") == 1
            assert embedded.stop(cluster)
            assert stranger.poll() is None
            stranger.kill()

    @pytest.mark.parametrize("rubbish", ["", "\n", "not a pid\n", "99999999999999999999\n"])
    def test_a_pid_file_of_rubbish_is_no_obstacle(self, cluster: Cluster, rubbish: str) -> None:
        write_pid(cluster, rubbish)

        embedded.start(cluster)

        assert ask(cluster, "SELECT 1") == 1

    def test_a_socket_left_behind_is_no_obstacle(self, running: Cluster) -> None:
        kill_server(running)
        lock = running.sockets / f"{cluster_access.SOCKET_NAME}.lock"
        assert lock.exists()
        lock.write_text(f"{os.getpid()}\n")

        embedded.start(running)

        assert ask(running, "SELECT 1") == 1

    def test_a_socket_swept_away_is_made_again(self, running: Cluster) -> None:
        first = pid_of(running)
        shutil.rmtree(running.sockets)

        embedded.start(running)

        assert pid_of(running) != first
        assert ask(running, "SELECT 1") == 1

    def test_a_creation_that_was_interrupted_is_begun_again(self, empty_home: Path) -> None:
        half = empty_home / "postgres.new"
        half.mkdir()
        (half / "PG_VERSION").write_text("15\n")

        embedded.start(find_cluster(empty_home))

        assert ask(find_cluster(empty_home), "SELECT 1") == 1
        assert not half.exists()


def _sleep_in(cluster: Cluster) -> None:
    with pytest.raises(OperationalError):
        ask(cluster, "SELECT pg_sleep(30)")


def write_pid(cluster: Cluster, first_line: object) -> None:
    path = cluster.data / "postmaster.pid"
    path.write_text(f"{first_line}\n{cluster.data}\n1700000000\n5432\n{cluster.sockets}\n")
    shutil.chown(path, cluster.owner.pw_uid, cluster.owner.pw_gid)


class TestOneSentence:
    """What cannot work says so in one sentence, and leaves everything as it was."""

    def test_data_of_another_version(self, cluster: Cluster) -> None:
        (cluster.data / "PG_VERSION").write_text("9\n")

        with pytest.raises(ConflictError, match="made by PostgreSQL 9 but PostgreSQL"):
            embedded.start(find_cluster(cluster.home))
        assert embedded.status(cluster).version == "9"

    def test_a_folder_of_something_else(self, empty_home: Path) -> None:
        (empty_home / "postgres").mkdir()
        (empty_home / "postgres/photo.jpg").write_text("")

        with pytest.raises(ConflictError, match="holds something else"):
            embedded.start(find_cluster(empty_home))
        assert (empty_home / "postgres/photo.jpg").exists()

    def test_a_file_where_the_home_should_be(self, empty_home: Path) -> None:
        (empty_home / "file").write_text("")

        with pytest.raises(UnavailableError, match="GEOSERVICE_HOME"):
            embedded.start(find_cluster(empty_home / "file"))

    @needs_root
    def test_a_home_that_the_servers_user_cannot_enter(self, empty_home: Path) -> None:
        empty_home.chmod(0o700)

        with pytest.raises(UnavailableError, match=r"cannot enter .*GEOSERVICE_HOME"):
            embedded.start(find_cluster(empty_home))

    @needs_root
    def test_data_of_another_user(self, cluster: Cluster) -> None:
        os.chown(cluster.data, 4711, 4711)

        with pytest.raises(ConflictError, match="belongs to the user '4711'"):
            embedded.start(cluster)

    def test_a_user_without_a_name(self, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 471147)

        with pytest.raises(UnavailableError, match="number 471147 has none"):
            embedded.start(Cluster(home=cluster.home, bin=cluster.bin, user=None))

    @needs_root
    def test_a_socket_folder_that_somebody_else_put_there(self, cluster: Cluster) -> None:
        cluster.sockets.mkdir()
        os.chown(cluster.sockets, 4711, 4711)

        with pytest.raises(ConflictError, match="'4711' put something there"):
            embedded.start(cluster)
        assert cluster.sockets.stat().st_uid == 4711

    def test_a_link_where_the_socket_folder_should_be(
        self, cluster: Cluster, tmp_path: Path
    ) -> None:
        before = tmp_path.stat()
        cluster.sockets.symlink_to(tmp_path)

        with pytest.raises(ConflictError, match="put something there"):
            embedded.start(cluster)
        assert tmp_path.stat() == before

    def test_a_link_where_the_log_should_be(self, cluster: Cluster, tmp_path: Path) -> None:
        (tmp_path / "precious").write_text("precious")
        cluster.log.symlink_to(tmp_path / "precious")

        with pytest.raises(UnavailableError, match="cannot be used"):
            embedded.start(cluster)
        assert (tmp_path / "precious").read_text() == "precious"

    def test_no_folder_short_enough_for_a_socket(
        self, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        long = cluster.home / ("long" * 30)
        long.mkdir()
        cluster.data.rename(long / "postgres")
        monkeypatch.setattr(tempfile, "tempdir", str(long))
        cluster = find_cluster(long)

        with pytest.raises(UnavailableError, match=r"longer than a unix socket allows.*TMPDIR"):
            embedded.start(cluster)

    def test_settings_that_postgresql_refuses(self, cluster: Cluster) -> None:
        with (cluster.data / "postgresql.conf").open("a") as settings:
            settings.write("max_connections = 0\n")

        with pytest.raises(UnavailableError, match=r"contains errors.*postgres\.log"):
            embedded.start(cluster)

    @needs_root
    def test_a_full_disk(self, made: Path, empty_home: Path) -> None:
        if subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=24m,mode=755", "tmpfs", empty_home], check=False
        ).returncode:
            pytest.skip("no tmpfs can be mounted here")
        try:
            with pytest.raises(UnavailableError, match="is full; free some space"):
                embedded.start(find_cluster(empty_home))
            assert not (empty_home / "postgres").exists()
            assert not (empty_home / "postgres.new").exists()
        finally:
            subprocess.run(["umount", empty_home], check=True)

    @needs_root
    def test_a_disk_that_fills_up_recovers_once_there_is_space(
        self, made: Path, empty_home: Path
    ) -> None:
        if subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=96m,mode=755", "tmpfs", empty_home], check=False
        ).returncode:
            pytest.skip("no tmpfs can be mounted here")
        cluster = find_cluster(empty_home)
        filler = empty_home / "filler"
        try:
            subprocess.run(["cp", "-a", made / "postgres", cluster.data], check=True)
            _fill(filler)
            with pytest.raises(UnavailableError, match="is full; free some space"):
                embedded.start(cluster)

            filler.unlink()
            embedded.start(cluster)
            assert ask(cluster, "SELECT 1") == 1
        finally:
            filler.unlink(missing_ok=True)
            embedded.stop(cluster)
            subprocess.run(["umount", empty_home], check=True)


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 65536):
                pass
        except OSError:
            return


# Lines of real logs of PostgreSQL 15.
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "2026-11-23 20:48:12.345 UTC [123] LOG:  starting PostgreSQL 15.14 on x86_64\n"
            "2026-11-23 20:48:12.346 UTC [123] PANIC:  could not write to file "
            '"pg_wal/xlogtemp.123": No space left on device\n',
            "is full",
        ),
        ("initdb: error: could not create directory: Disk quota exceeded\n", "is full"),
        (
            "2026-11-23 20:48:12.345 UTC [123] LOG:  listening on Unix socket\n"
            "2026-11-23 20:48:12.346 UTC [123] FATAL:  could not create shared memory segment\n"
            "2026-11-23 20:48:12.347 UTC [123] LOG:  database system is shut down\n",
            "could not create shared memory segment",
        ),
        ("", "no message"),
    ],
)
def test_what_postgresql_says_becomes_one_sentence(said: str, expected: str) -> None:
    error = cluster_failures.explain(Path("/home/x/postgres"), said, log=Path("/home/x/log"))

    assert expected in str(error)
    assert "\n" not in str(error)


@needs_root
def test_an_ordinary_user_runs_a_cluster_of_their_own(empty_home: Path) -> None:
    user = server_user()
    assert user is not None
    python = _python_of(user)
    package = Path(embedded.__file__).parents[1]
    shutil.copytree(package, empty_home / "geoservice", ignore=shutil.ignore_patterns("*.pyc"))
    os.chown(empty_home, pwd.getpwnam(user).pw_uid, -1)
    script = START + "from geoservice.store.cluster import stop\n"
    script += "print(stop(find_cluster(Path(sys.argv[1]))))"

    done = subprocess.run(
        [python, "-c", script, empty_home],
        user=user,
        group=pwd.getpwnam(user).pw_gid,
        extra_groups=[],
        cwd=empty_home,
        env={"PATH": os.environ["PATH"], "HOME": str(empty_home)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == "True"
    assert (empty_home / "postgres").owner() == user


def _python_of(user: str) -> str:
    """A Python that `user` may run: ours, or the system's. The cluster needs no library."""
    for python in (sys.executable, "/usr/bin/python3"):
        try:
            check = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
            if not subprocess.run(check, user=user, check=False, cwd="/").returncode:
                return python
        except OSError:
            continue
    pytest.skip(f"no Python 3.11 that the user {user} may run")
