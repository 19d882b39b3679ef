"""Addresses that lead nowhere are a 404, whoever looks them up in the store."""

from collections.abc import Iterator

import pytest
from flask import Flask

from geoservice.store.database import Database
from geoservice.web.assets import is_built
from tests.conftest import Server, add_city, add_space
from tests.web.conftest import close_app, make_app
from tests.web.editors import Editor, editor


@pytest.fixture(scope="module")
def anong(server: Server, module_database: Database) -> Iterator[Editor]:
    """The curator of the only city, whose id is 1."""
    add_city(module_database)
    app: Flask = make_app(server, module_database)
    yield editor(app, module_database, city="town")
    close_app(app)


@pytest.fixture(scope="module")
def space(anong: Editor, module_database: Database) -> int:
    return add_space(module_database, 1)


@pytest.mark.parametrize(
    "path",
    [
        "/cities/1{}",
        "/cities/1{}/partners",
        "/cities/1{}/providers",
        "/walks/1{}",
        "/media/1{}",
        "/calendar/1{}.ics",
        "/api/cities/1{}/profile",
        "/api/cities/1{}/providers",
        "/api/cities/1{}/partners",
        "/api/collections/spaces/items/1{}",
        "/nowhere{}",
    ],
)
@pytest.mark.parametrize("control", ["%00", "%0A", "%7F"])
def test_an_address_with_a_control_character_leads_nowhere(
    anong: Editor, path: str, control: str
) -> None:
    answer = anong.send("GET", path.format(control))

    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.text


@pytest.mark.skipif(not is_built(), reason="the pages are not built")
@pytest.mark.parametrize(
    "shared",
    ["utm_source=line&utm_medium=social", "fbclid=x&fbclid=y", "gclid=1", "igshid=1", "ref=x"],
)
def test_what_trackers_add_to_a_shared_link_of_a_page_is_left_aside(
    anong: Editor, space: int, shared: str
) -> None:
    for page in (f"/spaces/{space}", "/walks?city=town", "/passport"):
        asked = f"{page}{'&' if '?' in page else '?'}{shared}"
        assert anong.send("GET", asked).status_code == 200, asked
    assert anong.send("GET", f"/spaces/{space}?utm=1").status_code == 400
    assert anong.send("GET", f"/api/collections/spaces/items/{space}?{shared}").status_code == 400


@pytest.mark.parametrize("number", ["٣", "0", "00001", "+1", "-1", "1" * 20, "1" * 5000])
def test_a_number_has_one_spelling_in_an_address(anong: Editor, number: str) -> None:
    assert anong.send("POST", f"/api/routes/{number}/hide").status_code == 404
    assert anong.send("GET", f"/spaces/{number}").status_code == 404
