"""Wording in Thai and English: the one door to the translation catalogue.

Message ids are the English sentences; `translations/th` holds the Thai ones. Thai comes first.
"""

import gettext
import os
from functools import cache

from geoservice.paths import TRANSLATIONS

Both = tuple[str, str]
"""A sentence in Thai, and in English."""

LANGUAGES = ("th", "en")
DEFAULT_LANGUAGE = "th"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("messages", TRANSLATIONS, languages=[language], fallback=True)


def translate(message: str, language: str, **values: object) -> str:
    """Return `message` in `language`, its `{names}` filled from `values`.

    A message without a translation comes back in English.
    """
    wording = _catalogue(language).gettext(message)
    return wording.format(**values) if values else wording


def say_both(message: str, **values: object) -> Both:
    """Return `message` in Thai and in English; a value in both languages is given as a pair."""
    pairs = {
        name: value if isinstance(value, tuple) else (value, value)
        for name, value in values.items()
    }
    thai = translate(message, "th", **{name: pair[0] for name, pair in pairs.items()})
    english = translate(message, "en", **{name: pair[1] for name, pair in pairs.items()})
    return thai, english


def shell_language(environ: "os._Environ[str] | dict[str, str]" = os.environ) -> str:
    """Return the language of the person at the shell, from the usual locale variables."""
    for name in ("GEOSERVICE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = environ.get(name, "")[:2].lower()
        if wanted:
            return wanted if wanted in LANGUAGES else "en"
    return "en"
