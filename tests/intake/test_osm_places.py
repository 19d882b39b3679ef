"""Several objects of one place become one place."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, box

from geoservice.geo import LocalPlane
from geoservice.intake.osm.kinds import find_space_tag
from geoservice.intake.osm.places import MapObject, Place, find_places
from tests.town import SOUTH, WEST, position

PLANE = LocalPlane(WEST, SOUTH)
_ids = itertools.count(1)


def node(x: float, y: float, **tags: str) -> MapObject:
    return _object("node", Point(position(x, y)), None, tags)


def area(x: float, y: float, side: float, *, type: str = "way", **tags: str) -> MapObject:
    outline = MultiPolygon([box(*position(x, y), *position(x + side, y + side))])
    return _object(type, outline.representative_point(), outline, tags)


def _object(
    type: str, point: Point, outline: MultiPolygon | None, tags: dict[str, Any]
) -> MapObject:
    row = find_space_tag(tags)
    assert row is not None
    return MapObject(type, next(_ids), tags, row, point, outline)


def places(*objects: MapObject) -> list[Place]:
    return find_places(list(objects), plane=PLANE)


def school(**tags: str) -> dict[str, str]:
    return {"amenity": "school", **tags}


def temple(religion: str | None = "buddhist", **tags: str) -> dict[str, str]:
    faith = {"religion": religion} if religion else {}
    return {"amenity": "place_of_worship", **faith, **tags}


def test_a_schools_node_in_its_area_is_the_same_school() -> None:
    grounds, gate = area(0, 0, 100, **school()), node(50, 50, **school(name="โรงเรียนก"))

    (place,) = places(gate, grounds)

    assert place.members == (grounds, gate)
    assert place.outline == grounds.outline
    assert place.square_metres == pytest.approx(10_000, rel=1e-3)


def test_a_part_whose_name_holds_the_wholes_belongs_to_it() -> None:
    whole = area(0, 0, 100, **school(name="โรงเรียนวัฒโน"))
    part = area(10, 10, 20, **school(name="อาคาร 2 โรงเรียนวัฒโน", building="yes"))

    assert [place.members for place in places(part, whole)] == [(whole, part)]


def test_another_school_inside_the_grounds_stays_its_own() -> None:
    whole = area(0, 0, 100, **school(name="โรงเรียนก"))
    other = node(50, 50, **school(name="โรงเรียนข"))

    assert len(places(whole, other)) == 2


def test_an_unnamed_area_around_two_schools_takes_neither() -> None:
    whole = area(0, 0, 100, **school())

    found = places(whole, node(20, 20, **school(name="ก")), node(80, 80, **school(name="ข")))

    assert len(found) == 3


def test_faculties_on_a_campus_stay_their_own() -> None:
    campus = area(0, 0, 500, amenity="university", name="มหาวิทยาลัยเมือง")
    faculty = area(10, 10, 50, amenity="university", name="คณะแพทย์ มหาวิทยาลัยเมือง")
    unnamed = area(100, 100, 50, amenity="university")

    found = places(campus, faculty, unnamed)

    assert sorted(len(place.members) for place in found) == [1, 2]


def test_a_campus_takes_in_its_numbered_buildings() -> None:
    campus = area(0, 0, 500, amenity="university", name="มหาวิทยาลัยก")
    numbered = area(10, 10, 20, amenity="university", building="yes", name="413A")
    coded = area(50, 10, 20, amenity="university", building="yes", name="CB1")
    college = area(90, 10, 20, amenity="university", building="yes", name="วิทยาลัย 2")

    found = [place.members for place in places(numbered, coded, college, campus)]

    assert sorted(map(len, found)) == [1, 3]
    assert (college,) in found


def test_a_numbered_building_on_no_campus_stays_its_own() -> None:
    assert len(places(area(0, 0, 20, amenity="university", name="413A"))) == 1


def test_a_temple_takes_in_all_of_its_religion_inside_the_compound() -> None:
    compound = area(0, 0, 100, **temple(name="วัดก"))
    hall = area(10, 10, 20, **temple(name="วิหารหลวง", building="yes"))
    shrine = node(80, 80, **temple(None))
    church = node(50, 50, **temple("christian", name="โบสถ์"))

    found = places(compound, hall, shrine, church)

    assert [len(place.members) for place in found] == [1, 3]
    assert found[1].lead == compound


def test_an_unnamed_hall_beside_one_temple_belongs_to_it() -> None:
    wat = node(0, 0, **temple(name="วัดก"))
    hall = area(30, 0, 10, **temple(None, building="yes"))

    assert len(places(wat, hall)) == 1


def test_a_hall_between_two_temples_belongs_to_neither() -> None:
    one, other = node(0, 0, **temple(name="วัดก")), node(60, 0, **temple(name="วัดข"))
    hall = area(25, 0, 10, **temple(building="yes"))

    assert len(places(one, other, hall)) == 3


def test_a_hall_farther_than_sixty_metres_stays_alone() -> None:
    wat, hall = node(0, 0, **temple(name="วัดก")), area(61, 0, 10, **temple(building="yes"))

    assert len(places(wat, hall)) == 2


def test_a_mosque_takes_no_buddhist_hall() -> None:
    mosque = node(0, 0, **temple("muslim", name="มัสยิดก"))
    hall = area(30, 0, 10, **temple("buddhist", building="yes"))

    assert len(places(mosque, hall)) == 2


@pytest.mark.parametrize(
    ("metres", "amenity", "count"),
    [(149, "library", 1), (151, "library", 2), (299, "university", 1), (301, "university", 2)],
)
def test_the_same_name_nearby_is_the_same_place(metres: float, amenity: str, count: int) -> None:
    one = node(0, 0, amenity=amenity, name="หอสมุดเมือง")
    other = node(metres, 0, amenity=amenity, name="หอสมุด เมือง")

    assert len(places(one, other)) == count


def test_the_same_name_of_another_kind_is_another_place() -> None:
    found = places(node(0, 0, amenity="library", name="เมือง"), node(1, 0, **school(name="เมือง")))

    assert len(found) == 2


def test_one_name_in_thai_joins_though_the_english_is_spelt_otherwise() -> None:
    one = node(0, 0, **temple(name="วัดก"), **{"name:en": "Wat Ko"})
    other = node(9, 0, **temple(name="วัดก"), **{"name:en": "Wat Gor"})

    assert len(places(one, other)) == 1


def test_a_local_name_joins_what_english_calls_otherwise() -> None:
    one = _object(
        "node",
        Point(position(0, 0)),
        None,
        {"amenity": "library", "name": "Kansalliskirjasto", "name:en": "National Library"},
    )
    other = node(20, 0, amenity="library", name="Kansalliskirjasto")

    assert len(places(one, other)) == 1


def test_a_playground_in_a_park_is_part_of_it_unless_it_has_a_name() -> None:
    park = area(0, 0, 100, leisure="park")
    unnamed = area(10, 10, 10, leisure="playground", surface="sand", access="yes")
    named = node(80, 80, leisure="playground", name="สนามเด็กเล่นช้าง")

    found = places(park, unnamed, named)

    assert [place.lead for place in found if len(place.members) == 2] == [park]
    assert len(found) == 2


def test_two_unnamed_places_apart_stay_two() -> None:
    assert len(places(node(0, 0, **school()), node(10, 0, **school()))) == 2


def test_the_richest_object_leads() -> None:
    plain = area(0, 0, 50, **school())
    named = area(0, 0, 40, **school(name="ก"))
    point = node(20, 20, **school(name="ก", phone="1", website="a.org", operator="x"))

    (place,) = places(plain, named, point)

    assert place.members == (named, plain, point)


objects = st.lists(
    st.builds(
        lambda x, y, side, tags: area(x, y, side, **tags) if side else node(x, y, **tags),
        st.integers(0, 300),
        st.integers(0, 300),
        st.sampled_from([0, 0, 20, 90]),
        st.sampled_from(
            [school(), school(name="ก"), school(name="ข"), temple(), temple(name="วัด"),
             temple(None, building="yes"), {"leisure": "park"}, {"leisure": "playground"}]
        ),
    ),
    max_size=12,
)  # fmt: skip


@given(objects, st.randoms(use_true_random=False))
def test_each_object_is_in_one_place_and_the_order_does_not_matter(
    found: list[MapObject], random: Any
) -> None:
    before = find_places(list(found), plane=PLANE)
    random.shuffle(found)
    after = find_places(found, plane=PLANE)

    assert before == after
    members = [member.source_id for place in before for member in place.members]
    assert sorted(members) == sorted(each.source_id for each in found)
