"""Who may reach the embedded cluster: its socket's folder, its files of access, its settings.

Everything is written without following links and handed to the server's user, because we may be
root and that user is not.
"""

import hashlib
import os
import pwd
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from geoservice.errors import ConflictError, UnavailableError

SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_LIMIT_BYTES = 107  # sun_path in sys/un.h, less the closing zero
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
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


def socket_folder(home: Path) -> Path:
    """Return the folder of the cluster's socket: in its home, or if that is too long in TMPDIR."""
    inside = home / "sockets"
    if _fits(inside) and "," not in str(inside):  # libpq takes a comma for a list of hosts
        return inside
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"geoservice-{digest}"


def check_length(sockets: Path) -> None:
    """Raise UnavailableError where the operating system could not bind a socket in the folder."""
    if not _fits(sockets):
        raise UnavailableError(
            "The socket path {path} is longer than a unix socket allows ({limit} bytes); "
            "set TMPDIR to a shorter folder.",
            path=sockets / SOCKET_NAME,
            limit=SOCKET_LIMIT_BYTES,
        )


def _fits(sockets: Path) -> bool:
    return len(os.fsencode(sockets / SOCKET_NAME)) <= SOCKET_LIMIT_BYTES


def make_folder(folder: Path, owner: pwd.struct_passwd) -> None:
    """Make a folder that only `owner` can enter; refuse one that somebody else put there."""
    try:
        folder.mkdir()
        os.chown(folder, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
    except FileExistsError:
        there = folder.lstat()
        if not stat.S_ISDIR(there.st_mode) or there.st_uid != owner.pw_uid:
            raise ConflictError(
                "{folder} should be a folder of the user '{user}' but '{owner}' put something "
                "there; remove it, or set TMPDIR to another folder.",
                folder=folder,
                user=owner.pw_name,
                owner=user_name(there.st_uid),
            ) from None
    folder.chmod(0o700)


def user_name(uid: int) -> str:
    """Return the name of a user, or the number of one without a name."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def write_access(data: Path, sockets: Path, owner: pwd.struct_passwd, roles: Sequence[str]) -> None:
    """Let the server's user, and root if that is us, be each of `roles` over the socket.

    Nobody else, and nothing over the network.
    """
    people = sorted({pwd.getpwuid(os.geteuid()).pw_name, owner.pw_name})
    idents = [f'geoservice "{person}" {role}' for person in people for role in roles]
    settings = {**SETTINGS, "unix_socket_directories": f'"{sockets}"'}
    lines = [f"{name} = {_quoted(value)}" for name, value in settings.items()]
    for name, text in (
        ("pg_ident.conf", "\n".join(idents)),
        ("pg_hba.conf", "local all all peer map=geoservice"),
        ("postgresql.auto.conf", "\n".join(lines)),
    ):
        with open_own(data / name, owner, os.O_TRUNC) as file:
            file.write(text.encode() + b"\n")


def open_own(path: Path, owner: pwd.struct_passwd, flags: int) -> IO[bytes]:
    """Open a file for writing that only `owner` may read, made if needed, never through a link."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | flags, 0o600)
    os.fchown(number, owner.pw_uid, owner.pw_gid)
    os.fchmod(number, 0o600)
    return os.fdopen(number, "wb")


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
