"""Filters as somebody writes them who means harm, or knows no better: one corpus for every door."""

from collections.abc import Iterator

INJECTIONS = [
    "'; DROP TABLE space; --",
    "' OR '1'='1",
    "'' OR 1=1 --",
    "\\'; DELETE FROM space; --",
    "\\",
    "x') UNION SELECT account FROM account --",
    "'||(SELECT version())||'",
    "$$;DROP TABLE space;$$",
    "%s%(x)s%%",
    ":name :kind",
    "{name}{0}{{7*7}}",
    "$1",
    "pg_sleep(9)",
    "/* */",
    "\x00",
    "\u202e\u2066evil\u2069",
    "‘kind’ ＝ ＇x＇",
    "кind",
    "k\u0131nd",
    "ᴋɪɴᴅ",
    "\ufeff\u200b\u00ad",
    "a\u0300" * 50,
    "💥" * 20,
    "\r\nSet-Cookie: a=b",
    "<script>alert(1)</script>",
]


def quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def positions(words: str) -> Iterator[str]:
    """Yield filters in which words stand where something else is expected, raw and quoted."""
    yield words
    yield f"name_th = {words}"
    yield f"{words} = 1"
    yield f'"{words}" = 1'
    yield f"{words}(kind)"
    for value in (quoted(words), f"'{words}'"):
        yield f"name_th = {value}"
        yield f"kind = {value}"
        yield f"capacity = {value}"
        yield f"city = {value}"
        yield f"name_th LIKE {value}"
        yield f"CASEI(name_en) LIKE CASEI({value})"
        yield f"ACCENTI(name_en) = ACCENTI({value})"
        yield f"name_th IN ('a', {value})"
        yield f"name_th BETWEEN 'a' AND {value}"
        yield f"updated_at > TIMESTAMP({value})"
        yield f"updated_at > DATE({value})"
        yield f"T_AFTER(updated_at, INTERVAL({value},'..'))"
        yield f"A_CONTAINS(agendas, ({value}))"
        yield f"A_CONTAINS(age_groups, ({value}))"
        yield f"S_INTERSECTS(geometry, {value})"
    yield f"S_INTERSECTS(geometry, BBOX({words}))"
    yield f"S_INTERSECTS(geometry, POINT({words} 1))"
    yield f"S_INTERSECTS({words}, POINT(1 1))"


def trees(words: str) -> Iterator[object]:
    """Yield trees of CQL2 JSON in which words stand everywhere."""
    property = {"property": "name_th"}
    yield words
    yield {"op": words, "args": [property, "x"]}
    yield {"op": "=", "args": [{"property": words}, "x"]}
    yield {"op": "=", "args": [property, words]}
    yield {"op": "like", "args": [property, words]}
    yield {"op": "in", "args": [property, [words, words]]}
    yield {"op": "isNull", "args": [{"property": words}]}
    yield {"op": "casei", "args": [words]}
    yield {"op": "=", "args": [{"op": "accenti", "args": [words]}, words]}
    yield {"op": "=", "args": [{"property": "updated_at"}, {"timestamp": words}]}
    yield {"op": "t_after", "args": [{"property": "updated_at"}, {"interval": [words, ".."]}]}
    yield {"op": "a_overlaps", "args": [{"property": "agendas"}, [words]]}
    yield {"op": "s_within", "args": [{"property": "geometry"}, {"type": words, "coordinates": []}]}
    yield {"op": "s_within", "args": [{"property": "geometry"}, {"bbox": [words, 1, 2, 3]}]}
    yield {"op": "=", "args": [{words: "name_th"}, "x"]}
    yield {"op": "=", "args": [property, "x"], words: words}


