import pytest

from geoservice.walk.directions import phrases, say_metres
from geoservice.walk.directions.phrases import as_sentence, say_then
from geoservice.walk.directions.ways import Way, Words, way_of
from tests.walk.legs import road, stretch

SUTHEP = way_of(road((0, 0), (1, 0), name="สุเทพ"))
SOI = way_of(stretch((0, 0), (1, 0), name_th="ซอย 3", name_en="Soi 3"))
BRIDGE = way_of(stretch((0, 0), (1, 0), name_th="สะพานนวรัฐ", name_en="Nawarat Bridge"))
LATIN = way_of(stretch((0, 0), (1, 0), name_en="Esplanadi"))
TEMPLE = Words("วัดพระสิงห์", "Wat Phra Singh")
CAFE = Words("ร้าน Ristr8to", "Ristr8to")


def nameless(highway: str) -> Way:
    return way_of(stretch((0, 0), (1, 0), highway=highway))


@pytest.mark.parametrize(
    ("modifier", "thai", "english"),
    [
        ("straight", "เดินตรงไป", "Continue straight"),
        ("slight left", "เบี่ยงซ้าย", "Bear left"),
        ("slight right", "เบี่ยงขวา", "Bear right"),
        ("left", "เลี้ยวซ้าย", "Turn left"),
        ("right", "เลี้ยวขวา", "Turn right"),
        ("sharp left", "เลี้ยวซ้ายหักศอก", "Turn sharp left"),
        ("sharp right", "เลี้ยวขวาหักศอก", "Turn sharp right"),
        ("uturn", "หันหลังกลับ", "Turn around"),
    ],
)
def test_every_turn_has_its_phrase(modifier: str, thai: str, english: str) -> None:
    assert as_sentence(phrases.say_turn(modifier)) == (thai, english)


@pytest.mark.parametrize(
    ("said", "thai", "english"),
    [
        (
            phrases.say_turn("left", at=TEMPLE),
            "เลี้ยวซ้ายที่วัดพระสิงห์",
            "Turn left at Wat Phra Singh",
        ),
        (
            phrases.say_turn("straight", at=TEMPLE),
            "เดินตรงผ่านวัดพระสิงห์",
            "Continue straight past Wat Phra Singh",
        ),
        (
            phrases.say_turn_onto("left", SUTHEP),
            "เลี้ยวซ้ายเข้าถนนสุเทพ",
            "Turn left onto สุเทพ Road",
        ),
        (
            phrases.say_turn_onto("left", SUTHEP, at=TEMPLE),
            "เลี้ยวซ้ายที่วัดพระสิงห์ เข้าถนนสุเทพ",
            "Turn left at Wat Phra Singh onto สุเทพ Road",
        ),
        (
            phrases.say_turn_onto("straight", SOI),
            "เดินตรงเข้าซอย 3",
            "Continue straight onto Soi 3",
        ),
        (
            phrases.say_turn_onto("straight", SOI, at=TEMPLE),
            "เดินตรงผ่านวัดพระสิงห์ เข้าซอย 3",
            "Continue straight past Wat Phra Singh onto Soi 3",
        ),
        (
            phrases.say_turn_along("right", SOI),
            "เลี้ยวขวาไปตามซอย 3",
            "Turn right to stay on Soi 3",
        ),
        (
            phrases.say_turn_along("right", SOI, at=TEMPLE),
            "เลี้ยวขวาที่วัดพระสิงห์ ไปตามซอย 3",
            "Turn right at Wat Phra Singh to stay on Soi 3",
        ),
        (phrases.say_continue(SOI), "เดินต่อไปตามซอย 3", "Continue on Soi 3"),
        (
            phrases.say_towards("left", TEMPLE),
            "เลี้ยวซ้ายไปยังวัดพระสิงห์",
            "Turn left towards Wat Phra Singh",
        ),
        (
            phrases.say_towards("straight", TEMPLE),
            "เดินตรงไปยังวัดพระสิงห์",
            "Continue straight towards Wat Phra Singh",
        ),
    ],
)
def test_a_turn_names_the_landmark_and_the_street(said: Words, thai: str, english: str) -> None:
    assert as_sentence(said) == (thai, english)


@pytest.mark.parametrize(
    ("said", "thai"),
    [
        (phrases.say_turn_onto("left", LATIN), "เลี้ยวซ้ายเข้า Esplanadi"),
        (phrases.say_turn("left", at=CAFE), "เลี้ยวซ้ายที่ร้าน Ristr8to"),
        (
            phrases.say_turn_along("left", LATIN, at=CAFE),
            "เลี้ยวซ้ายที่ร้าน Ristr8to ไปตาม Esplanadi",
        ),
        (phrases.say_crossing("zebra", SOI.name), "ข้ามซอย 3 ที่ทางม้าลาย"),
        (phrases.say_arrival(Words("อาคาร (เก่า)", ""), "left"), "ถึงอาคาร (เก่า) อยู่ทางซ้ายมือ"),
        (phrases.say_crossing("zebra", Words("ถนน ๒", "")), "ข้ามถนน ๒ ที่ทางม้าลาย"),
    ],
)
def test_thai_has_a_space_only_between_its_letters_and_others(said: Words, thai: str) -> None:
    assert said.th == thai


