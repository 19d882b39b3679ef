/** Classes of walking time along street pieces: where on a piece which class begins. */

/** @typedef {import("./coverage_types").StreetMinutes} StreetMinutes */
/** @typedef {{from: number, to: number, class: number}} Run a part of a piece, 0 to 1 along it */

/** The upper ends of the classes in minutes; beyond are "more" and "unreachable". */
export const STEPS = [5, 10, 15, 20, 30];
export const MORE = STEPS.length;
export const UNREACHABLE = MORE + 1;
export const CLASSES = UNREACHABLE + 1;

const TENTHS_A_MINUTE = 600;
const LIMITS = STEPS.map((minutes) => minutes * TENTHS_A_MINUTE);

/** @param {number} tenths of a second, Infinity where there is no way */
export function classOf(tenths) {
  if (tenths === Infinity) return UNREACHABLE;
  for (let step = 0; step < MORE; step += 1) if (tenths <= LIMITS[step]) return step;
  return MORE;
}

/** The times along all pieces, and what is asked of them again and again while drawing. */
export class PieceTimes {
  /** @param {StreetMinutes} minutes */
  constructor(minutes) {
    this.minutes = minutes;
    /** @type {Map<number, [number, number][]>} doors (along, tenths) by piece */
    this._doors = new Map();
    for (const [index, piece] of minutes.doorPiece.entries()) {
      /** @type {[number, number]} */
      const door = [minutes.doorAlong[index], minutes.doorSeconds[index]];
      this._doors.set(piece, [...(this._doors.get(piece) ?? []), door]);
    }
    this.classes = this._middleClasses();
  }

  /** Return the class in the middle of each piece, for pieces too short to part. */
  _middleClasses() {
    const { begin, end, walk, none } = this.minutes;
    const classes = new Uint8Array(begin.length);
    for (let piece = 0; piece < begin.length; piece += 1) {
      const nearer = Math.min(begin[piece], end[piece]);
      const isNone = nearer === none || walk[piece] === none;
      classes[piece] = isNone ? UNREACHABLE : classOf(nearer + walk[piece] / 2);
    }
    for (const piece of this._doors.keys()) classes[piece] = classOf(this.timeAt(piece, 0.5));
    return classes;
  }

  /**
   * Return the time from a place of a piece to the nearest space, in tenths of a second.
   * @param {number} piece @param {number} along 0 to 1
   */
  timeAt(piece, along) {
    const [begin, end, walk] = this._times(piece);
    if (walk === Infinity) return Infinity;
    let least = Math.min(begin + walk * along, end + walk * (1 - along));
    for (const [at, tenths] of this._doors.get(piece) ?? []) least = Math.min(least, tenths + walk * Math.abs(along - at));
    return least;
  }

  /** Return the parts of a piece by class, in order along it. @param {number} piece @returns {Run[]} */
  runs(piece) {
    const cuts = this._cuts(piece);
    /** @type {Run[]} */
    const runs = [];
    for (let index = 1; index < cuts.length; index += 1) {
      const [from, to] = [cuts[index - 1], cuts[index]];
      const now = classOf(this.timeAt(piece, (from + to) / 2));
      const last = runs.at(-1);
      if (last?.class === now) last.to = to;
      else runs.push({ from, to, class: now });
    }
    return runs;
  }

  /** Whether a piece may be of several classes. @param {number} piece */
  isParted(piece) {
    const [begin, end, walk] = this._times(piece);
    if (walk === Infinity) return false;
    const doors = this._doors.get(piece);
    const least = Math.min(begin, end, ...(doors ?? []).map(([, tenths]) => tenths));
    const most = Math.min(begin + walk, end + walk, (begin + end + walk) / 2);
    return classOf(least) !== classOf(most);
  }

  /** Whether a piece is other than in `before` in any part of it. @param {number} piece @param {PieceTimes} before */
  differs(piece, before) {
    const [now, then] = [this.minutes, before.minutes];
    if (now.begin[piece] !== then.begin[piece] || now.end[piece] !== then.end[piece]) return true;
    const [doors, doorsThen] = [this._doors.get(piece), before._doors.get(piece)];
    return Boolean(doors || doorsThen) && String(doors) !== String(doorsThen);
  }

  /** All places where the class may change: all ways to a limit rise and fall alike. @param {number} piece */
  _cuts(piece) {
    const [begin, end, walk] = this._times(piece);
    const cuts = [0, 1];
    if (walk === 0 || walk === Infinity) return cuts;
    const sources = [[0, begin], [1, end], ...(this._doors.get(piece) ?? [])];
    for (const limit of LIMITS) {
      for (const [at, tenths] of sources) {
        const reach = (limit - tenths) / walk;
        if (reach > 0 && reach < 1) cuts.push(at - reach, at + reach);
      }
    }
    return cuts.filter((cut) => cut >= 0 && cut <= 1).sort((a, b) => a - b);
  }

  /** @param {number} piece @returns {[number, number, number]} begin, end, walk */
  _times(piece) {
    const { begin, end, walk, none } = this.minutes;
    const value = (/** @type {number} */ tenths) => (tenths === none ? Infinity : tenths);
    return [value(begin[piece]), value(end[piece]), value(walk[piece])];
  }
}
