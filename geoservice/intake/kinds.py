"""Which kind of space a word means: an id, an English or a Thai word for it."""

import re
from collections.abc import Mapping
from functools import cache

from geoservice.errors import InputError
from geoservice.intake.columns import usual_names
from geoservice.names import is_thai, normalised
from geoservice.store.words import KINDS


@cache
def _words() -> Mapping[str, str]:
    named = usual_names("kind_words")
    ids = {normalised(kind): kind for kind in KINDS}
    return {normalised(word): kind for kind, words in named.items() for word in words} | ids


def find_kind(text: str) -> str | None:
    """Return the kind a text means, None where that is not clear.

    The whole text counts first; then, in Thai, the word it begins with ("โรงพยาบาลชุมชน"), in
    English the one word in it that is a kind ("national-libraries").
    """
    whole = normalised(text)
    if whole in _words():
        return _words()[whole]
    if is_thai(text):
        beginnings = [word for word in _words() if whole.startswith(word) and is_thai(word)]
        return _words()[max(beginnings, key=len)] if beginnings else None
    found = {
        _words().get(form) for word in re.findall(r"[a-z]+", text.lower()) for form in _forms(word)
    }
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _forms(word: str) -> tuple[str, ...]:
    """Return a word as it stands and in the singular."""
    return (word, word.removesuffix("ies") + "y", word.removesuffix("es"), word.removesuffix("s"))


def require_kind(text: str) -> str:
    """Return the kind a text means; InputError names the kinds there are."""
    kind = find_kind(text)
    if kind is None:
        raise InputError(
            "'{value}' is no kind of space; the kinds are: {known}.",
            value=text[:60],
            known=", ".join(KINDS),
        )
    return kind
