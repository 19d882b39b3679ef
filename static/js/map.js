/** The map page: puts the parts together, holds no logic of its own. */

import * as L from "leaflet";
import { setUpAddress } from "./address.js";
import { addBasemap } from "./basemap.js";
import { CardPanel } from "./card_panel.js";
import { debounced, find } from "./dom.js";
import { setUpFilters } from "./filter_panel.js";
import { isFollowing, startFollowing } from "./follow.js";
import { setUpFollowing } from "./follow_offer.js";
import { ListPanel } from "./list_panel.js";
import { setUpLiving } from "./living_setup.js";
import { addLocating } from "./locating.js";
import { MAX_ZOOM, makeMap } from "./map_frame.js";
import { chosenMarker } from "./markers.js";
import { announce, clearNotice, showNotice } from "./notices.js";
import { followPlace } from "./page_links.js";
import { showWithCities, takeOver } from "./page_start.js";
import { setUpPanel } from "./panel.js";
import { boxOf, kindCounts, openingCity, timezoneOf } from "./cities.js";
import { setUpPlaces } from "./places.js";
import { Search } from "./search.js";
import { Suggesting } from "./suggest.js";
import { SpotsLayer } from "./spots_layer.js";
import { NO_FILTER, filterParameters, isFiltered, isStep, readState, writeState } from "./state.js";
import { Store, differs } from "./store.js";
import { setUpTheme } from "./theme.js";
import { View } from "./view.js";
import { Walks } from "./walk_setup.js";
import { cityOfToken } from "./walk_token.js";
import { t } from "./words.js";

/** @typedef {import("./types").Page} Page */
/** @typedef {import("./types").City} City */
/** @typedef {import("./types").Feature} SpaceFeature */
/** @typedef {import("./types").Spot} Spot */

const NARROW_PIXELS = 32; // what lies closer even at the last zoom is shown as a list
const SAY_COUNT_AFTER_MS = 900;

/** @type {Page} */
const page = takeOver();
showWithCities(page.urls.cities, showMap);

/** @param {City[]} cities */
function showMap(cities) {
  const state = readState(location.search, page.language);
  const suggestion = new URLSearchParams(location.search).get("suggest");
  const theme = state.theme ?? page.theme;
  const asked = { ...state, city: state.city ?? cityOfToken(state.walk) };
  const store = new Store({ ...state, theme, city: openingCity(cities, asked) });
  const map = makeMap(cities);
  const wording = { language: page.language, kindTitle };
  const recolour = addBasemap(map, page);
  setUpTheme(store, find("#theme"), recolour);
  const closePanel = setUpPanel(store);
  const view = new View(map, store, [find("#dock"), find("#card"), find("#walk"), find("#activities")]);
  view.begin(cities);
  setUpAddress(store, find("#language"), { read: readState, write: writeState, isStep });

  for (const link of ["#to-coverage", "#to-data"]) followPlace(store, find(link));

  const onChoose = (/** @type {{id: number}} */ { id }) => walks.take(id) || card.open(id);
  const buttonFor = (/** @type {SpaceFeature} */ space) => walks.actions.buttonFor(space);
  const list = new ListPanel({ page, store, wording, inSight: () => view.inSight(), onChoose, buttonFor });
  const spots = addSpots({ map, view, list, store, wording, onChoose });
  const locate = addLocating(map, (here) => list.showNearest(here));
  const openCard = (/** @type {number} */ id) => card.open(id);
  const following = {
    map,
    page,
    zoneOf: (/** @type {string} */ city) => timezoneOf(cities, city),
    onBegin: () => store.change({ space: null }),
    onSpace: openCard,
  };
  const onStart = (/** @type {import("./types").WalkAnswer} */ answer) => startFollowing(answer, following);
  const walks = new Walks({ map, view, page, store, cities, locate, openCard, closePanel, onStart });
  const suggesting = new Suggesting({ map, page, cities, picking: walks.picking, openCard, asked: suggestion });
  const card = addCard({ map, view, spots, store, cities, walks, suggesting });
  new Search({
    page,
    store,
    wording,
    onChoose: (space) => {
      onChoose(space);
      if (space.geometry) view.goToSpace(...lonLat(space));
    },
    onSearch: () => view.goTo(boxOf(cities, store.state.city)),
  });
  setUpPlaces({ map, page, store, cities, goTo: (box) => view.goTo(box) });
  const showCounts = setUpFilters(store, page.kinds.map(({ id }) => id));
  const count = () => showCounts(kindCounts(cities, store.state.city));
  store.onChange((after, before) => differs(after, before, "city") && count());
  count();
  map.on("moveend", list.refresh);
  setUpEscape(card, walks);
  setUpLiving({ map, view, page, store, cities, picking: walks.picking, openCard, closePanel });
  setUpFollowing(following, walks.planner);
}

