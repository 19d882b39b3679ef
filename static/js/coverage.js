/** The page of coverage: puts the parts together, holds no logic of its own. */

import { setUpAddress } from "./address.js";
import { boxOf, cityAt, openingCity, timezoneOf } from "./cities.js";
import { setUpBoard } from "./coverage_board.js";
import { CoverageCard } from "./coverage_card.js";
import { Comparison } from "./coverage_compare.js";
import { Desk } from "./coverage_desk.js";
import { CoverageForm, HEXAGON } from "./coverage_form.js";
import { CityKept } from "./coverage_city_kept.js";
import { keepScenario } from "./coverage_kept.js";
import { KeptList } from "./coverage_kept_list.js";
import { CoverageMap } from "./coverage_map.js";
import { CoverageModel } from "./coverage_model.js";
import { setUpPrint, setUpReport } from "./coverage_print.js";
import { parametersOf } from "./coverage_question.js";
import { SitesDesk } from "./coverage_sites_desk.js";
import { Stage } from "./coverage_stage.js";
import { isCoverageStep, readCoverage, writeCoverage } from "./coverage_state.js";
import { DistrictTable } from "./coverage_table.js";
import { encodeScenario } from "./coverage_token.js";
import { WhatIf } from "./coverage_whatif.js";
import { districtName } from "./coverage_words.js";
import { find } from "./dom.js";
import { makeMap } from "./map_frame.js";
import { setUpNoteLayer } from "./note_layer.js";
import { announce } from "./notices.js";
import { followPlace } from "./page_links.js";
import { showWithCities, takeOver } from "./page_start.js";
import { Picking } from "./picking.js";
import { shareLink } from "./sharing.js";
import { SpotsLayer } from "./spots_layer.js";
import { Store, differs } from "./store.js";
import { effectiveTheme, setUpTheme } from "./theme.js";
import { View } from "./view.js";
import { t } from "./words.js";

/** @typedef {import("./types").City} City */
/** @typedef {import("./coverage_types").CoverageState} CoverageState */

/** @type {import("./coverage_types").CoveragePage} */
const page = takeOver();
showWithCities(page.urls.cities, showPage);

/** @param {City[]} cities */
function showPage(cities) {
  const state = readCoverage(location.search, page.language);
  const store = new Store({ ...knownOf(state, cities), theme: state.theme ?? page.theme });
  const zoneOf = (/** @type {string | null} */ city) => timezoneOf(cities, city);
  const wording = { language: page.language, kindTitle };
  const map = makeMap(cities);
  const view = new View(map, store, [find("#dock"), find("#board"), find("#card")]);
  const model = new CoverageModel({ page, store, zoneOf });
  const whatIf = new WhatIf({ page, store, model });
  const card = new CoverageCard();
  const hover = (/** @type {string | null} */ code) => {
    table.hover(code);
    onMap.districts.hover(code);
  };
  const chooseOnMap = (/** @type {string} */ district) => {
    if (picking.isOn) return;
    store.change({ district });
    table.reveal(district);
  };
  const chooseInTable = (/** @type {string} */ district) => {
    stage.takesFocus = true;
    store.change({ district });
    const box = onMap.districts.boxOf(district);
    if (box) view.goTo(box);
  };
  const onMap = new CoverageMap({ map, page, store, model, whatIf, onChoose: chooseOnMap, onHover: hover });
  const table = new DistrictTable({ store, language: page.language, onChoose: chooseInTable, onHover: hover });
  const stage = new Stage({ page, store, model, whatIf, onMap, table, card, wording });
  const picking = new Picking(map);
  setUpTheme(store, find("#theme"), (theme) => onMap.setTheme(theme));
  view.begin(cities);
  setUpAddress(store, find("#language"), { read: readCoverage, write: writeCoverage, isStep: isCoverageStep });
  setUpBoard(store, (change) => {
    const seen = view.inSight();
    change();
    view.goTo(seen);
  });
  new CoverageForm({ page, store, cities, zoneOf, kindTitle, onCity: (city) => view.goTo(boxOf(cities, city)) });
  const spots = addSpots(map, store, (id) => desk.choose({ space: id }), view);
  const desk = new Desk({
    ...{ map, page, store, whatIf, card, picking, kindTitle },
    hasPeople: () => stage.sight?.hasPeople ?? true,
    remarks: () => model.answer?.remarks.map(({ text }) => text) ?? [],
    goTo: (lon, lat) => view.goToSpace(lon, lat),
    hideSpots: (ids) => spots.setHidden(ids),
    onKeep: (name) => keep(name, { store, whatIf, kept }),
    onShare: (button) => shareLink(button, { title: document.title, url: location.href }),
  });
  const compare = new Comparison({ url: page.urls.scenario, language: page.language, question: () => model.question });
  const kept = new KeptList({
    cityOf: () => store.state.city,
    onOpen: ({ token }) => store.change({ scenario: token }),
    onCompare: (chosen) => compare.open(chosen),
    ...(page.account && { onGive: ({ name, token }) => cityKept.keep(name, token), canGive: () => cityKept.isOpen }),
  });
  const cityKept = new CityKept({
    page,
    cityOf: () => store.state.city,
    questionOf: () => model.question,
    onOpen: (token) => store.change({ scenario: token }),
  });
  cityKept.show();
  store.onChange((after, before) => differs(after, before, "city") && cityKept.show());
  const nameOf = (/** @type {string | null} */ code) => {
    const row = stage.sight?.rows.find((each) => each.code === code);
    return row ? districtName(row, page.language) : (code ?? "");
  };
  new SitesDesk({
    ...{ map, page, store, model, whatIf, picking },
    geometryOf: (code) => onMap.districts.geometryOf(code),
    districtName: nameOf,
    goToBox: (box) => view.goTo(box, { maxZoom: 16 }),
    goTo: (lon, lat) => view.goToSpace(lon, lat),
  });
  setUpRest(store, kept, picking);
  setUpNoteLayer({ map, page, store });
  window.addEventListener("online", () => {
    if (model.trouble) model.again();
    if (whatIf.trouble) whatIf.again();
  });
  setUpReport({ url: page.urls.report, language: page.language, parameters: () => parametersOf(model.question) });
  setUpPrint({ isDark: () => effectiveTheme(store.state.theme) === "dark", paint: (theme) => onMap.setTheme(theme), showFigures: () => stage.showFigures(stage.sight) });
  whatIf.begin();
  model.again();
}

