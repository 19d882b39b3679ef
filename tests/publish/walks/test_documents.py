"""A walk as GeoJSON, in words, and as a picture."""

import json
from dataclasses import replace
from datetime import UTC, timedelta

import shapely

from geoservice.ecology.planner import PlannedWalk
from geoservice.publish.walks.documents import walk_document
from geoservice.publish.walks.drawing import HEIGHT, WIDTH, frame_of
from geoservice.publish.walks.paper import walk_paper
from geoservice.publish.walks.texts import StopText
from geoservice.publish.walks.words import say_date, say_duration, say_hours
from tests.publish.walks.a_walk import DEPART, LINK, START, WALK, WAT, planned, stop


def document(walk: PlannedWalk | None = None, language: str = "th") -> dict:
    return json.loads(json.dumps(walk_document(walk or planned(), language, link=LINK)))


def test_the_legs_come_first_then_the_stops() -> None:
    features = document()["features"]

    assert [each["id"] for each in features] == ["leg-1", "leg-2", "leg-3", "stop-1", "stop-2"]
    for feature in features:
        assert shapely.from_geojson(json.dumps(feature["geometry"])).is_valid


def test_a_stop_says_when_why_and_how_sure() -> None:
    museum = document(language="en")["features"][-1]["properties"]

    assert museum == {
        "type": "stop",
        "stop": 2,
        "space": 845,
        "kind": "museum",
        "name_th": "พิพิธภัณฑ์ <พื้นถิ่น> & ล้านนา",
        "name_en": None,
        "arrive": "2026-11-28T14:35:23+07:00",
        "leave": "2026-11-28T15:05:23+07:00",
        "dwell_minutes": 30,
        "opens": "2026-11-28T09:00:00+07:00",
        "closes": "2026-11-28T16:30:00+07:00",
        "hours_known": True,
        "open": True,
        "why": "Well known",
        "door_metres": 12.0,
        "wished": 1,
        "knowledge": [
            {"body": "wisdom", "title_th": "การทอผ้า", "title_en": None},
        ],
    }


def test_a_step_is_told_in_the_asked_language() -> None:
    def step(language: str) -> dict:
        return document(language=language)["features"][0]["properties"]["steps"][0]

    assert (step("th")["text"], step("en")["text"]) == ("เดินไปทางทิศตะวันออก", "Head east")
    assert step("en")["at"] == list(START)


def test_the_whole_tells_totals_token_and_link() -> None:
    whole = document()["walk"]

    assert (whole["metres"], whole["walk_seconds"], whole["seconds"]) == (862.0, 646, 4246)
    assert whole["plan"] == "cchiang-mai_ap9898000x1879000_s812_s845_l_d202611281400"
    assert (whole["link"], whole["order"], whole["loop"]) == (LINK, "best", True)
    assert whole["notes"] == ["ระวังรถ"]


def test_what_was_left_out_and_what_else_there_is_are_told() -> None:
    answer = document(language="en")

    assert answer["left_out"] == [
        {
            "space": 901,
            "name_th": None,
            "name_en": "A Bank",
            "reason": "closed",
            "text": "Closed today",
        }
    ]
    (quiet,) = answer["walk"]["alternatives"]
    assert quiet["text"] == "Along quieter streets: 900 m, 12 min"
    assert quiet["features"][0]["geometry"]["type"] == "LineString"


def test_a_walk_whose_day_has_passed_says_so() -> None:
    whole = document(planned(is_past=True), "en")["walk"]

    assert whole["notes"][-1] == (
        "This walk was planned for Saturday 28 November 2026, which has passed."
    )


def test_on_paper_each_leg_leads_to_its_stop() -> None:
    parts = walk_paper(planned(), "en").parts

    assert [each.title for each in parts] == [
        "To Wat Phra Singh",
        "1. Wat Phra Singh",
        "To พิพิธภัณฑ์ <พื้นถิ่น> & ล้านนา",
        "2. พิพิธภัณฑ์ <พื้นถิ่น> & ล้านนา",
        "Back to the start",
    ]


def test_on_paper_a_walk_without_a_start_begins_at_its_first_stop() -> None:
    wish = replace(WALK.wish, start=None, loop=False)
    walk = replace(WALK, wish=wish, legs=WALK.legs[1:2])

    parts = walk_paper(planned(walk=walk), "en").parts

    assert isinstance(parts[0], StopText)
    assert [each.title[:9] for each in parts] == ["1. Wat Ph", "To พิพิธภ", "2. พิพิธภ"]


def test_hours_are_called_open_only_where_they_are_known() -> None:
    closes = DEPART + timedelta(hours=2)

    assert say_hours(stop(WAT, DEPART), "en") == "open"
    assert say_hours(stop(WAT, DEPART, closes=closes), "en") == "open until 16:00"
    assert say_hours(stop(WAT, DEPART, opens=DEPART), "en") == "open since 14:00"
    assert say_hours(stop(WAT, DEPART, is_open=False), "en") == "closed at that time"
    unknown = stop(WAT, DEPART, hours_known=False, is_open=None)
    assert say_hours(unknown, "en") == "opening hours not known"
    assert say_hours(stop(replace(WAT, space=None), DEPART), "en") == ""


def test_times_are_said_as_people_say_them() -> None:
    assert say_duration(61, "en") == "2 min"
    assert say_duration(3600, "en") == "1 h"
    assert say_duration(5400, "th") == "1 ชม. 30 นาที"
    assert say_date(DEPART, "th") == "วันเสาร์ที่ 28 พฤศจิกายน 2569"


def test_the_frame_holds_the_whole_walk() -> None:
    frame = frame_of(WALK)

    for leg in WALK.legs:
        for place in leg.coordinates:
            x, y = frame.place(place)
            assert 0 < x < WIDTH
            assert 0 < y < HEIGHT
    # 210.8 m lie between the places of the start and the temple (0.002 degrees at 18.79 N)
    (x1, _), (x2, _) = frame.place(START), frame.place(WAT.place)
    assert abs((x2 - x1) * frame.ground_metres - 210.8) < 1.5


def test_a_time_elsewhere_is_told_on_the_citys_clock() -> None:
    assert DEPART.astimezone(UTC).hour == 7
    assert document()["walk"]["depart"] == "2026-11-28T14:00:00+07:00"
