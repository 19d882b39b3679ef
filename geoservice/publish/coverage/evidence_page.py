"""A pack of evidence as one file of HTML: to be read, sent on, printed on A4."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from geoservice.coverage.evidence import Evidence, Finding
from geoservice.coverage.indicators import focus_areas
from geoservice.language import translate
from geoservice.publish.coverage.documents import in_one
from geoservice.publish.coverage.evidence_texts import (
    GROUPS,
    say_as_of,
    say_change,
    say_finding,
    say_known,
    say_query,
    say_since,
)
from geoservice.publish.one_file import page_policy, read_embedded
from geoservice.publish.templating import fill_template
from geoservice.publish.walks.words import say_clock, say_date


@dataclass(frozen=True)
class Line:
    """An indicator as it is read; `number` names it among the queries at the end."""

    number: str
    title: str
    definition: str
    value: str
    known: bool
    as_of: str
    change: str
    query: str


@dataclass(frozen=True)
class Part:
    """An area of focus as it is read."""

    id: int
    group: str
    title: str
    lines: tuple[Line, ...]


def evidence_page(evidence: Evidence, language: str, *, base: str) -> str:
    """Return the page of a pack; `base` is where the service is, for its queries."""
    made = f"{say_date(evidence.made_at, language)}, {say_clock(evidence.made_at)}"
    city = evidence.city.name(language)
    return fill_template(
        "coverage/evidence.html",
        language,
        title=translate("{city}: evidence of a learning city", language, city=city),
        policy=page_policy([]),
        style=Markup(read_embedded("report.css")),  # noqa: S704  (our own style sheet)
        made=translate("Made on {date}", language, date=made),
        known=say_known(evidence, language),
        since=say_since(evidence, language),
        parts=[*_parts(evidence, language, base)],
        attribution=evidence.city.attribution,
    )


def _parts(evidence: Evidence, language: str, base: str) -> Iterator[Part]:
    """Give the areas in their order; the first of a group carries the name of the group."""
    told = ""
    for area in focus_areas():
        group = "" if area.group == told else translate(GROUPS[area.group], language)
        told = area.group
        ours = [each for each in evidence.findings if each.indicator.area == area.id]
        lines = tuple(
            _line(f"{area.id}.{number}", each, language, base)
            for number, each in enumerate(ours, 1)
        )
        yield Part(area.id, group, in_one(area.title, language), lines)


def _line(number: str, finding: Finding, language: str, base: str) -> Line:
    return Line(
        number=number,
        title=in_one(finding.indicator.title, language),
        definition=in_one(finding.indicator.definition, language),
        value=say_finding(finding, language),
        known=finding.value is not None,
        as_of=say_as_of(finding, language),
        change=say_change(finding),
        query=say_query(finding, base),
    )
