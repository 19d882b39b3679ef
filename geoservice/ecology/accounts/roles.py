"""Roles: each may do what those before it may."""

from enum import StrEnum

from geoservice.errors import InputError
from geoservice.store.words import ROLES


class Deed(StrEnum):
    """What one may do or not; the word is what the rights table calls it."""

    SUGGEST = "suggest"
    CONTRIBUTE = "contribute"
    EDIT_SPACES = "edit spaces"
    CURATE = "curate"
    KEEP_FIGURES = "keep figures"
    ADMINISTER = "administer"


LEAST_ROLE = {
    Deed.SUGGEST: "citizen",
    Deed.CONTRIBUTE: "contributor",
    Deed.EDIT_SPACES: "curator",
    Deed.CURATE: "curator",
    Deed.KEEP_FIGURES: "planner",
    Deed.ADMINISTER: "admin",
}
"""The first of the roles that may do a deed; every role after it may too."""


def may(role: str, deed: Deed) -> bool:
    """Return whether a role is allowed a deed, in its own city or (no city) in all."""
    return ROLES.index(role) >= ROLES.index(LEAST_ROLE[deed])


def check_role(role: str) -> str:
    """Return a role; InputError names those there are."""
    if role not in ROLES:
        raise InputError(
            "There is no role '{role}'; there are: {known}.", role=role, known=", ".join(ROLES)
        )
    return role
