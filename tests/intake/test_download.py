import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geoservice.errors import InputError, UnavailableError
from geoservice.intake import download as module
from geoservice.intake.download import download

CONTENT = bytes(range(256)) * 8000  # 2 MB


@dataclass
class Site:
    """What the server holds and how it behaves; `asked` is what it was asked for."""

    url: str = ""
    content: bytes = CONTENT
    breaks_after: list[int] = field(default_factory=list)
    md5: str | None = None
    asked: list[str | None] = field(default_factory=list)
    stop: Callable[[], None] = lambda: None


def handler_of(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.endswith(".md5"):
                self.answer_sum()
            else:
                self.answer_file()

        def answer_sum(self) -> None:
            self.send_response(200 if site.md5 else 404)
            self.end_headers()
            self.wfile.write((site.md5 or "").encode())

        def answer_file(self) -> None:
            site.asked.append(self.headers["Range"])
            tag = hashlib.sha256(site.content).hexdigest()
            if self.headers["If-None-Match"] == tag:
                self.send_response(304)
                self.end_headers()
                return
            start = 0
            if self.headers["Range"] and self.headers["If-Range"] == tag:
                start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
            self.send_response(206 if start else 200)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(site.content) - start))
            self.end_headers()
            end = start + site.breaks_after.pop(0) if site.breaks_after else len(site.content)
            self.wfile.write(site.content[start:end])

        def log_message(self, *args: object) -> None:
            pass

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(site))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}/thailand.osm.pbf"

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    site.stop = stop
    yield site
    if thread.is_alive():
        stop()


def test_a_file_arrives_whole_and_progress_ends_at_its_size(site: Site, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []

    file = download(site.url, tmp_path, progress=lambda _, done, total: told.append((done, total)))

    assert file.read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))


def test_a_broken_connection_is_taken_up_where_it_broke(site: Site, tmp_path: Path) -> None:
    site.breaks_after = [700_000, 600_000]

    file = download(site.url, tmp_path)

    assert file.read_bytes() == CONTENT
    assert site.asked == [None, "bytes=700000-", "bytes=1300000-"]


def test_the_next_call_goes_on_where_the_last_one_gave_up(site: Site, tmp_path: Path) -> None:
    site.breaks_after = [100_000] * module.TRIES
    with pytest.raises(UnavailableError):
        download(site.url, tmp_path)

    file = download(site.url, tmp_path)

    assert file.read_bytes() == CONTENT
    assert site.asked[-1] == f"bytes={100_000 * module.TRIES}-"


def test_a_file_that_changed_meanwhile_is_fetched_anew(site: Site, tmp_path: Path) -> None:
    site.breaks_after = [100_000] * module.TRIES
    with pytest.raises(UnavailableError):
        download(site.url, tmp_path)
    site.content = CONTENT[::-1]

    assert download(site.url, tmp_path).read_bytes() == CONTENT[::-1]


def test_the_same_version_is_not_fetched_twice(site: Site, tmp_path: Path) -> None:
    first = download(site.url, tmp_path)
    before = first.stat().st_mtime_ns

    second = download(site.url, tmp_path)

    assert second == first
    assert second.stat().st_mtime_ns == before


def test_a_damaged_file_is_refused_and_not_kept(site: Site, tmp_path: Path) -> None:
    site.md5 = f"{'0' * 32}  thailand.osm.pbf"

    with pytest.raises(UnavailableError, match="arrived damaged"):
        download(site.url, tmp_path)

    assert not list(tmp_path.rglob("*.pbf"))


def test_a_file_with_the_right_sum_is_kept(site: Site, tmp_path: Path) -> None:
    site.md5 = hashlib.md5(CONTENT).hexdigest()

    assert download(site.url, tmp_path).exists()


def test_a_missing_file_says_so_in_one_sentence(site: Site, tmp_path: Path) -> None:
    port = site.url.split(":")[2].split("/")[0]

    with pytest.raises(UnavailableError, match="cannot be downloaded"):
        download(f"http://127.0.0.1:{int(port) - 1}/no.osm.pbf", tmp_path)


def test_the_file_from_before_serves_when_the_server_is_gone(site: Site, tmp_path: Path) -> None:
    file = download(site.url, tmp_path)
    site.stop()

    assert download(site.url, tmp_path) == file


@pytest.mark.parametrize("url", ["ftp://example.org/a.pbf", "file:///etc/passwd", "http://host/"])
def test_only_http_addresses_of_files_are_fetched(url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        download(url, tmp_path)
