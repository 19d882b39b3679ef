"""Forms that pages send without a script: their fields, and which site sent them."""

from urllib.parse import urlsplit

from flask import request

from geoservice.errors import ForbiddenError
from geoservice.publish.values import check_text
from geoservice.web.state import state

NEXT = "next"
_OURS = ("same-origin", "none")  # typed in by hand, or opened from a bookmark


def read_form(*names: str) -> dict[str, str]:
    """Return fields of the form that was sent, empty where they are missing."""
    return {name: check_text(name, request.form.get(name, "")) for name in names}


def require_same_site() -> None:
    """Raise ForbiddenError where a browser says that another site sent the form.

    For the doors that nobody has a CSRF token for yet: signing in, a new password.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    hosts = {request.host, urlsplit(state().settings.base_url).netloc} - {""}
    if (site and site not in _OURS) or (origin and urlsplit(origin).netloc not in hosts):
        raise ForbiddenError("Another site sent this form; open the page here and send it again.")


def next_path(given: str) -> str:
    """Return where to go on, a path of this site; empty for anything else."""
    parts = urlsplit(given.replace("\\", "/"))
    plain = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if plain and not parts.scheme and not parts.netloc else ""
