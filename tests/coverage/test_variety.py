"""Kinds within reach: what the spaces around a place give, by hand and against sets, slowly."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geoservice.coverage.variety import variety


def test_two_libraries_are_one_kind():
    libraries, parks, markets = [1, 2, 0, 0], [1, 0, 1, 0], [0, 1, 0, 0]

    assert variety(np.array([libraries, parks, markets])).tolist() == [2, 2, 1, 0]


@given(st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=6))
def test_variety_is_the_size_of_the_set_of_kinds(counts):
    expected = [
        len({kind for kind, spaces in enumerate(counts) if spaces[spot]}) for spot in range(4)
    ]

    assert variety(np.array(counts)).tolist() == expected
