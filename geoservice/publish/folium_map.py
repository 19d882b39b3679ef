"""Maps made with folium that are one file: no tile server, no CDN, Leaflet inside them.

Features go in, a `folium.Map` comes out; `to_html` writes it as a page, `map_parts` as the parts
of a larger one. Importing folium takes more than a second: import this module where it is needed.
"""

import html
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import folium
from branca.element import Figure, MacroElement
from folium.template import Template
from folium.utilities import JsCode

from geoservice.language import translate
from geoservice.publish.grid import Box
from geoservice.publish.one_file import page_policy, read_embedded

Feature = Mapping[str, Any]
Style = Mapping[str, Any]
_POINT_RADIUS = 5
_GROUND = "#f5f2eb"
_MOST_ZOOM = 18
_FRAME_PIXELS = 480  # the height of a map in a notebook
_NARROW = 500  # pixels: a map that has no room for the list of its layers


@dataclass(frozen=True)
class MapLayer:
    """GeoJSON features (lon, lat) drawn in one way, under one name.

    `style` gives the path options of Leaflet for each; `text` what is told of one that is pointed
    at or tapped, as plain text. A layer without a name can not be switched off.
    """

    features: Sequence[Feature]
    style: Callable[[Feature], Style]
    name: str = ""
    text: Callable[[Feature], str] | None = None


@dataclass(frozen=True)
class MapAbout:
    """What a map says about itself: its title, whose data it shows, where it looks at first."""

    title: str
    attribution: str
    box: Box
    language: str = "th"


@dataclass(frozen=True)
class MapParts:
    """The parts of a page with a map in it; scripts stand in the order in which they run."""

    style: str
    markup: str
    scripts: tuple[str, ...]


def make_map(layers: Iterable[MapLayer], about: MapAbout) -> folium.Map:
    """Return a map of layers, the first lowest, that asks nobody for anything.

    Layers without features are left out.
    """
    made = _Map(
        tiles=None,
        zoom_control=False,  # ours speaks the reader's language
        zoom_snap=0.25,
    )
    made._id = _NAME
    _Page(about.title, about.language).add_child(made)
    drawn = [layer for layer in layers if layer.features]
    for number, layer in enumerate(drawn, 1):
        _drawn(layer, number).add_to(made)
    switchable = any(layer.name for layer in drawn)
    if switchable:
        control = folium.LayerControl(collapsed=False)
        control._id = _NAME
        control.add_to(made)
    _Finish(about, switchable=switchable).add_to(made)
    return made


def to_html(made: folium.Map) -> str:
    """Return a map of `make_map` as a page of its own."""
    page = _page_of(made)
    parts = map_parts(made)
    text: str = _PAGE.render(
        title=page.title,
        language=page.language,
        policy=page_policy(parts.scripts),
        parts=parts,
    )
    return text


def map_parts(made: folium.Map) -> MapParts:
    """Return a map of `make_map` as parts of a page: a `div.folium-map` fills what it stands in."""
    markup, script = _page_of(made).rendered()
    return MapParts(
        style=read_embedded("leaflet_style.css") + _STYLE,
        markup=markup,
        scripts=(read_embedded("leaflet.js"), script),
    )


def _page_of(made: folium.Map) -> "_Page":
    page = made.get_root()
    assert isinstance(page, _Page)  # noqa: S101  (make_map put it there)
    return page


def _drawn(layer: MapLayer, number: int) -> folium.GeoJson:
    styles = [dict(layer.style(feature)) for feature in layer.features]
    drawn = folium.GeoJson(
        {"type": "FeatureCollection", "features": [*_told(layer)]},
        name=html.escape(layer.name),  # Leaflet takes it for markup
        control=bool(layer.name),
        style_function=lambda feature: styles[int(feature["id"])],
        marker=folium.CircleMarker(radius=_POINT_RADIUS),
        on_each_feature=JsCode(_TELL),
    )
    drawn._id = str(number)
    return drawn


