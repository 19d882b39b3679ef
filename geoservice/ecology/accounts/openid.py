"""Signing in through an OpenID Connect provider (Core 1.0): by code, with state, nonce and PKCE."""

import secrets
from collections.abc import Callable
from typing import Any, NamedTuple

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.errors import ForbiddenError, UnavailableError
from geoservice.store.models import Account

_METADATA = "/.well-known/openid-configuration"
_ALGORITHMS = ("RS256", "ES256", "PS256", "EdDSA")
_PATIENCE_SECONDS = 10
_LEEWAY_SECONDS = 60
_VERIFIER_BYTES = 48


class Client(NamedTuple):
    """What this service is to its provider, and where that leads people back to."""

    issuer: str
    id: str
    secret: str
    redirect_uri: str


class Begun(NamedTuple):
    """A way out to the provider: where to, and what its browser keeps until it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


def begin(client: Client) -> Begun:
    """Return where to send a browser to sign in; UnavailableError without an answer from there."""
    metadata = _metadata(client)
    nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(_VERIFIER_BYTES)
    url, state = _session(client).create_authorization_url(
        metadata["authorization_endpoint"], nonce=nonce, code_verifier=verifier
    )
    return Begun(url, state, nonce, verifier)


def finish(client: Client, begun: Begun, code: str) -> str:
    """Return the subject of who came back with a code; ForbiddenError where it does not hold."""
    metadata = _metadata(client)
    token = _asked(lambda: _token(client, metadata, begun, code))
    keys = _asked(lambda: _get(metadata["jwks_uri"]))
    try:
        read = jwt.decode(token["id_token"], KeySet.import_key_set(keys), algorithms=_ALGORITHMS)
        options = {
            "iss": {"essential": True, "value": client.issuer},
            "aud": {"essential": True, "value": client.id},
        }
        params = {"nonce": begun.nonce, "client_id": client.id}
        claims = CodeIDToken(read.claims, read.header, options, params)
        claims.validate(leeway=_LEEWAY_SECONDS)
        return str(claims["sub"])
    except (JoseError, AuthlibBaseError, KeyError, ValueError, TypeError):
        raise _refused() from None


def find_subject(session: Session, subject: str) -> Account:
    """Return the account that a subject signs in to; ForbiddenError for one linked to none."""
    linked = Account.subject == subject, Account.disabled_at.is_(None)
    account = session.scalar(select(Account).where(*linked))
    if account is None:
        raise ForbiddenError(
            "Your organisation knows you as '{subject}', and no account here is linked to that; "
            "ask who runs this service to link one.",
            subject=subject,
        )
    return account


def _metadata(client: Client) -> dict[str, Any]:
    """Return what a provider says of itself (OpenID Connect Discovery 1.0, section 4)."""
    found: dict[str, Any] = _asked(lambda: _get(client.issuer.rstrip("/") + _METADATA))
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if found.get("issuer") != client.issuer or not all(name in found for name in wanted):
        raise _unreachable()
    return found


def _get(url: str) -> Any:
    answer = requests.get(url, timeout=_PATIENCE_SECONDS)
    answer.raise_for_status()
    return answer.json()


def _token(client: Client, metadata: dict[str, Any], begun: Begun, code: str) -> Any:
    try:
        return _session(client).fetch_token(
            metadata["token_endpoint"],
            code=code,
            code_verifier=begun.verifier,
            timeout=_PATIENCE_SECONDS,
        )
    except AuthlibBaseError:
        raise _refused() from None


def _session(client: Client) -> OAuth2Session:
    return OAuth2Session(
        client.id,
        client.secret,
        scope="openid",
        redirect_uri=client.redirect_uri,
        code_challenge_method="S256",
    )


def _asked(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except (requests.RequestException, ValueError):
        raise _unreachable() from None


def _refused() -> ForbiddenError:
    return ForbiddenError("Your organisation did not confirm who you are; try to sign in again.")


def _unreachable() -> UnavailableError:
    return UnavailableError(
        "The place where your organisation signs people in does not answer as it should; try "
        "again later, or sign in with a password."
    )
