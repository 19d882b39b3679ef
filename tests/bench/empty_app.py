"""The empty Flask response that warm tiles are measured beside."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def nothing() -> str:
    """Answer nothing."""
    return ""
