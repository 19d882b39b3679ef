/** Paints street pieces by class onto a canvas, in slices that never hold a frame up. */

import { CLASSES, UNREACHABLE } from "./coverage_classes.js";

/** @typedef {import("./coverage_shapes.js").Lines} Lines */
/** @typedef {import("./coverage_classes.js").PieceTimes} PieceTimes */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Frame in pixels from the origin of the lines */
/** @typedef {{colours: string[], width: number, unreachableWidth: number, cap: CanvasLineCap}} Look */
/** @typedef {{lines: Lines, times: PieceTimes, look: Look}} Picture */

const PARTED_PIXELS = 12; // a shorter piece is of the class of its middle
const SLICE = 60; // pieces of one stroke; the time of a stroke grows faster than its length

/**
 * Return the pieces that lie in a frame, or those of `among` that do.
 * @param {Lines} lines @param {Frame} frame @param {Uint32Array} [among]
 */
export function piecesIn({ boxes, lengths }, { left, top, right, bottom }, among) {
  const count = among ? among.length : lengths.length;
  const found = new Uint32Array(count);
  let many = 0;
  for (let index = 0; index < count; index += 1) {
    const piece = among ? among[index] : index;
    const at = piece * 4;
    const isIn = boxes[at] <= right && boxes[at + 2] >= left && boxes[at + 1] <= bottom && boxes[at + 3] >= top;
    if (isIn) found[many++] = piece;
  }
  return found.subarray(0, many);
}

/**
 * Return those of some pieces that look other now than before.
 * @param {PieceTimes} now @param {PieceTimes} before @param {Lines} lines at the zoom that is looked at
 * @param {Uint32Array} pieces
 */
export function changedPieces(now, before, { lengths }, pieces) {
  const found = new Uint32Array(pieces.length);
  let many = 0;
  for (const piece of pieces) {
    const isOther =
      now.classes[piece] !== before.classes[piece] ||
      (lengths[piece] >= PARTED_PIXELS && now.differs(piece, before));
    if (isOther) found[many++] = piece;
  }
  return found.subarray(0, many);
}

/**
 * Paint pieces, the farthest first; give way between strokes.
 * @param {CanvasRenderingContext2D} context whose origin is that of the lines
 * @param {Picture} picture
 * @param {Uint32Array} pieces
 * @returns {Generator<void, void, void>}
 */
export function* painting(context, { lines, times, look }, pieces) {
  const { byClass, parts } = sorted(lines, times, pieces);
  context.lineCap = look.cap;
  context.lineJoin = "round";
  for (let worse = CLASSES - 1; worse >= 0; worse -= 1) {
    context.strokeStyle = look.colours[worse];
    context.lineWidth = worse === UNREACHABLE ? look.unreachableWidth : look.width;
    const group = byClass[worse];
    for (let first = 0; first < group.length; first += SLICE) {
      const last = Math.min(first + SLICE, group.length);
      context.beginPath();
      for (let index = first; index < last; index += 1) addPiece(context, lines, group[index]);
      context.stroke();
      yield;
    }
    if (!parts[worse].length) continue;
    context.beginPath();
    for (const line of parts[worse]) addLine(context, line);
    context.stroke();
    yield;
  }
}

/** @param {Lines} lines @param {PieceTimes} times @param {Uint32Array} pieces */
function sorted(lines, times, pieces) {
  const counts = new Uint32Array(CLASSES);
  const isParted = new Uint8Array(pieces.length);
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (lines.lengths[piece] >= PARTED_PIXELS && times.isParted(piece)) isParted[index] = 1;
    else counts[times.classes[piece]] += 1;
  }
  const byClass = Array.from(counts, (count) => new Uint32Array(count));
  /** @type {number[][][]} lines by class */
  const parts = Array.from(counts, () => []);
  counts.fill(0);
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (isParted[index]) addParts(parts, lines, times, piece);
    else byClass[times.classes[piece]][counts[times.classes[piece]]++] = piece;
  }
  return { byClass, parts };
}

/** @param {number[][][]} parts @param {Lines} lines @param {PieceTimes} times @param {number} piece */
function addParts(parts, lines, times, piece) {
  for (const run of times.runs(piece)) parts[run.class].push(partOf(lines, piece, run.from, run.to));
}

/**
 * Return a part of a piece as x, y, x, y …
 * @param {Lines} lines @param {number} piece @param {number} from 0 to 1 @param {number} to
 */
export function partOf({ offsets, xy, lengths }, piece, from, to) {
  const [start, end] = [from * lengths[piece], to * lengths[piece]];
  const part = [];
  let walked = 0;
  for (let point = offsets[piece] + 1; point < offsets[piece + 1]; point += 1) {
    const [x, y, nextX, nextY] = [xy[point * 2 - 2], xy[point * 2 - 1], xy[point * 2], xy[point * 2 + 1]];
    const step = Math.hypot(nextX - x, nextY - y);
    const [a, b] = [Math.max(0, (start - walked) / step), Math.min(1, (end - walked) / step)];
    walked += step;
    if (!(step > 0) || a >= 1 || b <= 0) continue;
    if (!part.length) part.push(x + (nextX - x) * a, y + (nextY - y) * a);
    part.push(x + (nextX - x) * b, y + (nextY - y) * b);
  }
  return part;
}

/** @param {CanvasRenderingContext2D} context @param {Lines} lines @param {number} piece */
function addPiece(context, { offsets, xy }, piece) {
  const last = offsets[piece + 1];
  let point = offsets[piece];
  context.moveTo(xy[point * 2], xy[point * 2 + 1]);
  for (point += 1; point < last; point += 1) context.lineTo(xy[point * 2], xy[point * 2 + 1]);
}

/** @param {CanvasRenderingContext2D} context @param {number[]} line */
function addLine(context, line) {
  for (let at = 0; at < line.length; at += 2) {
    if (at === 0) context.moveTo(line[0], line[1]);
    else context.lineTo(line[at], line[at + 1]);
  }
}
