/** Dragging rows of a list into another order, with a finger or a mouse. */

const EDGE_PIXELS = 48; // nearer to the edge of the scrolled box it scrolls
const SCROLL_PIXELS = 10;

/**
 * Let rows be dragged by their grips; Escape gives up.
 * @param {HTMLElement} list whose rows are its children matched by `rows`
 * @param {{rows: string, grip: string, onMove: (from: number, to: number) => void}} options
 */
export function makeSortable(list, { rows, grip, onMove }) {
  list.addEventListener("pointerdown", (event) => {
    const held = /** @type {Element} */ (event.target).closest(grip);
    const row = held?.closest(rows);
    if (!held || !(row instanceof HTMLElement) || event.button !== 0) return;
    event.preventDefault();
    const all = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(rows)]);
    new Drag(/** @type {HTMLElement} */ (held), row, all, onMove).begin(event);
  });
}

class Drag {
  /**
   * @param {HTMLElement} held @param {HTMLElement} row @param {HTMLElement[]} rows
   * @param {(from: number, to: number) => void} onMove
   */
  constructor(held, row, rows, onMove) {
    this._held = held;
    this._row = row;
    this._rows = rows;
    this._onMove = onMove;
    this._from = rows.indexOf(row);
    this._to = this._from;
    this._startY = 0;
    this._box = scrolledBox(row);
    this._startScroll = this._box?.scrollTop ?? 0;
    this._ends = new AbortController();
  }

  /** @param {PointerEvent} event */
  begin({ pointerId, clientY }) {
    const { signal } = this._ends;
    this._startY = clientY;
    this._held.setPointerCapture(pointerId);
    this._row.classList.add("is-dragged");
    this._held.addEventListener("pointermove", (event) => this._follow(event), { signal });
    this._held.addEventListener("pointerup", () => this._end(true), { signal });
    this._held.addEventListener("pointercancel", () => this._end(false), { signal });
    document.addEventListener("keydown", (event) => this._onKey(event), { signal, capture: true });
  }

  /** @param {PointerEvent} event */
  _follow({ clientY }) {
    this._scroll(clientY);
    const scrolled = (this._box?.scrollTop ?? 0) - this._startScroll;
    this._row.style.transform = `translateY(${clientY - this._startY + scrolled}px)`;
    this._to = targetIndex(this._rows, this._from, clientY);
    for (const [index, row] of this._rows.entries()) {
      row.classList.toggle("is-before", this._to < this._from && index === this._to);
      row.classList.toggle("is-after", this._to > this._from && index === this._to);
    }
  }

  /** @param {number} y */
  _scroll(y) {
    const edges = this._box?.getBoundingClientRect();
    if (!this._box || !edges) return;
    if (y < edges.top + EDGE_PIXELS) this._box.scrollTop -= SCROLL_PIXELS;
    if (y > edges.bottom - EDGE_PIXELS) this._box.scrollTop += SCROLL_PIXELS;
  }

  /** @param {KeyboardEvent} event */
  _onKey(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this._end(false);
  }

  /** @param {boolean} isDropped */
  _end(isDropped) {
    this._ends.abort();
    this._row.style.transform = "";
    for (const row of this._rows) row.classList.remove("is-dragged", "is-before", "is-after");
    if (isDropped && this._to !== this._from) this._onMove(this._from, this._to);
  }
}

/** @param {HTMLElement[]} rows @param {number} from @param {number} y */
function targetIndex(rows, from, y) {
  const isAbove = rows.map((row) => {
    const { top, height } = row.getBoundingClientRect();
    return top + height / 2 < y;
  });
  const before = isAbove.filter((is, index) => is && index !== from).length;
  return Math.min(before, rows.length - 1);
}

/** @param {HTMLElement} row @returns {Element | null} */
function scrolledBox(row) {
  for (let box = row.parentElement; box; box = box.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return null;
}
