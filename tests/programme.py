"""Activities stored for tests: two hours on the wall clock of Bangkok; and a picture."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from geoservice.store.database import Database
from geoservice.store.models import Activity, Medium
from tests.living import add_row

BANGKOK = ZoneInfo("Asia/Bangkok")


def add_activity(
    database: Database, city: int, space: int, *, start: str = "2026-11-28T14:00", **fields: Any
) -> int:
    """Store a published activity and return its id."""
    begins = datetime.fromisoformat(start).replace(tzinfo=BANGKOK)
    values = {
        "space_id": space,
        "title_th": "ทำโคมล้านนา",
        "title_en": "Making lanterns",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=2),
        **fields,
    }
    return add_row(database, Activity, city, **values)


def add_medium(database: Database, city: int, key: str, **fields: Any) -> int:
    """Store a published picture and return its id."""
    values = {
        "key": key,
        "kind": "picture",
        "media_type": "image/webp",
        "content": b"RIFF",
        "width": 40,
        "height": 30,
        "status": "published",
        **fields,
    }
    with database.writing() as session:
        medium = Medium(city_id=city, **values)
        session.add(medium)
        session.flush()
        return medium.id
