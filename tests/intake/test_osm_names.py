"""Thai and English names out of name tags."""

import pytest

from geoservice.intake.osm.names import read_names


@pytest.mark.parametrize(
    ("tags", "thai", "english"),
    [
        ({"name": "วัดสวนดอก"}, "วัดสวนดอก", None),
        ({"name": "Wat Suan Dok"}, None, "Wat Suan Dok"),
        ({"name": "วัด", "name:th": "วัดสวนดอก", "name:en": "Wat"}, "วัดสวนดอก", "Wat"),
        ({"name": "Wat Suan Dok", "name:th": "วัดสวนดอก"}, "วัดสวนดอก", "Wat Suan Dok"),
        ({"name": "วัดสวนดอก (Wat Suan Dok)"}, "วัดสวนดอก", "Wat Suan Dok"),
        ({"name": "Wat Suan Dok (วัดสวนดอก)"}, "วัดสวนดอก", "Wat Suan Dok"),
        ({"name": "ธนาคาร TMB"}, "ธนาคาร TMB", None),
        ({"name": "École"}, None, "École"),
        ({"name": "清迈", "int_name": "Chiang Mai"}, None, "Chiang Mai"),
        ({"name": "清迈"}, None, "清迈"),
        ({"name": "  ตลาด   ต้นพยอม "}, "ตลาด ต้นพยอม", None),
        ({"name": " "}, None, None),
        ({}, None, None),
    ],
)
def test_the_script_tells_which_name_it_is(
    tags: dict[str, str], thai: str | None, english: str | None
) -> None:
    names = read_names(tags)

    assert (names.th, names.en) == (thai, english)


def test_further_names_are_kept_once_and_in_order() -> None:
    names = read_names(
        {
            "name": "Kallion kirjasto",
            "name:en": "Kallio Library",
            "alt_name": "Library of Kallio; kallio library",
            "old_name": "Vanha",
        }
    )

    assert names.en == "Kallio Library"
    assert names.other == ("Kallion kirjasto", "Library of Kallio", "Vanha")
