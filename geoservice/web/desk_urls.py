"""The addresses that the curator's desk asks, places to fill in braces."""

from flask import url_for

from geoservice.web.page_data import url_template

_NUMBER = 123456789


def desk_urls() -> dict[str, str]:
    """Return the addresses that the desk asks beside those of every page with a map."""
    return {
        "desk": url_template("desk.page"),
        "login": url_template("sign_in.page"),
        "item": url_template("features.item", collection="{collection}", feature_id="{id}"),
        "items": url_template("features.items", collection="{collection}"),
        "whole": _numbered("duplicates.whole", "space_id"),
        "duplicates": url_template("duplicates.twins"),
        "dismissals": url_template("duplicates.dismiss"),
        "merge": _numbered("history.merge", "space_id"),
        "history": url_template("history.writes"),
        "undo": _numbered("history.undo", "write_id"),
        "imports": url_template("desk.imports"),
        "sheets": url_template("desk.sheets"),
        "agendas": url_for("city_work.listed", layer="agendas"),
        "outcomes": url_for("city_work.listed", layer="outcomes"),
        "media": url_template("media.add"),
        "pieceMedia": _numbered("attachments.listed", "piece_id"),
        "contributions": url_template("contributions.queue"),
        "decisions": url_template("contributions.decisions"),
        "notes": url_template("notes.listed"),
        "noteDecision": _numbered("notes.decide", "note_id"),
        "noteSolution": _numbered("notes.solve", "note_id"),
        "stampSheet": _numbered("passport_pages.sheet", "space_id"),
        "newStampSheet": _numbered("passport.issue", "space_id"),
        "spacePage": _numbered("space_pages.page", "space_id"),
        "doorSheet": _numbered("space_pages.door", "space_id"),
        "routes": url_template("route_pages.index"),
        "drawRoute": url_template("route_pages.edit"),
    }


def _numbered(endpoint: str, name: str) -> str:
    """Return the path of a route of one number, `{id}` in the number's place."""
    return url_template(endpoint, **{name: _NUMBER}).replace(str(_NUMBER), "{id}")  # type: ignore[arg-type]
