"""A walk made by hand: from a place of one's own past a temple and a museum, back to the start."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from geoservice.ecology.asked import AskedPlace, AskedWalk
from geoservice.ecology.candidates import WalkCity
from geoservice.ecology.planner import PlannedWalk
from geoservice.ecology.routes.knowledge import Known
from geoservice.walk.itinerary import (
    Alternative,
    Candidate,
    LeftOut,
    Leg,
    Place,
    Step,
    Stop,
    Stretch,
    Walk,
    Wish,
)

ZONE = ZoneInfo("Asia/Bangkok")
DEPART = datetime(2026, 11, 28, 14, 0, tzinfo=ZONE)
START, TEMPLE, MUSEUM = Place(98.98, 18.79), Place(98.982, 18.79), Place(98.982, 18.792)
LINK = "https://example.org/?walk=cchiang-mai_ap9898000x1879000_s812_s845_l"

CITY = WalkCity(1, "chiang-mai", "เชียงใหม่", "Chiang Mai", "TH", "Asia/Bangkok", "© OpenStreetMap")
WAT = Candidate(TEMPLE, 812, "temple", "วัดพระสิงห์", "Wat Phra Singh", "24/7", rank=0.9)
FOLK = Candidate(MUSEUM, 845, "museum", "พิพิธภัณฑ์ <พื้นถิ่น> & ล้านนา", None, "Tu-Su 09:00-16:30")


def leg(*places: Place, metres: float, seconds: int) -> Leg:
    """Return a leg along a street of one name, with a step at each end."""
    street = Stretch(places, metres, seconds, "residential", "ถนนสิงหราช", "Singharat Road")
    steps = (
        Step("depart", "เดินไปทางทิศตะวันออก", "Head east", places[0], 0, round(metres), seconds),
        Step("arrive", "ถึงแล้ว", "You are there", places[-1], len(places) - 1, 0, 0),
    )
    return Leg(places, metres, seconds, (street,), steps)


def stop(candidate: Candidate, arrive: datetime, **fields: object) -> Stop:
    """Return a stop of half an hour."""
    values = {
        "leave": arrive + timedelta(minutes=30),
        "dwell_minutes": 30,
        "door_metres": 12.04,
        "opens": None,
        "closes": None,
        "hours_known": True,
        "is_open": True,
        "why_th": "เป็นที่รู้จักกันดี",
        "why_en": "Well known",
        "wished": 0,
        **fields,
    }
    return Stop(candidate, arrive, **values)


WALK = Walk(
    wish=Wish(DEPART, stops=(WAT, FOLK), start=Candidate(START), loop=True, best_order=True),
    legs=(
        leg(START, TEMPLE, metres=210.04, seconds=157),
        leg(TEMPLE, MUSEUM, metres=221.0, seconds=166),
        leg(MUSEUM, TEMPLE, START, metres=431.0, seconds=323),
    ),
    stops=(
        stop(WAT, DEPART + timedelta(seconds=157)),
        stop(
            FOLK,
            DEPART + timedelta(seconds=2123),
            opens=DEPART.replace(hour=9),
            closes=DEPART.replace(hour=16, minute=30),
            wished=1,
        ),
    ),
    start=START,
    end=START,
    depart=DEPART,
    arrive=DEPART + timedelta(seconds=4246),
    metres=862.04,
    walk_seconds=646,
    dwell_seconds=3600,
    seconds=4246,
    proven=True,
    left_out=(
        LeftOut(
            Candidate(MUSEUM, 901, "bank", None, "A Bank"), "closed", "ปิดวันเสาร์", "Closed today"
        ),
    ),
    alternatives=(
        Alternative("quiet", 900.0, 700, (leg(START, MUSEUM, metres=900.0, seconds=700),)),
    ),
    notes_th=("ระวังรถ",),
    notes_en=("Mind the cars.",),
)

ASKED = AskedWalk(
    city="chiang-mai",
    stops=(AskedPlace(space=812), AskedPlace(space=845)),
    start=AskedPlace(lon=START.lon, lat=START.lat),
    loop=True,
    depart=DEPART,
)


def planned(**fields: object) -> PlannedWalk:
    """Return the walk with what is written about its temple, other fields as given."""
    known = Known(1, 845, "wisdom", "การทอผ้า", None, None, None)
    walk = PlannedWalk(CITY, ASKED, WALK, {812: ("วัดคู่เมือง", None)}, knowledge={845: (known,)})
    return replace(walk, **fields)
