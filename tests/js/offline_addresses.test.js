import assert from "node:assert/strict";
import { test } from "node:test";
import { addressBook } from "../../static/js/offline_addresses.js";

const BASE = "https://map.example.org/sw.js";
const BOOK = addressBook(
  {
    page: "/",
    cities: "/api/cities",
    space: "/api/collections/spaces/items/{id}",
    districts: "/api/collections/districts/items",
    district: "/api/collections/districts/items/{id}",
    spaceTiles: "/api/collections/spaces/tiles/WebMercatorQuad/{z}/{y}/{x}",
    basemapTiles: "/api/tiles/WebMercatorQuad/{z}/{y}/{x}?collections=basemap,streets",
    walks: "/api/walks",
    routePage: "/walks/{slug}",
    passportPage: "/passport",
    asset: "/assets/{name}",
    icon: "/static/icons/favicon.svg",
  },
  BASE,
);

/** @param {string} address */
function url(address) {
  return new URL(address, BASE);
}

test("the map is a page, whatever it shows; nothing else is", () => {
  assert.ok(BOOK.isPage(url("/?lang=en&walk=s1_s2")));
  assert.ok(!BOOK.isPage(url("/walks/print?plan=s1")));
  assert.ok(!BOOK.isPage(url("https://elsewhere.example.org/")));
});

test("cities, cards, districts and planned walks are kept; lists, searches and files are not", () => {
  const kept = ["/api/cities", "/api/collections/spaces/items/7", "/api/collections/districts/items?city=a", "/api/walks?plan=s1_s2"];
  const not = ["/api/collections/spaces/items?q=wat", "/api/walks", "/api/walks?plan=s1&f=gpx", "/api/reach?lon=1"];

  assert.deepEqual(kept.map((each) => BOOK.isData(url(each))), kept.map(() => true));
  assert.deepEqual(not.map((each) => BOOK.isData(url(each))), not.map(() => false));
});

test("tiles are kept, but not those of what is open now", () => {
  assert.ok(BOOK.isTile(url("/api/tiles/WebMercatorQuad/14/7325/12696?collections=basemap,streets")));
  assert.ok(BOOK.isTile(url("/api/collections/spaces/tiles/WebMercatorQuad/14/7325/12696?city=a")));
  assert.ok(!BOOK.isTile(url("/api/collections/spaces/tiles/WebMercatorQuad/14/7325/12696?open_at=now")));
  assert.ok(!BOOK.isTile(url("/api/collections/spaces/tiles/WebMercatorQuad/14")));
});

test("a walk has one name in every language", () => {
  const name = BOOK.keptName(url("/api/walks?lang=en&plan=s1_s2"));

  assert.equal(name, "https://map.example.org/api/walks?plan=s1_s2");
  assert.equal(BOOK.keptName(url("/api/cities?a=1")), "https://map.example.org/api/cities?a=1");
});

test("the pages of routes and the passport are kept as they are read, and what pages are made of", () => {
  assert.ok(BOOK.isTold(url("/walks/old-town?city=town&lang=th")));
  assert.ok(BOOK.isTold(url("/passport?lang=en")));
  assert.ok(!BOOK.isTold(url("/passport/stamp?s=x")));
  assert.ok(!BOOK.isTold(url("/walks")));
  assert.ok(BOOK.isAsset(url("/assets/route_page-ABC.js")));
});
