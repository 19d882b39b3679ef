"""A page of ours as PDF, printed by the Chromium that is installed.

Of the ways to PDF tried, Chromium's alone keeps Thai text that can be searched and copied. A page
that needs its files is served to it on this machine for as long as it takes.
"""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from geoservice.config import Settings
from geoservice.errors import UnavailableError
from geoservice.store.database import Database
from geoservice.web import create_app

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_HOST = "127.0.0.1"
_PATIENCE_SECONDS = 60


def print_pdf(page: str, *, database: Database, base: str) -> bytes:
    """Return a page as PDF; `page` is its path and query, `base` what its links begin with.

    UnavailableError, in one sentence, where there is no Chromium or it does not print.
    """
    program = find_program()
    with (
        tempfile.TemporaryDirectory(prefix="geoservice-pdf-") as folder,
        _serving(database, base) as address,
    ):
        printed = Path(folder) / "page.pdf"
        _run(_command(program, Path(folder), printed, address + page))
        if not printed.is_file():
            raise _failed()
        return printed.read_bytes()


def print_file(html: str) -> bytes:
    """Return a page that is one file as PDF; UnavailableError as above."""
    program = find_program()
    with tempfile.TemporaryDirectory(prefix="geoservice-pdf-") as folder:
        page, printed = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        _run(_command(program, Path(folder), printed, page.as_uri()))
        if not printed.is_file():
            raise _failed()
        return printed.read_bytes()


def find_program() -> str:
    """Return the path of Chromium, or of another browser that prints as it does."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        raise UnavailableError(
            "Chromium, which prints the PDF, is not installed here; install it, on Debian with: "
            "apt-get install chromium"
        )
    return found


def _command(program: str, folder: Path, printed: Path, address: str) -> list[str]:
    # root has no sandbox to enter, and the page is our own
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return [
        program,
        "--headless",
        "--disable-gpu",
        "--no-proxy-server",
        f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={printed}",
        *as_root,
        address,
    ]


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed() from error
    if done.returncode:
        raise _failed()


def _failed() -> UnavailableError:
    return UnavailableError(
        "Chromium did not print the page; take another format, or print it from a browser."
    )


class _Quiet(WSGIRequestHandler):
    """Answers without a line for each request on the terminal."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def _serving(database: Database, base: str) -> Iterator[str]:
    """Serve the pages to this machine alone, on a free port."""
    settings = replace(Settings.from_environment(), base_url=base)
    app = create_app(settings, database)
    server = make_server(_HOST, 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{_HOST}:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
