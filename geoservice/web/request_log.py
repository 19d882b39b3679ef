"""One log line and one id per request."""

import logging
import re
import sys
import time
import uuid

from flask import Flask, Response, g, request

log = logging.getLogger(__name__)
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def set_up(app: Flask) -> None:
    """Give every request an id, say it in the answer, and log it once answered."""

    @app.before_request
    def _begin() -> None:
        g.started = time.perf_counter()
        g.request_id = _given_id() or uuid.uuid4().hex[:16]

    @app.after_request
    def _end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.request_id
        if log.isEnabledFor(logging.INFO):
            milliseconds = (time.perf_counter() - g.started) * 1000
            log.info(
                "%s %s %s %d %.1f ms",
                g.request_id,
                request.method,
                # repr escapes line breaks and terminal codes
                repr(request.full_path if request.query_string else request.path)[1:-1],
                response.status_code,
                milliseconds,
            )
        return response


def _given_id() -> str | None:
    """Return the id a proxy gave the request, if it is safe to log."""
    given = request.headers.get("X-Request-Id", "")
    return given if _SANE_ID.fullmatch(given) else None


def log_to_stderr(level: int = logging.INFO) -> None:
    """Write the log of geoservice to standard error, unless logging is set up already."""
    logger = logging.getLogger("geoservice")
    if logger.handlers or logging.getLogger().handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(level)
