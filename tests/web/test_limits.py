"""The published limits: told from what holds, and each of them holds."""

import pytest

from geoservice.publish.cql2.limits import LIMITS
from tests.web.conftest import Town

ITEMS = "/api/collections/spaces/items"


def many(part: str, count: int, joint: str = " OR ") -> str:
    return joint.join([part] * count)


def filter_with(name: str, count: int) -> str:
    """Return a filter that holds so many of what a limit counts."""
    return {
        "conditions": many("1=1", count),
        "items": f"capacity IN ({many('1', count, ',')})",
        "patterns": many("kind LIKE 'a'", count),
        "wildcards": f"kind LIKE '{many('%', count, 'a')}'",
        "functions": many("CASEI('a')='a'", count),
        "shapes": many("S_WITHIN(geometry,geometry)", count),
        "vertices": f"S_EQUALS(geometry,MULTIPOINT({many('1 1', count, ',')}))",
        "times": many("T_AFTER(updated_at,updated_at)", count),
    }[name]


@pytest.mark.parametrize("name", LIMITS)
def test_a_filter_may_go_up_to_each_limit_and_not_beyond(town: Town, name: str) -> None:
    most = LIMITS[name].most

    taken = town.client.get(ITEMS, query_string={"filter": filter_with(name, most)})
    refused = town.client.get(ITEMS, query_string={"filter": filter_with(name, most + 1)})

    assert taken.status_code == 200, taken.text
    assert refused.status_code == 400
    assert str(most) in refused.json["detail"]


def test_the_limits_are_told_to_programs(town: Town) -> None:
    document = town.client.get("/api/limits?lang=en").json
    limits = {each["id"]: each for group in document["groups"] for each in group["limits"]}

    assert limits["limit"]["most"] == 10_000
    assert limits["filter-length"]["most"] == 2000
    assert limits["filter-depth"]["most"] == 64
    assert limits["statement"]["most"] == 5000
    for name, limit in LIMITS.items():
        assert limits[f"filter-{name}"]["most"] == limit.most
        assert limits[f"filter-{name}"]["what"] == limit.what.text("en")
    assert {"=", "like", "s_within", "t_metBy", "a_containedBy"} <= set(document["operators"])
    assert document["functions"] == ["casei", "accenti"]


@pytest.mark.parametrize(("language", "word"), [("th", "วรรณยุกต์"), ("en", "Thai tone marks")])
def test_the_limits_are_told_to_people(town: Town, language: str, word: str) -> None:
    asked = town.client.get(f"/api/limits?f=html&lang={language}")
    browser = town.client.get(
        "/api/limits",
        headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": language},
    )

    for page in (asked, browser):
        assert page.status_code == 200
        assert page.mimetype == "text/html"
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert f'lang="{language}"' in page.text
        assert word in page.text
        assert "2,000" in page.text
        assert "Accept" in page.headers["Vary"]


def test_the_landing_page_leads_to_the_limits(town: Town) -> None:
    links = {each["rel"]: each["href"] for each in town.client.get("/api").json["links"]}

    assert town.client.get(links["help"]).json["groups"]
