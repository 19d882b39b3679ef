"""Sessions of people who signed in with a browser: a signed text, and nothing kept here.

It holds the account, the epoch that the account had, a random number of its own, when it was
signed and when it began. An account whose epoch has moved on (signed out, a new password, a reset)
has no session left, nor has one that is closed.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.ecology.accounts.asker import Asker
from geoservice.store.models import Account

KEY = "sessions"
IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
_RENEWED_AFTER = timedelta(minutes=10)
_SALT = "geoservice session"
_NUMBER_BYTES = 16


@dataclass(frozen=True)
class SignedIn:
    """What a browser holds of a session; `number` stays the same for as long as it lasts."""

    account_id: int
    epoch: int
    number: str
    signed_at: datetime
    begun_at: datetime

    def is_old(self, now: datetime) -> bool:
        """Return whether it is time to sign it again, so that it does not end while in use."""
        return now - self.signed_at > _RENEWED_AFTER


def begin_session(account: Account, *, now: datetime) -> SignedIn:
    """Return a new session of an account."""
    return SignedIn(account.id, account.epoch, secrets.token_urlsafe(_NUMBER_BYTES), now, now)


def write_session(key: str, signed_in: SignedIn, *, now: datetime) -> str:
    """Return a session as a signed text, good for as long as one may be idle from now."""
    times = [int(now.timestamp()), int(signed_in.begun_at.timestamp())]
    held = [signed_in.account_id, signed_in.epoch, signed_in.number, *times]
    return str(URLSafeSerializer(key, salt=_SALT).dumps(held))


def read_session(key: str, text: str, *, now: datetime) -> SignedIn | None:
    """Return the session of a signed text; None for one forged, idle too long, or too old."""
    try:
        account_id, epoch, number, *seconds = URLSafeSerializer(key, salt=_SALT).loads(text)
        signed_at, begun_at = (datetime.fromtimestamp(each, UTC) for each in seconds)
    except (BadData, ValueError):  # or signed by a release that kept less
        return None
    found = SignedIn(account_id, epoch, number, signed_at, begun_at)
    return found if now - signed_at < IDLE and now - begun_at < LONGEST else None


def find_signed_in(session: Session, signed_in: SignedIn) -> Asker | None:
    """Return who signed in; None where the account is closed or its epoch has moved on."""
    account = session.scalar(
        select(Account).where(
            Account.id == signed_in.account_id,
            Account.epoch == signed_in.epoch,
            Account.disabled_at.is_(None),
        )
    )
    if account is None:
        return None
    return Asker(account.id, account.name, account.role, account.city_id)


def csrf_token(key: str, signed_in: SignedIn) -> str:
    """Return what a page of this session sends along when it writes, and no other site knows."""
    return hmac.new(key.encode(), f"csrf {signed_in.number}".encode(), hashlib.sha256).hexdigest()


def is_csrf_token(key: str, signed_in: SignedIn, given: str) -> bool:
    """Return whether that was sent along, in constant time."""
    return hmac.compare_digest(csrf_token(key, signed_in).encode(), given.encode())
