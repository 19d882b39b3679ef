"""Curators and others who write over HTTP: an account, a token, and a client that sends it."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from geoservice.ecology.accounts.register import NewAccount, add_account
from geoservice.ecology.accounts.tokens import NewToken, issue_token
from geoservice.store.database import Database

ITEMS = "/api/collections/spaces/items"
GEOJSON = "application/geo+json"
MERGE_PATCH = "application/merge-patch+json"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Editor:
    """Somebody with a token."""

    app: Flask
    token: str

    def send(
        self, method: str, path: str, body: Any = None, *, type: str = GEOJSON, **headers: str
    ) -> TestResponse:
        """Send a request in English with the token; `if_match` is the header If-Match."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {"Accept-Language": "en", "Authorization": f"Bearer {self.token}", **given}
        content = {} if body is None else {"json": body, "content_type": type}
        if isinstance(body, bytes):
            content = {"data": body, "content_type": type}
        return self.app.test_client().open(path, method=method, headers=given, **content)

    def read(self, space: int, query: str = "") -> TestResponse:
        """Read a space as anybody does."""
        return self.app.test_client().get(f"{ITEMS}/{space}{query}")

    def patch(self, space: int, tag: str, **properties: object) -> TestResponse:
        """Change properties of a space."""
        body = {"properties": properties}
        return self.send("PATCH", f"{ITEMS}/{space}", body, type=MERGE_PATCH, if_match=tag)


def editor(
    app: Flask,
    database: Database,
    name: str = "anong",
    *,
    role: str = "curator",
    city: str | None = None,
    scopes: tuple[str, ...] = ("write",),
    days_ago: int = 0,
) -> Editor:
    """Return somebody with an account and a token for a day, made so many days ago."""
    made = datetime.now(UTC) - timedelta(days=days_ago)
    with database.writing() as session:
        add_account(session, NewAccount(name, role, city))
        issued = issue_token(session, NewToken(name, scopes=scopes, days=1), now=made)
    return Editor(app, issued.secret)


def feature(geometry: Any = (98.98, 18.79), **properties: object) -> dict[str, Any]:
    """Return a new library of the town as GeoJSON, with a number that no other has."""
    place = {"type": "Point", "coordinates": list(geometry)} if geometry is not None else None
    given = {"city": "town", "kind": "library", "name_th": f"ห้องสมุด {next(_numbers)}", **properties}
    return {"type": "Feature", "geometry": place, "properties": given}
