"""A report as one file of HTML: to be read, sent on, printed on A4."""

from dataclasses import dataclass

from markupsafe import Markup

from geoservice.coverage.figures import Lorenz
from geoservice.coverage.report import Report
from geoservice.language import translate
from geoservice.publish.coverage.charts import lorenz_chart, share_bar
from geoservice.publish.coverage.documents import in_one
from geoservice.publish.coverage.report_map import (
    BEYOND,
    SHADES,
    SPOT,
    UNKNOWN_SHADE,
    report_map,
)
from geoservice.publish.coverage.report_notes import notes_table
from geoservice.publish.coverage.report_queries import report_queries
from geoservice.publish.coverage.report_tables import (
    ages_table,
    change_table,
    districts_table,
    gaps_table,
    kinds_table,
    reasons_table,
    sources_table,
)
from geoservice.publish.coverage.report_texts import (
    say_lorenz,
    say_method,
    say_summary,
    say_title,
)
from geoservice.publish.coverage.texts import UNKNOWN, say_question, say_share
from geoservice.publish.one_file import page_policy, read_embedded
from geoservice.publish.templating import fill_template
from geoservice.publish.walks.words import say_clock, say_date


@dataclass(frozen=True)
class OnePage:
    """A page that is one file, and the policy that it is served with."""

    html: str
    policy: str


def report_page(report: Report, language: str, *, base: str) -> OnePage:
    """Return the page of a report; `base` is where the service is, for its queries."""
    title = say_title(report, language)
    parts = report_map(report, language, title=translate("Map of coverage", language))
    policy = page_policy(parts.scripts)
    html = fill_template(
        "coverage/report.html",
        language,
        title=title,
        policy=policy,
        # Built from our own files and by folium out of escaped texts: no name in them is markup.
        style=Markup(read_embedded("report.css") + parts.style),  # noqa: S704
        map=Markup(parts.markup),  # noqa: S704
        scripts=[Markup(script) for script in parts.scripts],  # noqa: S704
        **_texts(report, language),
        **_tables(report, language),
        queries=[*report_queries(report, language, base=base)],
    )
    return OnePage(html, policy)


def _texts(report: Report, language: str) -> dict[str, object]:
    coverage = report.coverage
    made = f"{say_date(report.made_at, language)}, {say_clock(report.made_at)}"
    first, *summary = say_summary(report, language)
    return {
        "question": say_question(coverage, language),
        "made": translate("Made on {date}", language, date=made),
        "headline": first,
        "summary": summary,
        "tiles": _tiles(report, language),
        "counted": report.counted,
        "legend": {"shades": _shades(), "beyond": BEYOND, "spot": SPOT, "none": UNKNOWN_SHADE},
        "remarks": [in_one(each.text, language) for each in coverage.remarks],
        "method": [*say_method(report, language)],
        "version": coverage.data_version,
        "attribution": coverage.attribution,
    }


def _shades() -> list[tuple[str, str]]:
    step = 100 // len(SHADES)
    return [(shade, f"{at * step}–{(at + 1) * step} %") for at, shade in enumerate(SHADES)]


def _tiles(report: Report, language: str) -> list[tuple[str, str]]:
    """Return the figures that stand out, each with what it says."""
    total = report.coverage.total
    shares = [
        (say_share(share), translate("within {minutes} minutes", language, minutes=minutes))
        for minutes, share in total.shares.items()
        if share is not None
    ]
    median = total.nearest_minutes_median
    return [
        *shares,
        (
            UNKNOWN if median is None else f"{median:.1f}",
            translate("minutes to the nearest, for half of the people", language)
            if report.counted
            else translate("minutes to the nearest, for half of the streets", language),
        ),
        (f"{total.spaces:,}", translate("learning spaces in the city", language)),
    ]


def _tables(report: Report, language: str) -> dict[str, object]:
    lorenz = report.coverage.lorenz
    return {
        "bar": lambda share: Markup(share_bar(*share)),  # noqa: S704  (numbers alone)
        "districts": districts_table(report, language),
        "kinds": kinds_table(report, language) if len(report.kinds) > 1 else None,
        "reasons": reasons_table(report, language),
        "ages": ages_table(report, language),
        "gaps": gaps_table(report, language) if report.gaps else None,
        "change": change_table(report, language),
        "field_notes": notes_table(report, language),
        "sources": sources_table(report, language),
        "lorenz": _lorenz(lorenz, language) if lorenz else None,
        "lorenz_text": say_lorenz(lorenz, language) if lorenz else None,
    }


def _lorenz(lorenz: Lorenz, language: str) -> Markup:
    drawn = lorenz_chart(
        lorenz,
        across=translate("people, those with the least access first", language),
        up=translate("part of all access", language),
        label=say_lorenz(lorenz, language),
    )
    return Markup(drawn)  # noqa: S704  (written by an XML library)
