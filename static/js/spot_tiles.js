/** Reads the spaces out of a vector tile. */

import { VectorTile } from "@mapbox/vector-tile";
import Protobuf from "pbf";

/** @typedef {import("./types").Spot} Spot */

const LAYER = "spaces";

/**
 * Return the spots of one tile, in degrees.
 * @param {Uint8Array} bytes may be empty
 * @param {{x: number, y: number, z: number}} tile
 * @returns {Spot[]}
 */
export function spotsOfTile(bytes, { x, y, z }) {
  const layer = new VectorTile(new Protobuf(bytes)).layers[LAYER];
  if (!layer) return [];
  return Array.from({ length: layer.length }, (_, index) => {
    const feature = layer.feature(index);
    const point = feature.loadGeometry()[0][0];
    const lon = longitude(x + point.x / layer.extent, z);
    const lat = latitude(y + point.y / layer.extent, z);
    return spot(feature.properties, feature.id, { lon, lat });
  });
}

/**
 * Return the key of the tile that a place lies in.
 * @param {{lon: number, lat: number}} place
 * @param {number} z
 */
export function tileKeyAt({ lon, lat }, z) {
  const tiles = 2 ** z;
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return `${Math.floor((lon / 360 + 0.5) * tiles)}:${Math.floor(y * tiles)}:${z}`;
}

/**
 * @param {Record<string, any>} properties
 * @param {number | undefined} id
 * @param {{lon: number, lat: number}} place
 * @returns {Spot}
 */
function spot(properties, id, { lon, lat }) {
  const count = properties.count ?? 1;
  return {
    id: Number(id ?? properties.id),
    lat,
    lon,
    count,
    kind: properties.kind,
    subkind: properties.subkind ?? null,
    name_th: properties.name_th ?? null,
    name_en: properties.name_en ?? null,
    wheelchair: properties.wheelchair ?? null,
    kinds: properties.kinds ? JSON.parse(properties.kinds) : { [properties.kind]: count },
    bounds: properties.bounds ? JSON.parse(properties.bounds) : [lon, lat, lon, lat],
  };
}

/** @param {number} column @param {number} z */
function longitude(column, z) {
  return (column / 2 ** z) * 360 - 180;
}

/** @param {number} row @param {number} z */
function latitude(row, z) {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI;
}
