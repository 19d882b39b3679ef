"""Arrays kept on disk: a folder of `.npy` files, written whole or not at all, memory-mapped.

A folder is written beside and then renamed, so nobody reads half of one.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np


def write_folder(folder: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a draft and make it `folder`; other versions beside it are removed.

    Raises OSError where it cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        write(draft)
        _publish(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _publish(draft: Path, folder: Path) -> None:
    draft.chmod(0o755)
    try:
        os.replace(draft, folder)
    except OSError:
        if not folder.is_dir():  # else another worker was quicker, with the very same
            raise
    for other in folder.parent.iterdir():
        if other not in (folder, draft) and not other.name.startswith(".new-"):
            shutil.rmtree(other, ignore_errors=True)


def write_arrays(folder: Path, of: Any) -> None:
    """Write the fields of a dataclass that are arrays, each as a file of its name."""
    folder.mkdir(exist_ok=True)
    for each in fields(of):
        value = getattr(of, each.name)
        if isinstance(value, np.ndarray):
            np.save(folder / f"{each.name}.npy", value)


def load_arrays(folder: Path, kind: Any, besides: Iterable[str] = ()) -> dict[str, Any]:
    """Return the arrays of a dataclass by field, memory-mapped; OSError where one is missing."""
    left_out = set(besides)
    return {
        # a plain view of the mapped memory: reading single numbers out of a memmap is slow
        each.name: np.asarray(np.load(folder / f"{each.name}.npy", mmap_mode="r"))
        for each in fields(kind)
        if each.name not in left_out
    }
