"""Figures of a comparison alone: the district that reaches least, and the coverage kept last."""

from geoservice.coverage.figures import DistrictFigures
from geoservice.language import Both, say_both
from geoservice.publish.cities.figures import Figure, Query
from geoservice.publish.cities.profile import Profile


def lowest_district(profile: Profile) -> Figure:
    """Return the share of people who reach a space in the district where it is the lowest."""
    coverage = profile.coverage
    known = [each for each in coverage.districts if each.share is not None] if coverage else []
    lowest = min(known, key=_share, default=None)
    return Figure(
        id="lowest_district",
        group="reach",
        title=say_both("People within 15 minutes in the district with the lowest share"),
        definition=say_both(
            "The share of the population that walks to a learning space within 15 minutes, in the "
            "district where it is the lowest."
        ),
        unit="share",
        value=lowest.share if lowest else None,
        as_of=profile.as_of("spaces") if lowest else None,
        people_year=_year(profile) if lowest else None,
        change=None,
        query=Query(
            f"/api/coverage?city={profile.city.slug}&minutes=15&profile=adult",
            "min(districts[].share)",
        ),
        note=_where(lowest) if lowest else _no_districts(profile),
        low=lowest.share_low if lowest else None,
        high=lowest.share_high if lowest else None,
    )


def _share(district: DistrictFigures) -> float:
    return district.share or 0.0


def _year(profile: Profile) -> int | None:
    source = profile.coverage.people_source if profile.coverage else None
    return source.year if source else None


def _where(district: DistrictFigures) -> Both:
    thai = district.name_th or district.name_en or district.code
    return thai, district.name_en or district.name_th or district.code


def _no_districts(profile: Profile) -> Both:
    if profile.coverage is None:
        return say_both("No streets are stored of this city, so no walk can be measured.")
    return say_both("No population is stored of this city, so no share of people can be told.")


def newest_kept(profile: Profile) -> Figure:
    """Return the share of people in the coverage that was kept last, as it was asked then."""
    kept = profile.kept
    share = kept.figures["total"]["share"] if kept else None
    return Figure(
        id="newest_kept",
        group="reach",
        title=say_both("People within reach in the coverage kept last"),
        definition=say_both(
            "The share of people within reach in the newest coverage that the city kept, whatever "
            "minutes, kinds and profile it was kept with."
        ),
        unit="share",
        value=share,
        as_of=f"{kept.taken_at:%Y-%m-%d}" if kept else None,
        people_year=None,
        change=None,
        query=Query(f"/api/cities/{profile.city.slug}/profile", "kept.share"),
        note=None if share is not None else say_both("No coverage of this city is kept yet."),
    )
