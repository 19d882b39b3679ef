"""People who sign in with a browser: a client that keeps the cookie and knows the CSRF token."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from geoservice.ecology.accounts.register import NewAccount, add_account
from geoservice.store.database import Database

PASSWORD = "ดอกคำใต้ 2569"


@dataclass(frozen=True)
class Browser:
    """Somebody's browser."""

    client: FlaskClient

    @property
    def csrf(self) -> str:
        """Return the CSRF token that the page of the account carries, empty for nobody."""
        page = self.client.get("/account").get_data(as_text=True)
        found = re.search(r'<meta name="csrf" content="(\w+)">', page)
        return found[1] if found else ""

    def another(self) -> "Browser":
        """Return a second window of this browser, with a copy of its cookie."""
        held = self.client.get_cookie("session")
        found = Browser(self.client.application.test_client())
        if held:
            found.client.set_cookie("session", held.value)
        return found

    def sign_in(self, name: str, password: str = PASSWORD, **more: Any) -> TestResponse:
        """Send the form of signing in, in English."""
        form = {"name": name, "password": password, **more.pop("form", {})}
        return self.client.post("/login?lang=en", data=form, **more)

    def send(self, method: str, path: str, *, csrf: bool = True, **more: Any) -> TestResponse:
        """Send a request in English as the pages of this browser do."""
        headers = {"Accept-Language": "en", **more.pop("headers", {})}
        if csrf:
            headers["X-CSRF-Token"] = self.csrf
        return self.client.open(path, method=method, headers=headers, **more)


def browser(
    app: Flask,
    database: Database,
    name: str = "anong",
    *,
    role: str = "curator",
    city: str | None = None,
) -> Browser:
    """Return the browser of somebody with a new account who signed in."""
    with database.writing() as session:
        add_account(session, NewAccount(name, role, city, PASSWORD))
    found = Browser(app.test_client())
    assert found.sign_in(name).status_code == 303
    return found
