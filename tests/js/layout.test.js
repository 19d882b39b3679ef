import assert from "node:assert/strict";
import { test } from "node:test";
import { coveredSides } from "../../static/js/layout.js";

test("a dock at the left and a card at the right leave the middle", () => {
  const dock = { left: 16, top: 16, right: 384, bottom: 884 };
  const card = { left: 1040, top: 16, right: 1424, bottom: 400 };

  const insets = coveredSides({ width: 1440, height: 900 }, [dock, card]);

  assert.deepEqual(insets, { left: 408, top: 24, right: 424, bottom: 24 });
});

test("on a phone the bar is above and the sheet below", () => {
  const bar = { left: 8, top: 8, right: 382, bottom: 60 };
  const sheet = { left: 0, top: 500, right: 390, bottom: 844 };

  const insets = coveredSides({ width: 390, height: 844 }, [bar, sheet]);

  assert.deepEqual(insets, { left: 24, top: 84, right: 24, bottom: 368 });
});

test("a third of the map is always left", () => {
  const sheet = { left: 0, top: 60, right: 320, bottom: 568 };

  const { top, bottom } = coveredSides({ width: 320, height: 568 }, [sheet]);

  assert.ok(top + bottom <= 568 * 0.67);
});
