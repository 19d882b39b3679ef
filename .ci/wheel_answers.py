"""Run beside an installed wheel: the program must find its SQL, pages, styles and Thai words."""

import re
import sys
from pathlib import Path

import geoservice
from geoservice.config import Settings
from geoservice.store import cluster, schema
from geoservice.store.database import open_database
from geoservice.web import create_app


def main() -> None:
    """Serve a page, everything it loads, and a problem in Thai, from the wheel alone."""
    assert "site-packages" in geoservice.__file__, geoservice.__file__
    settings = Settings.from_environment()
    database = open_database(settings)
    try:
        schema.upgrade(database)
        check(create_app(settings, database).test_client())
    finally:
        database.close()
        cluster.stop(cluster.find_cluster(settings.home))


def check(client) -> None:
    """Ask as a browser would."""
    page = client.get("/?lang=th")
    assert page.status_code == 200, page.status
    assert 'lang="th"' in page.text
    files = re.findall(r'(?:src|href)="(/(?:static|assets)/[^"]+)"', page.text)
    assert any(".js" in file for file in files), files
    for file in files:
        answer = client.get(file)
        assert answer.status_code == 200, (file, answer.status)
    problem = client.get("/api/collections/nothing?lang=th")
    assert problem.status_code == 404
    assert re.search("[ก-๙]", problem.json["detail"]), problem.json
    package = Path(geoservice.__file__).parent
    print(f"the wheel answers: a page with {len(files)} files, from {package}")


if __name__ == "__main__":
    sys.exit(main())
