/** Who signed in, and what they keep here. */

const KEEPERS = ["planner", "admin"];

/** Whether somebody keeps figures for a city. @param {import("./types").Account | null | undefined} account @param {string | null} city */
export function keepsFor(account, city) {
  return Boolean(account && city && KEEPERS.includes(account.role) && (account.city ?? city) === city);
}
