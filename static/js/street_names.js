/** Street pieces from junction to junction joined into lines long enough to carry their name. */

/** @typedef {{x: number, y: number}} Point */

/**
 * Join lines end to end; where more than two meet the line goes on the way it came.
 * @template {Point} P
 * @param {P[][]} lines
 * @returns {P[][]}
 */
export function joined(lines) {
  const ends = new EndIndex(lines);
  const left = new Set(lines.keys());
  const result = [];
  for (const start of lines.keys()) {
    if (!left.delete(start)) continue;
    const forward = follow(lines[start], lines, ends, left);
    const whole = follow([...forward].reverse(), lines, ends, left);
    result.push(whole.reverse());
  }
  return result;
}

/**
 * Leave out points that lie nearer than `tolerance` to the line without them (Douglas and Peucker
 * 1973).
 * @template {Point} P
 * @param {P[]} line
 * @param {number} tolerance
 * @returns {P[]}
 */
export function simplified(line, tolerance) {
  if (line.length < 3) return line;
  const last = line.length - 1;
  let farthest = 0;
  let most = tolerance;
  for (let index = 1; index < last; index += 1) {
    const distance = distanceToSegment(line[index], line[0], line[last]);
    if (distance > most) [farthest, most] = [index, distance];
  }
  if (!farthest) return [line[0], line[last]];
  return [
    ...simplified(line.slice(0, farthest + 1), tolerance),
    ...simplified(line.slice(farthest), tolerance).slice(1),
  ];
}

/** Which lines begin or end at a point. */
class EndIndex {
  /** @param {Point[][]} lines */
  constructor(lines) {
    /** @type {Map<string, number[]>} */
    this._lines = new Map();
    for (const [index, line] of lines.entries()) {
      for (const end of [line[0], line[line.length - 1]]) {
        const key = `${end.x}:${end.y}`;
        this._lines.set(key, [...(this._lines.get(key) ?? []), index]);
      }
    }
  }

  /** @param {Point} point */
  at(point) {
    return this._lines.get(`${point.x}:${point.y}`) ?? [];
  }
}

/**
 * Lengthen a line at its end by what goes on straightest, taking lines out of `left`.
 * @template {Point} P
 * @param {P[]} line @param {P[][]} lines @param {EndIndex} ends @param {Set<number>} left
 */
function follow(line, lines, ends, left) {
  const grown = [...line];
  for (;;) {
    const end = grown[grown.length - 1];
    let best = null;
    let straightest = 0; // never turn back: the cosine of the turn stays above that of 90 degrees
    for (const index of ends.at(end)) {
      if (!left.has(index)) continue;
      const next = startingAt(lines[index], end);
      const turn = cosine(grown[grown.length - 2], end, next[1]);
      if (turn > straightest) [best, straightest] = [{ index, next }, turn];
    }
    if (!best) return grown;
    left.delete(best.index);
    grown.push(...best.next.slice(1));
  }
}

/** @template {Point} P @param {P[]} line @param {P} point */
function startingAt(line, point) {
  return line[0].x === point.x && line[0].y === point.y ? line : [...line].reverse();
}

/** Cosine of the turn at b on the way from a to c. @param {Point} a @param {Point} b @param {Point} c */
function cosine(a, b, c) {
  const [ux, uy, vx, vy] = [b.x - a.x, b.y - a.y, c.x - b.x, c.y - b.y];
  const lengths = Math.hypot(ux, uy) * Math.hypot(vx, vy);
  return lengths ? (ux * vx + uy * vy) / lengths : 0;
}

/** @param {Point} p @param {Point} a @param {Point} b */
function distanceToSegment(p, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const square = dx * dx + dy * dy;
  const along = square ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(p.x - a.x - share * dx, p.y - a.y - share * dy);
}
