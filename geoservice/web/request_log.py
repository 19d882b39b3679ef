"""One log line and one id per request."""

import logging
import re
import secrets
import sys
import time

from flask import Flask, Response, g, request

log = logging.getLogger(__name__)
_SECRET = re.compile(r"(^|&)(key|code|state)=[^&]*")  # opens an account to whoever reads the log
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def set_up(app: Flask) -> None:
    """Give every request an id, say it in the answer, and log it once answered."""

    @app.before_request
    def _begin() -> None:
        g.started = time.perf_counter()
        g.request_id = request_id(request.headers.get("X-Request-Id", ""))

    @app.after_request
    def _end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.request_id
        query = _SECRET.sub(r"\1\2=…", request.query_string.decode("latin-1"))
        asked = f"{request.path}?{query}" if query else request.path
        write_line(g.request_id, request.method, asked, response.status_code, g.started)
        return response


def request_id(given: str) -> str:
    """Return the id a proxy gave a request if it is safe to log, else a new one."""
    return given if _SANE_ID.fullmatch(given) else secrets.token_hex(8)


def write_line(request_id: str, method: str, asked: str, status: int, started: float) -> None:
    """Log one answered request; `started` is of time.perf_counter()."""
    if log.isEnabledFor(logging.INFO):
        milliseconds = (time.perf_counter() - started) * 1000
        # repr escapes line breaks and terminal codes
        shown = repr(asked)[1:-1]
        log.info("%s %s %s %d %.1f ms", request_id, method, shown, status, milliseconds)


def log_to_stderr(level: int = logging.INFO) -> None:
    """Write the log of geoservice to standard error, unless logging is set up already."""
    logger = logging.getLogger("geoservice")
    if logger.handlers or logging.getLogger().handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(level)
