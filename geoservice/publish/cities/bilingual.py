"""Sentences in both languages as members of a document."""

from typing import Any

from geoservice.language import Both


def both(name: str, text: Both | None) -> dict[str, Any]:
    """Return a sentence as two members, null where there is none."""
    thai, english = text or (None, None)
    return {f"{name}_th": thai, f"{name}_en": english}