SHAPES = [
    "POINT(1e308 1e308)",
    "POINT(999 999)",
    "POINT(18.79 98.98)",
    "LINESTRING(1 1)",
    "LINESTRING(1 1,1 1)",
    "POLYGON((0 0,1 1,1 0,0 1,0 0))",
    "POLYGON((0 0,1 1,1 0))",
    "POLYGON((0 0,0 0,0 0,0 0))",
    "POLYGON((0 0,1 0,1 1,0 0),(5 5,6 5,6 6,5 5))",
    "MULTIPOLYGON(((0 0,2 0,2 2,0 0)),((1 0,3 0,3 2,1 0)))",
    "POLYGON EMPTY",
    "POLYGON(())",
    "GEOMETRYCOLLECTION()",
    "MULTIPOINT(" + ",".join(["1 1"] * 400) + ")",
    "LINESTRING(" + ",".join(f"{n % 9} {n % 7}" for n in range(400)) + ")",
    "GEOMETRYCOLLECTION(" * 60 + "POINT(1 1)" + ")" * 60,
    "GEOMETRYCOLLECTION(" * 90 + "POINT(1 1)" + ")" * 90,
    "POLYGON" + "(" * 900,
    "BBOX(1,2,3)",
    "BBOX(3,4,1,2)",
    "BBOX(-1e300,-1e300,1e300,1e300)",
    "BBOX(-180,-90,180,90)",
    "BBOX(180,-90,-180,90)",
]
GEOJSON = [
    {"type": "Point", "coordinates": [float("nan"), 1]},
    {"type": "Point", "coordinates": [float("inf"), 1]},
    {"type": "Point", "coordinates": [True, False]},
    {"type": "Point", "coordinates": ["1", "2"]},
    {"type": "Point", "coordinates": [[[[[[1, 2]]]]]]},
    {"type": "Point", "coordinates": {"x": 1}},
    {"type": "Point"},
    {"type": ["Point"], "coordinates": [1, 2]},
    {"type": "Polygon", "coordinates": [[]]},
    {"type": "Polygon", "coordinates": [None]},
    {"type": "MultiPolygon", "coordinates": [[[[1, 1, 1, 1, 1]]]]},
    {"type": "MultiPoint", "coordinates": [[1, 1]] * 190},
    {
        "type": "GeometryCollection",
        "geometries": [{"type": "GeometryCollection", "geometries": []}],
    },
    {"type": "GeometryCollection", "geometries": "x"},
    {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}},
    {"type": "CircularString", "coordinates": [[0, 0], [1, 1], [2, 0]]},
    {"bbox": [1, 2, 3, float("nan")]},
    {"bbox": "1,2,3,4"},
    {"bbox": []},
]
RELATIONS = ("s_intersects", "s_disjoint", "s_equals", "s_touches", "s_crosses", "s_within",
             "s_contains", "s_overlaps")  # fmt: skip
