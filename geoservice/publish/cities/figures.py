"""The figures of a learning city: each with its value, date, unit, note, and how to ask it again.

Where nothing is stored nothing is said: no figure is zero because its table is empty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from geoservice.coverage.evidence import Finding
from geoservice.geo import CITY_MARGIN_METRES
from geoservice.language import Both, say_both
from geoservice.publish.cities.groups import COMPUTED, GROUPS, ITEMS
from geoservice.publish.cities.profile import Counted, Profile
from geoservice.store.catalog import COLLECTIONS
from geoservice.store.labels import ACTORS, BODIES, KINDS, NOTE_KINDS, Label


@dataclass(frozen=True)
class Query:
    """The address under the service that answers a figure, and which member of the answer it is."""

    path: str
    member: str


@dataclass(frozen=True)
class Part:
    """One word of a figure that is a sum: a kind, a body of knowledge, an actor."""

    id: str
    title: Both
    value: float
    per_1000: float | None
    query: Query


@dataclass(frozen=True)
class Figure:
    """A figure as it is told. `note` says why it is not known, or what to think of reading it.

    `low` and `high` bound a share with all reasons of doubt at once. `change` is since `since`.
    """

    id: str
    group: str
    title: Both
    definition: Both
    unit: str
    value: float | None
    as_of: str | None
    people_year: int | None
    change: float | None
    query: Query
    note: Both | None
    low: float | None = None
    high: float | None = None
    parts: tuple[Part, ...] = ()


def list_figures(profile: Profile) -> Iterator[Figure]:
    """Give the figures of a city, part by part."""
    found = {each.indicator.id: each for each in profile.evidence.findings}
    for group, names in GROUPS.items():
        for name in names:
            if name == "spaces":
                yield _spaces(profile, group)
            elif name == "activities_this_month":
                yield _this_month(profile, group)
            else:
                yield _of_finding(profile, group, found[name])


def _spaces(profile: Profile, group: str) -> Figure:
    number = sum(profile.kinds.values())
    return Figure(
        id="spaces",
        group=group,
        title=say_both("Learning spaces, all kinds"),
        definition=say_both("The number of published learning spaces in the list of the city."),
        unit="count",
        value=number or None,
        as_of=profile.as_of("spaces") if number else None,
        people_year=None,
        change=None,
        query=_query(profile, "spaces"),
        note=_beyond() if number else _nothing(),
        parts=tuple(_kinds(profile)),
    )


def _kinds(profile: Profile) -> Iterator[Part]:
    for label in KINDS:
        count = profile.kinds.get(label.id, 0)
        path = _items(profile, "spaces", f"kind={label.id}")
        per_1000 = 1000 * count / profile.people if profile.people else None
        title = (label.title_th, label.title_en)
        yield Part(label.id, title, count, per_1000, Query(path, "numberMatched"))


def _this_month(profile: Profile, group: str) -> Figure:
    return Figure(
        id="activities_this_month",
        group=group,
        title=say_both("Activities this month"),
        definition=say_both(
            "The number of published activities that happen at least once in this calendar month."
        ),
        unit="count",
        value=profile.activities_this_month,
        as_of=None if profile.activities_this_month is None else f"{profile.made_at:%Y-%m-%d}",
        people_year=None,
        change=None,
        query=_query(profile, "activities_this_month"),
        note=_nothing() if profile.activities_this_month is None else None,
    )


def _of_finding(profile: Profile, group: str, finding: Finding) -> Figure:
    about = finding.indicator
    low, high = (None, None) if finding.value is None else profile.interval(about.id)
    return Figure(
        id=about.id,
        group=group,
        title=about.title,
        definition=about.definition,
        unit=about.unit,
        value=finding.value,
        as_of=finding.as_of,
        people_year=finding.people_year,
        change=finding.change,
        query=_of_coverage(finding) if about.asked else _query(profile, about.id),
        note=_why_not(profile, finding),
        low=low,
        high=high,
        parts=tuple(_breakdown(profile, about.id)),
    )


def _of_coverage(finding: Finding) -> Query:
    figure = finding.indicator.figure
    return Query(finding.query, COMPUTED.get(figure, f"total.{figure}"))


def _query(profile: Profile, name: str) -> Query:
    """Return how a figure is asked again: as a count of a collection, or by its name."""
    collection, asked = ITEMS.get(name, ("", ""))
    if collection in COLLECTIONS:
        return Query(_items(profile, collection, asked), "numberMatched")
    return Query(f"/api/cities/{profile.city.slug}/profile?figures={name}", "figures[0].value")


def _items(profile: Profile, collection: str, asked: str) -> str:
    parts = [f"city={profile.city.slug}", *filter(None, [asked]), "limit=1"]
    return f"/api/collections/{collection}/items?{'&'.join(parts)}"


def _why_not(profile: Profile, finding: Finding) -> Both | None:
    if finding.value is not None:
        return None
    if not finding.indicator.asked:
        return _nothing()
    if profile.coverage is None:
        return say_both("No streets are stored of this city, so no walk can be measured.")
    if profile.coverage.people_source is None:
        return say_both("No population is stored of this city, so no share of people can be told.")
    if ".by_age." in f".{finding.indicator.figure}" and not profile.coverage.total.by_age:
        return say_both("The population that is stored here is not counted by age.")
    return say_both("No learning space of these kinds is stored.")


def _beyond() -> Both:
    return say_both(
        "Spaces up to {metres} m beyond the border are in the list too, for people walk there; "
        "spaces per 1,000 people of all kinds together count those inside alone.",
        metres=f"{CITY_MARGIN_METRES:,.0f}",
    )


def _nothing() -> Both:
    return say_both("Nothing is stored of it yet, which does not mean that there is none.")


_BREAKDOWNS: Mapping[str, tuple[str, str, str, tuple[Label, ...]]] = {
    "knowledge_pieces": ("knowledge_by_body", "knowledge", "body", BODIES),
    "partners": ("partners_by_actor", "partners", "actor", ACTORS),
    "notes": ("notes_by_kind", "notes", "kind", NOTE_KINDS),
}


def _breakdown(profile: Profile, name: str) -> Iterator[Part]:
    """Give the parts of a figure in the order of their vocabulary, those with nothing too."""
    if name not in _BREAKDOWNS:
        return
    query, collection, word, labels = _BREAKDOWNS[name]
    counts: Mapping[str, Counted] = profile.breakdowns[query]
    for label in labels if counts else ():
        value = counts[label.id].number if label.id in counts else 0
        if collection in COLLECTIONS:
            asked = Query(_items(profile, collection, f"{word}={label.id}"), "numberMatched")
        else:
            asked = _query(profile, name)
        yield Part(label.id, (label.title_th, label.title_en), value, None, asked)
