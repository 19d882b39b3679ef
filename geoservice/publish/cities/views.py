"""The profile of a city as it is read on its page, in one language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from geoservice.ecology.learning_cities import GNLC, NETWORK, LearningCity
from geoservice.language import translate
from geoservice.publish.cities.bars import count_bar
from geoservice.publish.cities.figures import Figure, Part, list_figures
from geoservice.publish.cities.groups import HEADLINES, TITLES
from geoservice.publish.cities.profile import Profile
from geoservice.publish.cities.texts import (
    say_change,
    say_day,
    say_decimal,
    say_figure,
    say_interval,
    say_when,
)
from geoservice.publish.coverage.charts import share_bar
from geoservice.publish.coverage.documents import in_one
from geoservice.publish.coverage.evidence_texts import say_since


@dataclass(frozen=True)
class Row:
    """One part of a sum: a kind, a body, an actor; `bar` is drawn beside it."""

    id: str
    title: str
    value: str
    per_1000: str
    bar: Markup
    url: str


@dataclass(frozen=True)
class Line:
    """A figure as it is read, with the address that answers it again and the member it is there."""

    id: str
    title: str
    definition: str
    value: str
    known: bool
    interval: str
    bar: Markup
    when: str
    change: str
    note: str
    url: str
    member: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """A part of a profile."""

    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Fact:
    """What is known of a learning city, with its source."""

    text: str
    certainty: str
    source: str
    url: str
    read: str


@dataclass(frozen=True)
class View:
    """A profile as it is read."""

    slug: str
    title: str
    other_title: str
    lead: str
    since: str
    headlines: tuple[Line, ...]
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    attribution: str


def profile_view(profile: Profile, language: str, *, base: str) -> View:
    """Return a profile as it is read; `base` is where the service is, for its queries."""
    figures = tuple(list_figures(profile))
    lines = {each.id: figure_line(each, language, base=base) for each in figures}
    names = (profile.city.name_th, profile.city.name_en)
    title, other = reversed(names) if language == "en" else names
    return View(
        slug=profile.city.slug,
        title=title,
        other_title=other,
        lead=_lead(figures, profile, language),
        since=say_since(profile.evidence, language),
        headlines=tuple(lines[name] for name in HEADLINES),
        sections=tuple(_sections(figures, lines, language)),
        facts=tuple(tell_facts(profile.known, language)) if profile.known else (),
        attribution=profile.city.attribution,
    )


def _lead(figures: Sequence[Figure], profile: Profile, language: str) -> str:
    return translate(
        "{known} of {all} figures are known; the rest is said to be unknown, never zero. Made on "
        "{date}.",
        language,
        known=sum(each.value is not None for each in figures),
        all=len(figures),
        date=say_day(f"{profile.made_at:%Y-%m-%d}", language),
    )


def _sections(
    figures: Sequence[Figure], lines: dict[str, Line], language: str
) -> Iterator[Section]:
    for group, title in TITLES.items():
        ours = tuple(lines[each.id] for each in figures if each.group == group)
        yield Section(group, translate(title, language), ours)


def figure_line(figure: Figure, language: str, *, base: str) -> Line:
    """Return a figure as it is read."""
    bar = share_bar(figure.value, figure.low, figure.high) if figure.unit == "share" else ""
    return Line(
        id=figure.id,
        title=in_one(figure.title, language),
        definition=in_one(figure.definition, language),
        value=say_figure(figure, language),
        known=figure.value is not None,
        interval=say_interval(figure),
        bar=Markup(bar),  # noqa: S704  (numbers alone)
        when=say_when(figure, language),
        change=say_change(figure),
        note=in_one(figure.note, language) if figure.note else "",
        url=base + figure.query.path,
        member=figure.query.member,
        # Parts of what is not known would be told as zeros.
        rows=tuple(_rows(figure.parts, language, base)) if figure.value is not None else (),
    )


def _rows(parts: Sequence[Part], language: str, base: str) -> Iterator[Row]:
    most = max((each.value for each in parts), default=0)
    for each in parts:
        yield Row(
            id=each.id,
            title=in_one(each.title, language),
            value=f"{each.value:,.0f}",
            per_1000="" if each.per_1000 is None else say_decimal(each.per_1000),
            bar=Markup(count_bar(each.value, most)),  # noqa: S704  (numbers alone)
            url=base + each.query.path,
        )


def tell_facts(city: LearningCity, language: str) -> Iterator[Fact]:
    """Give what is known of a learning city, each fact with its source."""
    for fact in city.facts:
        since = say_day(fact.since, language)
        holder = in_one(fact.holder, language) if fact.holder else in_one(city.name, language)
        said = {
            GNLC: translate(
                "Member of UNESCO's Global Network of Learning Cities since {since} ({holder})",
                language,
                since=since or "–",
                holder=holder,
            ),
            NETWORK: translate("In the programme of learning cities of PMU-A", language),
        }
        unsure = "" if fact.certainty == "sure" else translate("follows from the source", language)
        read = translate("read on {date}", language, date=say_day(fact.read_on, language))
        yield Fact(said[fact.fact], unsure, fact.source, fact.url, read)
