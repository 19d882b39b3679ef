"""Field notes in a report: one table of those that wait, and of what was done."""

from datetime import date

from babel.dates import format_date

from geoservice.coverage.report import Report
from geoservice.language import translate
from geoservice.publish.coverage.paper import Heading, Table
from geoservice.publish.walks.words import in_language
from geoservice.store.labels import NOTE_KINDS, title_of

_LONGEST_TEXT = 300
_BUDDHIST_ERA = 543


def notes_table(report: Report, language: str) -> Table | None:
    """Return the latest field notes, those that wait first; None where there are none."""
    found = report.notes
    if not found.notes:
        return None

    def say(message: str, **values: object) -> str:
        return translate(message, language, **values)

    told = say("{count} notes, of which {waiting} wait for something to be done.",
               count=found.count, waiting=found.waiting)  # fmt: skip
    return Table(
        say("Notes from the field"),
        [
            Heading(say("Day")),
            Heading(say("Kind")),
            Heading(say("Tambon")),
            Heading(say("What was seen")),
            Heading(say("What was done")),
        ],
        [
            [
                _day(note.day, language),
                title_of(NOTE_KINDS, note.kind, language),
                in_language(language, note.district_th, note.district_en),
                _short(note.text),
                _short(note.solution or ""),
            ]
            for note in found.notes
        ],
        notes=[told],
    )


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_TEXT else plain[: _LONGEST_TEXT - 1].rstrip() + "…"


def _day(day: date, language: str) -> str:
    if language == "en":
        return format_date(day, "d MMM y", locale="en")
    return f"{format_date(day, 'd MMM', locale='th')} {day.year + _BUDDHIST_ERA}"
