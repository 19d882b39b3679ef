"""The errors of the house: each names the thing and the way out, in Thai and in English.

They know nothing of HTTP and of exit codes; `web` and `cli` translate them, each in one place.
"""

from geoservice.language import translate


class GeoserviceError(Exception):
    """A failure a person can act on.

    `message` is an English template and the key of the translation catalogue; `values` fill its
    `{names}`. `str(error)` is English; `error.text("th")` is what a Thai reader sees.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def text(self, language: str) -> str:
        """Say the error as one sentence in `language` ("th" or "en"), reasons inside it too."""
        values = {
            name: value.text(language) if isinstance(value, GeoserviceError) else value
            for name, value in self.values.items()
        }
        return translate(self.message, language, **values)

    def __str__(self) -> str:
        return self.text("en")


class InputError(GeoserviceError):
    """What was handed in cannot be used: a file, a parameter, an option."""


class NotFoundError(GeoserviceError):
    """What was asked for does not exist, or not for this reader."""


class ConflictError(GeoserviceError):
    """It cannot be done as things stand: a duplicate, another version, another server."""


class OutdatedError(ConflictError):
    """It was changed since whoever wants to change it last looked at it."""


class AccessError(GeoserviceError):
    """Nobody knows who asks: no token was given, or none that holds."""


class ForbiddenError(GeoserviceError):
    """Who asks is known, and may not do that."""


class UnavailableError(GeoserviceError):
    """Something that is needed is not there: PostgreSQL, PostGIS, disk space."""
