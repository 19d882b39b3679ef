"""Keys that this service signs with: made at their first use, kept in the database."""

import secrets

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from geoservice.store.models import Secret

_BYTES = 32


def signing_key(session: Session, name: str) -> str:
    """Return the key of that name in a writing session: 32 random bytes as URL-safe text.

    Two that make it at once get the same: the second one waits for the first.
    """
    query = select(Secret.value).where(Secret.name == name)
    known = session.scalar(query)
    if known is not None:
        return known
    new = insert(Secret).values(name=name, value=secrets.token_urlsafe(_BYTES))
    session.execute(new.on_conflict_do_nothing(index_elements=[Secret.name]))
    return session.scalars(query).one()
