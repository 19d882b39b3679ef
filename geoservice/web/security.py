"""Headers that keep a page to what it is meant to do, on every answer."""

from urllib.parse import urlsplit

from flask import Flask, Response

from geoservice.config import Settings
from geoservice.web.state import state


def set_up(app: Flask) -> None:
    """Add the headers to every answer."""
    with app.app_context():
        headers = security_headers(state().settings)

    @app.after_request
    def _add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
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
        "X-Content-Type-Options": "nosniff",
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
