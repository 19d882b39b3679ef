"""The tables of a report: kinds, districts, ages, gaps, change, sources."""

from collections.abc import Iterator

from geoservice.coverage.changes import DistrictChange
from geoservice.coverage.figures import AgeFigures, DistrictFigures
from geoservice.coverage.report import Origin, Report
from geoservice.coverage.report_ground import Gap
from geoservice.language import translate
from geoservice.publish.coverage.documents import in_one
from geoservice.publish.coverage.paper import Bar, Heading, Table
from geoservice.publish.coverage.table import Value
from geoservice.publish.coverage.texts import say_district, say_share
from geoservice.publish.walks.words import in_language
from geoservice.store.labels import AGE_GROUPS, KINDS
from geoservice.walk.directions import say_metres

FEW_PEOPLE = 100
_NEAR_METRES = 1000.0
SUBJECTS = {
    "spaces": "Learning spaces",
    "people": "People",
    "districts": "Districts",
    "streets": "Streets and paths",
}


def districts_table(report: Report, language: str) -> Table:
    """Return the districts, those with the most out of reach first."""
    city = in_language(language, report.coverage.city_th, report.coverage.city_en)
    return Table(
        translate("District by district", language),
        _headings(report, translate("District", language), language),
        [_figures(report, say_district(row, language), row) for row in report.worst],
        total=_figures(report, city, report.coverage.total),
        notes=[*_notes(report, language)],
        bars=[_bar(report, row) for row in (*report.worst, report.coverage.total)],
    )


def kinds_table(report: Report, language: str) -> Table:
    """Return what the city reaches of each kind alone."""
    kinds = [label for label in KINDS if label.id in report.kinds]
    headings = _headings(report, translate("Kind", language), language)
    rows = [_figures(report, kind.title(language), report.kinds[kind.id]) for kind in kinds]
    # how many people or streets there are is the same for all
    return Table(
        translate("Kind by kind", language),
        [headings[0], *headings[2:]],
        [[row[0], *row[2:]] for row in rows],
        notes=[translate("Each kind is counted alone, in the whole city.", language)],
        bars=[_bar(report, report.kinds[kind.id]) for kind in kinds],
    )


def _bar(report: Report, row: DistrictFigures) -> Bar:
    if report.counted:
        return row.share, row.share_low, row.share_high
    return row.street_share, None, None


def _headings(report: Report, first: str, language: str) -> list[Heading]:
    def say(message: str) -> str:
        return translate(message, language)

    median = Heading(say("Minutes to the nearest"), "decimal")
    spaces = Heading(say("Spaces"), "count")
    if not report.counted:
        return [
            Heading(first),
            Heading(say("Streets (km)"), "kilometres"),
            Heading(say("Out of reach (km)"), "kilometres"),
            Heading(say("Share of streets"), "share"),
            spaces,
            median,
        ]
    return [
        Heading(first),
        Heading(say("People"), "count"),
        Heading(say("Out of reach"), "count"),
        Heading(say("Share of people"), "share"),
        Heading(say("at least"), "share"),
        Heading(say("at most"), "share"),
        spaces,
        median,
    ]


def _figures(report: Report, name: str, row: DistrictFigures) -> list[Value]:
    median = row.nearest_minutes_median
    if not report.counted:
        missed = report.missed(row)
        return [name, row.street_metres, missed, row.street_share, row.spaces, median]
    missed = report.missed(row)
    shares = (row.share, row.share_low, row.share_high)
    return [name, row.people, missed, *shares, row.spaces, median]


def _notes(report: Report, language: str) -> Iterator[str]:
    """Give what must be said of districts where few or none live."""
    if not report.counted:
        return
    people = [(row.people or 0.0, say_district(row, language)) for row in report.worst]
    nobody = [name for count, name in people if count < 1]
    few = [name for count, name in people if 1 <= count < FEW_PEOPLE]
    if any(row.share is None and row.people for row in report.worst):
        yield translate(
            "Where dashes stand, no streets are stored for the city; people there are in no share.",
            language,
        )
    if nobody:
        yield translate("Nobody is counted in: {names}.", language, names=", ".join(nobody))
    if few:
        yield translate(
            "Fewer than {few} people are counted in: {names}. Their shares say little.",
            language,
            few=FEW_PEOPLE,
            names=", ".join(few),
        )


