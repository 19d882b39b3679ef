"""The clauses of directions, and how they join into a sentence.

Every clause begins small, so that it can follow another ("turn left, then go up the stairs"); the
step makes the first letter large.
"""

import math
import re
from functools import cache

from geoservice.language import translate
from geoservice.walk.directions.ways import Way, Words

_EDGE = "\0"  # stands around a value until the spaces beside it are right
_THAI_LETTER = re.compile("[ก-๎]")


def _(message: str) -> str:
    """Mark a sentence for the translation catalogue."""
    return message


_TURNS = {
    "straight": _("continue straight"),
    "slight left": _("bear left"),
    "slight right": _("bear right"),
    "left": _("turn left"),
    "right": _("turn right"),
    "sharp left": _("turn sharp left"),
    "sharp right": _("turn sharp right"),
    "uturn": _("turn around"),
}
_HEADINGS = {
    "north": _("head north"),
    "northeast": _("head northeast"),
    "east": _("head east"),
    "southeast": _("head southeast"),
    "south": _("head south"),
    "southwest": _("head southwest"),
    "west": _("head west"),
    "northwest": _("head northwest"),
    None: _("set off"),
}
_NOUNS = {
    "footpath": _("the footpath"),
    "path": _("the path"),
    "pedestrian street": _("the pedestrian street"),
    "stairs": _("the stairs"),
    "cycle path": _("the cycle path"),
    "track": _("the track"),
    "service road": _("the service road"),
    "lane": _("the lane"),
    "road": _("the road"),
    "corridor": _("the corridor"),
    "platform": _("the platform"),
    "lift": _("the lift"),
}
# https://wiki.openstreetmap.org/wiki/Key:crossing
_SIGNALS = ("traffic_signals", "toucan", "pelican", "puffin", "pegasus")
_MARKED = ("zebra", "marked", "uncontrolled")
_UNMARKED = ("unmarked", "informal")
_CROSSINGS = (
    (_SIGNALS, _("cross {street} at the traffic lights")),
    (_UNMARKED, _("cross {street} with care, as there is no zebra crossing")),
    (_MARKED, _("cross {street} at the zebra crossing")),
)


def say(message: str, **values: Words | int) -> Words:
    """Return a sentence of the catalogue in both languages, with its values.

    Thai puts a space between its own letters and others ("ซอย 3 ที่วัด"), and none between words.
    """
    if not values:
        return _say_plainly(message)
    thai = {key: f"{_EDGE}{_in(value, 'th')}{_EDGE}" for key, value in values.items()}
    english = {key: _in(value, "en") for key, value in values.items()}
    return Words(
        _spaced(translate(message, "th", **thai)),
        translate(message, "en", **english),
    )


@cache
def _say_plainly(message: str) -> Words:
    return Words(translate(message, "th"), translate(message, "en"))


def _in(value: Words | int, language: str) -> str:
    if isinstance(value, Words):
        return value.th if language == "th" else value.en
    return str(value)


def _spaced(text: str) -> str:
    spaced = ""
    for part in filter(None, text.split(_EDGE)):
        spaced += f" {part}" if spaced and _apart(spaced[-1], part[0]) else part
    return spaced


def _apart(before: str, after: str) -> bool:
    if before in " (" or after in " ,)":
        return False
    return not (_THAI_LETTER.match(before) and _THAI_LETTER.match(after))


def as_sentence(words: Words) -> Words:
    """Return a clause as a sentence of its own."""
    return Words(words.th, words.en[:1].upper() + words.en[1:])


def say_then(first: Words, second: Words) -> Words:
    """Return two clauses as one."""
    return say("{first}, then {second}", first=first, second=second)


def say_way(way: Way) -> Words:
    """Return a street's name, or "the footpath" and so on for a nameless one."""
    return way.name or say(_NOUNS[way.noun])


def say_head(direction: str | None) -> Words:
    """Return the setting out in one of eight directions, None where there is none to tell."""
    return say(_HEADINGS[direction])


def say_head_along(head: Words, way: Way) -> Words:
    """Return the setting out along a street."""
    return say("{head} on {street}", head=head, street=say_way(way))


def say_head_to(head: Words, way: Way) -> Words:
    """Return the setting out across open ground, to the street."""
    return say("{head} to {street}", head=head, street=say_way(way))


def say_turn(modifier: str, *, at: Words | None = None) -> Words:
    """Return a turn at a junction, at a landmark where there is one."""
    turn = say(_TURNS[modifier])
    if at is None:
        return turn
    if modifier == "straight":
        return say("continue straight past {landmark}", landmark=at)
    return say("{turn} at {landmark}", turn=turn, landmark=at)


