"""What the closed vocabularies are called, in Thai and English. Ids are stable and colour-blind."""

from collections.abc import Iterable
from dataclasses import dataclass

from geoservice.store import words


@dataclass(frozen=True)
class Label:
    """A word of a vocabulary and its two names."""

    id: str
    title_th: str
    title_en: str

    def title(self, language: str) -> str:
        """Return the name in `language` ("th" or "en")."""
        return self.title_en if language == "en" else self.title_th


def _labels(named: Iterable[tuple[str, str, str]]) -> tuple[Label, ...]:
    return tuple(Label(*each) for each in named)


KINDS = _labels(
    [
        ("temple", "ศาสนสถาน", "Place of worship"),
        ("school", "โรงเรียน", "School"),
        ("university", "มหาวิทยาลัย", "University"),
        ("hospital", "สถานพยาบาล", "Hospital or clinic"),
        ("library", "ห้องสมุด", "Library"),
        ("museum", "พิพิธภัณฑ์", "Museum"),
        ("community_centre", "ศูนย์ชุมชนและศิลปะ", "Community and arts centre"),
        ("government", "หน่วยงานรัฐ", "Government office"),
        ("company", "บริษัท", "Company"),
        ("bank", "ธนาคาร", "Bank"),
        ("market", "ตลาด", "Market"),
        ("park", "สวนและสนามเด็กเล่น", "Park or playground"),
        ("sage", "ปราชญ์ชุมชน", "Local sage"),
    ]
)
AGE_GROUPS = _labels(
    [
        ("early_childhood", "เด็กปฐมวัย (0–5 ปี)", "Early childhood (0–5)"),
        ("child", "เด็ก (6–12 ปี)", "Children (6–12)"),
        ("youth", "เยาวชน (13–18 ปี)", "Youth (13–18)"),
        ("adult", "ผู้ใหญ่ (19–59 ปี)", "Adults (19–59)"),
        ("senior", "ผู้สูงอายุ (60 ปีขึ้นไป)", "Seniors (60 and over)"),
    ]
)
WHEELCHAIR = _labels(
    [
        ("yes", "รถเข็นเข้าถึงได้", "Wheelchair accessible"),
        ("limited", "รถเข็นเข้าถึงได้บางส่วน", "Partly wheelchair accessible"),
        ("no", "รถเข็นเข้าไม่ได้", "Not wheelchair accessible"),
    ]
)
LEVELS = _labels(
    [
        ("province", "จังหวัด", "Province"),
        ("amphoe", "อำเภอ / เขต", "Amphoe (district)"),
        ("tambon", "ตำบล / แขวง", "Tambon (subdistrict)"),
    ]
)
AGENDAS = _labels(
    [
        ("health", "สุขภาพ", "Health"),
        ("environment", "สิ่งแวดล้อม", "Environment"),
        ("learning", "การเรียนรู้", "Learning"),
        ("equity", "ความเสมอภาค", "Equity"),
        ("local_economy", "เศรษฐกิจท้องถิ่น", "Local economy"),
    ]
)
BASEMAP_CLASSES = _labels(
    [
        ("water", "แหล่งน้ำ", "Water"),
        ("green", "พื้นที่สีเขียว", "Green area"),
        ("building", "อาคาร", "Building"),
    ]
)
ROLES = _labels(
    [
        ("citizen", "ประชาชน", "Citizen"),
        ("contributor", "ผู้ร่วมให้ข้อมูล", "Contributor"),
        ("curator", "ผู้ดูแลข้อมูล", "Curator"),
        ("planner", "นักวางแผน", "Planner"),
        ("admin", "ผู้ดูแลระบบ", "Administrator"),
    ]
)
# Not closed: what OpenStreetMap's key `religion` mostly holds.
RELIGIONS = _labels(
    [
        ("buddhist", "พุทธ", "Buddhist"),
        ("muslim", "อิสลาม", "Muslim"),
        ("christian", "คริสต์", "Christian"),
        ("taoist", "เต๋า", "Taoist"),
        ("chinese_folk", "ความเชื่อพื้นบ้านจีน", "Chinese folk religion"),
        ("confucian", "ขงจื๊อ", "Confucian"),
        ("hindu", "ฮินดู", "Hindu"),
        ("sikh", "ซิกข์", "Sikh"),
        ("jewish", "ยิว", "Jewish"),
        ("animist", "ความเชื่อดั้งเดิม", "Animist"),
        ("multifaith", "หลายศาสนา", "Multifaith"),
    ]
)

