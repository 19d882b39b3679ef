"""Each command is found where it is said to be, and starts without the others."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from geoservice.cli import cli
from geoservice.cli.commands import Commands

HEAVY = ("scipy", "flask", "pandas", "osmium", "folium")


def _commands(group: click.Group, *words: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*words, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, *words, name)


def test_every_command_is_found_under_its_own_name_and_says_what_it_does() -> None:
    found = dict(_commands(cli))

    assert [words for words, command in found.items() if command.name != words[-1]] == []
    assert [words for words, command in found.items() if not command.get_short_help_str()] == []
    assert ("import", "osm") in found
    assert ("coverage", "snapshot") in found


def test_an_unknown_command_is_refused_as_by_any_group() -> None:
    with pytest.raises(click.UsageError, match="No such command 'fly'"):
        Commands("bird", places={}).resolve_command(click.Context(Commands("bird")), ["fly"])


def test_a_command_imports_nothing_of_the_others() -> None:
    asks = (
        "import sys; from geoservice.cli import cli;"
        " cli(['token', '--help'], standalone_mode=False);"
        f" print([each for each in {HEAVY!r} if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
