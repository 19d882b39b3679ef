"""`geoservice token`: keys for machines and for curators' programs."""

from datetime import UTC, datetime

import click
from rich.table import Table

from geoservice.cli.console import say
from geoservice.cli.counts import print_table, word
from geoservice.cli.work import working_database
from geoservice.ecology.accounts import tokens
from geoservice.ecology.accounts.asker import SCOPES


@click.group("token")
def token() -> None:
    """Keys to accounts for machines: shown once, kept as a hash."""


@token.command("add")
@click.argument("name")
@click.option("--title", default="", help="What it is for, as it is listed.")
@click.option(
    "--scope", "scopes", multiple=True, default=("read",), help=f"{', '.join(SCOPES)}; repeatable."
)
@click.option("--days", default=tokens.DEFAULT_DAYS, show_default=True, help="How long it holds.")
def add(name: str, title: str, scopes: tuple[str, ...], days: int) -> None:
    """Make a token for the account NAME; it is the last line printed, and never shown again."""
    new = tokens.NewToken(name, title, scopes, days)
    with working_database() as database, database.writing() as session:
        issued = tokens.issue_token(session, new, now=datetime.now(UTC))
    say(
        "Token {id} of {name} holds until {day}. It is shown this once; keep it as a password.",
        id=issued.id,
        name=name,
        day=f"{issued.expires_at:%Y-%m-%d}",
    )
    click.echo(issued.secret)


@token.command("list")
@click.argument("name", required=False)
def list_(name: str | None) -> None:
    """List the tokens of the account NAME, or all."""
    with working_database() as database, database.writing() as session:
        listed = tokens.list_tokens(session, name)
    if not listed:
        say("There is no token yet; make one with: geoservice token add NAME")
        return
    headings = ("token", "name", "title", "scopes", "until", "revoked")
    table = Table(*map(word, headings), box=None)
    for each in listed:
        days = (f"{day:%Y-%m-%d}" if day else "-" for day in (each.expires_at, each.revoked_at))
        table.add_row(str(each.id), each.account, each.title, " ".join(each.scopes), *days)
    print_table(table)


@token.command("revoke")
@click.argument("token_id", metavar="TOKEN", type=int)
def revoke(token_id: int) -> None:
    """End the token of that number, as `token list` shows it."""
    with working_database() as database, database.writing() as session:
        tokens.revoke_token(session, token_id, now=datetime.now(UTC))
    say("The token {id} is revoked.", id=token_id)