NESTED = [
    "(" * 22 + "kind = 'park'",
    "(" * 1900,
    "(" * 64 + "kind = 'park'" + ")" * 64,
    "(" * 65 + "kind = 'park'" + ")" * 65,
    "(" * 900 + "kind = 'park'" + ")" * 900,
    "NOT " * 64 + "kind = 'park'",
    "NOT " * 490 + "kind = 'park'",
    "-" * 1900,
    "CASEI(" * 60 + "name_en" + ")" * 60 + " = 'x'",
    "CASEI(" * 300 + "name_en",
    "kind = " * 200,
    "name_th BETWEEN " * 100,
    "INTERVAL(" * 200,
    "[" * 1900,
    "(kind='park' OR (kind='bank' AND " * 32 + "true" + "))" * 32,
    " AND ".join(["kind = 'park'"] * 110),
    " OR ".join(["1=1"] * 230),
    "'" * 1999,
    '"' * 1999,
    "'" + "\\'" * 900,
    "name_th IN (" + ",".join(["1"] * 990) + ")",
    "name_th IN (" + ",".join(["''"] * 640) + ")",
    "A_OVERLAPS(agendas, (" + ",".join(["'a'"] * 480) + "))",
]
NESTED_JSON = [
    "[" * 1900,
    '{"a":' * 330,
    "[" * 900 + "]" * 900,
    '{"op":"not","args":[' * 60 + "true" + "]}" * 60,
    '{"op":"not","args":[' * 64 + "true" + "]}" * 64,
    '{"op":"not","args":[' * 66 + "true" + "]}" * 66,
    '{"op":"and","args":[' * 80 + "true" + "]}" * 80,
    '{"op":"and","args":[]}',
    '{"op":"not","args":[true,true]}',
    '{"op":"=","args":"xx"}',
    '{"op":["="],"args":[1,2]}',
    '{"op":{"op":"="},"args":[1,2]}',
    '{"op":"=","args":[null,null]}',
    '{"op":"=","args":[1,2,3]}',
    '{"op":"=","args":[1,1],"op":"<>"}',
    '{"op":"=","args":[NaN,-Infinity]}',
    '{"op":"=","args":[1e999,' + "9" * 1800 + "]}",
    '{"op":"=","args":[{"property":"capacity"},1e300]}',
    '{"op":"=","args":[{"property":"capacity"},-9223372036854775808]}',
    '{"op":"=","args":[{"property":"name_th"},"\\ud800"]}',
    '{"op":"=","args":[{"property":"name_th"},"\\u0000"]}',
    '{"op":"=","args":[{"property":["name_th"]},1]}',
    '{"op":"=","args":[{"property":"name_th","x":1},1]}',
    '{"op":"in","args":[{"property":"name_th"},[[["x"]]]]}',
    '{"op":"between","args":[1,{"op":"not","args":[true]},3]}',
    '{"op":"casei","args":["x"]}',
    '{"date":"2026-01-01"}',
    "null", "0", '""', "[]", "{}", "tru", "{", '"' + "\\" * 1001,
]  # fmt: skip
PATTERNS = [
    "name_en LIKE '" + "%a" * 9 + "%b'",
    "name_en LIKE '" + "%a" * 900 + "'",
    "name_en LIKE '" + "%" * 1900 + "b'",
    "name_en LIKE '" + "%_" * 9 + "b'",
    "name_en LIKE '" + "_" * 1900 + "'",
    "name_en LIKE '\\'",
    "name_en LIKE 'a\\\\\\'",
    "name_en LIKE '\\\\\\\\%'",
    " OR ".join(["ACCENTI(CASEI(name_en)) LIKE ACCENTI(CASEI('%a%b'))"] * 10),
    " OR ".join(["name_en LIKE '%a'"] * 11),
    " OR ".join(["CASEI(name_en) = 'x'"] * 60),
    "capacity LIKE '1%'",
    "name_en LIKE name_th",
    "name_en LIKE 1",
    "age_groups LIKE 'child'",
    "geometry LIKE 'P%'",
]
KINDS = [
    f"capacity = {'9' * 400}",
    f"capacity IN (1, -{'9' * 1900})",
    f"S_INTERSECTS(geometry, POINT({'9' * 1900} 1))",
    "capacity = 'many'",
    "capacity > true",
    "name_th = 12",
    "name_th > DATE('2026-01-01')",
    "updated_at = '2026-01-01T00:00:00Z'",
    "updated_at > 12",
    "age_groups = 'child'",
    "age_groups > age_groups",
    "geometry = POINT(1 1)",
    "geometry = geometry",
    "geometry > 'x'",
    "name_th",
    "capacity AND true",
    "NOT 1",
    "kind = 'cafe'",
    "kind IN ('library', 'cafe')",
    "A_CONTAINS(age_groups, ('old'))",
    "A_CONTAINS(age_groups, (1, 2))",
    "A_CONTAINS(name_th, ('a'))",
    "A_CONTAINS(age_groups)",
    "S_INTERSECTS(name_th, POINT(1 1))",
    "S_INTERSECTS(geometry)",
    "S_DWITHIN(geometry, POINT(1 1), 5)",
    "T_DURING(updated_at, INTERVAL('2026-01-01','..'))",
    "T_AFTER(name_th, DATE('2026-01-01'))",
    "T_AFTER(updated_at, INTERVAL('2026-01-02','2026-01-01'))",
    "T_AFTER(updated_at, INTERVAL('2026-01-02'))",
    "T_AFTER(updated_at, INTERVAL(name_th, '..'))",
    "updated_at > DATE('2026-02-30')",
    "updated_at > DATE('0000-01-01')",
    "updated_at > TIMESTAMP('2026-01-01')",
    "updated_at > TIMESTAMP('9999-12-31T23:59:59-23:59') OR "
    "updated_at < TIMESTAMP('0001-01-01T00:00:00+23:59')",
    "updated_at > TIMESTAMP('2026-01-01T00:00:60Z')",
    "updated_at > TIMESTAMP('2026-01-01T00:00:00+99:99')",
    "search_key = 'x'",
    "rank > 0",
    "status = 'draft'",
    "city_id = 1",
    "place_privacy = 'private'",
    "geom IS NULL",
    "id = 1",
    "capacity + 1 = 2",
    "capacity / 0 = 1",
    "CASEI(capacity) = 'x'",
    "CASEI() = 'x'",
    "CASEI(name_th, name_en) = 'x'",
    "S_EQUALS(geometry, GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(1 1,2 2)))",
]  # fmt: skip