@pytest.mark.parametrize(
    ("direction", "thai", "english"),
    [
        ("north", "มุ่งหน้าไปทางทิศเหนือ", "Head north"),
        ("northeast", "มุ่งหน้าไปทางทิศตะวันออกเฉียงเหนือ", "Head northeast"),
        ("east", "มุ่งหน้าไปทางทิศตะวันออก", "Head east"),
        ("southeast", "มุ่งหน้าไปทางทิศตะวันออกเฉียงใต้", "Head southeast"),
        ("south", "มุ่งหน้าไปทางทิศใต้", "Head south"),
        ("southwest", "มุ่งหน้าไปทางทิศตะวันตกเฉียงใต้", "Head southwest"),
        ("west", "มุ่งหน้าไปทางทิศตะวันตก", "Head west"),
        ("northwest", "มุ่งหน้าไปทางทิศตะวันตกเฉียงเหนือ", "Head northwest"),
        (None, "ออกเดิน", "Set off"),
    ],
)
def test_one_sets_out_in_a_direction(direction: str | None, thai: str, english: str) -> None:
    head = phrases.say_head(direction)

    assert as_sentence(head) == (thai, english)
    assert phrases.say_head_along(head, SOI).th == f"{thai}ตามซอย 3"
    assert as_sentence(phrases.say_head_along(head, SOI)).en == f"{english} on Soi 3"
    assert phrases.say_head_to(head, SOI).th == f"{thai}จนถึงซอย 3"
    assert as_sentence(phrases.say_head_to(head, SOI)).en == f"{english} to Soi 3"


@pytest.mark.parametrize(
    ("highway", "thai", "english"),
    [
        ("footway", "ทางเท้า", "the footpath"),
        ("path", "ทางเดิน", "the path"),
        ("bridleway", "ทางเดิน", "the path"),
        ("pedestrian", "ถนนสำหรับคนเดิน", "the pedestrian street"),
        ("steps", "บันได", "the stairs"),
        ("cycleway", "ทางจักรยาน", "the cycle path"),
        ("track", "ทางลำลอง", "the track"),
        ("service", "ถนนเล็ก", "the service road"),
        ("residential", "ซอย", "the lane"),
        ("living_street", "ซอย", "the lane"),
        ("tertiary", "ถนน", "the road"),
        ("road", "ถนน", "the road"),
        ("corridor", "ทางเดินในอาคาร", "the corridor"),
        ("platform", "ชานชาลา", "the platform"),
        ("elevator", "ลิฟต์", "the lift"),
        ("door", "ทางเดิน", "the path"),
        ("never heard of", "ทางเดิน", "the path"),
    ],
)
def test_a_nameless_way_is_called_by_its_class(highway: str, thai: str, english: str) -> None:
    assert phrases.say_way(nameless(highway)) == (thai, english)


@pytest.mark.parametrize(
    ("count", "climbs", "thai", "english"),
    [
        (None, True, "ขึ้นบันได", "Go up the stairs"),
        (None, False, "ลงบันได", "Go down the stairs"),
        (None, None, "ใช้บันได", "Take the stairs"),
        (1, True, "ขึ้นบันได 1 ขั้น", "Go up 1 step"),
        (1, False, "ลงบันได 1 ขั้น", "Go down 1 step"),
        (1, None, "ใช้บันได 1 ขั้น", "Take the stairs, 1 step"),
        (12, True, "ขึ้นบันได 12 ขั้น", "Go up 12 steps"),
        (2, False, "ลงบันได 2 ขั้น", "Go down 2 steps"),
        (30, None, "ใช้บันได 30 ขั้น", "Take the stairs, 30 steps"),
    ],
)
def test_stairs_say_which_way_and_how_many(
    count: int | None, climbs: bool | None, thai: str, english: str
) -> None:
    assert as_sentence(phrases.say_stairs(count, climbs)) == (thai, english)


@pytest.mark.parametrize(
    ("said", "thai", "english"),
    [
        (
            phrases.say_bridge(BRIDGE, known=False, on_foot=False, stairs=False),
            "ข้ามสะพานนวรัฐ",
            "Cross Nawarat Bridge",
        ),
        (
            phrases.say_bridge(SOI, known=False, on_foot=False, stairs=False),
            "ข้ามสะพานไปตามซอย 3",
            "Cross the bridge on Soi 3",
        ),
        (
            phrases.say_bridge(SOI, known=True, on_foot=False, stairs=False),
            "ข้ามสะพาน",
            "Cross the bridge",
        ),
        (
            phrases.say_bridge(nameless("footway"), known=False, on_foot=True, stairs=False),
            "ข้ามสะพานคนเดิน",
            "Cross the footbridge",
        ),
        (
            phrases.say_bridge(nameless("footway"), known=False, on_foot=True, stairs=True),
            "ข้ามสะพานลอย",
            "Take the overpass",
        ),
        (
            phrases.say_underpass(on_foot=True, indoors=False),
            "เดินลอดอุโมงค์คนเดิน",
            "Go through the underpass",
        ),
        (
            phrases.say_underpass(on_foot=False, indoors=False),
            "เดินลอดอุโมงค์",
            "Go through the tunnel",
        ),
        (
            phrases.say_underpass(on_foot=True, indoors=True),
            "เดินลอดใต้อาคาร",
            "Go through the passage under the building",
        ),
    ],
)
def test_bridges_and_tunnels_are_told_apart(said: Words, thai: str, english: str) -> None:
    assert as_sentence(said) == (thai, english)


