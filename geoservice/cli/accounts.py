"""`geoservice account`: who may do what."""

import sys
from datetime import UTC, datetime

import click
from rich.table import Table

from geoservice.cli.console import say
from geoservice.cli.counts import print_table, word
from geoservice.cli.work import working_database
from geoservice.config import Settings
from geoservice.ecology.accounts import passing, register
from geoservice.store.words import ROLES


@click.group("account")
def account() -> None:
    """Accounts: who may do what, in one city or in all."""


@account.command("add")
@click.argument("name")
@click.option("--role", required=True, help=", ".join(ROLES))
@click.option("--city", metavar="SLUG", help="The city it works in; else all.")
@click.option("--password-stdin", is_flag=True, help="Read its password from the first line.")
def add(name: str, role: str, city: str | None, password_stdin: bool) -> None:
    """Add the account NAME with a role."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    new = register.NewAccount(name, role, city, password)
    with working_database() as database, database.writing() as session:
        stored = register.add_account(session, new).name
    say(
        "The account {name} is stored, with the role {role}; give it a token with: "
        "geoservice token add {name}",
        name=stored,
        role=role,
    )


@account.command("list")
def list_() -> None:
    """List the accounts with their roles and cities."""
    with working_database() as database, database.writing() as session:
        listed = register.list_accounts(session)
    if not listed:
        say("There is no account yet; add one with: geoservice account add NAME --role curator")
        return
    table = Table(*map(word, ("name", "role", "city", "disabled")), box=None)
    for each in listed:
        disabled = f"{each.disabled_at:%Y-%m-%d}" if each.disabled_at else "-"
        table.add_row(each.name, each.role, each.city or word("all cities"), disabled)
    print_table(table)


@account.command("disable")
@click.argument("name")
def disable(name: str) -> None:
    """Close the account NAME; none of its tokens holds any more, what it did stays."""
    with working_database() as database, database.writing() as session:
        register.disable_account(session, name, now=datetime.now(UTC))
    say("The account {name} is disabled, and with it all its tokens.", name=name)


@account.command("reset")
@click.argument("name")
def reset(name: str) -> None:
    """Make a link by which NAME sets a new password once; it is the last line printed."""
    settings = Settings.from_environment()
    with working_database() as database, database.writing() as session:
        issued = passing.issue_reset(session, name, now=datetime.now(UTC))
    say(
        "Give {name} this link; it sets a new password once, and holds until {time}.",
        name=name,
        time=f"{issued.expires_at.astimezone():%Y-%m-%d %H:%M}",
    )
    say("Its address follows GEOSERVICE_BASE_URL, else GEOSERVICE_HOST and GEOSERVICE_PORT.")
    base = settings.base_url or f"http://{settings.host}:{settings.port}"
    click.echo(f"{base.rstrip('/')}/reset?key={issued.key}")


@account.command("link")
@click.argument("name")
@click.argument("subject")
def link(name: str, subject: str) -> None:
    """Let the person whom the OpenID provider calls SUBJECT sign in to the account NAME."""
    with working_database() as database, database.writing() as session:
        register.link_account(session, name, subject)
    say(
        "Whom the provider calls {subject} signs in to {name} from now on.",
        subject=subject,
        name=name,
    )
