import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../static/css/colours.css", import.meta.url), "utf8");
const icons = readFileSync(new URL("../../static/js/icons.js", import.meta.url), "utf8");

/** @param {string} selector @returns {Record<string, string>} */
function names(selector) {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0];
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]));
}

const themes = { light: names(":root"), dark: names(':root[data-theme="dark"]') };
const kindsOf = (/** @type {Record<string, string>} */ theme) =>
  Object.keys(theme).filter((name) => name.startsWith("kind-") && name !== "kind-ink");

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance @param {string} colour */
function luminance(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

for (const [name, theme] of Object.entries(themes)) {
  test(`every kind stands out from the ${name} ground and its drawing from it`, () => {
    assert.equal(kindsOf(theme).length, 13);
    for (const kind of kindsOf(theme)) {
      assert.ok(contrast(theme[kind], theme.ground) >= 3, `${kind} on the ground`);
      assert.ok(contrast(theme[kind], theme.surface) >= 3, `${kind} on a box`);
      assert.ok(contrast(theme["kind-ink"], theme[kind]) >= 4.5, `drawing on ${kind}`);
    }
  });

  test(`text reads well in the ${name} theme`, () => {
    for (const ink of ["text", "text-soft", "accent", "open", "closed"]) {
      assert.ok(contrast(theme[ink], theme.surface) >= 4.5, ink);
      assert.ok(contrast(theme[ink], theme["surface-soft"]) >= 4.5, `${ink} on soft`);
    }
    assert.ok(contrast(theme["accent-text"], theme.accent) >= 4.5);
    assert.ok(contrast(theme["line-strong"], theme.surface) >= 3);
  });
}

test("both themes name the same kinds", () => {
  assert.deepEqual(kindsOf(themes.light), kindsOf(themes.dark));
});

test("no two kinds share a drawing", () => {
  const table = icons.slice(icons.indexOf("const KINDS"), icons.indexOf("const SUBKINDS"));
  const entries = [...table.matchAll(/^ {2}(\w+)(?:: (\w+))?,$/gm)].map(([, kind, icon]) => icon ?? kind);

  assert.equal(entries.length, 13);
  assert.equal(new Set(entries).size, 13);
});
