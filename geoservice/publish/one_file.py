"""Pages that are one file: what they carry inside themselves, and the policy that holds them to it.

Such a page asks nobody for anything: fonts, styles and scripts are in it, and its own policy lets
a browser fetch nothing else.
"""

import base64
import hashlib
from collections.abc import Iterable

from geoservice.errors import UnavailableError
from geoservice.paths import STATIC

EMBEDDED = STATIC / "build" / "embedded"


def read_embedded(name: str) -> str:
    """Return the text of a built file that is carried inside pages.

    UnavailableError where the pages' files are not built.
    """
    try:
        return (EMBEDDED / name).read_text("utf-8")
    except OSError:
        raise UnavailableError("The pages are not built yet; build them with: make setup") from None


def page_policy(scripts: Iterable[str]) -> str:
    """Return the Content-Security-Policy of a page that runs these scripts and fetches nothing."""
    known = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    policy = {
        "default-src": "'none'",
        "script-src": known or "'none'",
        "style-src": "'unsafe-inline'",  # Leaflet places its panes by style attributes
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {what}" for name, what in policy.items())


def _digest(script: str) -> str:
    """Return the SHA-256 of a script as it stands between its tags (CSP Level 3)."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