def reasons_table(report: Report, language: str) -> Table | None:
    """Return why the share of the city is not sure; None where nothing makes a difference."""
    rows = [
        [in_one(each.text, language), each.share_low, each.share_high]
        for each in report.coverage.reasons
        if say_share(each.share_low) != say_share(each.share_high)
    ]
    if not rows:
        return None
    total = report.coverage.total
    headings = [
        Heading(translate("Why the share is not sure", language)),
        Heading(translate("at least", language), "share"),
        Heading(translate("at most", language), "share"),
    ]
    together = [translate("All of it at once", language), total.share_low, total.share_high]
    return Table(translate("How sure it is", language), headings, rows, total=together)


def ages_table(report: Report, language: str) -> Table | None:
    """Return who of each age reaches a space; None where ages are not known."""
    ages = report.coverage.total.by_age
    rows = [_age(label.title(language), ages[label.id]) for label in AGE_GROUPS if label.id in ages]
    if not rows:
        return None
    headings = [
        Heading(translate("Age", language)),
        Heading(translate("People", language), "count"),
        Heading(translate("Out of reach", language), "count"),
        Heading(translate("Share of people", language), "share"),
        Heading(translate("Kinds within reach", language), "decimal"),
    ]
    return Table(translate("By age", language), headings, rows)


def _age(title: str, figures: AgeFigures) -> list[Value]:
    missed = figures.people - figures.people_covered
    return [title, figures.people, missed, figures.share, figures.variety]


def gaps_table(report: Report, language: str) -> Table:
    """Return the places where the most people, or metres of street, are out of reach."""
    headings = [
        Heading("", "count"),
        Heading(translate("Place", language)),
        Heading(translate("District", language)),
        *([Heading(translate("People out of reach", language), "count")] if report.counted else ()),
        Heading(translate("Streets out of reach (km)", language), "kilometres"),
        Heading(translate("Minutes to the nearest", language), "decimal"),
        Heading(translate("Longitude", language), "degrees"),
        Heading(translate("Latitude", language), "degrees"),
    ]
    names = {row.code: say_district(row, language) for row in report.coverage.districts}
    rows = [
        [
            number,
            say_gap(gap, language),
            names.get(gap.district or ""),
            *([gap.people] if report.counted else ()),
            gap.metres,
            gap.minutes,
            gap.lon,
            gap.lat,
        ]
        for number, gap in enumerate(report.gaps, 1)
    ]
    return Table(translate("Where the gaps are", language), headings, rows)


def say_gap(gap: Gap, language: str) -> str:
    """Return where a gap is: its street, and what it is near to."""
    street = in_language(language, *gap.street) if gap.street else ""
    if gap.near is None or gap.near[1] > _NEAR_METRES:
        return street or translate("nothing with a name is near", language)
    names, metres = gap.near
    near = translate(
        "{metres} from {space}",
        language,
        metres=say_metres(metres, language),
        space=in_language(language, *names),
    )
    return f"{street}, {near}" if street else near


def change_table(report: Report, language: str) -> Table | None:
    """Return what changed by district since coverage was kept; None where it never was."""
    changes = report.changes
    if changes is None:
        return None
    share = "share" if report.counted else "street_share"
    headings = [
        Heading(translate("District", language)),
        Heading(translate("Before", language), "share"),
        Heading(translate("Now", language), "share"),
        Heading(translate("Change (points)", language), "points"),
        Heading(translate("Spaces more or fewer", language), "count"),
        Heading(""),
    ]
    districts = [_change(each, share, language) for each in changes.districts]
    total = _change(changes.total, share, language)
    total[0] = changes.city.name(language)
    return Table(
        translate("What changed", language),
        headings,
        districts,
        total=total,
        notes=[in_one(each.text, language) for each in changes.remarks],
    )


def _change(change: DistrictChange, share: str, language: str) -> list[Value]:
    status = {
        "appeared": translate("was not there before", language),
        "vanished": translate("is there no more", language),
    }
    return [
        in_language(language, change.name_th, change.name_en) or change.code,
        change.before.get(share),
        change.after.get(share),
        change.change(share),
        change.change("spaces"),
        status.get(change.status, ""),
    ]


def sources_table(report: Report, language: str) -> Table:
    """Return where all comes from."""
    headings = [
        Heading(translate("What", language)),
        Heading(translate("Source", language)),
        Heading(translate("Number", language), "count"),
        Heading(translate("As of", language)),
    ]
    rows = [row for origin in report.origins for row in _sources(origin, language)]
    return Table(translate("Sources", language), headings, rows)


def _sources(origin: Origin, language: str) -> Iterator[list[Value]]:
    subject = translate(SUBJECTS[origin.subject], language)
    if not origin.sources:
        yield [subject, translate("none is stored", language), None, None]
    for source in origin.sources:
        yield [subject, source.name, source.number, source.as_of]
