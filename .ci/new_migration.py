"""Writes the next migration from what the models say: `make migration MESSAGE="what changes"`."""

import shutil
import sys
import tempfile
from pathlib import Path

from alembic import command

from geoservice.config import Settings
from geoservice.store import cluster, schema
from geoservice.store.database import open_database


def main(message: str) -> None:
    """Compare the models with an upgraded, empty database and write the difference."""
    home = Path(tempfile.mkdtemp(prefix="geoservice-migration-"))
    home.chmod(0o755)
    database = open_database(Settings(home=home))
    try:
        newest = schema.upgrade(database).newest
        with database.owner.begin() as connection:
            config = schema.alembic_config(connection)
            number = f"{int(newest) + 1:04d}"
            command.revision(config, message=message, autogenerate=True, rev_id=number)
    finally:
        database.close()
        cluster.stop(cluster.find_cluster(home))
        shutil.rmtree(home)


if __name__ == "__main__":
    main(sys.argv[1])
