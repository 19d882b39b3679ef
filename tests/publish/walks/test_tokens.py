"""Tokens of walks: the examples that the scripts read too, round trips, and what is no token."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.ecology.asked import PREFERENCES, AskedPlace, AskedWalk
from geoservice.errors import InputError
from geoservice.publish.walks.requests import parse_request
from geoservice.publish.walks.tokens import read_walk, write_walk
from geoservice.store.words import AGE_GROUPS, KINDS

EXAMPLES = json.loads((Path(__file__).parents[2] / "walk_tokens.json").read_text("utf-8"))


def asked_of(plan: dict[str, Any]) -> AskedWalk:
    """Return the walk of an example, departing on the wall clock it is written with."""
    asked = parse_request(plan)
    return replace(asked, depart=asked.depart and asked.depart.replace(tzinfo=None))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["token"])
def test_the_examples_are_read(example: dict[str, Any]) -> None:
    assert read_walk(example["token"]) == asked_of(example["plan"])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["token"])
def test_the_examples_are_written(example: dict[str, Any]) -> None:
    written = write_walk(asked_of(example["plan"]))

    assert written == example.get("canonical", example["token"])


def hundred_thousandths(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low * 100_000, high * 100_000).map(lambda whole: whole / 1e5)


ids = st.integers(1, 10**15 - 1)
places = st.one_of(
    st.builds(AskedPlace, space=ids),
    st.builds(AskedPlace, lon=hundred_thousandths(-180, 180), lat=hundred_thousandths(-90, 90)),
)
stops = st.builds(
    lambda place, stay: replace(place, dwell_minutes=stay), places, st.none() | st.integers(0, 480)
)
clocks = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def words(*known: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(known), unique=True, max_size=3).map(tuple)


asked = st.builds(
    AskedWalk,
    city=st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True),
    stops=st.lists(stops, max_size=6).map(tuple),
    start=st.none() | places,
    end=st.none() | places,
    loop=st.booleans(),
    best_order=st.booleans(),
    budget_minutes=st.none() | st.integers(1, 1440),
    kinds=words(*KINDS),
    themes=words("health", "local_economy"),
    age_group=st.none() | st.sampled_from(AGE_GROUPS),
    profile=st.sampled_from(("adult", "wheelchair")),
    depart=st.none() | clocks,
    dwell_minutes=st.none() | st.integers(0, 480),
    dwell_of_kinds=st.dictionaries(st.sampled_from(KINDS), st.integers(0, 480), max_size=3),
    seen=st.lists(ids, max_size=4).map(tuple),
    prefer=words(*PREFERENCES),
)


@given(asked, st.data())
def test_what_is_written_is_read_again(walk: AskedWalk, data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from(range(len(walk.stops))))) if walk.stops else set()
    walk = replace(walk, fixed={position: position for position in kept})

    token = write_walk(walk)

    assert read_walk(token) == walk
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-")


def test_a_stop_fixed_elsewhere_is_moved_there() -> None:
    walk = AskedWalk(
        "town", stops=tuple(AskedPlace(space=n) for n in (1, 2, 3, 4)), fixed={0: 2, 3: 0}
    )

    assert write_walk(walk) == "ctown_s4f_s2_s1f_s3"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "s812_s845",
        "cTown_s1",
        "ctown_",
        "ctown_s1_q5",
        "ctown_s1_b",
        "ctown_p98.9x18.7",
        "ctown_s1x",
        "ctown_d202613012500",
        "ctown_d20261301",
        "ctown_madult-child",
        "ctown_kmuseum_<script>",
        "ctown_tlibrary-45-museum",
        "c" + "town-" * 1000 + "town",
    ],
)
def test_what_is_no_token_is_refused_in_one_sentence(token: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_walk(token)
