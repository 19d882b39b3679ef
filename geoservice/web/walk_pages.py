"""A walk on paper, and its QR code."""

from flask import Response, abort


def print_walk() -> Response:
    """Show a walk as it is printed."""
    abort(501)


def walk_qr() -> Response:
    """Answer the QR code of a walk's link."""
    abort(501)
