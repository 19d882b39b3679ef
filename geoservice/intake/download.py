"""Fetching a file by URL: shows how far it is, resumes where it stopped, and is checked."""

import hashlib
import http.client
import logging
import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from geoservice.errors import InputError, UnavailableError
from geoservice.intake.progress import Report, silent

log = logging.getLogger(__name__)

CHUNK_BYTES = 1 << 18
TIMEOUT_SECONDS = 30
TRIES = 4


@dataclass(frozen=True)
class _Target:
    """The finished file, the part that is there so far, and what tells one version from another."""

    url: str
    file: Path

    @property
    def part(self) -> Path:
        return self.file.with_name(f"{self.file.name}.part")

    @property
    def tag(self) -> Path:
        return self.file.with_name(f"{self.file.name}.etag")


def is_url(text: str) -> bool:
    """Return whether `text` is something to download rather than a path."""
    return urlsplit(text).scheme in ("http", "https")


def download(url: str, folder: Path, *, progress: Report = silent) -> Path:
    """Fetch `url` into `folder` and return the file.

    A broken connection is taken up again where it broke, also by the next call. A file that is
    there already is fetched again only if the server has another version. Checked are the length
    and, where the server keeps one beside the file, the MD5 sum. Raises InputError for what is no
    http(s) URL, UnavailableError where it cannot be had.
    """
    name = Path(urlsplit(url).path).name
    if not is_url(url) or not name:
        raise InputError("'{url}' is not the http or https address of a file.", url=url)
    # A folder for each address: two servers may use one name.
    folder = folder / hashlib.sha256(url.encode()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    target = _Target(url, folder / name)
    reason: object = "the connection broke off"
    for _ in range(TRIES):
        try:
            if _fetch(target, progress):
                return target.file
        except HTTPError as error:
            raise _unavailable(url, f"{error.code} {error.reason}") from error
        except (URLError, OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            log.info("download of %s broke off: %s", url, reason)
    if target.file.exists():
        log.warning("%s cannot be asked for a newer version; using the file from before", url)
        return target.file
    raise _unavailable(url, reason)


def _fetch(target: _Target, progress: Report) -> bool:
    """Fetch what is missing; return whether the file is now whole."""
    have = target.part.stat().st_size if target.part.exists() else 0
    try:
        answer = urlopen(_request(target, have), timeout=TIMEOUT_SECONDS)  # noqa: S310
    except HTTPError as error:
        if error.code == http.HTTPStatus.NOT_MODIFIED:
            return True
        if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        target.part.unlink()
        return False
    with answer:
        if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
            have = 0
        tag = answer.headers.get("ETag", "")
        target.tag.write_text(tag)
        length = answer.headers.get("Content-Length")
        total = have + int(length) if length else None
        _check_space(target, (total or 0) - have)
        _copy(answer, target.part, have, total, progress)
    if total is not None and target.part.stat().st_size < total:
        return False
    _check_sum(target)
    target.part.replace(target.file)
    return True


def _request(target: _Target, have: int) -> Request:
    request = Request(target.url, headers={"User-Agent": "geoservice"})  # noqa: S310
    tag = target.tag.read_text().strip() if target.tag.exists() else ""
    if have and tag:
        request.add_header("Range", f"bytes={have}-")
        request.add_header("If-Range", tag)
    elif target.file.exists() and tag:
        request.add_header("If-None-Match", tag)
    return request


def _copy(
    answer: http.client.HTTPResponse, part: Path, have: int, total: int | None, progress: Report
) -> None:
    with part.open("ab" if have else "wb") as file:
        while chunk := answer.read(CHUNK_BYTES):
            file.write(chunk)
            have += len(chunk)
            progress("Downloading", have, total)


def _check_space(target: _Target, wanted: int) -> None:
    free = shutil.disk_usage(target.file.parent).free
    if wanted > free:
        raise UnavailableError(
            "{url} has {wanted} MB but {folder} has only {free} MB left; free some space.",
            url=target.url,
            wanted=wanted >> 20,
            folder=target.file.parent,
            free=free >> 20,
        )


def _check_sum(target: _Target) -> None:
    """Compare with the sum that map extract servers keep beside a file, if there is one."""
    try:
        with urlopen(f"{target.url}.md5", timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            words = answer.read(4096).decode("ascii", "replace").split()
    except (URLError, OSError, http.client.HTTPException):
        return
    stated = words[0].lower() if words else ""
    if len(stated) != hashlib.md5(usedforsecurity=False).digest_size * 2:
        return
    with target.part.open("rb") as file:
        found = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    if found != stated:
        target.part.unlink()
        target.tag.unlink(missing_ok=True)
        raise UnavailableError(
            "{url} arrived damaged (its MD5 sum is {found}, the server says {stated}); try again.",
            url=target.url,
            found=found,
            stated=stated,
        )


def _unavailable(url: str, reason: object) -> UnavailableError:
    return UnavailableError(
        "{url} cannot be downloaded ({reason}); check the address and the connection, "
        "then run the same command: it goes on where it stopped.",
        url=url,
        reason=reason,
    )
