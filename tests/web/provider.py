"""A small OpenID Connect provider that really signs: one person, codes that hold once, PKCE."""

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "geoservice", "between the two"


@dataclass
class Provider:
    """Who it says signed in, and what it does wrong; `asked` is the last way to it."""

    issuer: str = ""
    subject: str = "anong@town.example"
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    shown_key: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    def id_token(self, nonce: str) -> str:
        """Return who signed in, signed."""
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.claims,
        }
        return jwt.encode({"alg": "RS256", "kid": "one"}, said, self.key)


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Give a provider that answers on this machine."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, _app(provider), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()


def _app(provider: Provider) -> Flask:
    app = Flask("provider")

    @app.get("/.well-known/openid-configuration")
    def metadata() -> Response:
        base = provider.issuer
        return jsonify(
            issuer=base,
            authorization_endpoint=f"{base}/authorize",
            token_endpoint=f"{base}/token",
            jwks_uri=f"{base}/keys",
        )

    @app.get("/authorize")
    def authorize() -> Any:
        provider.asked = request.args.to_dict()
        code = secrets.token_urlsafe()
        provider.codes[code] = provider.asked
        back = urlencode({"code": code, "state": request.args["state"]})
        return redirect(f"{request.args['redirect_uri']}?{back}")

    @app.post("/token")
    def token() -> Any:
        asked = provider.codes.pop(request.form["code"], None)
        digest = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        who = request.authorization
        holds = (
            asked is not None
            and who is not None
            and (who.username, who.password) == (CLIENT, SECRET)
            and asked["code_challenge"] == challenge
            and asked["redirect_uri"] == request.form["redirect_uri"]
        )
        if not holds or asked is None:
            return jsonify(error="invalid_grant"), 400
        return jsonify(
            access_token="x", token_type="Bearer", id_token=provider.id_token(asked["nonce"])
        )

    @app.get("/keys")
    def keys() -> Response:
        shown = provider.shown_key or provider.key
        return jsonify(KeySet([shown]).as_dict(private=False))

    return app
