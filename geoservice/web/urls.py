"""Addresses as they are given out: absolute, under the public address of the service."""

from urllib.parse import parse_qsl, urlencode

from flask import request, url_for

from geoservice.web.state import state


def address(endpoint: str, **values: object) -> str:
    """Return the absolute URL of an endpoint; values that are None are left out.

    Under GEOSERVICE_BASE_URL if it is set, else under the host that was asked.
    """
    base = state().settings.base_url or request.host_url
    return base.rstrip("/") + url_for(endpoint, **values)  # type: ignore[arg-type]


def template(endpoint: str, **values: str) -> str:
    """Return the absolute URL of an endpoint with places like `{z}` left to fill in."""
    return address(endpoint, **values).replace("%7B", "{").replace("%7D", "}")


def asked_address() -> str:
    """Return the absolute URL of the current request."""
    base = state().settings.base_url or request.host_url
    query = request.query_string.decode("ascii", "replace")
    return base.rstrip("/") + request.script_root + request.path + (f"?{query}" if query else "")


def in_format(url: str, form: str) -> str:
    """Return the URL of the same thing in another format: with `f` set, all else as it is."""
    place, _, query = url.partition("?")
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "f"]
    return f"{place}?{urlencode([*kept, ('f', form)])}"
