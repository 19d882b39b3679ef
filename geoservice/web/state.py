"""What the app holds for as long as it runs."""

from dataclasses import dataclass

from flask import Flask, current_app

from geoservice.config import Settings
from geoservice.store.database import Database

_NAME = "geoservice"


@dataclass(frozen=True)
class State:
    """The settings and the database of one app."""

    settings: Settings
    database: Database


def attach(app: Flask, state: State) -> None:
    """Give the app its state."""
    app.extensions[_NAME] = state


def state() -> State:
    """Return the state of the app that answers the current request."""
    found = current_app.extensions[_NAME]
    assert isinstance(found, State)  # noqa: S101  (set in create_app)
    return found
