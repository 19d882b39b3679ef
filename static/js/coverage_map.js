/** The map of coverage: districts, streets or differences, with the legend that says what they are. */

import { addBasemap } from "./basemap.js";
import { StreetsLayer } from "./coverage_canvas.js";
import { DistrictsLayer } from "./coverage_districts.js";
import { differenceClasses, setUpLegend, shareClasses, timeClasses } from "./coverage_legend.js";
import {
  classOfDifference, classOfShare, countsOf, differenceColours, shareColours, shareOf, streetColours, streetLook, streetParts, usefulBreaks,
} from "./coverage_scale.js";
import { shareChange } from "./coverage_sight.js";
import { StreetTimes } from "./coverage_streets.js";
import { districtName, inPercent, inPoints } from "./coverage_words.js";
import { clearNotice, showFailure } from "./notices.js";
import { t } from "./words.js";

/** @typedef {import("./coverage_sight.js").Sight} Sight */
/** @typedef {import("./coverage_types").CoverageState} CoverageState */
/**
 * @typedef {object} Parts
 * @property {import("leaflet").Map} map
 * @property {import("./coverage_types").CoveragePage} page
 * @property {import("./store.js").Store<CoverageState>} store
 * @property {import("./coverage_model.js").CoverageModel} model
 * @property {import("./coverage_whatif.js").WhatIf} whatIf
 * @property {(code: string) => void} onChoose
 * @property {(code: string | null) => void} onHover
 */

const NAMES = "names";
const NAMES_ORDER = "360"; // over districts and streets

export class CoverageMap {
  /** @param {Parts} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {"light" | "dark"} */
    this._theme = "light";
    /** @type {Sight | null} */
    this._sight = null;
    this._recolourGround = addBasemap(parts.map, parts.page, { namesPane: namesPane(parts.map) });
    this.districts = new DistrictsLayer({ map: parts.map, onChoose: parts.onChoose, onHover: parts.onHover });
    this.streets = new StreetsLayer((zoom) => streetLook(this._theme, zoom));
    this._times = new StreetTimes({ url: parts.page.urls.streets });
    this._showLegend = setUpLegend(parts.store);
    /** @type {unknown} the times now on the map */
    this._drawn = null;
  }

  /** @param {"light" | "dark"} theme */
  setTheme(theme) {
    this._theme = theme;
    this._recolourGround(theme);
    if (this._sight) this.show(this._sight);
    this.streets.repaint();
  }

  /** @param {Sight} sight */
  show(sight) {
    this._sight = sight;
    const { view } = this._parts.store.state;
    if (view === "streets") this._showStreets(sight);
    else this._hideStreets();
    this._showDistricts(sight, view);
    this.districts.choose(this._parts.store.state.district);
  }

  /** @param {Sight} sight @param {CoverageState["view"]} view */
  _showDistricts(sight, view) {
    const { areas } = this._parts.model;
    const face = view === "difference" ? this._differenceFace(sight) : this._shareFace(sight, view);
    this.districts.show(areas, face, { isFilled: view !== "streets" });
  }

  /** Return how districts look by their share, and tell the legend. @param {Sight} sight @param {CoverageState["view"]} view */
  _shareFace(sight, view) {
    const { answer, hasPeople, rows } = sight;
    const { language } = this._parts.page;
    const breaks = usefulBreaks(answer.classes[this._parts.store.state.method] ?? []);
    const colours = shareColours(this._theme, breaks.length);
    const shares = new Map(rows.map((row) => [row.code, shareOf(row, hasPeople)]));
    const classes = [...shares.values()].map((share) => classOfShare(share, breaks));
    const least = Math.min(...[...shares.values()].filter((share) => share !== null));
    const unknown = classes.filter((each) => each < 0).length;
    const title = hasPeople ? t("People within {minutes} min", { minutes: answer.minutes }) : t("Streets within {minutes} min", { minutes: answer.minutes });
    if (view === "districts") this._tell(title, shareClasses(breaks, colours, countsOf(classes, breaks.length), unknown, least), true);
    const byCode = new Map(rows.map((row) => [row.code, row]));
    return (/** @type {string} */ code) => {
      const row = byCode.get(code);
      const share = shares.get(code) ?? null;
      return { colour: colours[classOfShare(share, breaks)] ?? null, label: row ? `${districtName(row, language)}: ${inPercent(share)}` : code };
    };
  }

  /** Return how districts look by what a scenario changes. @param {Sight} sight */
  _differenceFace(sight) {
    const { language } = this._parts.page;
    const colours = differenceColours(this._theme);
    const changes = new Map(sight.rows.map((row) => [row.code, shareChange(sight, row)]));
    const classes = [...changes.values()].map(classOfDifference);
    this._tell(t("Change by the scenario"), sight.trial ? differenceClasses(colours, countsOf(classes, colours.length)) : [], false);
    const byCode = new Map(sight.rows.map((row) => [row.code, row]));
    return (/** @type {string} */ code) => {
      const row = byCode.get(code);
      const change = changes.get(code) ?? null;
      const words = t("{points} points", { points: inPoints(change) });
      return { colour: colours[classOfDifference(change)] ?? null, label: row ? `${districtName(row, language)}: ${words}` : code };
    };
  }

  /** @param {Sight} sight */
  _showStreets(sight) {
    const { map, whatIf } = this._parts;
    if (!map.hasLayer(this.streets)) this.streets.addTo(map);
    this._tellStreets();
    const live = whatIf.current?.minutes;
    if (live && live.version === this.streets.version) this._draw(live);
    else this._loadStreets(sight);
  }

  /** @param {import("./coverage_types").StreetMinutes} minutes of the same streets as those on the map */
  _draw(minutes) {
    if (this._drawn === minutes) return;
    this._drawn = minutes;
    this.streets.recolour(minutes);
    this._tellStreets();
  }

  /** @param {Sight} sight */
  async _loadStreets(sight) {
    const { model, whatIf, store } = this._parts;
    try {
      const loaded = await this._times.load(model.question);
      if (!loaded || store.state.view !== "streets") return;
      clearNotice("streets");
      const live = whatIf.current?.minutes;
      const minutes = live?.version === loaded.shapes.version ? live : loaded.minutes;
      if (this.streets.version === loaded.shapes.version) return this._draw(minutes);
      this._drawn = minutes;
      this.streets.setStreets(loaded.shapes, minutes);
      this._tellStreets();
    } catch (error) {
      showFailure("streets", error, () => this._loadStreets(sight));
    }
  }

  _hideStreets() {
    this._times.stop();
    clearNotice("streets");
    this.streets.remove();
  }

  _tellStreets() {
    if (this._parts.store.state.view !== "streets") return;
    const { classes, lengths } = this.streets.parts ?? {};
    this._tell(t("Streets by minutes on foot"), timeClasses(streetColours(this._theme), classes && lengths ? streetParts(classes, lengths) : null), false);
  }

  /** @param {string} title @param {import("./coverage_legend.js").LegendClass[]} classes @param {boolean} hasMethod */
  _tell(title, classes, hasMethod) {
    this._showLegend({ title, classes, hasMethod, hasDifference: Boolean(this._sight?.trial) });
  }
}

/** Names of places stand over the colours, and let the pointer through. @param {import("leaflet").Map} map */
function namesPane(map) {
  const pane = map.createPane(NAMES);
  pane.style.zIndex = NAMES_ORDER;
  pane.style.pointerEvents = "none";
  return NAMES;
}
