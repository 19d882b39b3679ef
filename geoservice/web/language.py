"""The language of a request: `?lang=`, then the cookie `lang`, then Accept-Language, then Thai."""

from flask import Flask, g, has_request_context, request
from flask_babel import Babel

from geoservice.language import DEFAULT_LANGUAGE, LANGUAGES, translate
from geoservice.paths import TRANSLATIONS

PARAMETER = "lang"
COOKIE = "lang"


def set_up(app: Flask) -> None:
    """Let templates and dates follow the language of the request."""
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT_LANGUAGE
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app, locale_selector=request_language)


def request_language() -> str:
    """Return "th" or "en" for the current request, Thai outside of one."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    if "language" not in g:
        g.language = _chosen()
    return str(g.language)


def use_language(language: str) -> None:
    """Answer the current request in a language that its body asks for."""
    g.language = language


def _chosen() -> str:
    for asked in (request.args.get(PARAMETER), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT_LANGUAGE


def say(message: str, **values: object) -> str:
    """Return `message` in the language of the request, its `{names}` filled."""
    return translate(message, request_language(), **values)