/**
 * @param {{map: L.Map, view: View, list: ListPanel, store: Store, wording: import("./markers.js").Wording, onChoose: (spot: Spot) => void}} parts
 */
function addSpots({ map, view, list, store, wording, onChoose }) {
  const sayCount = debounced(SAY_COUNT_AFTER_MS, (/** @type {string} */ count) => isFollowing() || announce(count));
  const layer = new SpotsLayer({
    url: page.urls.spaceTiles,
    wording,
    onChoose: (spot) => {
      if (spot.count === 1) onChoose(spot);
      else if (canSpread(map, spot)) view.goTo(spot.bounds);
      else list.showWithin(padded(spot.bounds));
    },
    onShown: () => {
      const count = layer.countWithin(map.getBounds());
      const sentence = countSentence(count);
      find("#count").textContent = sentence;
      sayCount(sentence);
      sayWhenNothing(store, count);
    },
  });
  const show = () => {
    const hasNone = store.state.kinds?.length === 0;
    layer.setParameters(hasNone ? null : filterParameters(store.state));
    list.refresh();
  };
  store.onChange((after, before) => {
    if (differs(after, before, "city", "kinds", "ages", "open", "wheelchair", "q")) show();
  });
  layer.addTo(map);
  map.on("moveend", () => layer.tellCount());
  show();
  return layer;
}

/**
 * @param {{map: L.Map, view: View, spots: SpotsLayer, store: Store, cities: City[], walks: Walks, suggesting: Suggesting}} parts
 */
function addCard({ map, view, spots, store, cities, walks, suggesting }) {
  /** @type {L.Marker | null} */
  let chosen = null;
  const title = document.title;
  return new CardPanel({
    page,
    store,
    wordingFor: (space) => ({
      language: page.language,
      kindTitle,
      page,
      timezone: timezoneOf(cities, space.properties.city),
    }),
    onShown: (space) => {
      chosen?.remove();
      chosen = null;
      spots.setHidden(space ? [space.id] : []);
      walks.actions.showOn(space);
      suggesting.showOn(space);
      if (!space) document.title = title;
      if (!space?.geometry) return;
      const [lon, lat] = lonLat(space);
      const { kind, subkind } = space.properties;
      chosen = chosenMarker({ lon, lat, kind, subkind }, "").addTo(map);
      view.uncover(lon, lat);
    },
  });
}

/** @param {Store} store @param {number} count */
function sayWhenNothing(store, count) {
  if (count || !isFiltered(store.state)) return clearNotice("nothing");
  showNotice("nothing", {
    message: t("No learning space in this part of the map matches what you chose."),
    label: t("Take all filters off"),
    act: () => store.change(NO_FILTER),
  });
}

/** Escape ends choosing on the map, or closes the card. @param {CardPanel} card @param {Walks} walks */
function setUpEscape(card, walks) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (walks.picking.isOn) walks.picking.end();
    else if (card.isOpen) card.close();
  });
}

/** @param {L.Map} map @param {Spot} spot */
function canSpread(map, { bounds: [west, south, east, north] }) {
  const size = map.project([north, west], MAX_ZOOM).subtract(map.project([south, east], MAX_ZOOM));
  return map.getZoom() < MAX_ZOOM && Math.hypot(size.x, size.y) > NARROW_PIXELS;
}

/** Widen a box by about a metre, for coordinates are rounded. @param {import("./types").Box} box @returns {import("./types").Box} */
function padded([west, south, east, north]) {
  const room = 1e-5;
  return [west - room, south - room, east + room, north + room];
}

/** @param {string} kind */
function kindTitle(kind) {
  const term = page.kinds.find(({ id }) => id === kind);
  return (page.language === "th" ? term?.title_th : term?.title_en) ?? kind;
}

/** @param {number} count */
function countSentence(count) {
  if (count === 1) return t("1 learning space on the map");
  return t("{count} learning spaces on the map", { count: count.toLocaleString("en") });
}

/** @param {SpaceFeature} space @returns {[number, number]} */
function lonLat(space) {
  const [lon, lat] = space.geometry?.coordinates ?? [0, 0];
  return [lon, lat];
}
