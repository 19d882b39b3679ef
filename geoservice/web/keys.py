"""The keys this app signs with, asked of the database once."""

from flask import current_app

from geoservice.store.secrets import signing_key
from geoservice.web.state import state

_NAME = "geoservice.keys"


def app_key(name: str) -> str:
    """Return the signing key of that name."""
    known: dict[str, str] = current_app.extensions.setdefault(_NAME, {})
    if name not in known:
        with state().database.writing() as session:
            known[name] = signing_key(session, name)
    return known[name]
