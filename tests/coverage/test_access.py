"""Two-step floating catchments: by hand, and as PySAL's `access` computes them."""

import numpy as np
import pandas as pd
import pytest
from access import fca
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geoservice.coverage.access import (
    find_access,
    supply_of,
    typical_capacities,
    weigh_catchments,
)
from geoservice.coverage.asked import DECAYS
from geoservice.coverage.decay import weights

HORIZON = 900.0


def catchments_of(rows, spots):
    """Return catchments from rows {spot: seconds}; a stored zero stays stored."""
    columns = [list(row) for row in rows]
    return csr_array(
        (
            np.array([second for row in rows for second in row.values()], dtype=np.float32),
            np.array([spot for row in columns for spot in row], dtype=np.int32),
            np.cumsum([0, *map(len, rows)]),
        ),
        shape=(len(rows), spots),
    )


def access_of(catchments, people, supply, *, decay="linear"):
    crowds = weigh_catchments(catchments, people, decay=decay, horizon_seconds=HORIZON)
    return find_access(crowds, np.asarray(supply))


@st.composite
def towns(draw):
    """Catchments, people (some spots have none) and supply of a small town."""
    spaces, spots = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    within = st.dictionaries(st.integers(0, spots - 1), st.integers(0, 1000), max_size=spots)
    rows = draw(st.lists(within, min_size=spaces, max_size=spaces))
    people = draw(st.lists(st.integers(0, 50), min_size=spots, max_size=spots))
    supply = draw(st.lists(st.floats(0.1, 5), min_size=spaces, max_size=spaces))
    return catchments_of(rows, spots), np.array(people), np.array(supply)


# Two libraries and three spots on one street, with 10, 20 and 30 people:
#   first  0 s  ----- 450 s ----------- out of reach
#   second out of reach ---- 300 s ---- 600 s
STREET = catchments_of([{0: 0, 1: 450}, {1: 300, 2: 600}], 3)
PEOPLE = np.array([10, 20, 30])


def test_binary_access_is_shared_among_all_within_reach():
    # first: 1 / (10 + 20); second: 2 / (20 + 30)
    found = access_of(STREET, PEOPLE, [1, 2], decay="binary")

    assert found == pytest.approx([1 / 30, 1 / 30 + 2 / 50, 2 / 50])


def test_linear_access_weighs_both_who_shares_and_what_they_get():
    # weights 1, 1/2 and 2/3, 1/3; first: 1 / (10 + 20/2) = 1/20; second: 2 / (40/3 + 30/3) = 6/70
    found = access_of(STREET, PEOPLE, [1, 2])

    assert found == pytest.approx([1 / 20, 1 / 40 + 2 / 3 * 6 / 70, 1 / 3 * 6 / 70])


def test_a_spot_at_the_door_is_the_nearest_of_all_not_out_of_reach():
    at_the_door = catchments_of([{0: 0}], 2)

    assert access_of(at_the_door, np.array([4, 4]), [1]).tolist() == [0.25, 0]


def test_a_space_that_nobody_lives_around_gives_nothing():
    found = access_of(STREET, np.array([10, 0, 0]), [1, 1], decay="binary")

    assert found == pytest.approx([1 / 10, 1 / 10, 0])


def test_no_spaces_give_no_access():
    assert access_of(catchments_of([], 3), PEOPLE, []).tolist() == [0, 0, 0]


@pytest.mark.parametrize("decay", DECAYS)
@given(town=towns())
def test_all_supply_is_handed_out_to_the_people_who_share_it(decay, town):
    catchments, people, supply = town
    crowds = weigh_catchments(catchments, people, decay=decay, horizon_seconds=HORIZON)

    found = find_access(crowds, supply)

    assert found @ people == pytest.approx(supply[crowds.crowds > 0].sum())


@given(town=towns(), removed=st.integers(0, 4))
def test_no_supply_is_as_good_as_no_space_and_additions_add_up(town, removed):
    catchments, people, supply = town
    removed %= len(supply)
    others = np.arange(len(supply)) != removed

    without = access_of(catchments, people, np.where(others, supply, 0))
    only = access_of(catchments[[removed]], people, supply[[removed]])

    assert without == pytest.approx(access_of(catchments[others], people, supply[others]))
    assert without + only == pytest.approx(access_of(catchments, people, supply))


def pysal_access(catchments, people, supply, *, weight):
    """Return two-step floating catchments as PySAL computes them; it knows no people of zero."""
    there = catchments.tocoo()
    costs = pd.DataFrame({"origin": there.col, "dest": there.row, "cost": there.data})
    found = fca.two_stage_fca(
        pd.DataFrame({"demand": people.astype(float)}),
        pd.DataFrame({"supply": np.asarray(supply, dtype=float)}),
        costs,
        max_cost=HORIZON,
        demand_index=True,
        demand_name="demand",
        supply_name="supply",
        weight_fn=weight,
    )
    return found.reindex(range(len(people))).fillna(0).to_numpy()


@pytest.mark.parametrize("decay", ["binary", "zones", "gaussian"])
def test_access_is_that_of_pysal(decay):
    random = np.random.default_rng(7)
    reached = random.random((12, 40)) < 0.3
    rows = [
        {int(spot): float(random.integers(0, 1000)) for spot in np.flatnonzero(row)}
        for row in reached
    ]
    catchments, people = catchments_of(rows, 40), random.integers(1, 90, 40)
    supply = random.random(12) + 0.5

    found = access_of(catchments, people, supply, decay=decay)

    def weight(seconds):
        return float(weights(decay, np.array([seconds]), HORIZON)[0])

    expected = pysal_access(catchments, people, supply, weight=weight)
    assert expected.max() > 0
    assert found == pytest.approx(expected)


def test_supply_is_in_typical_spaces_of_the_kind():
    kinds = np.array(["library", "library", "library", "park", "park", "market"])
    capacity = np.array([50, 100, 400, np.nan, 30, np.nan])

    # the median library has 100, the median park 30; of markets nothing is known
    assert supply_of(capacity, kinds).tolist() == [0.5, 1, 4, 1, 1, 1]
    assert typical_capacities(capacity, kinds) == {"library": 100, "park": 30}


def test_a_great_addition_makes_no_other_space_small():
    kinds = np.array([0, 0, 0])
    typical = typical_capacities(np.array([100, 100]), kinds[:2])

    assert supply_of(np.array([100, 100, 900]), kinds, typical).tolist() == [1, 1, 9]


def test_a_capacity_of_zero_is_known_to_be_nothing():
    assert supply_of(np.array([0, 80, 0]), np.array([0, 0, 1])).tolist() == [0, 1, 0]
    assert supply_of(np.array([]), np.array([])).tolist() == []
