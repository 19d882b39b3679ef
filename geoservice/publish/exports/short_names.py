"""Names of ten bytes for the fields of a dBASE table."""

from collections.abc import Iterable

MOST_BYTES = 10
_LONGEST_ENDING = 4  # that is kept: _th, _en


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Return a different name of at most ten bytes for each name.

    What is too long loses its vowels but the first letter, then its end.
    """
    taken = {"id"}
    found: dict[str, str] = {}
    for name in names:
        short = _shortened(name)
        number = 1
        while short in taken:
            number += 1
            short = f"{_shortened(name)[: MOST_BYTES - len(str(number))]}{number}"
        taken.add(short)
        found[name] = short
    return found


def _shortened(name: str) -> str:
    """Return a name with its last part whole: description_th is dscrptn_th, then dscrpt_th."""
    if len(name) <= MOST_BYTES:
        return name
    begin, _, last = name.rpartition("_")
    if not begin or len(last) > _LONGEST_ENDING:
        begin, last = name, ""
    tail = f"_{last}" if last else ""
    lean = begin[:1] + "".join(each for each in begin[1:] if each not in "aeiou")
    return lean[: MOST_BYTES - len(tail)].rstrip("_") + tail
