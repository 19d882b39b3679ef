"""Kinds within reach: by hand, and against sets, slowly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.coverage.variety import count_by_kind, mean_by_group, variety
from tests.coverage.test_access import catchments_of

LIBRARY, PARK, MARKET = range(3)

# Two libraries, a park and a market; the market is too far for the last spot.
STREET = catchments_of([{0: 0, 1: 300}, {1: 0}, {0: 900, 2: 60}, {1: 100, 2: 901}], 4)
KINDS = np.array([LIBRARY, LIBRARY, PARK, MARKET])


def test_two_libraries_are_one_kind():
    counts = count_by_kind(STREET, KINDS, horizon_seconds=900, of=3)

    assert counts.tolist() == [[1, 2, 0, 0], [1, 0, 1, 0], [0, 1, 0, 0]]
    assert variety(counts).tolist() == [2, 2, 1, 0]


def test_what_is_not_meant_for_an_age_does_not_count_for_it():
    meant = np.array([True, True, False, True])

    counts = count_by_kind(STREET, KINDS, horizon_seconds=900, of=3, meant=meant)

    assert variety(counts).tolist() == [1, 2, 0, 0]


def test_mean_over_people_of_each_district():
    kinds = np.array([2, 2, 1, 0])
    people = np.array([1, 3, 4, 2])
    districts = np.array([0, 1, 1, -1])

    means = mean_by_group(kinds, people, districts, of=3)

    # (2*3 + 1*4) / 7; nobody lives in the third district
    assert means[:2] == pytest.approx([2, 10 / 7])
    assert np.isnan(means[2])


@st.composite
def towns(draw):
    spaces, spots = draw(st.integers(0, 6)), draw(st.integers(1, 6))
    within = st.dictionaries(st.integers(0, spots - 1), st.integers(0, 1000), max_size=spots)
    rows = draw(st.lists(within, min_size=spaces, max_size=spaces))
    kinds = draw(st.lists(st.integers(0, 3), min_size=spaces, max_size=spaces))
    meant = draw(st.lists(st.booleans(), min_size=spaces, max_size=spaces))
    return rows, spots, np.array(kinds, dtype=int), np.array(meant, dtype=bool)


@given(town=towns())
def test_variety_is_the_size_of_the_set_of_kinds(town):
    rows, spots, kinds, meant = town
    catchments = catchments_of(rows, spots)

    counts = count_by_kind(catchments, kinds, horizon_seconds=600, of=4, meant=meant)

    expected = [
        {
            int(kind)
            for kind, row, counted in zip(kinds, rows, meant, strict=True)
            if counted and row.get(spot, 601) <= 600
        }
        for spot in range(spots)
    ]
    assert variety(counts).tolist() == [len(each) for each in expected]


@given(town=towns(), kept=st.integers(0, 6))
def test_counts_of_some_spaces_and_of_the_others_add_up(town, kept):
    rows, spots, kinds, _ = town

    def counted(some):
        return count_by_kind(
            catchments_of(rows[some], spots), kinds[some], horizon_seconds=600, of=4
        )

    whole = counted(slice(None))
    assert np.array_equal(whole, counted(slice(kept)) + counted(slice(kept, None)))
