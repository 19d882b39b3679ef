"""Kinds of space by their ids and by words for them."""

import pytest

from geoservice.errors import InputError
from geoservice.intake.kinds import find_kind, require_kind
from geoservice.store.words import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_id_means_itself(kind: str) -> None:
    assert find_kind(kind) == kind
    assert find_kind(kind.upper().replace("_", " ")) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("วัด", "temple"),
        ("ศาสนสถาน", "temple"),
        ("โรงพยาบาลชุมชน", "hospital"),
        ("ห้องสมุด", "library"),
        ("หองสมุด", "library"),
        ("national-libraries", "library"),
        ("Churches", "temple"),
        ("ปราชญ์ชาวบ้าน", "sage"),
        ("สวนสาธารณะ", "park"),
    ],
)
def test_words_for_a_kind_mean_it(text: str, kind: str) -> None:
    assert find_kind(text) == kind


@pytest.mark.parametrize("text", ["castle", "school bank", "ปราสาท", ""])
def test_what_is_unclear_is_told_with_the_kinds_there_are(text: str) -> None:
    assert find_kind(text) is None
    with pytest.raises(InputError, match="the kinds are: temple, school"):
        require_kind(text)
