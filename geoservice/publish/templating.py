"""Pages filled from templates without a web server: reports and packs that are one file."""

from functools import cache, partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from geoservice.language import translate
from geoservice.paths import TEMPLATES


def fill_template(name: str, language: str, **values: object) -> str:
    """Return a template filled in `language`; texts are escaped, `_` translates."""
    return _environment(language).get_template(name).render(language=language, **values)


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = partial(translate, language=language)
    return environment
