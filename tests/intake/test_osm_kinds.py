"""Which tags make a learning space."""

import pytest

from geoservice.intake.osm.kinds import find_space_tag, religion_of, space_tags
from geoservice.store.words import AGE_GROUPS, KINDS


def test_the_table_knows_only_kinds_and_age_groups_of_the_store() -> None:
    for row in space_tags().values():
        assert row.kind in KINDS
        assert set(row.age_groups) <= set(AGE_GROUPS)
        assert 0 < row.base_rank < 1


@pytest.mark.parametrize(
    ("tags", "kind", "subkind"),
    [
        ({"amenity": "place_of_worship", "religion": "muslim"}, "temple", "place_of_worship"),
        ({"amenity": "monastery"}, "temple", "monastery"),
        ({"amenity": "school"}, "school", "school"),
        ({"amenity": "kindergarten"}, "school", "kindergarten"),
        ({"amenity": "college"}, "university", "college"),
        ({"amenity": "clinic"}, "hospital", "clinic"),
        ({"healthcare": "hospital"}, "hospital", "hospital"),
        ({"tourism": "gallery"}, "museum", "gallery"),
        ({"amenity": "theatre"}, "community_centre", "theatre"),
        ({"amenity": "townhall"}, "government", "townhall"),
        ({"office": "government"}, "government", "government"),
        ({"amenity": "marketplace"}, "market", "marketplace"),
        ({"leisure": "playground"}, "park", "playground"),
        ({"office": "coworking"}, "company", "coworking"),
        ({"amenity": "bank"}, "bank", "bank"),
    ],
)
def test_tags_make_a_kind_and_keep_their_own_value(
    tags: dict[str, str], kind: str, subkind: str
) -> None:
    row = find_space_tag(tags)

    assert row is not None
    assert (row.kind, row.value) == (kind, subkind)


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"amenity": "restaurant"},
        {"disused:amenity": "school"},
        {"was:amenity": "library"},
        {"amenity": "school", "disused": "yes"},
        {"amenity": "school", "abandoned": "yes"},
        {"amenity": "hospital", "building": "construction"},
    ],
)
def test_what_is_gone_or_not_yet_there_is_no_space(tags: dict[str, str]) -> None:
    assert find_space_tag(tags) is None


def test_the_first_of_several_kinds_wins_whatever_the_order_of_tags() -> None:
    row = find_space_tag({"office": "government", "amenity": "library"})

    assert row is not None
    assert row.kind == "library"


def test_a_list_of_values_matches_by_each() -> None:
    row = find_space_tag({"amenity": "cafe; library"})

    assert row is not None
    assert row.kind == "library"


def test_only_temples_have_a_religion() -> None:
    tags = {"religion": "christian"}

    assert religion_of("temple", tags) == "christian"
    assert religion_of("school", tags) is None
    assert religion_of("temple", {"religion": ""}) is None
