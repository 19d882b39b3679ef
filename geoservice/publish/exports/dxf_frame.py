"""What stands around the entities of a DXF file of AutoCAD 2000, which every CAD program reads.

Tags are pairs of a group code and a value (Autodesk, DXF Reference AC1015). A handle names each
object; those of the frame are fixed, the entities count on from FIRST_HANDLE.
"""

from collections.abc import Iterable, Sequence

from geoservice.publish.exports.dxf_text import to_ascii

Tags = list[str]
FIRST_HANDLE = 0x10000
MODEL_SPACE = "1F"
TEXT_STYLE = "Thai"
APPLICATION = "GEOSERVICE"  # whose extended data the id of a feature is
_FONT = "tahoma.ttf"  # has Thai, and is there wherever AutoCAD is
_LAST_HANDLE = "7FFFFFFFFFFF"
_METRES, _NO_UNIT = "6", "0"
_COLOURS = (1, 3, 5, 6, 30, 4, 40, 140, 200, 84, 230, 94, 170)  # AutoCAD colour index
_FIRST_LAYER_HANDLE = 0x1000


def head(comments: Iterable[str], layers: Sequence[str], *, in_metres: bool) -> Tags:
    """Return the tags before the first entity; each layer has one for its names beside it."""
    unit = _METRES if in_metres else _NO_UNIT
    version = ["9", "$ACADVER", "1", "AC1015", "9", "$HANDSEED", "5", _LAST_HANDLE]
    units = ["9", "$INSUNITS", "70", unit, "9", "$MEASUREMENT", "70", "1"]
    return [
        *(tag for each in comments if each for tag in ("999", to_ascii(each))),
        *_section("HEADER", [*version, *units]),
        *_section("TABLES", _tables(layers)),
        *_section("BLOCKS", [*_block("*Model_Space", "20", "21", MODEL_SPACE),
                             *_block("*Paper_Space", "1C", "1D", "1B")]),
        *("0", "SECTION", "2", "ENTITIES"),
    ]  # fmt: skip


def tail() -> Tags:
    """Return the tags after the last entity."""
    root = ["0", "DICTIONARY", "5", "C", "330", "0", "100", "AcDbDictionary", "281", "1"]
    group = ["0", "DICTIONARY", "5", "D", "330", "C", "100", "AcDbDictionary", "281", "1"]
    objects = [*root, "3", "ACAD_GROUP", "350", "D", *group]
    return ["0", "ENDSEC", *_section("OBJECTS", objects), "0", "EOF"]


def write(tags: Tags) -> str:
    """Return tags one under the other, without a line break at the end."""
    return "\n".join(tags)


def names_layer(layer: str) -> str:
    """Return the layer on which the names of a layer's features stand."""
    return f"{layer}_name"


def _section(name: str, tags: Tags) -> Tags:
    return ["0", "SECTION", "2", name, *tags, "0", "ENDSEC"]


def _tables(layers: Sequence[str]) -> Tags:
    line = ["70", "0", "3", "", "72", "65", "73", "0", "40", "0.0"]
    lines = [[name, *line] for name in ("ByBlock", "ByLayer", "Continuous")]
    font = ["70", "0", "40", "0.0", "41", "1.0", "50", "0.0", "71", "0", "42", "2.5", "3"]
    styles = [["Standard", *font, "txt", "4", ""], [TEXT_STYLE, *font, _FONT, "4", ""]]
    applications = [["ACAD", "70", "0"], [APPLICATION, "70", "0"]]
    return [
        *_table("VPORT", "8", "Viewport", "29", [_VIEW]),
        *_table("LTYPE", "5", "Linetype", "14", lines),
        *_table("LAYER", "2", "Layer", f"{_FIRST_LAYER_HANDLE:X}", _layers(layers)),
        *_table("STYLE", "3", "TextStyle", "30", styles),
        *_table("VIEW", "6", "View", "0", []),
        *_table("UCS", "7", "UCS", "0", []),
        *_table("APPID", "9", "RegApp", "34", applications),
        *_dimension_styles(),
        *_table("BLOCK_RECORD", "1", "Block", MODEL_SPACE, [["*Model_Space", "340", "0"]])[:-2],
        *_entry("BLOCK_RECORD", "1", "Block", "1B", ["*Paper_Space", "340", "0"]),
        *("0", "ENDTAB"),
    ]


def _table(name: str, handle: str, record: str, first: str, entries: list[Tags]) -> Tags:
    """Return a table whose entries have handles that count on from `first`."""
    opened = ["0", "TABLE", "2", name, "5", handle, "330", "0", "100", "AcDbSymbolTable"]
    listed = [
        tag
        for number, each in enumerate(entries, int(first, 16))
        for tag in _entry(name, handle, record, f"{number:X}", each)
    ]
    return [*opened, "70", str(len(entries)), *listed, "0", "ENDTAB"]


def _entry(table: str, owner: str, record: str, handle: str, tags: Tags) -> Tags:
    known = ["0", table, "5", handle, "330", owner, "100", "AcDbSymbolTableRecord"]
    return [*known, "100", f"AcDb{record}TableRecord", "2", *tags]


def _layers(names: Sequence[str]) -> list[Tags]:
    entries = [_layer("0", 7)]
    for number, name in enumerate(names):
        colour = _COLOURS[number % len(_COLOURS)]
        entries += [_layer(name, colour), _layer(names_layer(name), colour)]
    return entries


def _layer(name: str, colour: int) -> Tags:
    return [name, "70", "0", "62", str(colour), "6", "Continuous", "370", "-3"]


def _dimension_styles() -> Tags:
    """Return the one table whose entries have their handle under another code."""
    opened = ["0", "TABLE", "2", "DIMSTYLE", "5", "A", "330", "0", "100", "AcDbSymbolTable"]
    record = ["100", "AcDbSymbolTableRecord", "100", "AcDbDimStyleTableRecord"]
    entry = ["0", "DIMSTYLE", "105", "27", "330", "A", *record, "2", "Standard", "70", "0"]
    return [*opened, "70", "1", "100", "AcDbDimStyleTable", *entry, "0", "ENDTAB"]


def _block(name: str, begin: str, end: str, owner: str) -> Tags:
    def part(kind: str, handle: str, record: str) -> Tags:
        whose = ["0", kind, "5", handle, "330", owner, "100", "AcDbEntity", "8", "0"]
        return [*whose, "100", f"AcDbBlock{record}"]

    place = ["10", "0.0", "20", "0.0", "30", "0.0"]
    opened = [*part("BLOCK", begin, "Begin"), "2", name, "70", "0", *place, "3", name, "1", ""]
    return [*opened, *part("ENDBLK", end, "End")]


_VIEW = [
    *("*Active", "70", "0", "10", "0.0", "20", "0.0", "11", "1.0", "21", "1.0", "12", "0.0"),
    *("22", "0.0", "13", "0.0", "23", "0.0", "14", "0.5", "24", "0.5", "15", "0.5", "25", "0.5"),
    *("16", "0.0", "26", "0.0", "36", "1.0", "17", "0.0", "27", "0.0", "37", "0.0"),
    *("40", "1000.0", "41", "1.34", "42", "50.0", "43", "0.0", "44", "0.0", "50", "0.0"),
    *("51", "0.0", "71", "0", "72", "1000", "73", "1", "74", "3", "75", "0", "76", "0"),
    *("77", "0", "78", "0", "281", "0", "65", "1", "146", "0.0"),
]
