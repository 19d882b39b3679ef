"""The same models solved by PySAL's spopt, with the solver that PuLP ships."""

import numpy as np
import pulp
import pytest
from spopt.locate import LSCP, MCLP

from geoservice.coverage.siting import Question, choose_all, choose_most
from tests.coverage.siting.towns import town

# spopt builds its models as PuLP 3 does
pytestmark = pytest.mark.filterwarnings("ignore:.*in PuLP 4.0:DeprecationWarning")

SEED_SIZES = [(0, 3), (1, 5), (2, 8)]


def small_town(seed):
    """Return a question of 25 candidates and 120 spots."""
    return town(candidates=25, spots=120, radius=0.25, seed=seed)


def costs_of(question):
    """Return a cost matrix (spots, candidates): 0 within reach, 9 beyond."""
    return np.where(question.covers.toarray().T, 0.0, 9.0)


@pytest.mark.parametrize(("seed", "count"), SEED_SIZES)
def test_most_covered_is_as_many_as_spopt_covers(seed, count):
    question = small_town(seed)

    choice = choose_most(question, count=count)

    model = MCLP.from_cost_matrix(
        costs_of(question), question.people, service_radius=1, p_facilities=count
    ).solve(pulp.PULP_CBC_CMD(msg=False))
    assert choice.gained == pytest.approx(model.problem.objective.value())
    assert choice.proven


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_all_are_covered_by_as_many_sites_as_spopt_needs(seed):
    question = small_town(seed)
    reached = np.flatnonzero(question.covers.toarray().any(axis=0))
    # spopt knows no weights here and fails where a spot is out of reach of all
    same = Question(question.covers[:, reached], np.ones(len(reached)), question.costs)

    choice = choose_all(same)

    model = LSCP.from_cost_matrix(costs_of(same), service_radius=1).solve(
        pulp.PULP_CBC_CMD(msg=False)
    )
    assert len(choice.chosen) == model.problem.objective.value()
    assert choice.proven
    assert choice.unreachable == 0
