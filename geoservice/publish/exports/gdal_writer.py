"""A program of its own that writes Arrow record batches from standard input with GDAL.

GDAL keeps Python's lock while it closes a file and builds its index, many seconds for a million
features: within the web server nobody else would be answered. Run by `gdal.py`, by path; it imports
nothing of ours. What goes wrong is said on standard error.
"""

import json
import sys
import warnings
from typing import Any

if __name__ == "__main__":
    # pyogrio loads these where they are installed, which takes longer than most exports do.
    needless = ("geopandas", "pandas", "pyproj", "shapely")
    sys.modules.update(dict.fromkeys(needless))  # type: ignore[arg-type]

import pyarrow as pa
import pyogrio


def main() -> None:
    """Write what is told in JSON by the first argument; exit 1 with a sentence if that fails."""
    told: dict[str, Any] = json.loads(sys.argv[1])
    count = told.pop("count")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # what is cut short is said beside it
            pyogrio.write_arrow(pa.ipc.open_stream(sys.stdin.buffer), **told)
        if count is not None:
            _check_whole(told["path"], count)
    except (RuntimeError, OSError, ValueError) as error:
        sys.exit(" ".join(str(error).split()) or repr(error))


def _check_whole(path: str, count: int) -> None:
    """Raise OSError for a file that has not all of its features, which GDAL does not tell."""
    with pyogrio.open_arrow(path, columns=[], read_geometry=False, return_fids=True) as (_, reader):
        found = sum(batch.num_rows for batch in pa.RecordBatchReader.from_stream(reader))
    if found != count:
        raise OSError(f"I/O: {found} of {count} features were written")


if __name__ == "__main__":
    main()
