"""Age groups as people write them."""

import pytest

from geoservice.errors import InputError
from geoservice.intake.ages import AGE_SPANS, age_group, read_age_groups


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("child", ("child",)),
        ("senior; child", ("child", "senior")),
        ("เด็ก, เยาวชน", ("child", "youth")),
        ("ผู้สูงอายุ", ("senior",)),
        ("6-12", ("child",)),
        ("๖ - ๑๘ ปี", ("child", "youth")),
        ("60+", ("senior",)),
        ("60 ปีขึ้นไป", ("senior",)),
        ("ทุกวัย", tuple(AGE_SPANS)),
        ("", ()),
    ],
)
def test_words_and_spans_name_groups(text: str, groups: tuple[str, ...]) -> None:
    assert read_age_groups(text) == groups


@pytest.mark.parametrize("text", ["dogs", "12-6", "6-999", "child, dogs"])
def test_what_is_no_group_is_told(text: str) -> None:
    with pytest.raises(InputError, match="is no age group; they are: early_childhood, child"):
        read_age_groups(text)


def test_every_age_has_one_group() -> None:
    ages = (0, 5, 6, 12, 13, 18, 19, 59, 60, 110)

    assert [age_group(age) for age in ages] == [
        *("early_childhood",) * 2,
        *("child",) * 2,
        *("youth",) * 2,
        *("adult",) * 2,
        *("senior",) * 2,
    ]
