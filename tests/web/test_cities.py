"""Cities over HTTP: figures that anyone can ask again, cities side by side, who offers what."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from geoservice.coverage.indicators import indicators
from geoservice.publish.cities.groups import GROUPS, HEADLINES, ITEMS, TITLES
from geoservice.store.database import Database
from geoservice.web.assets import is_built
from tests.conftest import Server, add_city, add_space
from tests.walked_town import import_people, import_town, spaces_by_kind
from tests.web.conftest import close_app, make_app

HOST = "http://localhost"
needs_build = pytest.mark.skipif(not is_built(), reason="the pages are not built")


@dataclass(frozen=True)
class Cities:
    """A town with streets and people, and a quiet city with one space and no street."""

    client: FlaskClient
    database: Database
    spaces: dict[str, int]

    def get(self, path: str, status: int = 200) -> Any:
        answer = self.client.get(path, headers={"Accept-Language": "en"})
        assert answer.status_code == status, answer.text
        return answer.json

    def figures(self, city: str = "town") -> dict[str, Any]:
        profile = self.get(f"/api/cities/{city}/profile")
        return {each["id"]: each for each in profile["figures"]}


@pytest.fixture(scope="module")
def cities(
    server: Server, module_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cities]:
    folder = tmp_path_factory.mktemp("town")
    city = import_town(module_database, folder)
    import_people(module_database, folder)
    quiet = add_city(module_database, "chiang-rai", name_th="เชียงราย", name_en="Chiang Rai")
    add_space(module_database, quiet, kind="museum", source="list")
    spaces = spaces_by_kind(module_database)
    _fill(module_database, city, spaces["library"])
    app = make_app(server, module_database)
    yield Cities(app.test_client(), module_database, spaces)
    close_app(app)


def _fill(database: Database, city: int, library: int) -> None:
    """Publish something of everything that is told of, a draft beside each."""
    today = datetime.now(UTC)
    values = {"city": city, "space": library, "now": today}
    with database.writing() as session:
        for statement in (
            "INSERT INTO partner (city_id, actor, name_th, name_en) VALUES "
            "(:city, 'temple', 'วัด', 'Temple'), (:city, 'bank', 'ธนาคาร', 'Bank')",
            "UPDATE space SET partner_id = (SELECT min(id) FROM partner), agendas = '{health}' "
            "WHERE id = :space",
            "INSERT INTO knowledge (city_id, space_id, body, title_th, status) VALUES "
            "(:city, :space, 'wisdom', 'ทอผ้า', 'published'), "
            "(:city, :space, 'faith', 'ร่าง', 'draft')",
            "INSERT INTO activity (city_id, space_id, title_th, starts_at, ends_at, agendas, "
            "age_groups, status) VALUES (:city, :space, 'อ่าน', :now, :now, '{health}', "
            "'{child}', 'published')",
            "INSERT INTO activity (city_id, space_id, title_th, starts_at, ends_at, status) VALUES "
            "(:city, :space, 'ปีก่อน', '2020-01-01', '2020-01-01', 'published')",
            "INSERT INTO note (city_id, kind, text, status, solved_at, geom) SELECT :city, "
            "'problem', 'ทางเท้าแตก', 'published', :now, geom FROM space WHERE id = :space",
            "INSERT INTO note (city_id, kind, text, status, geom) SELECT :city, 'chance', "
            "'ลานว่าง', 'published', geom FROM space WHERE id = :space",
            "INSERT INTO agenda (city_id, slug, title_th, title_en, figures) VALUES "
            "(:city, 'clean-air', 'อากาศสะอาด', 'Clean air', '{reach_park,activities}')",
            "INSERT INTO outcome (city_id, agenda, text_th, people, happened_on) VALUES "
            "(:city, 'clean-air', 'เดินมากขึ้น', 35, '2026-11-01')",
        ):
            session.execute(text(statement), values)


class TestGroups:
    def test_every_indicator_of_the_evidence_stands_in_exactly_one_part(self) -> None:
        told = [name for names in GROUPS.values() for name in names]
        beside = {"spaces", "activities_this_month"}

        assert len(told) == len(set(told))
        assert set(told) == {each.id for each in indicators()} | beside
        assert set(TITLES) == set(GROUPS)
        assert set(HEADLINES) | set(ITEMS) <= set(told)


class TestProfile:
    def test_every_figure_is_answered_again_by_the_address_beside_it(self, cities: Cities) -> None:
        for figure in cities.figures().values():
            again = cities.get(figure["query"]["url"].removeprefix(HOST))

            value = _member(again, figure["query"]["member"])
            assert value == _as_told(figure["value"], value), figure["id"]
            for part in figure["parts"]:
                path = part["query"]["url"].removeprefix(HOST)
                assert cities.get(path)["numberMatched"] == part["value"], part["id"]

    def test_values_are_those_that_are_stored(self, cities: Cities) -> None:
        found = cities.figures()

        told = {name: found[name]["value"] for name in ("partners", "notes", "activities")}
        assert told == {"partners": 2, "notes": 2, "activities": 2}
        assert found["activities_this_month"]["value"] == 1
        assert found["notes_solved"]["value"] == 1.0
        assert {each["id"]: each["value"] for each in found["knowledge_pieces"]["parts"]} == {
            **dict.fromkeys(("background", "city", "lineage", "faith"), 0),
            "wisdom": 1,
        }
        library = next(each for each in found["spaces"]["parts"] if each["id"] == "library")
        assert library["per_1000"] == pytest.approx(library["value"] / 1.2, abs=1e-6)
        assert found["reach_any"]["low"] <= found["reach_any"]["value"]
        assert found["reach_any"]["people_year"] == 2021

    def test_what_is_not_stored_is_not_known_and_says_why(self, cities: Cities) -> None:
        found = cities.figures("chiang-rai")

        assert found["routes"]["value"] is None
        assert "does not mean that there is none" in found["routes"]["note_en"]
        assert "No streets are stored" in found["reach_any"]["note_en"]
        assert found["routes"]["parts"] == []

    def test_a_member_of_unescos_network_says_so_with_its_source(self, cities: Cities) -> None:
        known = cities.get("/api/cities/chiang-rai/profile")["learning_city"]

        (fact,) = known["facts"]
        assert (fact["fact"], fact["since"][:4]) == ("gnlc", "2019")
        assert fact["url"].startswith("http")
        assert cities.get("/api/cities/town/profile")["learning_city"] is None

    def test_an_agenda_tells_what_carries_it_what_came_of_it_and_what_it_moves(
        self, cities: Cities
    ) -> None:
        agendas = {each["id"]: each for each in cities.get("/api/cities/town/profile")["agendas"]}

        assert list(agendas)[-1] == "clean-air"
        assert len(agendas) == 6
        assert agendas["health"]["counts"]["spaces"] == 1
        assert agendas["health"]["activities"][0]["title_th"] == "อ่าน"
        own = agendas["clean-air"]
        assert own["own"] is True
        assert (own["outcomes"][0]["people"], own["outcomes"][0]["happened_on"]) == (
            35,
            "2026-11-01",
        )
        assert [each["id"] for each in own["figures"]] == ["reach_park", "activities"]
        assert own["figures"][1]["points"][-1]["value"] == 2

    def test_the_same_profile_is_not_sent_twice(self, cities: Cities) -> None:
        path = "/api/cities/town/profile?figures=routes,partners"
        first = cities.client.get(path)

        again = cities.client.get(path, headers={"If-None-Match": first.headers["ETag"]})

        assert [each["id"] for each in first.json["figures"]] == ["routes", "partners"]
        assert again.status_code == 304

    def test_what_is_not_there_is_refused_by_name(self, cities: Cities) -> None:
        unknown = cities.get("/api/cities/town/profile?figures=happiness", 400)["detail"]
        nowhere = cities.get("/api/cities/nowhere/profile", 404)["detail"]

        assert "'happiness', which is none of: spaces," in unknown
        assert nowhere == "There is no city 'nowhere'; there are: chiang-rai, town."
        assert cities.get("/api/cities/nowhere", 404)["detail"] == nowhere


def _member(answer: Any, path: str) -> Any:
    """Return a member of an answer by its path, as it is told beside a figure."""
    if path.startswith("1000 × "):
        return 1000 * answer["total"]["spaces"] / answer["total"]["people"]
    steps = re.findall(r"[a-z_A-Z0-9]+", path)
    return reduce(_within, steps, answer)


def _within(at: Any, step: str) -> Any:
    if at is None:
        return None  # nobody is counted by age here
    return at[int(step)] if step.isdigit() else at.get(step)


def _as_told(value: float | None, again: float | None) -> Any:
    if value is None:  # a count of nothing is told as not known
        return again if again in (0, None) else None
    return pytest.approx(value, abs=0.006)  # minutes and kinds are told to two decimals


class TestOneCity:
    def test_a_city_is_told_as_in_the_list_with_what_is_known_of_it(self, cities: Cities) -> None:
        listed = cities.get("/api/cities")["cities"]
        found = cities.get("/api/cities/chiang-rai")

        assert found.items() >= next(each for each in listed if each["id"] == "chiang-rai").items()
        assert found["learning_city"]["province_en"] == "Chiang Rai"
        for link in found["links"]:
            if "json" in link["type"]:
                cities.get(link["href"].removeprefix(HOST))

    def test_the_learning_cities_are_answered_with_their_facts(self, cities: Cities) -> None:
        found = cities.get("/api/cities/learning")["learning_cities"]

        assert len(found) == 20
        assert all(fact["source"] and fact["read_on"] for each in found for fact in each["facts"])


class TestSideBySide:
    def test_what_is_not_comparable_is_marked_and_says_why(self, cities: Cities) -> None:
        found = cities.get("/api/cities/compare?cities=town,chiang-rai")

        lines = {each["id"]: each["cells"] for each in found["figures"]}
        town, quiet = lines["culture_spaces"]
        assert found["yardstick"] == "town"
        assert (town["comparable"], town["reasons"]) == (True, [])
        assert quiet["value"] == 1
        assert (quiet["comparable"], quiet["reasons"][0]) == (False, "space_sources")
        reason = next(each for each in found["reasons"] if each["id"] == "space_sources")
        assert "list in Chiang Rai" in reason["text_en"]

    def test_a_figure_that_is_missing_says_so_itself(self, cities: Cities) -> None:
        found = cities.get("/api/cities/compare?cities=town,chiang-rai")

        cell = next(each for each in found["figures"] if each["id"] == "reach_any")["cells"][1]
        assert (cell["value"], cell["comparable"], cell["reasons"]) == (None, False, [])
        assert "No streets are stored" in cell["note_en"]

    @pytest.mark.parametrize(
        "asked", ["", "?cities=town", "?cities=town,town", "?cities=a,b,c,d,e"]
    )
    def test_fewer_than_two_and_more_than_four_are_refused(
        self, cities: Cities, asked: str
    ) -> None:
        assert "2 to 4 can be compared" in cities.get(f"/api/cities/compare{asked}", 400)["detail"]

    def test_a_city_that_is_not_there(self, cities: Cities) -> None:
        cities.get("/api/cities/compare?cities=town,nowhere", 404)


class TestProviders:
    def test_a_district_tells_who_offers_what_for_whom(self, cities: Cities) -> None:
        found = cities.get("/api/cities/town/providers?level=tambon")

        (district,) = [each for each in found["districts"] if each["providers"]]
        (temple,) = district["providers"]
        assert (temple["id"][:8], temple["actor"], temple["spaces"]) == ("partner/", "temple", 1)
        assert temple["kinds"] == {"library": 1}
        assert district["service"]["child"] == "served"
        assert district["provider_unknown"] > 0

    def test_the_table_holds_a_row_for_each_district_and_each_provider(
        self, cities: Cities
    ) -> None:
        answer = cities.client.get("/api/cities/town/providers?f=csv")

        rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        assert answer.mimetype == "text/csv"
        assert {each["row"] for each in rows} == {"district", "provider"}
        assert "วัด" in {each["provider_th"] for each in rows}

    def test_a_city_without_districts_is_one_row(self, cities: Cities) -> None:
        found = cities.get("/api/cities/chiang-rai/providers")

        (whole,) = found["districts"]
        assert (found["level"], found["elsewhere"]) == ("city", 0)
        assert (whole["code"], whole["name_en"]) == ("chiang-rai", "Chiang Rai")
        assert whole["kinds"] == {"museum": 1}

    def test_an_unknown_level_is_refused(self, cities: Cities) -> None:
        detail = cities.get("/api/cities/town/providers?level=street", 400)["detail"]

        assert "must be one of: province, amphoe, tambon" in detail


@needs_build
class TestPages:
    @pytest.mark.parametrize("language", ["th", "en"])
    @pytest.mark.parametrize(
        "path",
        [
            "/cities",
            "/cities/town",
            "/cities/chiang-rai",
            "/cities/compare",
            "/cities/compare?cities=town&cities=chiang-rai",
            "/cities/town/providers",
            "/cities/chiang-rai/providers",
        ],
    )
    def test_every_page_is_there_in_both_languages(
        self, cities: Cities, path: str, language: str
    ) -> None:
        stranger = cities.client.application.test_client()
        answer = stranger.get(path, headers={"Accept-Language": language})

        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.text
        for link in re.findall(r'href="(/(?:api|cities|coverage)[^"#]*)"', answer.text):
            assert stranger.get(link.replace("&amp;", "&")).status_code == 200, link

    def test_a_page_leads_to_the_address_of_every_figure(self, cities: Cities) -> None:
        page = cities.client.get("/cities/town?lang=en").text.replace("&amp;", "&")

        for figure in cities.figures().values():
            assert f'href="{figure["query"]["url"]}"' in page
            assert figure["definition_en"].replace("'", "&#39;") in page

    def test_what_is_not_known_is_not_drawn_as_zeros(self, cities: Cities) -> None:
        known, unknown = (
            cities.client.get(f"/cities/{city}?lang=en").text for city in ("town", "chiang-rai")
        )

        assert "city=town&amp;body=faith" in known
        assert "city=chiang-rai&amp;body=faith" not in unknown

    def test_a_city_that_is_not_there_is_a_page_that_says_so(self, cities: Cities) -> None:
        answer = cities.client.get("/cities/nowhere?lang=en", headers={"Accept": "text/html"})

        assert answer.status_code == 404
        assert answer.mimetype == "text/html"
        assert "There is no city &#39;nowhere&#39;" in answer.text
