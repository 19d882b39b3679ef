"""Exchanges: what is carried along must be what counting anew would give."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoservice.coverage.siting.covering import covered_spots, plain_covers
from geoservice.coverage.siting.greedy import pick_most
from geoservice.coverage.siting.interchange import Interchange, cover, improve
from geoservice.coverage.siting.question import Deadline, Limits
from tests.coverage.siting.places import asked, covered_people, questions
from tests.coverage.siting.towns import town

LONG = Deadline.after(3600)


def searching(question, chosen, *, count, budget=np.inf):
    limits = Limits(question.costs, min(count, len(question.costs)), budget)
    return Interchange(plain_covers(question.covers), question.people, limits, chosen)


@given(question=questions(), moves=st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 7))))
@settings(deadline=None, max_examples=50)
def test_value_and_gains_after_any_exchanges_are_those_of_counting_anew(question, moves):
    search = searching(question, [], count=4)
    anew = searching(question, [], count=4)

    for slot, candidate in moves:
        free = candidate not in search.chosen or candidate < 0
        if slot < len(search.sites) and candidate < len(question.costs) and free:
            search.exchange(slot, candidate)

    anew.restart(search.sites[search.sites >= 0].tolist())
    assert search.value == pytest.approx(covered_people(question, search.chosen))
    assert search.value == pytest.approx(anew.value)
    gained = search.gains_of_exchange()
    for slot in range(len(search.sites)):
        for candidate in range(len(question.costs)):
            if candidate not in search.chosen:
                others = [int(site) for site in np.delete(search.sites, slot) if site >= 0]
                after = covered_people(question, [*others, candidate])
                assert gained[candidate, slot] == pytest.approx(after - search.value, abs=1e-9)


def test_an_exchange_mends_what_greed_spoiled():
    # the middle covers most, but the two others together cover all
    question = asked([{0, 1}, {1, 2, 3}, {2, 3, 4}], [4, 3, 3, 3, 2])
    search = searching(question, [1, 0], count=2)

    search.descend(LONG)

    assert set(search.chosen) == {0, 2}
    assert search.value == 15


def test_an_empty_slot_is_filled_if_the_budget_allows():
    question = asked([{0}, {1}, {2}], [5, 4, 3], costs=[3, 2, 1])
    search = searching(question, [0], count=3, budget=4)

    search.descend(LONG)

    assert sorted(search.chosen) == [0, 2]  # 4 more people would cost 2, and 1 is left


def test_shaking_finds_better_choices_than_greed_and_leaves_the_search_there():
    question = town()
    limits = Limits(question.costs, 12)
    covers = plain_covers(question.covers)
    greedy = pick_most(covers, question.people, limits)
    search = searching(question, greedy, count=12)

    found = improve(
        search, deadline=LONG, enough=np.inf, rounds=20, random=np.random.default_rng(1)
    )

    assert covered_people(question, found) > covered_people(question, greedy)
    assert search.value == pytest.approx(covered_people(question, found))
    assert len(set(found)) == len(found) == 12


def test_weight_on_the_missed_leads_to_a_cover_of_all():
    # 0 and 1 cover five spots of six at once; all six need the three that cover two each
    rows = [{0, 1, 2}, {2, 3, 4}, {0, 1}, {2, 3}, {4, 5}]
    question = asked(rows, [1, 1, 1, 1, 1, 1])
    search = searching(question, [0, 1], count=3)

    assert cover(search, deadline=LONG, rounds=50, extra=1.0)
    assert covered_spots(plain_covers(question.covers), search.chosen).all()


def test_fewer_than_are_needed_never_cover_all():
    question = asked([{0, 1}, {2, 3}, {4, 5}], [1, 1, 1, 1, 1, 1])

    assert not cover(searching(question, [], count=2), deadline=LONG, rounds=20, extra=1.0)
