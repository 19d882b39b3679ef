"""Files that commands write: whole, or as they were."""

import os
from pathlib import Path

import pytest

from geoservice.cli.files import check_file, write_whole
from geoservice.errors import InputError, UnavailableError


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()

    write_whole(tmp_path / "new", b"all of it")

    assert (tmp_path / "new").read_bytes() == b"all of it"
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_through_a_link_the_file_it_leads_to_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"before")
    link.symlink_to(real)

    write_whole(link, b"after")

    assert link.is_symlink()
    assert real.read_bytes() == b"after"


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    write_whole(pipe, b"through")

    assert os.read(reader, 100) == b"through"
    assert pipe.is_fifo()
    os.close(reader)


def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(UnavailableError, match=r"folder cannot be written: "):
        write_whole(tmp_path / "folder", b"x")
    with pytest.raises(UnavailableError, match=r"cannot be written: No such file"):
        write_whole(tmp_path / "gone" / "file", b"x")
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


def test_the_ending_says_what_is_written(tmp_path: Path) -> None:
    check_file(tmp_path / "Coverage.CSV", (".csv",))

    with pytest.raises(InputError, match=r"coverage.doc ends in none of .csv, .json"):
        check_file(tmp_path / "coverage.doc", (".csv", ".json"))
    with pytest.raises(InputError, match="There is no folder"):
        check_file(tmp_path / "gone" / "coverage.csv", (".csv",))
