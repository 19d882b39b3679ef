/** Reads minutes along streets as the server packs them (application/vnd.geoservice.streets). */

/** @typedef {import("./coverage_types").StreetShapes} StreetShapes */
/** @typedef {import("./coverage_types").StreetMinutes} StreetMinutes */
/** @typedef {{version: string, none: number, arrays: {name: string, type: keyof typeof KINDS, length: number}[], scenario?: any}} Head */
/** @typedef {{head: Head, arrays: Record<string, any>}} Packed */

const MAGIC = "GSC1";
const HEAD_AT = 8;
const KINDS = { u16: Uint16Array, u32: Uint32Array, i32: Int32Array, f32: Float32Array };

/**
 * Unpack an answer: its header, and its arrays by name. Arrays are views of `bytes`.
 * @param {Uint8Array} bytes
 * @returns {Packed}
 * @throws {RangeError} where it is none, or cut off
 */
export function unpackStreets(bytes) {
  const { buffer, byteOffset, byteLength } = aligned(bytes);
  const magic = String.fromCharCode(...new Uint8Array(buffer, byteOffset, Math.min(4, byteLength)));
  if (magic !== MAGIC) throw new RangeError("not an answer about streets");
  const size = new DataView(buffer, byteOffset).getUint32(4, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, byteOffset + HEAD_AT, size));
  /** @type {Head} */
  const head = JSON.parse(text);
  /** @type {Record<string, any>} */
  const arrays = {};
  let at = byteOffset + HEAD_AT + padded(size);
  for (const { name, type, length } of head.arrays) {
    const Kind = KINDS[type];
    arrays[name] = new Kind(buffer, at, length);
    at += padded(length * Kind.BYTES_PER_ELEMENT);
  }
  return { head, arrays };
}

/** @param {Packed} packed @returns {StreetShapes} */
export function shapesOf({ head, arrays }) {
  const { offsets, points, ids } = arrays;
  return { version: head.version, offsets, points, ids };
}

/** @param {Packed} packed @returns {StreetMinutes} */
export function minutesOf({ head, arrays }) {
  return {
    version: head.version,
    none: head.none,
    begin: arrays.begin,
    end: arrays.end,
    walk: arrays.walk,
    doorPiece: arrays.door_piece,
    doorAlong: arrays.door_along,
    doorSeconds: arrays.door_seconds,
  };
}

/** @param {number} size in bytes */
function padded(size) {
  return Math.ceil(size / 4) * 4;
}

/** Typed arrays stand at multiples of their size. @param {Uint8Array} bytes @returns {{buffer: ArrayBuffer, byteOffset: number, byteLength: number}} */
function aligned(bytes) {
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return { buffer: /** @type {ArrayBuffer} */ (whole.buffer), byteOffset: whole.byteOffset, byteLength: whole.byteLength };
}
