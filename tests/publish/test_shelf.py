"""What is remembered: tiles up to a number of bytes, answers up to a number of questions."""

import gzip

from geoservice.publish.memory import Memory
from geoservice.publish.shelf import Kept, Shelf


def kept(size: int, version: int = 1) -> Kept:
    return Kept("moment", version, "mark", bytes(size), None)


def test_tiles_asked_for_longest_ago_make_room() -> None:
    shelf = Shelf(most_bytes=5000)
    for name in ("a", "b", "c"):
        shelf.keep(name, kept(1000))

    shelf.find("a")
    shelf.keep("d", kept(1000))

    assert shelf.find("a")
    assert shelf.find("b") is None
    assert shelf.find("c")
    assert shelf.find("d")


def test_a_tile_kept_again_takes_its_room_once() -> None:
    shelf = Shelf(most_bytes=5000)
    for version in range(100):
        shelf.keep("a", kept(1000, version))
    shelf.keep("b", kept(1000))

    found = shelf.find("a")

    assert found
    assert found.version == 99


def test_a_tile_larger_than_the_shelf_is_not_kept() -> None:
    shelf = Shelf(most_bytes=5000)

    shelf.keep("a", kept(6000))
    shelf.keep("b", kept(100))

    assert shelf.find("a") is None
    assert shelf.find("b")


def test_large_tiles_are_packed_once_and_small_ones_never() -> None:
    large = Kept.of("moment", 1, "mark", b"tile" * 1000)
    small = Kept.of("moment", 1, "mark", b"tile")

    assert large.packed
    assert gzip.decompress(large.packed) == large.body
    assert small.packed is None


def test_an_answer_is_worked_out_once_and_the_oldest_is_forgotten() -> None:
    memory: Memory[int] = Memory(most=2)
    asked: list[str] = []

    def answer(question: str) -> int:
        return memory.recall(question, lambda: asked.append(question) or len(asked))

    answers = [answer(question) for question in ("a", "a", "b", "a", "c", "b")]

    assert answers == [1, 1, 2, 1, 3, 4]
    assert asked == ["a", "b", "c", "b"]
