"""The doors of the curator's desk in the OpenAPI definition: twins, imports, agendas, media."""

from geoservice.coverage.indicators import indicators
from geoservice.language import translate
from geoservice.publish.editing.city_work import AGENDAS, FIELDS, LONGEST, OUTCOMES
from geoservice.publish.editing.media_lists import MOST, PARTS
from geoservice.publish.openapi.parts import (
    GEOJSON,
    JSON,
    PROBLEM,
    SLUG,
    TEXT,
    TIME,
    WHOLE,
    Document,
    closed,
    formats,
    json_body,
    listed,
    members,
    nullable,
    one_of,
    parameter,
    reason,
    ref,
    required,
    responses,
)

_TOKEN: list[Document] = [{"token": []}]
_ID: Document = {"type": "integer", "minimum": 1}
_DAY: Document = {"type": "string", "format": "date"}
_MATCH = ("409", "412", "428")
_NEEDED = {AGENDAS: ("slug", "title_th"), OUTCOMES: ("agenda", "text_th", "happened_on")}


def desk_paths(language: str) -> Document:
    """Return the addresses of the desk."""
    paths: Document = {
        "/duplicates": {"get": _list("Spaces that may be one place.", "twins", language)},
        "/duplicates/dismissals": {"post": _dismiss(language)},
        "/spaces/{spaceId}/whole": {"get": _whole(language)},
        "/imports": {"get": _list("What the last imports did and refused.", "imports", language)},
        "/collections/knowledge/items/{featureId}/media": {
            "get": _item("The pictures and recordings of a piece.", "attached", language),
            "put": _item("Set the pictures and recordings of a piece.", "attached", language)
            | {"requestBody": json_body("media")},
        },
    }
    for layer, read, add in (
        (AGENDAS, "The agendas that a city named.", "Name an agenda of the city."),
        (OUTCOMES, "The outcomes that were reported.", "Report an outcome."),
    ):
        paths[f"/{layer}"] = {
            "get": _list(read, layer, language),
            "post": _add(add, layer, language),
        }
        paths[f"/{layer}/{{rowId}}"] = {
            "put": _row("Change what is sent.", layer, language),
            "delete": _remove(language),
        }
    for path in paths.values():
        if "put" in path and "get" in path:
            path["put"]["responses"] |= dict.fromkeys(("413", "415", *_MATCH), PROBLEM)
            path["put"]["parameters"] = [*path["put"]["parameters"], _if_match(language)]
    return paths


def desk_schemas() -> Document:
    """Return what is sent to the desk's doors and answered by them."""
    feature: Document = {"type": "object"}
    twins = members("keep", "other", "metres", keep=feature, other=feature)
    refusal = members("row", "count", "reason", row=TEXT, count=_ID, reason=TEXT)
    past = members(
        *("id", "at", "action", "file", "refused", "refusals"),
        **{"id": _ID, "at": TIME, "action": TEXT, "file": TEXT, "refused": WHOLE},
        refusals=listed(refusal),
    )
    found: Document = {
        "twins": members("duplicates", "count", duplicates=listed(twins), count=WHOLE),
        "dismissal": closed(members("city", "keep", "other", city=SLUG, keep=_ID, other=_ID)),
        "imports": members("imports", imports=listed(past)),
        "media": closed(members(**{part: listed(_entry(part), maxItems=MOST) for part in PARTS})),
        "attached": members(*PARTS, **{part: listed(feature) for part in PARTS}),
    }
    for layer in FIELDS:
        answered = members("id", "version", "etag", id=_ID, version=_ID, etag=TEXT)
        fields = {name: _field(name) for name in FIELDS[layer]}
        found[layer] = members(layer, **{layer: listed(answered)})
        found[f"{layer}_row"] = answered
        found[f"{layer}_new"] = closed(members(*_NEEDED[layer], city=nullable(SLUG), **fields))
        found[f"{layer}_change"] = closed(members(**fields))
    return found


def _entry(part: str) -> Document:
    texts = {name: {"type": "string", "maxLength": 500} for name in PARTS[part] if name != "key"}
    return closed(members("key", key={"type": "string", "minLength": 1, "maxLength": 60}, **texts))


def _field(name: str) -> Document:
    if name == "figures":
        return listed(one_of(each.id for each in indicators()), maxItems=12)
    if name == "activity_id":
        return nullable(_ID)
    if name == "people":
        return nullable(WHOLE | {"maximum": 10_000_000})
    if name == "happened_on":
        return _DAY
    if name == "slug":
        pattern = "^[a-z0-9]+([_-][a-z0-9]+)*$"
        return {"type": "string", "pattern": pattern, "maxLength": LONGEST["slug"]}
    return {"type": "string", "maxLength": LONGEST[name]}


def _operation(summary: str, parameters: list[Document], answers: Document, lang: str) -> Document:
    return {
        "summary": translate(summary, lang),
        "security": _TOKEN,
        "parameters": [*parameters, ref("lang")],
        "responses": {**answers, **dict.fromkeys(("401", "403", "429"), PROBLEM)},
    }


def _list(summary: str, schema: str, language: str) -> Document:
    city = required(parameter("city", translate("City", language), SLUG))
    form = formats(language, "json")
    return _operation(summary, [city, form], responses(JSON, schema=schema), language)


def _dismiss(language: str) -> Document:
    answers = responses(JSON, body=True)
    answers["204"] = {"description": translate("It is kept.", language)}
    del answers["200"]
    summary = "Say that two spaces are two places."
    parameters = [reason(language), formats(language, "json")]
    found = _operation(summary, parameters, answers, language)
    return found | {"requestBody": json_body("dismissal")}


def _whole(language: str) -> Document:
    number = _number("spaceId", language)
    summary = "A space with what the public is not shown."
    return _operation(summary, [number, formats(language, "json")], responses(GEOJSON), language)


def _item(summary: str, schema: str, language: str) -> Document:
    number = _number("featureId", language)
    answers = responses(JSON, schema=schema)
    return _operation(summary, [number, formats(language, "json")], answers, language)


def _add(summary: str, layer: str, language: str) -> Document:
    answers = responses(JSON, schema=f"{layer}_row", body=True)
    answers |= {"201": answers.pop("200"), "409": PROBLEM}
    found = _operation(summary, [reason(language), formats(language, "json")], answers, language)
    return found | {"requestBody": json_body(f"{layer}_new")}


def _row(summary: str, layer: str, language: str) -> Document:
    answers = responses(JSON, schema=f"{layer}_row", body=True) | dict.fromkeys(_MATCH, PROBLEM)
    parameters = [*_on_row(language), formats(language, "json")]
    found = _operation(summary, parameters, answers, language)
    return found | {"requestBody": json_body(f"{layer}_change")}


def _remove(language: str) -> Document:
    answers = {"204": {"description": translate("It is removed.", language)}}
    answers |= dict.fromkeys(("400", "404", "500", "503", *_MATCH), PROBLEM)
    return _operation("Take it away.", _on_row(language), answers, language)


def _on_row(language: str) -> list[Document]:
    return [_number("rowId", language), _if_match(language), reason(language)]


def _number(name: str, language: str) -> Document:
    return parameter(name, translate("Its number.", language), _ID, place="path")


def _if_match(language: str) -> Document:
    told = translate("The ETag of the state that was read.", language)
    return {"name": "If-Match", "in": "header", "description": told, "required": True} | {
        "schema": TEXT
    }
