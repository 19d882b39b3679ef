"""How every figure of a report is had again: addresses, commands, and the SQL of its sources."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from geoservice.coverage.asked import HEXAGONS
from geoservice.coverage.report import Report
from geoservice.language import translate
from geoservice.publish.coverage.report_tables import SUBJECTS


@dataclass(frozen=True)
class Again:
    """What is had again, and by which address, command or query."""

    what: str
    how: str


def report_queries(report: Report, language: str, *, base: str) -> Iterator[Again]:
    """Give the queries of a report; `base` is where the service is."""

    def say(message: str) -> str:
        return translate(message, language)

    asked = _parameters(report)
    coverage = f"{base}/api/coverage?{_query(asked)}"
    yield Again(say("The city, its districts, ages, interval and Lorenz curve"), coverage)
    yield Again(say("The same as a table"), f"{coverage}&f=csv")
    yield Again(say("The same with the shapes of the districts"), f"{coverage}&f=geojson")
    of_kind = {name: value for name, value in asked.items() if name != "kinds"}
    if len(report.kinds) > 1:
        what = translate("Kind by kind: {kinds}", language, kinds=", ".join(report.kinds))
        yield Again(what, f"{base}/api/coverage?{_query(of_kind)}&kinds=…")
    places = _query({**asked, "level": HEXAGONS})
    yield Again(say("The places among the gaps"), f"{base}/api/coverage?{places}")
    streets = {name: value for name, value in asked.items() if name not in ("level", "decay")}
    yield Again(
        say("The minutes along every street"), f"{base}/api/coverage/streets?{_query(streets)}"
    )
    if report.notes.count:
        of_notes = _query({"city": asked["city"]})
        yield Again(
            say("The notes from the field"), f"{base}/api/collections/notes/items?{of_notes}"
        )
    if report.changes is not None:
        of_changes = _query({"city": asked["city"]})
        yield Again(say("What changed"), f"{base}/api/coverage/changes?{of_changes}")
    yield Again(say("At a shell"), " ".join(_command(asked)))
    for origin in report.origins:
        subject = say(SUBJECTS[origin.subject])
        what = translate("Sources: {subject}", language, subject=subject)
        yield Again(what, origin.query.shown)


def _parameters(report: Report) -> dict[str, str]:
    asked = report.coverage.asked
    values = {
        "city": asked.city,
        "kinds": ",".join(asked.kinds),
        "minutes": str(asked.minutes),
        "profile": asked.profile,
        "level": report.coverage.level,
        "at": report.coverage.at.isoformat() if report.coverage.at else "",
        "decay": asked.decay,
    }
    return {name: value for name, value in values.items() if value}


def _query(values: dict[str, str]) -> str:
    return urlencode(values, safe=",:")


def _command(asked: dict[str, str]) -> Iterator[str]:
    yield "geoservice coverage"
    for name, value in asked.items():
        if name == "kinds":
            yield from (f"--kind {kind}" for kind in value.split(","))
        else:
            yield f"--{name} {shlex.quote(value)}"
