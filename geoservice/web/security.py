"""Headers on every answer: what a page may do, and who may read the open API."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, request

from geoservice.config import Settings
from geoservice.web.state import state

_READING = "GET, HEAD, OPTIONS"
OPEN = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Content-Crs, Content-Disposition, ETag, Link, Retry-After, X-Request-Id",
    ),
)
_PREFLIGHT = (
    ("Access-Control-Allow-Methods", _READING),
    ("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
)
EVERYWHERE = (("X-Content-Type-Options", "nosniff"),)


def set_up(app: Flask) -> None:
    """Add the headers: a page's policy to what is not data, open doors to the API."""
    with app.app_context():
        of_pages = list(security_headers(state().settings).items())

    @app.after_request
    def _add(response: Response) -> Response:
        headers = response.headers
        headers.extend(EVERYWHERE)
        if response.status_code == HTTPStatus.NO_CONTENT:
            headers.remove("Content-Type")  # of nothing
        if request.path.startswith("/api"):
            headers.extend(OPEN)
            if request.method == "OPTIONS":
                headers.extend(_PREFLIGHT)
        if not request.path.startswith("/api") or response.mimetype == "text/html":
            for name, value in of_pages:
                headers.setdefault(name, value)  # a page that is one file has its own policy
        return response


def security_headers(settings: Settings) -> dict[str, str]:
    """Return the headers; the only foreign host ever named is the outside basemap's."""
    outside = basemap_origin(settings.basemap_url)
    policy = {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",  # Leaflet places its panes by style attributes
        "img-src": f"'self' data: blob: {outside}".strip(),
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {what}" for name, what in policy.items()),
        # The origin alone: public tile servers ask for it, and no address with a place leaks.
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    }


def basemap_origin(template: str) -> str:
    """Return the origin of a raster tile address, a subdomain placeholder as a wildcard.

    Empty where the address is empty or on this host.
    """
    parts = urlsplit(template.replace("{s}.", "*."))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
