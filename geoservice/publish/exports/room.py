"""How many exports are written at once: the others ask again, so that pages are still answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from geoservice.errors import UnavailableError

STREAMS_AT_ONCE = 2
FILES_AT_ONCE = 1
_PATIENCE_SECONDS = 2


@dataclass(frozen=True)
class ExportRoom:
    """The places of one process: a stream holds a connection and no memory, a file much of both."""

    streams: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(STREAMS_AT_ONCE))
    files: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(FILES_AT_ONCE))

    @contextmanager
    def place(self, *, streamed: bool) -> Iterator[None]:
        """Hold a place; UnavailableError where none gets free within two seconds."""
        places = self.streams if streamed else self.files
        if not places.acquire(timeout=_PATIENCE_SECONDS):
            raise UnavailableError(
                "As many exports as can be are being written now; try again in a moment."
            )
        try:
            yield
        finally:
            places.release()
