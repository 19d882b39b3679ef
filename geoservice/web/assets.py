"""The built scripts, styles and fonts: named by their content, so they can be kept for ever.

`npm run build` writes them into `static/build` with a manifest of their names, and beside each
text file its compressed forms.
"""

import json
import mimetypes
from functools import cache

from flask import Response, request, send_from_directory, url_for
from werkzeug.exceptions import NotFound

from geoservice.paths import STATIC

BUILT = STATIC / "build"
_YEAR_SECONDS = 31_536_000
_ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the better one first


def asset_url(name: str) -> str:
    """Return the address of a built file by its plain name, empty where it is not built."""
    built = _manifest().get(name)
    return url_for("pages.asset", name=built) if built else ""


def send_asset(name: str) -> Response:
    """Send a built file, compressed if the browser takes that."""
    if name not in _manifest().values() and not name.endswith(".map"):
        raise NotFound
    for encoding, suffix in _ENCODINGS.items():
        if request.accept_encodings[encoding] and (BUILT / (name + suffix)).is_file():
            return _kept(send_from_directory(BUILT, name + suffix), name, encoding)
    return _kept(send_from_directory(BUILT, name), name)


def _kept(response: Response, name: str, encoding: str = "") -> Response:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response.headers["Content-Type"] = (
        f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    )
    response.headers["Cache-Control"] = f"public, max-age={_YEAR_SECONDS}, immutable"
    response.headers["Vary"] = "Accept-Encoding"
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response


def read_built(name: str) -> str | None:
    """Return the text of a built file by its plain name, None where it is not built."""
    built = _manifest().get(name)
    return (BUILT / built).read_text("utf-8") if built else None


def is_built() -> bool:
    """Say whether the pages' files have been built."""
    return bool(_manifest())


def _manifest() -> dict[str, str]:
    path = BUILT / "manifest.json"
    return _read(path.stat().st_mtime_ns) if path.is_file() else {}


@cache
def _read(_changed: int) -> dict[str, str]:
    names: dict[str, str] = json.loads((BUILT / "manifest.json").read_text("utf-8"))
    return names
