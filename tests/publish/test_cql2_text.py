"""CQL2 text read by us and by the library `cql2`: two readers, one tree."""

import json
import time
from collections.abc import Callable

import cql2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoservice.errors import InputError
from geoservice.publish.cql2.json_text import read_json
from geoservice.publish.cql2.text import read_text
from tests.hostile import INJECTIONS, NESTED, NESTED_JSON, positions

# Examples of the standard (OGC 21-065r2, clauses 6 and 7), and spellings between which to choose.
EXAMPLES = [
    "city='Toronto'",
    "updated >= date('1970-01-01')",
    "geometry IS NOT NULL",
    "name LIKE 'Smith%'",
    "depth BETWEEN 100.0 and 150.0",
    "cityName IN ('Toronto','Frankfurt','Tokyo','New York')",
    "category NOT IN (1,2,3,4)",
    "CASEI(road_class) IN (CASEI('Οδος'),CASEI('Straße'))",
    "ACCENTI(etat_vol) = ACCENTI('débárquér')",
    "S_INTERSECTS(geometry,POINT(36.319836 32.288087))",
    "S_CROSSES(road,POLYGON((43.7286 -79.2986, 43.7311 -79.2996, 43.7286 -79.2986)))",
    "T_INTERSECTS(event_time, INTERVAL('1969-07-16T05:32:00Z', '1969-07-24T16:50:35Z'))",
    "T_DURING(INTERVAL(touchdown, liftOff), INTERVAL('1969-07-16T13:32:00Z', '..'))",
    "A_CONTAINS(layer:ids, ('layers-ca','layers-us'))",
    "a=1 AND b=2 OR NOT c=3 AND (d=4 OR e=5)",
    "NOT NOT a=1",
    "not(a=1)and b=2",
    "((a))=((1))",
    "a NOT BETWEEN -1 AND +1",
    "'it''s'='x'",
    '"weird "" name"=1',
    "s_within(BBOX(160.6,-55.95,-170,-25.89),geometry)",
    "S_EQUALS(g,GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(1 2,3 4)))",
    "S_EQUALS(g,MULTIPOINT(1 2,3 4)) OR S_EQUALS(g,MULTIPOINT((1 2),(3 4)))",
    "S_EQUALS(g,MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5))))",
    "S_EQUALS(g,MULTILINESTRING((0 0 9,1 0 9),(1 1 9,2 2 9)))",
    "S_EQUALS(g,POINT Z(1 2 3))",
    "T_METBY(a, b) OR T_OVERLAPPEDBY(a,b) OR A_CONTAINEDBY(a,b)",
    "x=-1.5e-3",
    "ก = 'วัด'",
]


