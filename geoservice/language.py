"""Wording in Thai and English: the one door to the translation catalogue.

Message ids are the English sentences; `translations/th` holds the Thai ones. Thai comes first.
"""

import gettext
import os
from functools import cache

from geoservice.paths import TRANSLATIONS

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


def shell_language(environ: "os._Environ[str] | dict[str, str]" = os.environ) -> str:
    """Return the language of the person at the shell, from the usual locale variables."""
    for name in ("GEOSERVICE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = environ.get(name, "")[:2].lower()
        if wanted:
            return wanted if wanted in LANGUAGES else "en"
    return "en"
