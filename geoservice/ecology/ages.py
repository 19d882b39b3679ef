"""Ages in years and the groups that the house knows them by."""

OLDEST = 120
_LAST_YEARS = (("early_childhood", 5), ("child", 12), ("youth", 18), ("adult", 59))


def age_group_of(years: int) -> str:
    """Return the age group of somebody who is so many years old."""
    return next((group for group, last in _LAST_YEARS if years <= last), "senior")
