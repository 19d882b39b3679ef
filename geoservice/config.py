"""Settings: `GEOSERVICE_*` environment variables read into one frozen value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from geoservice.errors import InputError
from geoservice.paths import default_home

PREFIX = "GEOSERVICE_"


@dataclass(frozen=True)
class Settings:
    """All that can be set, with its default. The README table lists each.

    `database_url` writes; `reader_url` reads what is published. Both empty: the embedded cluster
    under `home`. `reader_url` empty: `database_url` with the role `geoservice_reader`. `proxies`:
    how many stand in front, each of which adds the address it was asked from. `limits_storage`:
    where requests are counted (an address of `limits`, as redis://host), empty: in each process.
    """

    home: Path
    database_url: str = ""
    reader_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 4
    base_url: str = ""
    proxies: int = 0
    statement_timeout_ms: int = 5000
    export_timeout_ms: int = 600_000
    max_body_bytes: int = 1_000_000
    max_picture_bytes: int = 15_000_000
    basemap_url: str = ""
    basemap_attribution: str = ""
    publisher: str = ""
    limits_storage: str = ""
    suggestions_per_hour: int = 10
    suggestions_per_day: int = 30
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; an integer that is none is an `InputError` that names its variable."""
        values: dict[str, str | int | Path] = {"home": default_home(is_root=os.geteuid() == 0)}
        for field in fields(cls):
            raw = environ.get(PREFIX + field.name.upper(), "").strip()
            if raw:
                values[field.name] = _parsed(field.name, field.type, raw)
        return cls(**values)  # type: ignore[arg-type]


def _parsed(name: str, kind: object, raw: str) -> str | int | Path:
    if kind is Path:
        return Path(raw).expanduser().absolute()
    if kind is not int:
        return raw
    if not raw.isascii() or not raw.isdigit():
        raise InputError(
            "{variable} is '{value}' but must be a whole number.",
            variable=PREFIX + name.upper(),
            value=raw,
        )
    return int(raw)