BODIES = _labels(
    [
        ("background", "ภูมิหลัง", "Background"),
        ("city", "ภูมิเมือง", "The city"),
        ("lineage", "ภูมิวงศ์", "Lineage"),
        ("faith", "ภูมิธรรม", "Faith and ethics"),
        ("wisdom", "ภูมิปัญญา", "Local wisdom"),
    ]
)
ACTORS = _labels(
    [
        ("temple", "ศาสนสถาน", "Places of worship"),
        ("school", "สถานศึกษา", "Schools and universities"),
        ("hospital", "สถานพยาบาล", "Hospitals"),
        ("government", "ภาครัฐ", "Government"),
        ("company", "ภาคเอกชน", "Companies"),
        ("bank", "ธนาคาร", "Banks"),
        ("citizens", "ภาคประชาชน", "Citizens"),
    ]
)
NOTE_KINDS = _labels(
    [
        ("problem", "ปัญหา", "Problem"),
        ("chance", "โอกาส", "Chance"),
        ("story", "เรื่องเล่า", "Story"),
    ]
)
DIFFICULTIES = _labels(
    [
        ("easy", "ง่าย", "Easy"),
        ("moderate", "ปานกลาง", "Moderate"),
        ("hard", "ท้าทาย", "Hard"),
    ]
)
PLACE_PRIVACY = _labels(
    [
        ("public", "ทุกคนเห็นที่ตั้ง", "Everybody sees the place"),
        ("tambon", "เห็นเพียงตำบล", "Only the tambon is shown"),
        ("private", "ไม่แสดงที่ตั้ง", "The place is not shown"),
    ]
)

VOCABULARIES: dict[str, tuple[Label, ...]] = {
    "kind": KINDS,
    "age_groups": AGE_GROUPS,
    "wheelchair": WHEELCHAIR,
    "level": LEVELS,
    "agendas": AGENDAS,
    "class": BASEMAP_CLASSES,
    "religion": RELIGIONS,
    "body": BODIES,
    "actor": ACTORS,
    "note_kind": NOTE_KINDS,
    "difficulty": DIFFICULTIES,
    "place_privacy": PLACE_PRIVACY,
}


def title_of(labels: Iterable[Label], id: str, language: str) -> str:
    """Return what a word of a vocabulary is called in `language`."""
    return next(label.title(language) for label in labels if label.id == id)


def _complete(labels: tuple[Label, ...], known: tuple[str, ...]) -> bool:
    return {label.id for label in labels} == set(known)


for _labelled, _known in (
    (KINDS, words.KINDS),
    (AGE_GROUPS, words.AGE_GROUPS),
    (WHEELCHAIR, words.WHEELCHAIR),
    (LEVELS, words.LEVELS),
    (AGENDAS, words.AGENDAS),
    (ROLES, words.ROLES),
    (BASEMAP_CLASSES, words.BASEMAP_CLASSES),
    (BODIES, words.BODIES),
    (ACTORS, words.ACTORS),
    (NOTE_KINDS, words.NOTE_KINDS),
    (DIFFICULTIES, words.DIFFICULTIES),
    (PLACE_PRIVACY, words.PLACE_PRIVACY),
):
    assert _complete(_labelled, _known)  # noqa: S101  (two lists of one fact: never apart)
