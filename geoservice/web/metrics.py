"""Figures for Prometheus: how many requests each route answered, how, and how fast.

Each worker process counts for itself. To add several up, set PROMETHEUS_MULTIPROC_DIR to an empty
folder before the server starts, as prometheus-client documents it.
"""

import os
import time
from functools import cache

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

metrics = Blueprint("metrics", __name__)

_NAME = "geoservice_metrics"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Figures:
    """The counters of one app, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._answered = Counter(
            "geoservice_requests_total",
            "Requests answered, by route, method and status.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "geoservice_request_seconds",
            "Seconds from request to answer, by route.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._answered_of = cache(self._answered.labels)
        self._seconds_of = cache(self._seconds.labels)

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        self._answered_of(route, method, status).inc()
        self._seconds_of(route).observe(seconds)


def set_up(app: Flask) -> None:
    """Count every request of an app."""
    figures = app.extensions[_NAME] = Figures()

    @app.after_request
    def _count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        seconds = time.perf_counter() - g.started
        figures.count(route, request.method, response.status_code, seconds)
        return response


def figures_of(app: Flask) -> Figures:
    """Return the counters of an app."""
    figures = app.extensions[_NAME]
    assert isinstance(figures, Figures)  # noqa: S101  (set up above)
    return figures


@metrics.get("/metrics")
def read_metrics() -> Response:
    """Answer the figures in Prometheus' text format."""
    registry = figures_of(current_app).registry
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    response = Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    response.headers["Cache-Control"] = "no-store"
    return response
