"""What lets a phone keep the pages: the worker between them and the network, and its manifest."""

import hashlib
import json

from flask import Response, request, send_from_directory, url_for
from werkzeug.exceptions import NotFound

from geoservice.paths import STATIC
from geoservice.web.assets import read_built
from geoservice.web.page_data import page_urls, url_template

_MANIFEST = "manifest.webmanifest"


def send_worker() -> Response:
    """Send the service worker, the addresses it keeps put before it.

    It is asked for again at each visit, so that a new version takes over at once.
    """
    script = read_built("sw.js")
    if script is None:
        raise NotFound
    text = f"self.addresses={json.dumps(_addresses())};\n{script}"
    response = Response(text, content_type="text/javascript; charset=utf-8")
    response.set_etag(hashlib.sha256(text.encode()).hexdigest()[:16])
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


def _addresses() -> dict[str, str]:
    return {
        **page_urls(),
        "asset": url_template("pages.asset", name="{name}"),
        "icon": url_for("static", filename="icons/favicon.svg"),
    }


def send_manifest() -> Response:
    """Send what a phone shows of the map once it is installed."""
    response = send_from_directory(STATIC, _MANIFEST, mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response
