"""A coverage made by hand: two tambon, one of them poorly reached, and a what-if that helps it."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.figures import (
    AgeFigures,
    Coverage,
    Difference,
    DistrictFigures,
    Lorenz,
    PeopleSource,
    Reason,
    Remark,
    Scenario,
)
from geoservice.coverage.street_minutes import StreetMinutes

SOURCE = PeopleSource("DOPA, สำนักทะเบียนกลาง", 2021, "district", "buildings", 3000.04)
CHILDREN = AgeFigures(people=300.06, people_covered=150.03, share=0.5, variety=1.256)


def district(code: str, **fields: object) -> DistrictFigures:
    """Return a tambon of 1,000 people, 620 of them within reach."""
    values = {
        "level": "tambon",
        "name_th": "ศรีภูมิ",
        "name_en": "Si Phum",
        "people": 1000.04,
        "people_covered": 620.06,
        "share": 0.6200012,
        "share_low": 0.58,
        "share_high": 0.663,
        "street_metres": 12345.678,
        "street_metres_covered": 6000.0,
        "street_share": 0.4860001,
        "spaces": 4,
        "nearest_minutes_median": 9.876,
        "gini": 0.25,
        "access": 0.0012345678912,
        "variety": 2.5,
        "built_hectares": 12.345,
        "built_share": 0.7,
        "inside": 1.0,
        "shares": {5: 0.1, 10: 0.4, 15: 0.6200012},
        "by_age": {"child": CHILDREN},
        "people_source": SOURCE.name,
        **fields,
    }
    return DistrictFigures(code=code, **values)


TOTAL = district("town", level="city", name_th="เมือง", name_en="Town", people=3000.04)
COVERAGE = Coverage(
    asked=AskedCoverage("town", kinds=("library", "museum")),
    level="tambon",
    at=datetime(2026, 11, 28, 10, tzinfo=UTC),
    city_th="เมือง",
    city_en="Town",
    people_source=SOURCE,
    districts=(
        district("500101"),
        district("500102", name_th="=ช้างม่อย", name_en="Chang Moi", share=0.2, people=2000.0),
    ),
    total=TOTAL,
    reasons=(
        Reason("walking_speed", ("เดินช้าเร็วต่างกัน", "People walk at different speeds"), 0.59, 0.65),
    ),
    remarks=(
        Remark(
            "partial_district",
            ("บางส่วนอยู่นอกเมือง", "A part lies outside the city"),
        ),
    ),
    lorenz=Lorenz(np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.25, 1.0]), 0.25),
    spaces_unknown_hours=2,
    data_version="1a-2b",
    attribution="© OpenStreetMap contributors",
)
UNPEOPLED = replace(
    COVERAGE,
    people_source=None,
    lorenz=None,
    districts=tuple(
        replace(
            each,
            people=None,
            people_covered=None,
            share=None,
            share_low=None,
            share_high=None,
            gini=None,
            access=None,
            variety=None,
            shares={5: None, 10: None, 15: None},
            by_age={},
            people_source=None,
        )
        for each in COVERAGE.districts
    ),
)
SCENARIO = Scenario(
    before=COVERAGE,
    after=replace(COVERAGE, districts=(district("500101", share=0.7), COVERAGE.districts[1])),
    differences=(Difference("500101", 80.04, 0.0799988, 512.34), Difference("500102", 0.0, 0.0, 0)),
    people_gained=80.04,
    people_newly_covered=90.0,
    people_lost=9.96,
)
# Two pieces: one of three points with a space in its middle, one that nobody reaches.
STREETS = StreetMinutes(
    version="v1",
    ids=np.array([11, 12]),
    offsets=np.array([0, 3, 5]),
    points=np.array(
        [[98.98, 18.79], [98.981, 18.79], [98.982, 18.79], [98.99, 18.8], [-98.99, -18.81]]
    ),
    begin=np.array([60.04, np.inf]),
    end=np.array([90.06, 7000.0]),
    walk=np.array([150.0, np.inf]),
    door_piece=np.array([0]),
    door_along=np.array([0.5]),
    door_seconds=np.array([12.34]),
)
