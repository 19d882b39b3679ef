"""Commands that are imported when they are asked for, so that each starts as fast as it can."""

from importlib import import_module
from typing import Any, cast

import click


class Commands(click.Group):
    """A group that knows where its commands live: name to "module:attribute"."""

    def __init__(self, *args: Any, places: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = places or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of its commands in order."""
        return sorted({*super().list_commands(ctx), *self._places})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, imported now; None where there is none."""
        place = self._places.get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = place.partition(":")
        return cast(click.Command, getattr(import_module(module), attribute))
