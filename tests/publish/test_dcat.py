"""The catalogue for other catalogues, read by rdflib: what DCAT-AP wants there is there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyshacl
import pytest
from flask.testing import FlaskClient
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Graph, Literal, URIRef
from shapely import wkt

from geoservice.publish.exports.formats import FORMATS
from geoservice.store.catalog import COLLECTIONS
from geoservice.store.models import Activity
from tests.conftest import add_city, add_space
from tests.web.conftest import close_app, make_app

# rdflib's own reader of JSON-LD uses what rdflib is about to drop
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
HERE = "https://city.example/api"
SPACES = URIRef(f"{HERE}/collections/spaces")
BEGIN = datetime(2026, 12, 5, 9, tzinfo=UTC)
RULES = Path(__file__).with_name("dcat_ap.ttl")
ODBL = URIRef("https://opendatacommons.org/licenses/odbl/1-0/")


@pytest.fixture(scope="module")
def client(server, module_database) -> Iterator[FlaskClient]:
    """An app with one space of OpenStreetMap, under a public address, given out by a city."""
    city = add_city(module_database, attribution="© OpenStreetMap contributors")
    space = add_space(module_database, city, source="osm")
    with module_database.writing() as session:
        for first in (BEGIN, BEGIN.replace(day=20)):
            end = first.replace(hour=12)
            times = {"starts_at": first, "ends_at": end, "status": "published"}
            session.add(Activity(city_id=city, space_id=space, title_th="วันเปิดบ้าน", **times))
    app = make_app(server, module_database, base_url="https://city.example", publisher="เทศบาลเมือง")
    yield app.test_client()
    close_app(app)


@pytest.fixture(scope="module")
def graph(client) -> Graph:
    answer = client.get("/api/catalog")
    assert answer.mimetype == "application/ld+json"
    return Graph().parse(data=answer.text, format="json-ld")


def test_the_catalogue_says_who_gives_out_what(graph):
    catalogue = URIRef(f"{HERE}/catalog")

    assert (catalogue, RDF.type, DCAT.Catalog) in graph
    publisher = graph.value(catalogue, DCTERMS.publisher)
    assert graph.value(publisher, FOAF.name) == Literal("เทศบาลเมือง")
    datasets = set(graph.objects(catalogue, DCAT.dataset))
    assert datasets == {URIRef(f"{HERE}/collections/{each}") for each in COLLECTIONS}
    service = graph.value(catalogue, DCAT.service)
    assert graph.value(service, DCAT.endpointURL) == URIRef(f"{HERE}/")
    assert set(graph.objects(service, DCAT.servesDataset)) == datasets


def test_the_catalogue_keeps_the_rules_of_dcat_ap(graph):
    rules = Graph().parse(RULES)

    keeps, _, said = pyshacl.validate(graph, shacl_graph=rules)
    assert keeps, said
    broken = Graph() + graph
    broken.remove((SPACES, DCAT.theme, None))
    assert not pyshacl.validate(broken, shacl_graph=rules)[0]


def test_activities_say_from_when_to_when(graph):
    period = graph.value(URIRef(f"{HERE}/collections/activities"), DCTERMS.temporal)

    assert graph.value(period, DCAT.startDate).toPython() == BEGIN
    assert graph.value(period, DCAT.endDate).toPython() == BEGIN.replace(day=20, hour=12)


def test_titles_and_descriptions_stand_in_both_languages(graph):
    for subject in {*graph.subjects(RDF.type, DCAT.Dataset), URIRef(f"{HERE}/catalog")}:
        for said in (DCTERMS.title, DCTERMS.description):
            texts = {each.language: str(each) for each in graph.objects(subject, said)}
            assert set(texts) == {"th", "en"}
            assert texts["th"] != texts["en"]
    assert (SPACES, DCAT.keyword, Literal("ห้องสมุด", "th")) in graph


def test_a_dataset_says_when_it_changed_and_where_it_is(graph):
    modified = graph.value(SPACES, DCTERMS.modified)

    assert modified.datatype == XSD.dateTime
    assert modified.toPython().tzinfo is not None
    place = graph.value(SPACES, DCTERMS.spatial)
    assert {each.language for each in graph.objects(place, SKOS.prefLabel)} == {"th", "en"}
    assert wkt.loads(graph.value(place, DCAT.bbox)).bounds == (98.9, 18.7, 99.1, 18.9)


def test_a_collection_without_features_is_nowhere_and_unchanged(graph):
    streets = URIRef(f"{HERE}/collections/streets")

    assert graph.value(streets, DCTERMS.spatial) is None
    assert graph.value(streets, DCTERMS.modified) is None


def test_every_format_is_a_distribution_with_its_licence(graph, client):
    distributions = set(graph.objects(SPACES, DCAT.distribution))

    downloads = {graph.value(each, DCAT.downloadURL) for each in distributions} - {None}
    assert downloads == {URIRef(f"{SPACES}/export?f={form}") for form in FORMATS}
    assert {graph.value(each, DCTERMS.license) for each in distributions} == {ODBL}
    for each in distributions:
        url = str(graph.value(each, DCAT.accessURL)).removeprefix("https://city.example")
        assert client.head(url).status_code == 200, url
    districts = URIRef(f"{HERE}/collections/districts")
    links = {str(graph.value(each, DCAT.downloadURL))
             for each in graph.objects(districts, DCAT.distribution)}  # fmt: skip
    assert not any(link.endswith("f=gpx") for link in links)  # it knows no areas


def test_the_same_catalogue_is_not_sent_twice(client):
    tag = client.get("/api/catalog").headers["ETag"]

    assert client.get("/api/catalog", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/api/catalog?f=ttl").status_code == 400
