"""How long work tells where it stands, without knowing who listens."""

from collections.abc import Callable

Report = Callable[[str, int, int | None], None]
"""Called with a stage (an English sentence, key of the catalogue), done, and total if known."""


def silent(stage: str, done: int, total: int | None) -> None:
    """Tell nobody."""
