"""Who asks: the account behind a request, and what it may do with the token it came with."""

from dataclasses import dataclass

from geoservice.ecology.accounts.roles import LEAST_ROLE, Deed, may
from geoservice.errors import ForbiddenError

SCOPES = ("read", "write")


@dataclass(frozen=True)
class Asker:
    """An account that asks; `city_id` None: its role holds in every city."""

    account_id: int
    name: str
    role: str
    city_id: int | None = None
    scopes: tuple[str, ...] = SCOPES

    @property
    def actor(self) -> str:
        """Return what the audit trail calls it."""
        return f"account:{self.name}"

    @property
    def origin(self) -> str:
        """Return where a field that it sets comes from; no import overwrites such a field."""
        return f"curator:{self.name}"

    def require_deed(self, deed: Deed) -> None:
        """Raise ForbiddenError unless the role is allowed a deed."""
        if not may(self.role, deed):
            raise ForbiddenError(
                "This account has the role {role}; it takes the role {least} to do that.",
                role=self.role,
                least=LEAST_ROLE[deed],
            )

    def require_city(self, city_id: int) -> None:
        """Raise ForbiddenError where the role holds in another city only."""
        if self.city_id not in (None, city_id):
            raise ForbiddenError("This account works in another city.")
