"""What the app holds for as long as it runs."""

import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial

from flask import Flask, current_app
from sqlalchemy.orm import Session

from geoservice.config import Settings
from geoservice.coverage.shelf import CoverageShelf
from geoservice.publish.catalogue import Holding
from geoservice.publish.counting import Count
from geoservice.publish.exports.room import ExportRoom
from geoservice.publish.grid import Box
from geoservice.publish.memory import Memory
from geoservice.publish.opening import KnownHours
from geoservice.publish.shelf import Shelf
from geoservice.store.database import Database
from geoservice.store.glance import Glance
from geoservice.walk.shelf import NetworkShelf

_NAME = "geoservice"


@dataclass(frozen=True)
class State:
    """The settings and the database of one app, and what it remembers between requests.

    `solving` lets one question of where next be worked on at a time: it takes a whole core.
    """

    settings: Settings
    database: Database
    glance: Glance
    networks: NetworkShelf
    coverage: CoverageShelf
    shelf: Shelf = field(default_factory=Shelf)
    counts: Memory[Count] = field(default_factory=Memory)
    extents: Memory[Box | None] = field(default_factory=Memory)
    catalogues: Memory[tuple[Holding, ...]] = field(default_factory=partial(Memory, 2))
    hours: KnownHours = field(default_factory=KnownHours)
    exports: ExportRoom = field(default_factory=ExportRoom)
    solving: threading.Semaphore = field(default_factory=threading.Semaphore)


def attach(app: Flask, state: State) -> None:
    """Give the app its state."""
    app.extensions[_NAME] = state


def writing() -> AbstractContextManager[Session]:
    """Return a session that writes, and waits for other writers only as long as a reader would."""
    here = state()
    return here.database.writing(patience_ms=here.settings.statement_timeout_ms)


def state() -> State:
    """Return the state of the app that answers the current request."""
    found = current_app.extensions[_NAME]
    assert isinstance(found, State)  # noqa: S101  (set in create_app)
    return found
