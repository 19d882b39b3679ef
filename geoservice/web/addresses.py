"""Addresses that lead nowhere, told before a view reads them."""

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter

_FIRST_PRINTED, _DELETE = " ", "\x7f"


class NumberConverter(IntegerConverter):
    """Numbers from one on, in ASCII digits and no longer than ids are."""

    regex = r"[1-9][0-9]{0,18}"


def set_up(app: Flask) -> None:
    """Give each number one spelling, and no address a character that nobody can type."""
    app.url_map.converters["int"] = NumberConverter
    app.before_request(_refuse_controls)


def _refuse_controls() -> None:
    """Abort with a 404 where a control character is in the path; no text of the store holds NUL."""
    if any(each < _FIRST_PRINTED or each == _DELETE for each in request.path):
        abort(404)
