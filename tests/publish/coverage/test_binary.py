"""Street minutes as bytes, read again by a reader that knows only the written format."""

import json
import struct
from typing import Any

import numpy as np
import pytest

from geoservice.publish.coverage.binary import pack_streets
from tests.publish.coverage.a_coverage import STREETS

_TYPES = {"u16": "<u2", "u32": "<u4", "i32": "<i4", "f32": "<f4"}


def unpack(body: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the header and the arrays by name; nothing may be left over."""
    assert body[:4] == b"GSC1"
    (length,) = struct.unpack_from("<I", body, 4)
    assert length % 4 == 0
    header = json.loads(body[8 : 8 + length])
    at, arrays = 8 + length, {}
    for each in header["arrays"]:
        kind = np.dtype(_TYPES[each["type"]])
        arrays[each["name"]] = np.frombuffer(body, kind, each["length"], at)
        used = each["length"] * kind.itemsize
        padding = body[at + used : at + used + (-used % 4)]
        assert padding == bytes(-used % 4)
        at += used + len(padding)
    assert at == len(body)
    return header, arrays


def test_shapes_and_minutes_come_out_as_they_went_in() -> None:
    header, arrays = unpack(pack_streets(STREETS, city="town", attribution="© ผู้ทำแผนที่"))

    assert (header["city"], header["version"], header["pieces"]) == ("town", "v1", 2)
    assert (header["unit"], header["none"]) == (0.1, 65535)
    assert header["attribution"] == "© ผู้ทำแผนที่"
    assert arrays["offsets"].tolist() == [0, 3, 5]
    assert arrays["points"].tolist()[:4] == [989800000, 187900000, 989810000, 187900000]
    assert arrays["points"].tolist()[-2:] == [-989900000, -188100000]
    assert arrays["ids"].tolist() == [11, 12]


def test_minutes_are_tenths_of_seconds_and_none_where_there_is_no_way() -> None:
    _, arrays = unpack(pack_streets(STREETS, ["minutes"]))

    assert arrays["begin"].tolist() == [600, 65535]
    assert arrays["end"].tolist() == [901, 65535]  # 7,000 seconds do not fit
    assert arrays["walk"].tolist() == [1500, 65535]
    assert arrays["door_piece"].tolist() == [0]
    assert arrays["door_along"].tolist() == [0.5]
    assert arrays["door_seconds"].tolist() == [123]


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("shape", ["offsets", "points", "ids"]),
        ("minutes", ["begin", "end", "walk", "door_piece", "door_along", "door_seconds"]),
    ],
)
def test_a_part_holds_its_arrays_alone(part: Any, names: list[str]) -> None:
    header, _ = unpack(pack_streets(STREETS, [part]))

    assert [each["name"] for each in header["arrays"]] == names
    assert header["version"] == "v1"


def test_a_scenario_travels_in_the_header() -> None:
    header, _ = unpack(pack_streets(STREETS, ["minutes"], scenario={"before": ["ก"]}))

    assert header["scenario"] == {"before": ["ก"]}
