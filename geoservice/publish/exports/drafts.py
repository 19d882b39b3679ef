"""A file in the making: for formats that are no stream of text."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from geoservice.publish.exports.rows import Export
from geoservice.publish.exports.streams import Tell, nobody


@dataclass(frozen=True)
class Draft:
    """What is to be written, where, and who is told how many features are written so far.

    The folder of `path` is for this file alone: what helps to write it may lie beside it.
    """

    session: Session
    export: Export
    path: Path
    tell: Tell = nobody


Write = Callable[[Draft], None]
