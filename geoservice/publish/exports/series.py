"""Exports kept in a folder over time: the versions of one file, the newest first."""

import re
from pathlib import Path

from geoservice.publish.features import Version

_DATE = re.compile(r"-\d{8}$")


def kept_versions(file: Path, version: Version) -> list[Path]:
    """Return the files beside `file` that are other versions of it, and itself, the newest first.

    `file` has the name that `file_name` gives that version. Whatever else lies there is
    somebody else's.
    """
    head, _, tail = file.name.rpartition(f"-v{version.number}")
    named = re.compile(rf"{re.escape(_DATE.sub('', head))}(?:-\d{{8}})?-v(\d+){re.escape(tail)}")
    found = [(named.fullmatch(each.name), each) for each in file.parent.iterdir() if each.is_file()]
    versions = [(int(match[1]), each) for match, each in found if match]
    return [each for _, each in sorted(versions, reverse=True)]
