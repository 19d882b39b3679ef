"""Keeping account of rows that were not taken in, in memory that does not grow with the file."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from geoservice.errors import GeoserviceError, InputError
from geoservice.intake.loading import Refusal

_MOST_KINDS = 1000
_MOST_WARNINGS = 200
MOST_TOLD = 200
"""How many refusals the trail of an import keeps."""


@dataclass
class RefusalLog:
    """The refusals of one file: those with one reason are one, counted, under their first row.

    Past 1,000 different reasons, further ones are counted together.
    """

    file: str
    _by_reason: dict[str, Refusal] = field(default_factory=dict)
    _warnings: list[GeoserviceError] = field(default_factory=list)
    _unsaid: int = 0

    def refuse(self, number: int, error: GeoserviceError) -> None:
        """Note that a row was refused."""
        reason = str(error)
        if reason not in self._by_reason and len(self._by_reason) >= _MOST_KINDS:
            error = InputError("Other reasons.")
            reason = str(error)
        known = self._by_reason.get(reason)
        self._by_reason[reason] = (
            Refusal(f"row {number}", error)
            if known is None
            else replace(known, count=known.count + 1)
        )

    def warn(self, warning: GeoserviceError) -> None:
        """Note something worth knowing about a row that is taken in."""
        if len(self._warnings) < _MOST_WARNINGS:
            self._warnings.append(warning)
        else:
            self._unsaid += 1

    def refusals(self) -> tuple[Refusal, ...]:
        """Return the refusals, those of the most rows first."""
        return tuple(sorted(self._by_reason.values(), key=lambda refusal: -refusal.count))

    def warnings(self) -> tuple[GeoserviceError, ...]:
        """Return the warnings; past 200 the rest is one, counted."""
        if not self._unsaid:
            return tuple(self._warnings)
        rest = GeoserviceError("… and {count} more.", count=self._unsaid)
        return (*self._warnings, rest)

    def require_some(self, taken: int) -> None:
        """Raise InputError where not one row was taken in, with the most frequent reason."""
        if taken:
            return
        refusals = self.refusals()
        if not refusals:
            raise InputError("{file} has no rows.", file=self.file)
        raise InputError(
            "Not one row of {file} can be taken in; {count} of {all} because: {reason}",
            file=self.file,
            count=refusals[0].count,
            all=sum(refusal.count for refusal in refusals),
            reason=refusals[0].reason,
        )


def told(refusals: Iterable[Refusal]) -> list[dict[str, Any]]:
    """Return the first refusals as the trail keeps them, in both languages."""
    return [
        {
            "row": each.subject,
            "count": each.count,
            "th": each.reason.text("th"),
            "en": each.reason.text("en"),
        }
        for each in list(refusals)[:MOST_TOLD]
    ]
