"""Exports in the OpenAPI definition: every format, and what each takes."""

from geoservice.language import translate
from geoservice.publish.exports.asked import PARAMETERS
from geoservice.publish.exports.fields import can_hold
from geoservice.publish.exports.formats import DEFAULT, FIELDS, FORMATS, Format
from geoservice.publish.openapi.components import chosen_properties
from geoservice.publish.openapi.parts import JSON, Document, one_of, parameter, ref, responses
from geoservice.store.catalog import Collection

_OWN = ("crs", "bom", "properties")


def export_path(collection: Collection, filters: list[Document], language: str) -> Document:
    """Return the address of a collection's exports; `filters` are those of its items."""
    held = [each for each in FORMATS.values() if can_hold(each, collection)]

    def say(message: str) -> str:
        return translate(message, language)

    crs = say(
        "The coordinate system: EPSG:32647, or its URI. East comes first, then north, in whatever "
        "system. KML and GPX are always in longitude and latitude, PMTiles in Web Mercator; DXF is "
        "in metres of UTM where nothing is said."
    )
    bom = say("Begin a CSV with a byte order mark, by which Excel knows that it is UTF-8.")
    shared = [ref(name) for name in PARAMETERS if name not in _OWN]
    return {
        f"/collections/{collection.id}/export": {
            "get": {
                "summary": say("The whole collection, filtered, as a file"),
                "description": say(
                    "All features that match, in the order of their ids, of one moment. The name "
                    "of the file holds city, date and version of the data. f=fields tells what the "
                    "fields mean."
                ),
                "operationId": f"{collection.id}.export",
                "parameters": [
                    _format(held, say("The format of the file.")),
                    parameter("crs", crs, {"type": "string"}),
                    parameter("bom", bom, {"type": "boolean", "default": False}),
                    chosen_properties(collection, language),
                    *shared,
                    *filters,
                    ref("lang"),
                ],
                "responses": _answers(held, say("The file."), language),
            }
        }
    }


def _format(held: list[Format], description: str) -> Document:
    known = one_of((*(each.id for each in held), FIELDS))
    return parameter("f", description, {**known, "default": DEFAULT})


def _answers(held: list[Format], description: str, language: str) -> Document:
    """Return the answers: the file with its name, nothing new, or why there is none now."""
    name = {"Content-Disposition": {"schema": {"type": "string"}}}
    types = {each.media_type.split(";")[0]: _schema(each) for each in held}
    content = {each: {"schema": schema} for each, schema in types.items()}
    found = responses(JSON)
    found["200"] = {
        "description": description,
        "headers": name,
        "content": {**found["200"]["content"], **content},
    }
    held_files = {form.media_type.split(";")[0] for form in held if not form.streamed}
    found["206"] = {
        "description": translate("The part of the file that Range asks for.", language),
        "content": {name: {"schema": types[name]} for name in sorted(held_files)},
    }
    return found


def _schema(form: Format) -> Document:
    if form.id == "geojson":
        return {"type": "object"}
    return {"type": "string"} if form.streamed else {"type": "string", "format": "binary"}