def same(ours: object, theirs: object) -> bool:
    """Return whether two trees say the same; the library spells functions as they were written."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(
            str(ours[key]).lower() == str(theirs[key]).lower()
            if key == "op"
            else same(ours[key], theirs[key])
            for key in ours
        )
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return ours == theirs


@pytest.mark.parametrize("text", EXAMPLES)
def test_both_readers_find_the_same_tree(text: str) -> None:
    assert same(read_text(text), cql2.parse_text(text).to_json())


KEYWORDS = {
    *("and", "or", "not", "in", "is", "like", "between", "true", "false", "null"),
    *("div", "point", "bbox", "date"),
}
names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda name: name not in KEYWORDS
)
properties = names.map(lambda name: {"property": name})
words = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\\"))
numbers = st.integers(-(2**50), 2**50) | st.floats(-1e6, 1e6).map(lambda n: round(n, 4))
degrees = st.integers(-80, 80)
positions_of_points = st.tuples(degrees, degrees).map(list)
points = positions_of_points.map(lambda at: {"type": "Point", "coordinates": at})
lines = st.lists(positions_of_points, min_size=2, max_size=4).map(
    lambda at: {"type": "LineString", "coordinates": at}
)
dates = st.dates().map(lambda day: {"date": day.isoformat()})
values = words | numbers | dates | words.map(lambda text: {"op": "casei", "args": [text]})


def operation(name: str, *arguments: st.SearchStrategy) -> st.SearchStrategy:
    return st.tuples(*arguments).map(lambda found: {"op": name, "args": list(found)})


comparisons = st.one_of(
    *(operation(name, properties, values) for name in ("=", "<>", "<", ">", "<=", ">=")),
    operation("like", properties, words),
    operation("between", properties, numbers, numbers),
    operation("in", properties, st.lists(values, min_size=2, max_size=4)),
    operation("isNull", properties),
    operation("s_within", properties, points | lines),
    operation("a_overlaps", properties, st.lists(words, min_size=2, max_size=3)),
    operation("t_after", properties, dates),
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        operation("not", inner), operation("and", inner, inner), operation("or", inner, inner)
    ),
    max_leaves=8,
)


def flat(tree: object) -> object:
    """Return a tree in which AND within AND is one AND; the library writes no brackets there."""
    if isinstance(tree, list):
        return [flat(each) for each in tree]
    if not isinstance(tree, dict):
        return tree
    tree = {key: flat(each) for key, each in tree.items()}
    if tree.get("op") in ("and", "or"):
        split = [
            each["args"] if isinstance(each, dict) and each.get("op") == tree["op"] else [each]
            for each in tree["args"]
        ]
        tree["args"] = [each for some in split for each in some]
    return tree


@settings(max_examples=150)
@given(conditions)
def test_what_the_library_writes_is_read_as_it_was_meant(tree: dict) -> None:
    written = cql2.parse_json(json.dumps(tree)).to_text()

    assert same(flat(read_text(written)), flat(tree)), written


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_in_both_languages(text: str) -> None:
    for read in (read_text, read_json):
        refusal = refused(read, text)
        assert refusal is None or refusal.text("th") != refusal.text("en")


def refused(read: Callable[[str], object], text: str) -> InputError | None:
    try:
        read(text)
    except InputError as refusal:
        return refusal
    return None


def test_nothing_takes_longer_than_its_length() -> None:
    hostile = [*NESTED, *(each for words in INJECTIONS for each in positions(words))]
    hostile += [bracket * n for bracket in ("(", "a(", "POLYGON((", "'") for n in (24, 64, 500)]
    hostile += ["(" * n + "a = 1 b" + ")" * n for n in (24, 63)]
    begun = time.process_time()
    for text in hostile:
        refused(read_text, text[:2000])

    assert time.process_time() - begun < 3e-3 * len(hostile)


def test_json_is_refused_before_it_is_too_deep_for_python() -> None:
    refusals = [refused(read_json, text) for text in NESTED_JSON]

    deep = [each for each in refusals if each and "levels deep" in each.text("en")]
    assert len(deep) == 4
    assert refused(read_json, '{"op":"not","args":[' * 64 + "true" + "]}" * 64) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind = ’x’", "at character 8, '’': text stands between straight quotes"),
        ("kind != 'x'", "at character 6, '!': unequal is written <>"),
        ("kind = 'x", "at character 8, ''': this quote is never closed"),
        ("kind = 'x' AND", "ends too early: a property or a value"),
        ("kind = 'x' kind", "at character 12, 'kind': AND, OR or the end"),
        ("kind = NULL", "at character 8, 'NULL': nothing equals NULL; write IS NULL"),
        ("kind NOT 'x'", "LIKE, BETWEEN or IN is expected here"),
        ("capacity + 1 = 2", "at character 10, '+': nothing is calculated here"),
        ("POINT(1 a)", "at character 9, 'a': a number is expected here"),
        ("S_WITHIN(g, GEOMETRYCOLLECTION(x))", "a shape is expected here"),
        ("DATE(1)", "text in quotes is expected here"),
        ("(a = 1", "ends too early: ')' is expected here"),
        ("(" * 70, "more than 64 levels deep"),
    ],
)
def test_a_refusal_names_the_place_and_what_belongs_there(text: str, says: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_text(text)

    assert says in refusal.value.text("en")
