"""Coverage in words: shares with their interval, and how good a choice of sites is."""

from dataclasses import replace

import pytest

from geoservice.coverage.figures import Reason, Site, Sites
from geoservice.publish.coverage.texts import say_question, say_reason, say_share, say_sites
from tests.publish.coverage.a_coverage import COVERAGE

SITES = Sites(
    sites=(Site(98.98, 18.79, 800.0, 1.0), Site(98.99, 18.79, 434.4, 1.0)),
    people_gained=1234.4,
    bound=1260.3,
    gap=0.0206,
    proven=False,
    goal="most",
    weighed_by="people",
    candidates=40,
    unreachable=0.0,
    timed_out=True,
)


@pytest.mark.parametrize(
    ("share", "low", "high", "said"),
    [
        (0.6212, 0.58, 0.6634, "62.1 % (58.0–66.3)"),
        (0.6212, 0.62123, 0.62131, "62.1 %"),
        (0.0, 0.0, 0.5, "0.0 % (0.0–50.0)"),
        (0.5, None, None, "50.0 %"),
        (1.0, 1.0, 1.0, "100.0 %"),
        (None, None, None, "–"),
    ],
)
def test_a_share_stands_before_its_interval(
    share: float | None, low: float | None, high: float | None, said: str
) -> None:
    assert say_share(share, low, high) == said


def test_what_was_asked_is_said_in_two_lines() -> None:
    whenever = replace(COVERAGE, at=None, asked=replace(COVERAGE.asked, kinds=()))

    assert say_question(COVERAGE, "en") == (
        "Town: within 15 minutes on foot of Library, Museum",
        "Walking as adults do · open Saturday 28 November 2026 at 10:00",
    )
    assert say_question(whenever, "th") == (
        "เมือง: เดินถึงพื้นที่การเรียนรู้ทุกประเภทภายใน 15 นาที",
        "เดินแบบผู้ใหญ่ทั่วไป · ไม่ว่าเวลาใด",
    )


def test_a_reason_without_figures_is_said_alone() -> None:
    assert (
        say_reason(Reason("people", ("ก", "Nobody counted"), None, None), "en") == "Nobody counted"
    )


@pytest.mark.parametrize(
    ("sites", "said"),
    [
        (
            SITES,
            ["2 places: 1,234 people more within reach.", "At most 2.1 % from the best possible."],
        ),
        (
            replace(SITES, proven=True, gap=0.0, weighed_by="streets"),
            [
                "2 places: 1,234 metres of street more within reach.",
                "No other choice of places reaches more.",
            ],
        ),
        (
            replace(SITES, goal="all", proven=True, bound=2.0, unreachable=12.0),
            [
                "2 places: 1,234 people more within reach.",
                "No fewer places can do it.",
                "12 people are out of reach of every candidate.",
            ],
        ),
        (
            replace(SITES, goal="all", bound=1.0),
            [
                "2 places: 1,234 people more within reach.",
                "Perhaps fewer can do it, but never fewer than 1.",
            ],
        ),
    ],
)
def test_how_good_the_sites_are_is_said_as_far_as_it_is_proven(
    sites: Sites, said: list[str]
) -> None:
    assert list(say_sites(sites, "en")) == said
