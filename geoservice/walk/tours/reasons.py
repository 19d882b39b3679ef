"""Why a stop is on a walk and why another is not, as sentences in Thai and English."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from geoservice.language import Both, say_both
from geoservice.store.labels import VOCABULARIES
from geoservice.walk.tours.budget import Left, Visit
from geoservice.walk.tours.outing import Option, Outing

_SOON = 6 * 3600  # seconds after leaving: what closes later is not worth a word


@dataclass(frozen=True)
class Facts:
    """What sentences need besides the choice: `opens` is when a closed place opens next."""

    outing: Outing
    depart: datetime
    opens: datetime | None = None


def why_chosen(visit: Visit, option: Option, facts: Facts) -> Both:
    """Return why a stop is on the walk, and what is known of its hours."""
    return _joined(_reason(visit, option, facts.outing), *_hours(visit, facts.depart))


def why_left(left: Left, option: Option, facts: Facts) -> Both:
    """Return why an option is not on the walk."""
    if left.reason == "seen":
        return say_both("You have been there.")
    if left.reason == "not_reachable":
        return say_both("No mapped way leads there on foot.")
    if left.reason == "too_far":
        return say_both(
            "Too far: going there alone takes longer than you have, by {minutes} min.",
            minutes=_minutes(left.lacking),
        )
    if left.reason == "closed":
        return _closed(option, facts)
    if left.reason == "no_time":
        return _no_time(left)
    return _less(left, option)


def farther_than_looked() -> Both:
    """Return what is said of a place that is so far that no way to it was measured."""
    return say_both("Too far: going there alone takes longer than you have.")


def _reason(visit: Visit, option: Option, outing: Outing) -> Both:
    kind = _label("kind", option.kind)
    if visit.reason == "wanted":
        return say_both("You asked for this stop.")
    if visit.reason == "theme":
        return say_both("It fits your theme: {theme}.", theme=_label("agendas", visit.themes[0]))
    if visit.reason == "only":
        return _only(option, kind)
    if visit.reason == "best":
        return say_both(
            "One learns most here of {count} places of this kind within reach ({kind}).",
            count=str(visit.of_kind),
            kind=kind,
        )
    if visit.reason == "age":
        return say_both(
            "It suits the age group: {age}.", age=_label("age_groups", outing.age_group)
        )
    return say_both("There is time for it as well.")


def _only(option: Option, kind: Both) -> Both:
    if option.kind == "sage":  # people are not counted as places are
        return say_both("Here you meet a local sage.")
    return say_both("The only one of its kind on this walk: {kind}.", kind=kind)


def _hours(visit: Visit, depart: datetime) -> Iterator[Both]:
    if not visit.hours_known:
        yield say_both("Its opening hours are not known.")
    if visit.wait:
        yield say_both("You wait {minutes} min for it to open.", minutes=_minutes(visit.wait))
    if visit.closes is not None and visit.closes - visit.leave <= _SOON:
        yield say_both("Open until {time}.", time=_clock(depart, visit.closes))


def _closed(option: Option, facts: Facts) -> Both:
    if not option.hours_known:
        return say_both("Nobody knows when it is open, and at night it is not counted on.")
    later = [span for span in option.spans or () if span[0] < facts.outing.budget_seconds]
    if later and later[0][0] > 0:
        return say_both(
            "It opens at {time}, too late for this walk.", time=_clock(facts.depart, later[0][0])
        )
    if later:
        return say_both(
            "It closes at {time}, too early for a visit.", time=_clock(facts.depart, later[-1][1])
        )
    if facts.opens is None:
        return say_both("Closed at the time of the walk.")
    time = f"{facts.opens:%H:%M}"
    if facts.opens.date() == facts.depart.date():
        return say_both("Closed at the time of the walk; it opens today at {time}.", time=time)
    return say_both(
        "Closed at the time of the walk; it opens again on {day} at {time}.",
        day=_weekday(facts.opens),
        time=time,
    )


def _no_time(left: Left) -> Both:
    if left.lacking:
        return say_both(
            "No time is left for it: it takes {minutes} min more.", minutes=_minutes(left.lacking)
        )
    return say_both("No time is left for it while it is open.")


def _less(left: Left, option: Option) -> Both:
    if left.of_kind and option.kind:
        return say_both(
            "Other stops give more, and one of its kind is on the walk already ({kind}).",
            kind=_label("kind", option.kind),
        )
    return say_both("In the same time other stops give more.")


def _label(vocabulary: str, word: str | None) -> Both:
    for label in VOCABULARIES[vocabulary]:
        if label.id == word:
            return label.title_th, label.title_en.lower()
    return word or "–", word or "–"  # an agenda of the city's own


def _weekday(moment: datetime) -> Both:
    return (
        say_both("Monday"),
        say_both("Tuesday"),
        say_both("Wednesday"),
        say_both("Thursday"),
        say_both("Friday"),
        say_both("Saturday"),
        say_both("Sunday"),
    )[moment.weekday()]


def _clock(depart: datetime, seconds: int) -> str:
    return f"{depart + timedelta(seconds=seconds):%H:%M}"


def _minutes(seconds: int) -> str:
    return str(-(-seconds // 60))


def _joined(*said: Both) -> Both:
    return " ".join(thai for thai, _ in said), " ".join(english for _, english in said)
