"""Evidence in words: values with their unit, what changed, and "no data" where there is none."""

from geoservice.coverage.evidence import Evidence, Finding
from geoservice.language import translate
from geoservice.publish.coverage.paper import Form, say_value
from geoservice.publish.walks.words import say_clock, say_date

UNITS: dict[str, Form] = {
    "share": "share",
    "count": "count",
    "decimal": "decimal",
    "index": "index",
}
GROUPS = {
    "wider_benefits": "Wider benefits",
    "building_blocks": "Building blocks",
    "fundamental_conditions": "Fundamental conditions",
}


def say_finding(finding: Finding, language: str) -> str:
    """Return the value with its unit, or that there is no data."""
    if finding.value is None:
        return say_nothing(language)
    return say_value(finding.value, UNITS[finding.indicator.unit])


def say_nothing(language: str) -> str:
    """Return what stands where nothing is known: never a zero."""
    return translate("no data", language)


def say_change(finding: Finding) -> str:
    """Return by how much it grew since the last kept pack, in its unit; nothing where unknown."""
    change = finding.change
    if change is None:
        return ""
    if finding.indicator.unit == "share":
        return say_value(change, "points")
    decimals = {"count": 0, "decimal": 1, "index": 3}[finding.indicator.unit]
    return f"{change:+,.{decimals}f}"


def say_as_of(finding: Finding, language: str) -> str:
    """Return as of when the data is."""
    if finding.people_year is None:
        return finding.as_of or ""
    people = translate("people {year}", language, year=finding.people_year)
    return f"{finding.as_of}, {people}"


def say_since(evidence: Evidence, language: str) -> str:
    """Return what the pack is compared with."""
    if evidence.since is None:
        return translate("No pack was kept before, so there is no change to tell yet.", language)
    since = f"{say_date(evidence.since, language)}, {say_clock(evidence.since)}"
    return translate("Change is since the pack kept on {date}.", language, date=since)


def say_known(evidence: Evidence, language: str) -> str:
    """Return how many indicators are known, and in how many areas."""
    known = [each for each in evidence.findings if each.value is not None]
    return translate(
        "{known} of {all} indicators are known, in {areas} of the 12 areas of focus.",
        language,
        known=len(known),
        all=len(evidence.findings),
        areas=len({each.indicator.area for each in known}),
    )


def say_query(finding: Finding, base: str) -> str:
    """Return the query; an address is under `base`."""
    if finding.indicator.asked:
        figure = finding.indicator.figure
        return f"{base}{finding.query}  →  {_COMPUTED.get(figure, f'total.{figure}')}"
    return finding.query


# figures that are no member of the answer themselves
_COMPUTED = {"spaces_per_1000": "1000 × total.spaces ÷ total.people"}
