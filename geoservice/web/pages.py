"""The pages people see."""

from flask import Blueprint, render_template

pages = Blueprint("pages", __name__)


@pages.get("/")
def map_page() -> str:
    """Show the map."""
    return render_template("map/index.html")
