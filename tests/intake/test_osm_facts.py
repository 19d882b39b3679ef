"""The facts of a space besides its kind and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.intake.osm import facts
from geoservice.intake.osm.kinds import space_tags

LIBRARY = space_tags()["amenity", "library"]


@pytest.mark.parametrize(
    ("value", "read"),
    [("yes", "yes"), ("designated", "yes"), ("limited", "limited"), ("no", "no"), ("bad", None)],
)
def test_wheelchair_is_one_of_three_words_or_unknown(value: str, read: str | None) -> None:
    assert facts.read_wheelchair({"wheelchair": value}) == read
    assert facts.read_wheelchair({}) is None


@pytest.mark.parametrize(
    ("text", "people"),
    [("40", 40), ("0", None), ("many", None), ("40.5", None), ("-3", None), ("99999999999", None)],
)
def test_a_capacity_that_is_nonsense_is_unknown(text: str, people: int | None) -> None:
    assert facts.read_capacity({"capacity": text}) == people


@pytest.mark.parametrize(
    ("tags", "website"),
    [
        ({"website": "https://a.org/x"}, "https://a.org/x"),
        ({"website": "a.org"}, "https://a.org"),
        ({"contact:website": "http://a.org"}, "http://a.org"),
        ({"url": "https://a.org; https://b.org"}, "https://a.org"),
        ({"website": "javascript:alert(1)"}, None),
        ({"website": "see office"}, None),
        ({}, None),
    ],
)
def test_a_website_is_a_web_address_or_none(tags: dict[str, str], website: str | None) -> None:
    assert facts.read_website(tags) == website


def test_contact_keys_stand_in_for_plain_ones() -> None:
    tags = {"contact:phone": "+66 1", "contact:email": "a@b.org", "operator:en": "City"}

    assert facts.read_phone(tags) == "+66 1"
    assert facts.read_email(tags) == "a@b.org"
    assert facts.read_email({"email": "none"}) is None
    assert facts.read_operator(tags) == "City"


def test_an_address_is_joined_in_reading_order() -> None:
    tags = {"addr:street": "ถนนสุเทพ", "addr:housenumber": "239", "addr:postcode": "50200",
            "addr:district": "เชียงใหม่", "addr:province": "เชียงใหม่"}  # fmt: skip

    assert facts.read_address(tags) == "239 ถนนสุเทพ เชียงใหม่ 50200"
    assert facts.read_address({}) is None


def test_only_items_are_wikidata_ids() -> None:
    assert facts.read_wikidata({"wikidata": "Q42;Q1"}) == "Q42"
    assert facts.read_wikidata({"wikidata": "L42"}) is None


def test_a_bare_description_is_sorted_by_its_script() -> None:
    assert facts.read_descriptions({"description": "หอสมุด"}) == ("หอสมุด", None)
    assert facts.read_descriptions({"description": "A library"}) == (None, "A library")


def test_a_rank_adds_up_as_written() -> None:
    bare = facts.rank_of(LIBRARY, {}, named=False, square_metres=0)
    rich = facts.rank_of(
        LIBRARY,
        {"wikipedia:th": "x", "opening_hours": "24/7", "website": "a.org"},
        named=True,
        square_metres=50_000,
    )

    assert bare == 0.55
    # 0.55 + 0.2 name + 0.15 Wikipedia + 0.05 hours + 0.05 website + half of 0.05 for 5 of 10 ha
    assert rich == 1.0
    assert facts.rank_of(LIBRARY, {}, named=True, square_metres=50_000) == 0.775


@given(st.floats(0, 1e12), st.booleans(), st.sampled_from(list(space_tags().values())))
def test_a_rank_stays_between_nought_and_one(size: float, named: bool, row: object) -> None:
    assert 0 < facts.rank_of(row, {"wikidata": "Q1"}, named=named, square_metres=size) <= 1  # type: ignore[arg-type]
