"""Where things are on disk. The only module that knows.

In a checkout `sql`, `static` and `templates` stand beside the package; in an installed wheel they
are inside it.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_BESIDE = PACKAGE.parent if (PACKAGE.parent / "setup.cfg").exists() else PACKAGE

SQL = _BESIDE / "sql"
MIGRATIONS = SQL / "migrations"
SOURCES = SQL / "sources"
EVIDENCE = SQL / "evidence"
PROFILE = SQL / "profile"
STATIC = _BESIDE / "static"
TEMPLATES = _BESIDE / "templates"
TRANSLATIONS = PACKAGE / "translations"


def default_home(*, is_root: bool) -> Path:
    """Return where geoservice keeps its cluster and caches unless GEOSERVICE_HOME says otherwise.

    Root's own folder cannot be entered by the unprivileged user that PostgreSQL runs as.
    """
    return Path("/var/lib/geoservice") if is_root else Path.home() / ".local/share/geoservice"


def networks_folder(home: Path) -> Path:
    """Return where the walk networks of cities are kept."""
    return home / "networks"


def coverage_folder(home: Path) -> Path:
    """Return where it is kept who lives where on the walk networks of cities."""
    return home / "coverage"