def _told(layer: MapLayer) -> Iterator[dict[str, Any]]:
    """Give the features with a number, their shape, and what is told of them: nothing else."""
    for number, feature in enumerate(layer.features):
        told = {"text": layer.text(feature)} if layer.text else {}
        yield {
            "type": "Feature",
            "id": str(number),
            "properties": told,
            "geometry": feature["geometry"],
        }


class _Map(folium.Map):
    """A folium map that links to no file of anybody, however it is shown or kept."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def save(
        self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **_: Any
    ) -> None:
        """Write the map as one file: to a path, or to a file open for bytes, closed afterwards."""
        page = to_html(self).encode()
        if isinstance(outfile, str | bytes | Path):
            Path(os.fsdecode(outfile)).write_bytes(page)
            return
        outfile.write(page)
        if close_file:
            outfile.close()

    def _repr_html_(self, **_: Any) -> str:
        """Return the map as a notebook shows it: whole, in a frame of its own."""
        page = html.escape(to_html(self))
        style = f"width: 100%; height: {_FRAME_PIXELS}px; border: 0"
        return f'<iframe srcdoc="{page}" style="{style}"></iframe>'


class _Page(Figure):
    """What a map stands on, with the title and the language of its page."""

    def __init__(self, title: str, language: str) -> None:
        super().__init__()
        self.title = title
        self.language = language

    def rendered(self) -> tuple[str, str]:
        """Return markup and script; of a copy, for folium adds to itself when it writes them."""
        page = deepcopy(self)
        page.render()
        return page.html.render(), page.script.render()


class _Finish(MacroElement):
    """Says whose data it is, gives the buttons words, looks at the box, again on paper."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        (function (map) {
            const look = () => map.fitBounds({{ this.bounds|tojson }}, {animate: false});
            map.attributionControl.setPrefix(false).addAttribution({{ this.credit|tojson }});
            L.control.zoom({{ this.buttons|tojson }}).addTo(map);
            L.control.scale({imperial: false}).addTo(map);
            map.setMaxZoom({{ this.most_zoom }});
            map.getContainer().setAttribute("role", "group");
            map.getContainer().setAttribute("aria-label", {{ this.title|tojson }});
            {%- if this.switchable %}
            const list = layer_control_{{ this.name }}.getContainer();
            list.querySelector("a").title = {{ this.layers|tojson }};
            if (map.getSize().x < {{ this.narrow }}) layer_control_{{ this.name }}.collapse();
            {%- endif %}
            look();
            window.addEventListener("beforeprint", () => {
                map.invalidateSize({animate: false});
                look();
            });
        })({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, about: MapAbout, *, switchable: bool) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Finish"
        self.switchable, self.name = switchable, _NAME
        self.most_zoom, self.narrow = _MOST_ZOOM, _NARROW
        self._id = _NAME
        self.title = about.title
        self.credit = html.escape(about.attribution)  # Leaflet takes it for markup
        self.bounds = [[about.box.south, about.box.west], [about.box.north, about.box.east]]
        self.layers = translate("Layers", about.language)
        self.buttons = {
            "zoomInTitle": translate("Zoom in", about.language),
            "zoomOutTitle": translate("Zoom out", about.language),
        }


# Names that stay the same make pages that stay the same.
_NAME = "page"
_STYLE = f"""
.folium-map {{ width: 100%; height: 100%; background: {_GROUND}; font-family: inherit; }}
.folium-map .told {{ white-space: pre-line; }}
@media print {{ .leaflet-control-zoom, .leaflet-control-layers {{ display: none; }} }}
"""
_TELL = """
function (feature, layer) {
    const text = feature.properties.text;
    if (!text) return;
    const say = () => {
        const box = document.createElement("div");
        box.className = "told";
        box.textContent = text;
        return box;
    };
    layer.bindTooltip(say, {sticky: true}).bindPopup(say);
    layer.on("popupopen", () => layer.closeTooltip());
}
"""
_PAGE = Template(
    """<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title|e }}</title>
<style>
html, body { height: 100%; margin: 0; font: 14px/1.5 "Noto Sans Thai", sans-serif; }
{{ parts.style }}
</style>
</head>
<body>
{{ parts.markup }}
{% for script in parts.scripts %}<script>{{ script }}</script>
{% endfor %}
</body>
</html>
"""
)
