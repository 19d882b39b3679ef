"""What changed in a city since its coverage was kept, and where its data comes from, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from geoservice.coverage.changes import Changes
from geoservice.language import translate
from geoservice.publish.cities.profile import Profile
from geoservice.publish.cities.texts import say_day, say_grown
from geoservice.publish.coverage.documents import in_one
from geoservice.publish.coverage.paper import Form, say_value
from geoservice.publish.coverage.report_tables import SUBJECTS

_FIGURES: tuple[tuple[str, str, Form], ...] = (
    ("share", "People within reach", "share"),
    ("street_share", "Streets within reach", "share"),
    ("spaces", "Learning spaces", "count"),
    ("people", "People", "count"),
    ("nearest_minutes_median", "Minutes to the nearest, median", "decimal"),
)


@dataclass(frozen=True)
class ChangeView:
    """The whole city then and now: rows of title, then, now, change."""

    sentence: str
    rows: tuple[tuple[str, str, str, str], ...]
    remarks: tuple[str, ...]


def change_view(changes: Changes, language: str) -> ChangeView:
    """Return what changed in the whole city since coverage was kept last of other data."""
    taken = say_day(f"{changes.before.taken_at:%Y-%m-%d}", language)
    return ChangeView(
        sentence=translate(
            "Coverage of all learning spaces within 15 minutes on foot, kept on {date}, beside "
            "what it is now.",
            language,
            date=taken,
        ),
        rows=tuple(_rows(changes, language)),
        remarks=tuple(in_one(each.text, language) for each in changes.remarks),
    )


def _rows(changes: Changes, language: str) -> Iterator[tuple[str, str, str, str]]:
    for name, title, form in _FIGURES:
        before, after = (each.get(name) for each in (changes.total.before, changes.total.after))
        change = changes.total.change(name)
        said = "–" if change is None else _grown(change, form)
        yield translate(title, language), say_value(before, form), say_value(after, form), said


def _grown(change: float, form: Form) -> str:
    if form == "share":
        return say_grown(100 * change, 1)
    return say_grown(change, 0 if form == "count" else 1)


def say_no_change(profile: Profile, language: str) -> str:
    """Return why there is no change to tell."""
    if profile.kept is None:
        return translate(
            "No coverage of this city is kept yet, so there is no change to tell; keep it with: "
            "geoservice coverage snapshot --city {city}",
            language,
            city=profile.city.slug,
        )
    return translate(
        "Coverage was kept last on {date}, with other settings or of the same data as now, so "
        "there is no change to tell.",
        language,
        date=say_day(f"{profile.kept.taken_at:%Y-%m-%d}", language),
    )


def say_sources(profile: Profile, language: str) -> Iterator[str]:
    """Give the sources of a city's data, each with how many rows of it there are and of when."""
    for origin in profile.origins.values():
        subject = translate(SUBJECTS[origin.subject], language)
        for each in origin.sources:
            when = say_day(each.as_of, language)
            parts = (each.name or "–", f"{each.number:,}", when)
            yield f"{subject}: {' · '.join(filter(None, parts))}"