@pytest.mark.parametrize(
    ("value", "thai", "english"),
    [
        ("traffic_signals", "ข้ามถนนที่สัญญาณไฟจราจร", "Cross the road at the traffic lights"),
        ("traffic_signals;marked", "ข้ามถนนที่สัญญาณไฟจราจร", "Cross the road at the traffic lights"),
        ("zebra", "ข้ามถนนที่ทางม้าลาย", "Cross the road at the zebra crossing"),
        ("marked", "ข้ามถนนที่ทางม้าลาย", "Cross the road at the zebra crossing"),
        ("uncontrolled", "ข้ามถนนที่ทางม้าลาย", "Cross the road at the zebra crossing"),
        (
            "unmarked",
            "ข้ามถนนด้วยความระวัง ตรงนี้ไม่มีทางม้าลาย",
            "Cross the road with care, as there is no zebra crossing",
        ),
        ("yes", "ข้ามถนน", "Cross the road"),
        ("island", "ข้ามถนน", "Cross the road"),
    ],
)
def test_crossings_are_told_apart(value: str, thai: str, english: str) -> None:
    assert as_sentence(phrases.say_crossing(value, None)) == (thai, english)


def test_a_crossing_names_the_street_where_it_is_known() -> None:
    said = phrases.say_crossing("traffic_signals", SUTHEP.name)

    assert said == ("ข้ามถนนสุเทพที่สัญญาณไฟจราจร", "cross สุเทพ Road at the traffic lights")


@pytest.mark.parametrize(
    ("side", "thai", "english"),
    [
        ("left", "ถึงวัดพระสิงห์ อยู่ทางซ้ายมือ", "Arrive at Wat Phra Singh, on the left"),
        ("right", "ถึงวัดพระสิงห์ อยู่ทางขวามือ", "Arrive at Wat Phra Singh, on the right"),
        ("straight", "ถึงวัดพระสิงห์ อยู่ตรงหน้า", "Arrive at Wat Phra Singh, straight ahead"),
        ("", "ถึงวัดพระสิงห์", "Arrive at Wat Phra Singh"),
    ],
)
def test_one_arrives_and_hears_the_side(side: str, thai: str, english: str) -> None:
    assert as_sentence(phrases.say_arrival(TEMPLE, side)) == (thai, english)


def test_a_destination_is_named_in_either_language_or_as_the_destination() -> None:
    assert phrases.say_destination("วัดเกต", None) == ("วัดเกต", "วัดเกต")
    assert phrases.say_destination(None, "Market") == ("Market", "Market")
    assert phrases.say_destination(None, None) == ("จุดหมาย", "your destination")


def test_two_clauses_are_one_sentence() -> None:
    said = say_then(phrases.say_turn("left", at=TEMPLE), phrases.say_stairs(12, True))

    assert as_sentence(said) == (
        "เลี้ยวซ้ายที่วัดพระสิงห์ แล้วขึ้นบันได 12 ขั้น",
        "Turn left at Wat Phra Singh, then go up 12 steps",
    )


def test_braces_in_a_name_stay_as_they_are() -> None:
    said = phrases.say_turn("left", at=Words("ร้าน {0}", "Shop {name}"))

    assert said == ("เลี้ยวซ้ายที่ร้าน {0}", "turn left at Shop {name}")


@pytest.mark.parametrize(
    ("metres", "thai", "english"),
    [
        (0, "0 ม.", "0 m"),
        (-3, "0 ม.", "0 m"),
        (7.4, "7 ม.", "7 m"),
        (12, "10 ม.", "10 m"),
        (57.5, "60 ม.", "60 m"),
        (118, "120 ม.", "120 m"),
        (199, "200 ม.", "200 m"),
        (226, "250 ม.", "250 m"),
        (974, "950 ม.", "950 m"),
        (976, "1 กม.", "1 km"),
        (1000, "1 กม.", "1 km"),
        (1249, "1.2 กม.", "1.2 km"),
        (1250, "1.3 กม.", "1.3 km"),
        (9960, "10 กม.", "10 km"),
        (12600, "13 กม.", "13 km"),
    ],
)
def test_distances_are_the_rounder_the_further(metres: float, thai: str, english: str) -> None:
    assert say_metres(metres, "th") == thai
    assert say_metres(metres, "en") == english
