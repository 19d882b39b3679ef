/** The table on the screen as a file of comma-separated values that spreadsheets open. */

/** @typedef {import("./coverage_types").Row} Row */
/** @typedef {import("./coverage_columns.js").Column} Column */

const BYTE_ORDER_MARK = "\uFEFF"; // tells spreadsheets that it is UTF-8
const FORMULA = /^[=+\-@\t\r]/; // a text that a spreadsheet would compute

/**
 * Return the rows as they stand, with code and level before them.
 * @param {Row[]} rows
 * @param {Column[]} columns
 */
export function tableCsv(rows, columns) {
  const head = ["code", "level", ...columns.map(({ title }) => title)];
  const lines = rows.map((row) => [row.code, row.level, ...columns.map(({ value }) => value(row))]);
  return `${BYTE_ORDER_MARK}${[head, ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** RFC 4180, section 2. @param {string | number | null} value */
function cell(value) {
  if (value === null) return "";
  if (typeof value === "number") return String(Number(value.toPrecision(12)));
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Let the browser save a text as a file.
 * @param {string} text @param {string} name
 */
export function saveCsv(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