/** Leave out of a link what this page does not know: kinds, levels, cities of elsewhere. @param {CoverageState} state @param {City[]} cities @returns {CoverageState} */
function knownOf(state, cities) {
  const city = cityFor(cities, state);
  const { levels } = /** @type {City} */ (cities.find(({ id }) => id === city));
  const level = state.level && (state.level in levels || state.level === HEXAGON) ? state.level : null;
  const kinds = state.kinds?.filter((kind) => page.kinds.some(({ id }) => id === kind));
  return { ...state, city, level, kinds: kinds?.length ? kinds : null };
}

/** The page is of one city: the one asked for, the one in the middle of the map, or the largest. @param {City[]} cities @param {CoverageState} state */
function cityFor(cities, state) {
  const { city, lat, lon } = state;
  if (cities.some(({ id }) => id === city)) return city;
  const here = lat !== null && lon !== null ? cityAt(cities, { lat, lon }) : null;
  return here ?? openingCity(cities, { city: null, lat: null });
}

/**
 * The existing spaces, where one changes something about them.
 * @param {import("leaflet").Map} map @param {Store<CoverageState>} store @param {(id: number) => void} onChoose @param {View} view
 */
function addSpots(map, store, onChoose, view) {
  const spots = new SpotsLayer({
    url: page.urls.spaceTiles,
    wording: { language: page.language, kindTitle },
    onChoose: ({ id, count, bounds }) => (count === 1 ? onChoose(id) : view.goTo(bounds)),
    onShown: () => {},
  });
  const show = () => {
    const { tab, city, kinds } = store.state;
    spots.setParameters({ ...(city && { city }), ...(kinds && { kind: kinds.join(",") }) });
    if (tab === "table") spots.remove();
    else spots.addTo(map);
  };
  store.onChange((after, before) => differs(after, before, "tab", "city", "kinds") && show());
  show();
  return spots;
}

/** @param {string} name @param {{store: Store<CoverageState>, whatIf: WhatIf, kept: KeptList}} parts */
function keep(name, { store, whatIf, kept }) {
  const scenario = { ...whatIf.scenario, name };
  const token = encodeScenario(scenario);
  if (!token) return;
  whatIf.commit(scenario);
  const isKept = keepScenario({ name, city: store.state.city ?? "", token, keptAt: Date.now() });
  announce(isKept ? t("{name} is kept on this device.", { name }) : t("This browser keeps nothing; copy the link instead."));
  kept.show();
}

/** @param {Store<CoverageState>} store @param {KeptList} kept @param {Picking} picking */
function setUpRest(store, kept, picking) {
  kept.show();
  store.onChange((after, before) => differs(after, before, "city") && kept.show());
  find("#share").addEventListener("click", () => shareLink(find("#share span"), { title: document.title, url: location.href }));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && picking.isOn && picking.end());
  for (const link of ["#to-map", "#to-data"]) followPlace(store, find(link));
}

/** @param {string} kind */
function kindTitle(kind) {
  const term = page.kinds.find(({ id }) => id === kind);
  return (page.language === "th" ? term?.title_th : term?.title_en) ?? kind;
}
