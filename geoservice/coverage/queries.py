"""Queries that are shown beside what they answer, so that anybody can ask the same again."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

_CITY = ":city"


@dataclass(frozen=True)
class Query:
    """A query about one city, named by its slug (letters, digits and hyphens alone)."""

    statement: str
    city: str

    @property
    def shown(self) -> str:
        """Return the query as it can be asked again, word for word."""
        return self.statement.replace(_CITY, f"'{self.city}'")


def read_query(file: Path, city: str) -> Query:
    """Return the query of a file about a city."""
    return Query(file.read_text(encoding="utf-8").strip(), city)


def ask(session: Session, query: Query) -> Sequence[Row[Any]]:
    """Return the rows of a query; `session` reads what is published."""
    return session.execute(text(query.statement), {"city": query.city}).all()