def say_turn_onto(modifier: str, way: Way, *, at: Words | None = None) -> Words:
    """Return a turn into another street."""
    street = say_way(way)
    if modifier == "straight":
        if at is None:
            return say("continue straight onto {street}", street=street)
        return say("continue straight past {landmark} onto {street}", landmark=at, street=street)
    turn = say(_TURNS[modifier])
    if at is None:
        return say("{turn} onto {street}", turn=turn, street=street)
    return say("{turn} at {landmark} onto {street}", turn=turn, landmark=at, street=street)


def say_turn_along(modifier: str, way: Way, *, at: Words | None = None) -> Words:
    """Return a turn with which one stays on the same street."""
    turn, street = say(_TURNS[modifier]), say_way(way)
    if at is None:
        return say("{turn} to stay on {street}", turn=turn, street=street)
    return say("{turn} at {landmark} to stay on {street}", turn=turn, landmark=at, street=street)


def say_continue(way: Way) -> Words:
    """Return that the street goes on under another name."""
    return say("continue on {street}", street=say_way(way))


def say_stairs(count: int | None, climbs: bool | None) -> Words:
    """Return a stairway: up or down where known, with the number of its steps where known."""
    if count is None:
        return say(_UNCOUNTED[climbs])
    return say(_ONE_STEP[climbs]) if count == 1 else say(_STEPS[climbs], count=count)


_UNCOUNTED = {
    True: _("go up the stairs"),
    False: _("go down the stairs"),
    None: _("take the stairs"),
}
_ONE_STEP = {
    True: _("go up 1 step"),
    False: _("go down 1 step"),
    None: _("take the stairs, 1 step"),
}
_STEPS = {
    True: _("go up {count} steps"),
    False: _("go down {count} steps"),
    None: _("take the stairs, {count} steps"),
}


def say_bridge(way: Way, *, known: bool, on_foot: bool, stairs: bool) -> Words:
    """Return a bridge.

    `known` says that one is on that street already, `on_foot` that only people walk over it,
    `stairs` that stairs lead to it.
    """
    if way.is_bridge:
        return say("cross {bridge}", bridge=say_way(way))
    if way.name is not None and not known:
        return say("cross the bridge on {street}", street=way.name)
    if not on_foot:
        return say("cross the bridge")
    return say("take the overpass") if stairs else say("cross the footbridge")


def say_underpass(*, on_foot: bool, indoors: bool) -> Words:
    """Return a tunnel, an underpass of people on foot, or a passage through a building."""
    if indoors:
        return say("go through the passage under the building")
    return say("go through the underpass") if on_foot else say("go through the tunnel")


def say_crossing(value: str, street: Words | None) -> Words:
    """Return the crossing of a street by the OSM value of the crossing; None: any street."""
    road = _NOUNS["road"]
    over = street or say(road)
    for values, message in _CROSSINGS:
        if set(values) & set(re.split(r"[;,\s]+", value)):
            return say(message, street=over)
    return say("cross {street}", street=over)


def say_towards(modifier: str, destination: Words) -> Words:
    """Return the turn from the street to a destination that lies back from it."""
    if modifier == "straight":
        return say("continue straight towards {destination}", destination=destination)
    turn = say(_TURNS[modifier])
    return say("{turn} towards {destination}", turn=turn, destination=destination)


def say_destination(name_th: str | None, name_en: str | None) -> Words:
    """Return the name of the destination, the other language's where it has none."""
    if name_th or name_en:
        return Words(name_th or name_en or "", name_en or name_th or "")
    return say("your destination")


def say_arrival(destination: Words, side: str) -> Words:
    """Return the arrival; `side` is left, right, straight, or "" where unknown."""
    return say(_ARRIVALS[side], destination=destination)


_ARRIVALS = {
    "left": _("arrive at {destination}, on the left"),
    "right": _("arrive at {destination}, on the right"),
    "straight": _("arrive at {destination}, straight ahead"),
    "": _("arrive at {destination}"),
}


def say_metres(metres: float, language: str) -> str:
    """Return a distance as people say it: "120 m", "350 m", "1.2 km".

    The further, the rounder: whole metres below 10, then steps of 5, 10 (from 100) and 50 (from
    200); from 1 km tenths of a kilometre, from 10 km whole ones.
    """
    rounded = _rounded(max(metres, 0.0))
    if rounded < 1000:
        return translate("{metres} m", language, metres=rounded)
    kilometres = math.floor(metres / 100 + 0.5) / 10
    figure = f"{kilometres:.1f}".removesuffix(".0") if kilometres < 10 else f"{kilometres:.0f}"
    return translate("{kilometres} km", language, kilometres=figure)


def _rounded(metres: float) -> int:
    step = 1 if metres < 10 else 5 if metres < 100 else 10 if metres < 200 else 50
    return math.floor(metres / step + 0.5) * step
