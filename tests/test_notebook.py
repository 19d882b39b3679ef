"""The notebook's word is kept: its cells run one after the other, as Jupyter runs them."""

import ast
import html
import json
from pathlib import Path
from typing import Any

import pytest

from geoservice.paths import STATIC
from geoservice.store.database import Database
from tests.walked_town import import_town

NOTEBOOK = Path(__file__).parent.parent / "docs" / "open-data.ipynb"

if not (STATIC / "build" / "embedded" / "leaflet.js").is_file():
    pytest.skip("the pages are not built; run: make setup", allow_module_level=True)


def _run(cell: str, names: dict[str, Any]) -> str | None:
    """Run a cell; return what Jupyter shows at once of its last line."""
    tree = ast.parse(cell)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, NOTEBOOK.name, "exec"), names)
    if last is None:
        return None
    value = eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), names)
    return value._repr_html_() if hasattr(value, "_repr_html_") else repr(value)


def test_the_notebook_draws_a_map_and_keeps_it(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_town(database, tmp_path)
    url = database.owner.url.render_as_string(hide_password=False)
    monkeypatch.setenv("GEOSERVICE_DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    cells = ["".join(each["source"]) for each in notebook["cells"] if each["cell_type"] == "code"]

    names: dict[str, Any] = {}
    shown = [_run(cell, names) for cell in cells]
    names["database"].close()

    frame = shown[2] or ""
    assert frame.startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    assert json.dumps("★")[1:-1] in html.unescape(frame)
    page = (tmp_path / "learning-spaces.html").read_text("utf-8")
    assert json.dumps("หอสมุดเมือง")[:-1] in page
    assert json.dumps("กาดใต้")[:-1] not in page  # neither library nor school
    assert json.dumps("★")[1:-1] in page
